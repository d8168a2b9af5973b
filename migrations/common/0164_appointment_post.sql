-- +goose Up
-- who holds a post anywhere in the county, as a campaign of visits asks
CREATE INDEX x_appointment_post ON t_appointment (county_id, post, to_day);
