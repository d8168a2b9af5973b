-- +goose Up
-- screens on walls: a link opens the screen of a place until a day; of its secret the hash is kept only
CREATE TABLE t_wall (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  place_id    BIGINT  NOT NULL,
  name        TEXT    NOT NULL,
  hash        TEXT    NOT NULL,
  until_day   TEXT    NOT NULL,
  made_at     BIGINT  NOT NULL,
  made_by_id  BIGINT  NOT NULL,
  made_by     TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, hash),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_wall_township ON t_wall (county_id, township_id, id DESC);
CREATE INDEX x_wall_village ON t_wall (county_id, village_id, id DESC);
