-- +goose Up
-- joined_id: the account of the same year into which this one went, when the member turned out to be entered twice
ALTER TABLE t_points_account ADD COLUMN joined_id BIGINT NOT NULL DEFAULT 0;
CREATE INDEX x_points_account_joined ON t_points_account (county_id, joined_id) WHERE joined_id <> 0;
