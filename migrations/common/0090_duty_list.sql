-- +goose Up
-- a list of what is owed: of a place, and of a body (body_id of the stamp) where a unit or task force has it; person_id is its owner,
-- signed_* are set once where the list is a pledge
CREATE TABLE t_duty_list (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  type        TEXT    NOT NULL,
  type_from   TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  body_name   TEXT    NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  maker_person_id BIGINT  NOT NULL,
  maker_name  TEXT    NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  open        BOOLEAN NOT NULL,
  signed_day  TEXT    NOT NULL,
  signed_person_id BIGINT  NOT NULL,
  signed_name TEXT    NOT NULL,
  client_key  TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id),
  UNIQUE (county_id, client_key)
);
CREATE INDEX x_duty_list_county ON t_duty_list (county_id, id);
CREATE INDEX x_duty_list_township ON t_duty_list (county_id, township_id, id);
CREATE INDEX x_duty_list_village ON t_duty_list (county_id, village_id, id);
CREATE INDEX x_duty_list_body ON t_duty_list (county_id, body_id, id);
