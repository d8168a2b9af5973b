-- +goose Up
-- how two persons are related: the other is the person's `relation`; each pair once, bound to the place of the person
CREATE TABLE t_kin (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  other_id    BIGINT  NOT NULL,
  relation    TEXT    NOT NULL,
  source      TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, person_id, other_id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id),
  FOREIGN KEY (county_id, other_id) REFERENCES t_person (county_id, id)
);
CREATE INDEX x_kin_other ON t_kin (county_id, other_id, id);
CREATE INDEX x_kin_village ON t_kin (county_id, village_id, id);
