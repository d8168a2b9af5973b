-- +goose Up
-- what is known of a household, one answer a row; the stamp is the household's. value is JSON ('' is no answer any more), or
-- hidden where the field is sealed; trait (hidden_trait: a keyed index) finds the households that gave it. ver counts the changes.
-- event_in is the household event with which the answer came, ended that the household is no more
CREATE TABLE t_fact (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  household_id BIGINT  NOT NULL,
  field        TEXT    NOT NULL,
  value        TEXT    NOT NULL,
  hidden       TEXT    NOT NULL,
  trait        TEXT    NOT NULL,
  hidden_trait TEXT    NOT NULL,
  ver          BIGINT  NOT NULL,
  day          TEXT    NOT NULL,
  at           BIGINT  NOT NULL,
  by_name      TEXT    NOT NULL,
  event_in     BIGINT  NOT NULL,
  ended        BOOLEAN NOT NULL,
  township_id  BIGINT  NOT NULL,
  village_id   BIGINT  NOT NULL,
  group_id     BIGINT  NOT NULL,
  micro_id     BIGINT  NOT NULL,
  body_id      BIGINT  NOT NULL,
  topic        TEXT    NOT NULL,
  sealed       BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, household_id, field),
  FOREIGN KEY (county_id, household_id) REFERENCES t_household (county_id, id)
);
CREATE INDEX x_fact_trait ON t_fact (county_id, field, trait, id) WHERE trait <> '';
CREATE INDEX x_fact_trait_township ON t_fact (county_id, township_id, field, trait, id) WHERE trait <> '';
CREATE INDEX x_fact_trait_village ON t_fact (county_id, village_id, field, trait, id) WHERE trait <> '';
CREATE INDEX x_fact_hidden_trait ON t_fact (county_id, village_id, hidden_trait, id) WHERE hidden_trait <> '';
CREATE INDEX x_fact_event ON t_fact (county_id, event_in) WHERE event_in <> 0;
-- a field that two people changed without having seen each other: both values stay. open waits for a person, told says that the
-- later one stands, settled that a person decided. The values of a sealed field lie together in hidden
CREATE TABLE t_fact_conflict (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  household_id BIGINT  NOT NULL,
  field        TEXT    NOT NULL,
  state        TEXT    NOT NULL,
  base         TEXT    NOT NULL,
  kept         TEXT    NOT NULL,
  other        TEXT    NOT NULL,
  hidden       TEXT    NOT NULL,
  kept_by      TEXT    NOT NULL,
  kept_at      BIGINT  NOT NULL,
  other_by     TEXT    NOT NULL,
  other_at     BIGINT  NOT NULL,
  at           BIGINT  NOT NULL,
  settled_by   TEXT    NOT NULL,
  settled_at   BIGINT  NOT NULL,
  note         TEXT    NOT NULL,
  event_in     BIGINT  NOT NULL,
  township_id  BIGINT  NOT NULL,
  village_id   BIGINT  NOT NULL,
  group_id     BIGINT  NOT NULL,
  micro_id     BIGINT  NOT NULL,
  body_id      BIGINT  NOT NULL,
  topic        TEXT    NOT NULL,
  sealed       BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, household_id) REFERENCES t_household (county_id, id)
);
CREATE INDEX x_fact_conflict_household ON t_fact_conflict (county_id, household_id, field, state);
CREATE INDEX x_fact_conflict_state ON t_fact_conflict (county_id, state, id);
CREATE INDEX x_fact_conflict_township ON t_fact_conflict (county_id, township_id, state, id);
CREATE INDEX x_fact_conflict_village ON t_fact_conflict (county_id, village_id, state, id);
CREATE INDEX x_fact_conflict_event ON t_fact_conflict (county_id, event_in) WHERE event_in <> 0;
