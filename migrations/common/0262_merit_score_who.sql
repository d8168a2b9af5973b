-- +goose Up
-- who scored what, for when somebody turns out to be entered twice
CREATE INDEX x_merit_score_who ON t_merit_score (county_id, by_person_id);
