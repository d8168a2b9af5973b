-- +goose Up
-- the records behind the figures of a department: what it was called to, and what residents rated
CREATE INDEX x_case_call_served ON t_case_call (county_id, body_id, at DESC, id DESC);
CREATE INDEX x_case_rated ON t_case (county_id, body_id, at DESC, id DESC) WHERE rating > 0;
