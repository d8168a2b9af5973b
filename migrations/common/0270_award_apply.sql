-- +goose Up
-- a photo of what an entry (of_kind entry) or a re-check (of_kind check) stands on
CREATE TABLE t_award_file (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  of_kind      TEXT    NOT NULL,
  of_id        BIGINT  NOT NULL,
  hash         TEXT    NOT NULL,
  mime         TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  bytes        BIGINT  NOT NULL,
  width        INTEGER NOT NULL,
  height       INTEGER NOT NULL,
  small        TEXT    NOT NULL,
  medium       TEXT    NOT NULL,
  at           BIGINT  NOT NULL,
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
  UNIQUE (county_id, client_key)
);
CREATE INDEX x_award_file_of ON t_award_file (county_id, of_id, of_kind, id);

-- what somebody sent in from the public page of a round: name and number are sealed; code opens what became of it. An officer finds who
-- is meant and takes it (entry_id), or returns it with a reason
CREATE TABLE t_award_apply (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  round_id     BIGINT  NOT NULL,
  title        TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  contact      TEXT    NOT NULL,
  text         TEXT    NOT NULL,
  code         TEXT    NOT NULL,
  state        TEXT    NOT NULL,
  reason       TEXT    NOT NULL,
  entry_id     BIGINT  NOT NULL,
  day          TEXT    NOT NULL,
  at           BIGINT  NOT NULL,
  seen_at      BIGINT  NOT NULL,
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
  UNIQUE (county_id, code),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, round_id) REFERENCES t_award_round (county_id, id)
);
CREATE INDEX x_award_apply_round ON t_award_apply (county_id, round_id, id);
CREATE INDEX x_award_apply_waiting ON t_award_apply (county_id, round_id, id) WHERE state = 'waiting';
