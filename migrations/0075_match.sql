-- Whoever may be asked is found without reading the members themselves.
CREATE INDEX member_match ON member (state, unit, id, outward);
