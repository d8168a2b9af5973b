-- +goose Up
-- what offices demand of villages, each with its basis, its item of the duty list and its funds; and how it reached each village
CREATE TABLE t_demand (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  body_name   TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  due_day     TEXT    NOT NULL,
  basis       TEXT    NOT NULL,
  item        TEXT    NOT NULL,
  item_name   TEXT    NOT NULL,
  fen         BIGINT  NOT NULL,
  funds       TEXT    NOT NULL,
  fields      TEXT    NOT NULL,
  fields_n    INTEGER NOT NULL,
  held_n      INTEGER NOT NULL,
  villages    INTEGER NOT NULL,
  beyond      TEXT    NOT NULL,
  withdrawn   BOOLEAN NOT NULL,
  why         TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  week        TEXT    NOT NULL,
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
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_demand_township ON t_demand (county_id, township_id, id DESC);
CREATE INDEX x_demand_body ON t_demand (county_id, body_id, id DESC);
CREATE INDEX x_demand_week ON t_demand (county_id, week);

CREATE TABLE t_demand_village (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  demand_id   BIGINT  NOT NULL,
  place_id    BIGINT  NOT NULL,
  week        TEXT    NOT NULL,
  due_day     TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  body_name   TEXT    NOT NULL,
  fields_n    INTEGER NOT NULL,
  held_n      INTEGER NOT NULL,
  state       TEXT    NOT NULL,
  answer      TEXT    NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name     TEXT    NOT NULL,
  rating      INTEGER NOT NULL,
  said        TEXT    NOT NULL,
  words       TEXT    NOT NULL,
  reply_due   TEXT    NOT NULL,
  ruling      TEXT    NOT NULL,
  reply       TEXT    NOT NULL,
  reply_by_id BIGINT  NOT NULL,
  reply_by    TEXT    NOT NULL,
  reply_day   TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, demand_id, place_id),
  FOREIGN KEY (county_id, demand_id) REFERENCES t_demand (county_id, id)
);
CREATE INDEX x_demand_village_township ON t_demand_village (county_id, township_id, id DESC);
CREATE INDEX x_demand_village_village ON t_demand_village (county_id, village_id, id DESC);
CREATE INDEX x_demand_village_body ON t_demand_village (county_id, body_id, id DESC);
CREATE INDEX x_demand_village_place ON t_demand_village (county_id, place_id, week);
CREATE INDEX x_demand_village_week ON t_demand_village (county_id, week);
CREATE INDEX x_demand_village_open ON t_demand_village (county_id, id DESC) WHERE state = 'open';
CREATE INDEX x_demand_village_said ON t_demand_village (county_id, id DESC) WHERE said <> '' AND ruling = '';
