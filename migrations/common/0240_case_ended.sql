-- +goose Up
-- the day on which a case was closed and whether that was late: cases are listed and counted by it. Empty where it is open, and where it
-- was closed before this was kept
ALTER TABLE t_case ADD COLUMN ended_day TEXT NOT NULL DEFAULT '';
ALTER TABLE t_case ADD COLUMN ended_late BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX x_case_ended_county ON t_case (county_id, ended_day DESC, id DESC) WHERE ended_day <> '';
CREATE INDEX x_case_ended_township ON t_case (county_id, township_id, ended_day DESC, id DESC) WHERE ended_day <> '';
CREATE INDEX x_case_ended_village ON t_case (county_id, village_id, ended_day DESC, id DESC) WHERE ended_day <> '';
CREATE INDEX x_case_ended_body ON t_case (county_id, body_id, ended_day DESC, id DESC) WHERE ended_day <> '';
