-- +goose Up
-- the versions of the county's pack: files holds its folders and those of base as they were, packed; hash is of them
CREATE TABLE t_pack_version (
  county_id  BIGINT  NOT NULL,
  id         BIGINT  NOT NULL,
  rev        BIGINT  NOT NULL,
  no         INTEGER NOT NULL,
  from_day   TEXT    NOT NULL,
  hash       TEXT    NOT NULL,
  files      TEXT    NOT NULL,
  at         BIGINT  NOT NULL,
  account_id BIGINT  NOT NULL,
  actor_name TEXT    NOT NULL,
  note       TEXT    NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, no)
);
