-- +goose Up
-- an early sign of trouble, raised once for its cause to the holders of a post, and closed with a reason
CREATE TABLE t_case_alert (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  place_id    BIGINT  NOT NULL,
  cause       TEXT    NOT NULL,
  sign        TEXT    NOT NULL,
  post        TEXT    NOT NULL,
  case_id     BIGINT  NOT NULL,
  n           INTEGER NOT NULL,
  at          BIGINT  NOT NULL,
  open        BOOLEAN NOT NULL,
  closed_at   BIGINT  NOT NULL,
  closed_id   BIGINT  NOT NULL,
  closed_name TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, cause)
);
CREATE INDEX x_case_alert_county ON t_case_alert (county_id, at DESC, id DESC);
CREATE INDEX x_case_alert_township ON t_case_alert (county_id, township_id, at DESC, id DESC);
CREATE INDEX x_case_alert_village ON t_case_alert (county_id, village_id, at DESC, id DESC);
CREATE INDEX x_case_alert_open ON t_case_alert (county_id, post, at DESC, id DESC) WHERE open;
