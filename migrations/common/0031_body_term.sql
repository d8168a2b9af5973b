-- +goose Up
-- terms of office of a body: from one election or appointment to the next; `last` is true of the one with no newer after it
CREATE TABLE t_body_term (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  number      INTEGER NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  planned_to  TEXT    NOT NULL,
  extended_on TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  came        TEXT    NOT NULL,
  document    TEXT    NOT NULL,
  last        BOOLEAN NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, body_id, number),
  FOREIGN KEY (county_id, body_id) REFERENCES t_body (county_id, id)
);
CREATE INDEX x_body_term_body ON t_body_term (county_id, body_id, from_day, id);
CREATE INDEX x_body_term_county ON t_body_term (county_id, to_day, id) WHERE last;
CREATE INDEX x_body_term_township ON t_body_term (county_id, township_id, to_day, id) WHERE last;
CREATE INDEX x_body_term_village ON t_body_term (county_id, village_id, to_day, id) WHERE last;

-- that a term ends, told once for each end it is given; open until a new term is entered or somebody has dealt with it
CREATE TABLE t_term_notice (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  term_id     BIGINT  NOT NULL,
  due_day     TEXT    NOT NULL,
  day         TEXT    NOT NULL,
  done_day    TEXT    NOT NULL,
  done_by     TEXT    NOT NULL,
  note        TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, term_id, due_day),
  FOREIGN KEY (county_id, term_id) REFERENCES t_body_term (county_id, id)
);
CREATE INDEX x_term_notice_body ON t_term_notice (county_id, body_id, id);
CREATE INDEX x_term_notice_county ON t_term_notice (county_id, due_day, id) WHERE done_day = '';
CREATE INDEX x_term_notice_township ON t_term_notice (county_id, township_id, due_day, id) WHERE done_day = '';
CREATE INDEX x_term_notice_village ON t_term_notice (county_id, village_id, due_day, id) WHERE done_day = '';

-- the term that a membership belongs to; 0 in a body without terms
ALTER TABLE t_member ADD COLUMN term_id BIGINT NOT NULL DEFAULT 0;

CREATE INDEX x_body_kind ON t_body (county_id, kind, name, id);
CREATE INDEX x_member_village ON t_member (county_id, village_id, to_day);
