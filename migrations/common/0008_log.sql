-- +goose Up
-- the names under which the journal's log is signed, one after another: a restored copy goes on under a new name and key
CREATE TABLE t_log (
  county_id  BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  rev        BIGINT NOT NULL,
  generation BIGINT NOT NULL,
  name       TEXT   NOT NULL,
  verifier   TEXT   NOT NULL,
  from_name  TEXT   NOT NULL,
  from_size  BIGINT NOT NULL,
  from_root  TEXT   NOT NULL,
  lost_size  BIGINT NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, generation)
);
