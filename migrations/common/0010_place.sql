-- +goose Up
-- the grid: every place from the county down to the micro-grid; a place's stamp holds itself at its own level
CREATE TABLE t_place (
  county_id      BIGINT  NOT NULL,
  id             BIGINT  NOT NULL,
  rev            BIGINT  NOT NULL,
  parent_id      BIGINT  NOT NULL,
  level          INTEGER NOT NULL,
  code           TEXT    NOT NULL,
  name           TEXT    NOT NULL,
  kind           TEXT    NOT NULL,
  from_day       TEXT    NOT NULL,
  to_day         TEXT    NOT NULL,
  predecessor_id BIGINT  NOT NULL,
  households     INTEGER NOT NULL,
  geometry       TEXT    NOT NULL,
  township_id    BIGINT  NOT NULL,
  village_id     BIGINT  NOT NULL,
  group_id       BIGINT  NOT NULL,
  micro_id       BIGINT  NOT NULL,
  body_id        BIGINT  NOT NULL,
  topic          TEXT    NOT NULL,
  sealed         BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, code)
);
CREATE INDEX x_place_parent ON t_place (county_id, parent_id, code);
CREATE INDEX x_place_township ON t_place (county_id, township_id, code);
CREATE INDEX x_place_village ON t_place (county_id, village_id, code);
CREATE INDEX x_place_group ON t_place (county_id, group_id, code);
CREATE INDEX x_place_level ON t_place (county_id, level, code);
