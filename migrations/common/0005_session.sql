-- +goose Up
-- who is signed in where; outside the journal. token is the hash of what the browser holds
CREATE TABLE t_session (
  token      TEXT   NOT NULL,
  data       TEXT   NOT NULL,
  expires    BIGINT NOT NULL,
  seen       BIGINT NOT NULL,
  county_id  BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  PRIMARY KEY (token)
);
CREATE INDEX x_session_account ON t_session (county_id, account_id);
