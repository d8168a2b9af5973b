-- +goose Up
-- a post that a case gives may open less than its roles, and ends at an instant, not with the day
ALTER TABLE t_appointment ADD COLUMN roles TEXT NOT NULL DEFAULT '';
ALTER TABLE t_appointment ADD COLUMN ended_at BIGINT NOT NULL DEFAULT 0;
