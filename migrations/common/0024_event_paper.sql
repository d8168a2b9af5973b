-- +goose Up
-- the papers of what happened to households: photographs and documents, in the file store by their hashes
CREATE TABLE t_event_paper (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  event_id     BIGINT  NOT NULL,
  household_id BIGINT  NOT NULL,
  hash         TEXT    NOT NULL,
  mime         TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  bytes        BIGINT  NOT NULL,
  at           BIGINT  NOT NULL,
  by_name      TEXT    NOT NULL,
  township_id  BIGINT  NOT NULL,
  village_id   BIGINT  NOT NULL,
  group_id     BIGINT  NOT NULL,
  micro_id     BIGINT  NOT NULL,
  body_id      BIGINT  NOT NULL,
  topic        TEXT    NOT NULL,
  sealed       BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, event_id, hash),
  FOREIGN KEY (county_id, event_id) REFERENCES t_household_event (county_id, id)
);
