-- +goose Up
-- papers written out of figures: content is the whole of what one says as JSON, with what each figure rests on; from its issue on neither
-- it nor its number changes, and hash is the SHA-256 of both. turn: the second paper of a period corrects the first.
CREATE TABLE t_bulletin (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
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
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, kind, place_id, from_day, turn),
  UNIQUE (county_id, place_id, word, year, no),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_bulletin_township ON t_bulletin (county_id, township_id, id DESC);
CREATE INDEX x_bulletin_village ON t_bulletin (county_id, village_id, id DESC);
CREATE INDEX x_bulletin_place ON t_bulletin (county_id, place_id, id DESC);

-- papers of a kind for many places, written one after the other
CREATE TABLE t_bulletin_run (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  total       INTEGER NOT NULL,
  done        INTEGER NOT NULL,
  kept        INTEGER NOT NULL,
  failed      TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name     TEXT    NOT NULL,
  client_key  TEXT    NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_bulletin_run_township ON t_bulletin_run (county_id, township_id, id DESC);
