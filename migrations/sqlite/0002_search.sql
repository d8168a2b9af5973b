-- +goose Up
-- prefix search: keys are compared byte by byte on both engines, so that a range is a prefix
CREATE TABLE t_search (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  tbl         TEXT    NOT NULL,
  key         TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, tbl, id, key)
);
CREATE INDEX x_search_county ON t_search (county_id, tbl, key);
CREATE INDEX x_search_township ON t_search (county_id, township_id, tbl, key);
CREATE INDEX x_search_village ON t_search (county_id, village_id, tbl, key);
CREATE INDEX x_search_group ON t_search (county_id, group_id, tbl, key);
CREATE INDEX x_search_body ON t_search (county_id, body_id, tbl, key);
