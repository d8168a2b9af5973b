-- +goose Up
-- persons with name and contact; phone is sealed, phone_index its keyed blind index
CREATE TABLE t_person (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  name        TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  phone       TEXT    NOT NULL,
  phone_index TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_person_township ON t_person (county_id, township_id, id);
CREATE INDEX x_person_village ON t_person (county_id, village_id, id);
CREATE INDEX x_person_group ON t_person (county_id, group_id, id);
CREATE INDEX x_person_place ON t_person (county_id, place_id, id);
CREATE INDEX x_person_phone ON t_person (county_id, phone_index);
