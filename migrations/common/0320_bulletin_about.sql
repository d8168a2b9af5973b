-- +goose Up
-- papers about a record (an order of supervision, what a body did): about names what kind of record it is, about_id which one; a paper of a
-- period has '' and 0. One record has one paper of a kind at a time, and so has one period of a place.
CREATE TABLE t_bulletin_new (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  about       TEXT    NOT NULL,
  about_id    BIGINT  NOT NULL,
  period      TEXT    NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  turn        INTEGER NOT NULL,
  state       TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  content     TEXT    NOT NULL,
  edited      BOOLEAN NOT NULL,
  word        TEXT    NOT NULL,
  year        INTEGER NOT NULL,
  no          INTEGER NULL,
  number      TEXT    NOT NULL,
  issue_day   TEXT    NOT NULL,
  hash        TEXT    NOT NULL,
  rules_no    INTEGER NOT NULL,
  journal_no  BIGINT  NOT NULL,
  made_at     BIGINT  NOT NULL,
  made_by_id  BIGINT  NOT NULL,
  made_by     TEXT    NOT NULL,
  issued_by_id BIGINT NOT NULL,
  issued_by   TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  run_id      BIGINT  NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  CONSTRAINT p_bulletin PRIMARY KEY (county_id, id),
  CONSTRAINT u_bulletin_turn UNIQUE (county_id, kind, place_id, from_day, about_id, turn),
  CONSTRAINT u_bulletin_no UNIQUE (county_id, place_id, word, year, no),
  CONSTRAINT f_bulletin_place FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
INSERT INTO t_bulletin_new (county_id, id, rev, kind, place_id, about, about_id, period, from_day, to_day, turn, state, title, content, edited, word, year, no, number,
    issue_day, hash, rules_no, journal_no, made_at, made_by_id, made_by, issued_by_id, issued_by, reason, run_id, township_id, village_id, group_id, micro_id, body_id, topic, sealed)
  SELECT county_id, id, rev, kind, place_id, '', 0, period, from_day, to_day, turn, state, title, content, edited, word, year, no, number,
    issue_day, hash, rules_no, journal_no, made_at, made_by_id, made_by, issued_by_id, issued_by, reason, run_id, township_id, village_id, group_id, micro_id, body_id, topic, sealed
  FROM t_bulletin;
DROP TABLE t_bulletin;
ALTER TABLE t_bulletin_new RENAME TO t_bulletin;
CREATE INDEX x_bulletin_township ON t_bulletin (county_id, township_id, id DESC);
CREATE INDEX x_bulletin_village ON t_bulletin (county_id, village_id, id DESC);
CREATE INDEX x_bulletin_place ON t_bulletin (county_id, place_id, id DESC);
CREATE INDEX x_bulletin_about ON t_bulletin (county_id, about_id) WHERE about_id <> 0;
