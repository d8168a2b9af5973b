-- +goose Up
-- a filter of the case list that an account keeps under a name; at most one is the one that the list opens with
CREATE TABLE t_case_filter (
  county_id  BIGINT  NOT NULL,
  id         BIGINT  NOT NULL,
  account_id BIGINT  NOT NULL,
  name       TEXT    NOT NULL,
  query      TEXT    NOT NULL,
  opens      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, account_id, name)
);
