-- +goose Up
-- a matter that somebody raised and that must be closed; its states and steps are the pack's
CREATE TABLE t_case (
  county_id          BIGINT  NOT NULL,
  id                 BIGINT  NOT NULL,
  rev                BIGINT  NOT NULL,
  township_id        BIGINT  NOT NULL,
  village_id         BIGINT  NOT NULL,
  group_id           BIGINT  NOT NULL,
  micro_id           BIGINT  NOT NULL,
  body_id            BIGINT  NOT NULL,
  topic              TEXT    NOT NULL,
  sealed             BOOLEAN NOT NULL,
  place_id           BIGINT  NOT NULL,
  no                 TEXT    NOT NULL,
  type               TEXT    NOT NULL,
  type_from          TEXT    NOT NULL,
  state              TEXT    NOT NULL,
  state_since        BIGINT  NOT NULL,
  open               BOOLEAN NOT NULL,
  due                BIGINT  NOT NULL,
  at                 BIGINT  NOT NULL,
  text               TEXT    NOT NULL,
  reporter           TEXT    NOT NULL,
  reporter_person_id BIGINT  NOT NULL,
  reporter_officer   TEXT    NOT NULL,
  reporter_name      TEXT    NOT NULL,
  contact            TEXT    NOT NULL,
  contact_index      TEXT    NOT NULL,
  anonymous          BOOLEAN NOT NULL,
  follow_hash        TEXT    NOT NULL,
  body_name          TEXT    NOT NULL,
  assignee_id        BIGINT  NOT NULL,
  assignee_name      TEXT    NOT NULL,
  awaits_id          BIGINT  NOT NULL,
  note               TEXT    NOT NULL,
  feedback           TEXT    NOT NULL,
  rating             INTEGER NOT NULL,
  rating_text        TEXT    NOT NULL,
  photos             INTEGER NOT NULL,
  action_key         TEXT    NOT NULL,
  client_key         TEXT,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, no),
  UNIQUE (county_id, follow_hash),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_case_county ON t_case (county_id, at DESC, id DESC);
CREATE INDEX x_case_township ON t_case (county_id, township_id, at DESC, id DESC);
CREATE INDEX x_case_village ON t_case (county_id, village_id, at DESC, id DESC);
CREATE INDEX x_case_group ON t_case (county_id, group_id, at DESC, id DESC);
CREATE INDEX x_case_micro ON t_case (county_id, micro_id, at DESC, id DESC);
CREATE INDEX x_case_body ON t_case (county_id, body_id, at DESC, id DESC);
CREATE INDEX x_case_open_county ON t_case (county_id, due, id) WHERE open;
CREATE INDEX x_case_open_township ON t_case (county_id, township_id, due, id) WHERE open;
CREATE INDEX x_case_open_village ON t_case (county_id, village_id, due, id) WHERE open;
CREATE INDEX x_case_open_group ON t_case (county_id, group_id, due, id) WHERE open;
CREATE INDEX x_case_open_micro ON t_case (county_id, micro_id, due, id) WHERE open;
CREATE INDEX x_case_open_body ON t_case (county_id, body_id, due, id) WHERE open;
CREATE INDEX x_case_awaits ON t_case (county_id, awaits_id, due, id) WHERE open;
CREATE INDEX x_case_contact ON t_case (county_id, contact_index) WHERE contact_index <> '';

CREATE TABLE t_case_photo (
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
  case_id     BIGINT  NOT NULL,
  hash        TEXT    NOT NULL,
  mime        TEXT    NOT NULL,
  width       INTEGER NOT NULL,
  height      INTEGER NOT NULL,
  by_whom     TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, case_id, hash),
  FOREIGN KEY (county_id, case_id) REFERENCES t_case (county_id, id)
);
