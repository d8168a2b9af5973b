-- +goose Up
-- A county has millions of keys: the table is its own index by key, and of the levels only the village has one more.
-- Townships are a large part of a county, groups a small part of a village: both are filtered out of what is found.
CREATE TABLE t_search_lean (
  county_id   BIGINT  NOT NULL,
  tbl         TEXT    NOT NULL,
  key         TEXT COLLATE "C"    NOT NULL,
  id          BIGINT  NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, tbl, key, id)
);
INSERT INTO t_search_lean (county_id, tbl, key, id, township_id, village_id, group_id, micro_id, body_id, topic, sealed)
  SELECT county_id, tbl, key, id, township_id, village_id, group_id, micro_id, body_id, topic, sealed FROM t_search;
DROP TABLE t_search;
ALTER TABLE t_search_lean RENAME TO t_search;
CREATE INDEX x_search_row ON t_search (county_id, tbl, id);
CREATE INDEX x_search_village ON t_search (county_id, village_id, tbl, key);
CREATE INDEX x_search_body ON t_search (county_id, body_id, tbl, key) WHERE body_id <> 0;
