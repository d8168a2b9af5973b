-- +goose Up
-- the number elsewhere is no more unique in the county: whoever brought in a number that somebody else's case has would have
-- learnt that it exists, a confidential one too. What one office brings in twice at once its client key keeps apart
DROP INDEX x_case_ext_no;
CREATE INDEX x_case_ext_no ON t_case (county_id, ext_no) WHERE ext_no <> '';
