-- +goose Up
-- a place keeps its id when it moves: its counters of the days before stay with the places above it then, those of the days
-- after count for the new ones, so the places above belong to the key
CREATE TABLE t_tally_new (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  measure     TEXT    NOT NULL,
  day         TEXT    NOT NULL,
  n           BIGINT  NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  CONSTRAINT p_tally PRIMARY KEY (county_id, id, body_id, topic, measure, day, township_id, village_id, group_id)
);
INSERT INTO t_tally_new (county_id, id, measure, day, n, township_id, village_id, group_id, micro_id, body_id, topic, sealed)
  SELECT county_id, id, measure, day, n, township_id, village_id, group_id, micro_id, body_id, topic, sealed FROM t_tally;
DROP TABLE t_tally;
ALTER TABLE t_tally_new RENAME TO t_tally;
CREATE INDEX x_tally_measure ON t_tally (county_id, measure, day);
CREATE INDEX x_tally_township ON t_tally (county_id, township_id, measure, day);
CREATE INDEX x_tally_village ON t_tally (county_id, village_id, measure, day);
CREATE INDEX x_tally_group ON t_tally (county_id, group_id, measure, day);
CREATE INDEX x_tally_body ON t_tally (county_id, body_id, measure, day);
