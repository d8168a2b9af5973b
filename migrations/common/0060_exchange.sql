-- +goose Up
-- runs of imports; the file itself is never kept
CREATE TABLE t_import (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  account_id  BIGINT  NOT NULL,
  actor_name  TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  state       TEXT    NOT NULL,
  done        INTEGER NOT NULL,
  total       INTEGER NOT NULL,
  counts      TEXT    NOT NULL,
  faults      TEXT    NOT NULL,
  fault_count INTEGER NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id)
);
CREATE INDEX x_import_account ON t_import (county_id, account_id, id);
