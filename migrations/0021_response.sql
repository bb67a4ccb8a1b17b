-- Counts of a unit over months read the answer from the index, and look at the
-- table only where a mode or a role is asked for.
DROP INDEX response_unit_day;
CREATE INDEX response_unit_day ON response (unit, experienced_on, answer);
