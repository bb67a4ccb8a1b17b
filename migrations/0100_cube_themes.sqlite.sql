-- What the counts in memory follow (docs/cube.md), further: themes and moods as
-- they are heard and put right, and what somebody said about themselves. The
-- latter comes with its response in one transaction; only changes are logged.
CREATE TRIGGER cube_theme_insert AFTER INSERT ON comment_theme
BEGIN
	INSERT INTO cube_change (response, at) SELECT c.response, h.at
		FROM comment c, cube_horizon h WHERE c.id = new.comment;
END;

CREATE TRIGGER cube_theme_update AFTER UPDATE OF themes, own, mood
	ON comment_theme WHEN old.themes <> new.themes OR old.own <> new.own
		OR old.mood <> new.mood
BEGIN
	INSERT INTO cube_change (response, at) SELECT c.response, h.at
		FROM comment c, cube_horizon h WHERE c.id = new.comment;
END;

CREATE TRIGGER cube_theme_delete AFTER DELETE ON comment_theme
BEGIN
	INSERT INTO cube_change (response, at) SELECT c.response, h.at
		FROM comment c, cube_horizon h WHERE c.id = old.comment;
END;

CREATE TRIGGER cube_about_update AFTER UPDATE ON about
BEGIN
	INSERT INTO cube_change (response, at) SELECT new.response, h.at
		FROM cube_horizon h;
END;

CREATE TRIGGER cube_about_delete AFTER DELETE ON about
BEGIN
	INSERT INTO cube_change (response, at) SELECT old.response, h.at
		FROM cube_horizon h;
END;
