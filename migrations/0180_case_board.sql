-- The board of cases and the list of one state, newest first: a walk along an
-- index that also says whose they are.
CREATE INDEX case_file_board ON case_file (state, received_on, id, unit);
