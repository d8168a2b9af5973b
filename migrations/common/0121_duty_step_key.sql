-- +goose Up
-- the key under which a phone sent the last step, so that one sent twice is taken once
ALTER TABLE t_duty_item ADD COLUMN step_key TEXT NOT NULL DEFAULT '';
