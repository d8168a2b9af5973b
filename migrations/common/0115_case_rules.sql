-- +goose Up
-- the version of the county's pack by which a case is judged to its end: the one it was made under, or was moved to
ALTER TABLE t_case ADD COLUMN rules_no INTEGER NOT NULL DEFAULT 1;
