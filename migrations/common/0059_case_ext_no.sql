-- +goose Up
-- the number that a case had in another system or on paper, for what was brought in; empty of what was raised here
ALTER TABLE t_case ADD COLUMN ext_no TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX x_case_ext_no ON t_case (county_id, ext_no) WHERE ext_no <> '';
