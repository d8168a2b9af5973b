-- +goose Up
-- a department that was called to a case: it must report in, act, and is rated by who called. The stamp is that of the case
-- with the body that was called; visit counts what is asked of it in turn, each with its own time
CREATE TABLE t_case_call (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  township_id  BIGINT  NOT NULL,
  village_id   BIGINT  NOT NULL,
  group_id     BIGINT  NOT NULL,
  micro_id     BIGINT  NOT NULL,
  body_id      BIGINT  NOT NULL,
  topic        TEXT    NOT NULL,
  sealed       BOOLEAN NOT NULL,
  case_id      BIGINT  NOT NULL,
  place_id     BIGINT  NOT NULL,
  body_name    TEXT    NOT NULL,
  ask          TEXT    NOT NULL,
  state        TEXT    NOT NULL,
  open         BOOLEAN NOT NULL,
  visit        INTEGER NOT NULL,
  since        BIGINT  NOT NULL,
  due          BIGINT  NOT NULL,
  at           BIGINT  NOT NULL,
  caller_id    BIGINT  NOT NULL,
  caller_name  TEXT    NOT NULL,
  officer_id   BIGINT  NOT NULL,
  officer_name TEXT    NOT NULL,
  reported_at  BIGINT  NOT NULL,
  done_at      BIGINT  NOT NULL,
  note         TEXT    NOT NULL,
  rating       INTEGER NOT NULL,
  rating_text  TEXT    NOT NULL,
  action_key   TEXT    NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, case_id, body_id, at),
  FOREIGN KEY (county_id, case_id) REFERENCES t_case (county_id, id)
);
CREATE INDEX x_case_call_case ON t_case_call (county_id, case_id, id);
CREATE INDEX x_case_call_body ON t_case_call (county_id, body_id, due, id) WHERE open;
