-- +goose Up
-- what a village owns, entered by the step that finished the project out of which it came; value in fen
CREATE TABLE t_asset (
  county_id     BIGINT  NOT NULL,
  id            BIGINT  NOT NULL,
  rev           BIGINT  NOT NULL,
  township_id   BIGINT  NOT NULL,
  village_id    BIGINT  NOT NULL,
  group_id      BIGINT  NOT NULL,
  micro_id      BIGINT  NOT NULL,
  body_id       BIGINT  NOT NULL,
  topic         TEXT    NOT NULL,
  sealed        BOOLEAN NOT NULL,
  place_id      BIGINT  NOT NULL,
  name          TEXT    NOT NULL,
  category      TEXT    NOT NULL,
  category_name TEXT    NOT NULL,
  value         BIGINT  NOT NULL,
  day           TEXT    NOT NULL,
  case_id       BIGINT  NOT NULL,
  case_no       TEXT    NOT NULL,
  source        TEXT    NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, case_id),
  FOREIGN KEY (county_id, case_id) REFERENCES t_case (county_id, id)
);
CREATE INDEX x_asset_township ON t_asset (county_id, township_id, id DESC);
CREATE INDEX x_asset_village ON t_asset (county_id, village_id, id DESC);
