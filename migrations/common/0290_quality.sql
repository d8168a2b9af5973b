-- +goose Up
-- What the checks of the data found: made anew by each run, with its counters (requirement K3). It names records and says nothing of them.
CREATE TABLE t_quality_finding (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  rule        TEXT    NOT NULL,
  record_id   BIGINT  NOT NULL,
  part        BIGINT  NOT NULL,
  n           BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  since_day   TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, rule, record_id, part)
);
CREATE INDEX x_quality_finding_county ON t_quality_finding (county_id, rule, since_day, id);
CREATE INDEX x_quality_finding_township ON t_quality_finding (county_id, township_id, rule, since_day, id);
CREATE INDEX x_quality_finding_village ON t_quality_finding (county_id, village_id, rule, since_day, id);
CREATE INDEX x_quality_finding_group ON t_quality_finding (county_id, group_id, rule, since_day, id);
CREATE INDEX x_quality_finding_micro ON t_quality_finding (county_id, micro_id, rule, since_day, id);

CREATE TABLE t_quality_run (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  place_id     BIGINT  NOT NULL,
  state        TEXT    NOT NULL,
  total        INTEGER NOT NULL,
  done         INTEGER NOT NULL,
  found        INTEGER NOT NULL,
  fresh        INTEGER NOT NULL,
  gone         INTEGER NOT NULL,
  at           BIGINT  NOT NULL,
  ended_at     BIGINT  NOT NULL,
  by_person_id BIGINT  NOT NULL,
  by_name      TEXT    NOT NULL,
  client_key   TEXT    NULL,
  township_id  BIGINT  NOT NULL,
  village_id   BIGINT  NOT NULL,
  group_id     BIGINT  NOT NULL,
  micro_id     BIGINT  NOT NULL,
  body_id      BIGINT  NOT NULL,
  topic        TEXT    NOT NULL,
  sealed       BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_quality_run_place ON t_quality_run (county_id, place_id, id DESC);
CREATE INDEX x_quality_run_township ON t_quality_run (county_id, township_id, id DESC);
CREATE INDEX x_quality_run_village ON t_quality_run (county_id, village_id, id DESC);
