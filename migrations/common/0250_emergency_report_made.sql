-- +goose Up
-- when a report was made; one of a phone without a network came later. 0 of rows of before: when it came
ALTER TABLE t_emergency_report ADD COLUMN made_at BIGINT NOT NULL DEFAULT 0;
