-- +goose Up
-- the village for which a pool was opened: it keeps its name when that village goes into another one, which may have a pool of its own
ALTER TABLE t_merit_pool RENAME COLUMN place_id TO home_id;
