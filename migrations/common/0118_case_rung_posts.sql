-- +goose Up
-- whom of the offices a rung tells: the holders of these posts, by comma; empty for all
ALTER TABLE t_case_rung ADD COLUMN posts TEXT NOT NULL DEFAULT '';
