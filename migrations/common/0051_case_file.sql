-- +goose Up
-- what is attached to a case may also be a document; of a picture two smaller ones are kept beside it, by their hashes
ALTER TABLE t_case_photo ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE t_case_photo ADD COLUMN bytes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE t_case_photo ADD COLUMN small TEXT NOT NULL DEFAULT '';
ALTER TABLE t_case_photo ADD COLUMN medium TEXT NOT NULL DEFAULT '';
ALTER TABLE t_case_photo ADD COLUMN client_key TEXT;
CREATE UNIQUE INDEX x_case_photo_key ON t_case_photo (county_id, client_key);
