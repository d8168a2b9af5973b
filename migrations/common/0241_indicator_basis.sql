-- +goose Up
-- what a published figure rests on: basis is the whole of it as JSON (definition, measures with their numbers, value), hash its SHA-256;
-- it is written once and never changed
CREATE TABLE t_indicator_basis (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  no          INTEGER NOT NULL,
  indicator   TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  period      TEXT    NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  rules_no    INTEGER NOT NULL,
  journal_no  BIGINT  NOT NULL,
  basis       TEXT    NOT NULL,
  hash        TEXT    NOT NULL,
  note        TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name     TEXT    NOT NULL,
  client_key  TEXT    NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, no),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_indicator_basis_township ON t_indicator_basis (county_id, township_id, no DESC);
CREATE INDEX x_indicator_basis_village ON t_indicator_basis (county_id, village_id, no DESC);
