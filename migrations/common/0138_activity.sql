-- +goose Up
-- what a body (body_id) did on a day, and who took part
CREATE TABLE t_activity (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  people      INTEGER NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name     TEXT    NOT NULL,
  client_key  TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, body_id) REFERENCES t_body (county_id, id)
);
CREATE INDEX x_activity_body ON t_activity (county_id, body_id, day DESC, id DESC);
CREATE INDEX x_activity_county ON t_activity (county_id, day DESC, id DESC);
CREATE INDEX x_activity_township ON t_activity (county_id, township_id, day DESC, id DESC);
CREATE INDEX x_activity_village ON t_activity (county_id, village_id, day DESC, id DESC);

CREATE TABLE t_activity_person (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  activity_id BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, activity_id) REFERENCES t_activity (county_id, id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id)
);
CREATE INDEX x_activity_person_activity ON t_activity_person (county_id, activity_id, id);
CREATE INDEX x_activity_person_person ON t_activity_person (county_id, person_id, id);
