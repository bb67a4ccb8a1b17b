-- What the counts in memory follow (docs/cube.md), further; see the SQLite file
-- of the same number.
CREATE FUNCTION cube_theme_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO cube_change (response, at) SELECT c.response,
		pg_current_xact_id()::text::bigint FROM comment c
		WHERE c.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.comment
			ELSE NEW.comment END;
	RETURN NULL;
END $$;

CREATE TRIGGER cube_theme AFTER INSERT OR DELETE ON comment_theme
	FOR EACH ROW EXECUTE FUNCTION cube_theme_changed();

CREATE TRIGGER cube_theme_update AFTER UPDATE OF themes, own, mood
	ON comment_theme FOR EACH ROW
	WHEN ((OLD.themes, OLD.own, OLD.mood)
		IS DISTINCT FROM (NEW.themes, NEW.own, NEW.mood))
	EXECUTE FUNCTION cube_theme_changed();

CREATE FUNCTION cube_about_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO cube_change (response, at) VALUES
		(CASE WHEN TG_OP = 'DELETE' THEN OLD.response
			ELSE NEW.response END,
		pg_current_xact_id()::text::bigint);
	RETURN NULL;
END $$;

CREATE TRIGGER cube_about AFTER UPDATE OR DELETE ON about
	FOR EACH ROW EXECUTE FUNCTION cube_about_changed();
