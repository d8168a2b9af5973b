-- +goose Up
-- households that the holder of a post was to visit, and that went over with it
ALTER TABLE t_handover ADD COLUMN visits INTEGER NOT NULL DEFAULT 0;
