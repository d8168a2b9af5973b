-- +goose Up
-- a campaign of visits at a place; visitors are the rules (JSON) by which households got their visitor. While it is being made
-- (state building) nobody sees its tasks; total is how many there will be. Targets are in per cent, 0 where none is set
CREATE TABLE t_campaign (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  plan        TEXT    NOT NULL,
  rules_no    INTEGER NOT NULL,
  name        TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  visit_type  TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  linked      TEXT    NOT NULL,
  trait       TEXT    NOT NULL,
  trait_values TEXT   NOT NULL,
  visitors    TEXT    NOT NULL,
  from_day    TEXT    NOT NULL,
  due_day     TEXT    NOT NULL,
  gap_days    INTEGER NOT NULL,
  rested_days INTEGER NOT NULL,
  target_reached   INTEGER NOT NULL,
  target_satisfied INTEGER NOT NULL,
  state       TEXT    NOT NULL,
  total       INTEGER NOT NULL,
  made        INTEGER NOT NULL,
  rested      INTEGER NOT NULL,
  closed_day  TEXT    NOT NULL,
  maker_person_id BIGINT NOT NULL,
  maker_name  TEXT    NOT NULL,
  client_key  TEXT    NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id),
  UNIQUE (county_id, client_key)
);
CREATE INDEX x_campaign_state ON t_campaign (county_id, state, id);
CREATE INDEX x_campaign_township ON t_campaign (county_id, township_id, id);
CREATE INDEX x_campaign_village ON t_campaign (county_id, village_id, id);

-- a household of a campaign and who visits it; rule is the one by which they do, source_id the appointment, link or duty it rests
-- on. result is that of the last visit ('' while there was none, or when it has come round); open tells that a visit is owed,
-- gap that the household has not been reached
CREATE TABLE t_campaign_task (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  campaign_id BIGINT  NOT NULL,
  household_id BIGINT NOT NULL,
  visitor_id  BIGINT  NOT NULL,
  visitor_name TEXT   NOT NULL,
  rule        TEXT    NOT NULL,
  source_id   BIGINT  NOT NULL,
  due_day     TEXT    NOT NULL,
  result      TEXT    NOT NULL,
  open        BOOLEAN NOT NULL,
  gap         BOOLEAN NOT NULL,
  tries       INTEGER NOT NULL,
  last_day    TEXT    NOT NULL,
  last_visit_id BIGINT NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, campaign_id, household_id),
  FOREIGN KEY (county_id, campaign_id) REFERENCES t_campaign (county_id, id),
  FOREIGN KEY (county_id, household_id) REFERENCES t_household (county_id, id)
);
CREATE INDEX x_campaign_task_mine ON t_campaign_task (county_id, visitor_id, due_day, id) WHERE open;
CREATE INDEX x_campaign_task_household ON t_campaign_task (county_id, household_id, id);
CREATE INDEX x_campaign_task_village ON t_campaign_task (county_id, campaign_id, village_id, visitor_id);
CREATE INDEX x_campaign_task_gap_county ON t_campaign_task (county_id, campaign_id, id) WHERE gap;
CREATE INDEX x_campaign_task_gap ON t_campaign_task (county_id, campaign_id, township_id, id) WHERE gap;
CREATE INDEX x_campaign_task_gap_village ON t_campaign_task (county_id, campaign_id, village_id, id) WHERE gap;
CREATE INDEX x_campaign_task_source ON t_campaign_task (county_id, source_id) WHERE open;
CREATE INDEX x_campaign_task_round ON t_campaign_task (county_id, due_day, id) WHERE open AND NOT gap;
