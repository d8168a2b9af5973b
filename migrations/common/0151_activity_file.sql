-- +goose Up
-- a photo or a document of what a body did; small and medium are the hashes of smaller pictures, empty where there are none
CREATE TABLE t_activity_file (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  activity_id BIGINT  NOT NULL,
  hash        TEXT    NOT NULL,
  mime        TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  bytes       BIGINT  NOT NULL,
  width       INTEGER NOT NULL,
  height      INTEGER NOT NULL,
  small       TEXT    NOT NULL,
  medium      TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
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
  FOREIGN KEY (county_id, activity_id) REFERENCES t_activity (county_id, id)
);
CREATE INDEX x_activity_file_activity ON t_activity_file (county_id, activity_id, id);
