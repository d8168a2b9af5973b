-- +goose Up
-- voter rolls of a village, one for each election day
CREATE TABLE t_voter_list (
  county_id     BIGINT  NOT NULL,
  id            BIGINT  NOT NULL,
  rev           BIGINT  NOT NULL,
  place_id      BIGINT  NOT NULL,
  election_day  TEXT    NOT NULL,
  state         TEXT    NOT NULL,
  confirmed_day TEXT    NOT NULL,
  confirmed_by  TEXT    NOT NULL,
  posted_day    TEXT    NOT NULL,
  township_id   BIGINT  NOT NULL,
  village_id    BIGINT  NOT NULL,
  group_id      BIGINT  NOT NULL,
  micro_id      BIGINT  NOT NULL,
  body_id       BIGINT  NOT NULL,
  topic         TEXT    NOT NULL,
  sealed        BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, place_id, election_day),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_voter_list_village ON t_voter_list (county_id, village_id, election_day);

-- who stands on a roll from when to when and why: members of the collective (list_id 0), voters of a list
CREATE TABLE t_roll (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  roll        TEXT    NOT NULL,
  list_id     BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  state       TEXT    NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  basis       TEXT    NOT NULL,
  doc         TEXT    NOT NULL,
  end_basis   TEXT    NOT NULL,
  end_doc     TEXT    NOT NULL,
  note        TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_roll_village ON t_roll (county_id, village_id, roll, list_id, id);
CREATE INDEX x_roll_person ON t_roll (county_id, person_id, id);
CREATE UNIQUE INDEX x_roll_collective ON t_roll (county_id, person_id) WHERE roll = 'collective' AND to_day = '9999-12-31';
CREATE UNIQUE INDEX x_roll_voter ON t_roll (county_id, list_id, person_id) WHERE roll = 'voter';
