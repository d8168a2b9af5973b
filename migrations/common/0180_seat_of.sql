-- +goose Up
-- a seat that somebody has as one of a team ends when they leave the team
ALTER TABLE t_appointment ADD COLUMN seat_of BIGINT NOT NULL DEFAULT 0;
