-- +goose Up
-- a row for each time that a case was counted by day (closed, opened again, first dealt with, rated, refused to be pushed on), with the
-- place and the unit under which it was counted: what a figure leads back to. It follows from the journal, so it has no lines there
CREATE TABLE t_case_event (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  case_id     BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  day         TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, case_id) REFERENCES t_case (county_id, id) ON DELETE CASCADE
);
CREATE INDEX x_case_event_case ON t_case_event (county_id, case_id);
CREATE INDEX x_case_event_day ON t_case_event (county_id, kind, day DESC, id DESC);
CREATE INDEX x_case_event_township ON t_case_event (county_id, township_id, kind, day DESC, id DESC);
CREATE INDEX x_case_event_village ON t_case_event (county_id, village_id, kind, day DESC, id DESC);
CREATE INDEX x_case_event_body ON t_case_event (county_id, body_id, kind, day DESC, id DESC) WHERE body_id <> 0;

-- the day on which a demand reached a village
ALTER TABLE t_demand_village ADD COLUMN came_day TEXT NOT NULL DEFAULT '';
