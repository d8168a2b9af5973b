-- +goose Up
-- the papers of a case that nobody sees without a reason: mandates, agreements, copies of materials. What they show lies sealed
-- in the file store under its hash; field is the question of the case type that they answer
CREATE TABLE t_case_paper (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  case_id      BIGINT  NOT NULL,
  field        TEXT    NOT NULL,
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
  UNIQUE (county_id, case_id, hash),
  FOREIGN KEY (county_id, case_id) REFERENCES t_case (county_id, id)
);
-- whom an application is for, where they stand in the register: what is held of them is not asked for again
ALTER TABLE t_case ADD COLUMN subject_id BIGINT NOT NULL DEFAULT 0;
CREATE INDEX x_case_subject ON t_case (county_id, subject_id, id) WHERE subject_id <> 0;
