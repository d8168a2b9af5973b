-- +goose Up
-- a person entered twice: the row stays and says into whom it was merged
ALTER TABLE t_person ADD COLUMN merged_into BIGINT NOT NULL DEFAULT 0;
CREATE INDEX x_person_merged ON t_person (county_id, merged_into) WHERE merged_into <> 0;

-- two persons that may be one: proposed by evidence, decided by an officer; a_id < b_id, the stamp is what both lie in
CREATE TABLE t_person_pair (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  a_id        BIGINT  NOT NULL,
  b_id        BIGINT  NOT NULL,
  evidence    TEXT    NOT NULL,
  weight      INTEGER NOT NULL,
  state       TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  kept_id     BIGINT  NOT NULL,
  decided_at  BIGINT  NOT NULL,
  decided_by  TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, a_id, b_id),
  FOREIGN KEY (county_id, a_id) REFERENCES t_person (county_id, id),
  FOREIGN KEY (county_id, b_id) REFERENCES t_person (county_id, id)
);
CREATE INDEX x_person_pair_state ON t_person_pair (county_id, state, weight DESC, id DESC);
CREATE INDEX x_person_pair_township ON t_person_pair (county_id, township_id, state, weight DESC, id DESC);
CREATE INDEX x_person_pair_village ON t_person_pair (county_id, village_id, state, weight DESC, id DESC);
CREATE INDEX x_person_pair_b ON t_person_pair (county_id, b_id);
