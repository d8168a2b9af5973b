-- +goose Up
-- of whom a kept figure is: of a place, a body, or who holds a post (of_id is the place, the body or the appointment)
ALTER TABLE t_indicator_basis ADD COLUMN of_kind TEXT NOT NULL DEFAULT 'place';
ALTER TABLE t_indicator_basis ADD COLUMN of_id BIGINT NOT NULL DEFAULT 0;
UPDATE t_indicator_basis SET of_id = place_id;
