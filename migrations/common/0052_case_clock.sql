-- +goose Up
-- how long a case may stay where it is: visit counts the states it has entered, paused is since when its clock stands still
ALTER TABLE t_case ADD COLUMN visit INTEGER NOT NULL DEFAULT 1;
ALTER TABLE t_case ADD COLUMN paused BIGINT NOT NULL DEFAULT 0;
ALTER TABLE t_case ADD COLUMN extended INTEGER NOT NULL DEFAULT 0;
ALTER TABLE t_case ADD COLUMN asked_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE t_case ADD COLUMN asked_days INTEGER NOT NULL DEFAULT 0;

-- the ledger of a case's time: each suspension, and each extension that was asked for, with what was decided
CREATE TABLE t_case_time (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  township_id  BIGINT  NOT NULL,
  village_id   BIGINT  NOT NULL,
  group_id     BIGINT  NOT NULL,
  micro_id     BIGINT  NOT NULL,
  body_id      BIGINT  NOT NULL,
  topic        TEXT    NOT NULL,
  sealed       BOOLEAN NOT NULL,
  case_id      BIGINT  NOT NULL,
  visit        INTEGER NOT NULL,
  kind         TEXT    NOT NULL,
  at           BIGINT  NOT NULL,
  until        BIGINT  NOT NULL,
  remains      BIGINT  NOT NULL,
  days         INTEGER NOT NULL,
  reason       TEXT    NOT NULL,
  waits_for    TEXT    NOT NULL,
  person_id    BIGINT  NOT NULL,
  person_name  TEXT    NOT NULL,
  decision     TEXT    NOT NULL,
  decided_id   BIGINT  NOT NULL,
  decided_name TEXT    NOT NULL,
  decided_why  TEXT    NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, case_id) REFERENCES t_case (county_id, id)
);
CREATE INDEX x_case_time ON t_case_time (county_id, case_id, id);

-- what was reminded of, warned about or taken to a higher level: one row for each rung of one state that a case, or a call
-- within it, was in. It is bound to the place whose offices are told
CREATE TABLE t_case_rung (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  case_id     BIGINT  NOT NULL,
  call_id     BIGINT  NOT NULL,
  visit       INTEGER NOT NULL,
  rung        TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  due_at      BIGINT  NOT NULL,
  at          BIGINT  NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, case_id, call_id, visit, rung),
  FOREIGN KEY (county_id, case_id) REFERENCES t_case (county_id, id)
);
CREATE INDEX x_case_rung_county ON t_case_rung (county_id, at DESC, id DESC);
CREATE INDEX x_case_rung_township ON t_case_rung (county_id, township_id, at DESC, id DESC);
CREATE INDEX x_case_rung_village ON t_case_rung (county_id, village_id, at DESC, id DESC);
CREATE INDEX x_case_rung_group ON t_case_rung (county_id, group_id, at DESC, id DESC);
CREATE INDEX x_case_rung_micro ON t_case_rung (county_id, micro_id, at DESC, id DESC);
CREATE INDEX x_case_rung_body ON t_case_rung (county_id, body_id, at DESC, id DESC);
CREATE INDEX x_case_rung_person ON t_case_rung (county_id, person_id, at DESC, id DESC);

-- the pending deadlines: when the program must look at a case or a call next; watched is a new case that must be looked at
-- for early signs. Outside the journal; it follows from the case
CREATE TABLE t_case_clock (
  county_id BIGINT  NOT NULL,
  id        BIGINT  NOT NULL,
  visit     INTEGER NOT NULL,
  next      BIGINT  NOT NULL,
  claim     BIGINT  NOT NULL,
  watched   BIGINT  NOT NULL,
  PRIMARY KEY (county_id, id)
);
CREATE INDEX x_case_clock_next ON t_case_clock (county_id, next, id);
INSERT INTO t_case_clock (county_id, id, visit, next, claim, watched)
  SELECT county_id, id, 1, due, 0, 0 FROM t_case WHERE open AND due < 253402300799999;
