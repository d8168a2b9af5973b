-- +goose Up
-- What hangs on a post is asked for when the post changes hands; papers are asked for by their case.
CREATE INDEX x_duty_appointment ON t_duty (county_id, appointment_id, id) WHERE appointment_id <> 0;
CREATE INDEX x_roster_appointment ON t_roster (county_id, appointment_id, day);
CREATE INDEX x_case_paper_case ON t_case_paper (county_id, case_id, id);
