-- +goose Up
-- the year of a branch (body_id) under one version of a scheme: state open, tally, meeting, graded, filed or closed. book, source and
-- caps are of the ledger; should, present and meeting_note are what the members' meeting recorded. Points are tenths everywhere
CREATE TABLE t_points_year (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  scheme      TEXT    NOT NULL,
  rules_no    INTEGER NOT NULL,
  year        INTEGER NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  open        BOOLEAN NOT NULL,
  book_id     BIGINT  NOT NULL,
  source_id   BIGINT  NOT NULL,
  caps_id     BIGINT  NOT NULL,
  gathered_day TEXT    NOT NULL,
  tally_day   TEXT    NOT NULL,
  meeting_day TEXT    NOT NULL,
  should      INTEGER NOT NULL,
  present     INTEGER NOT NULL,
  meeting_note TEXT    NOT NULL,
  graded_day  TEXT    NOT NULL,
  graded_id   BIGINT  NOT NULL,
  graded_name TEXT    NOT NULL,
  filed_day   TEXT    NOT NULL,
  filed_id    BIGINT  NOT NULL,
  filed_name  TEXT    NOT NULL,
  back_reason TEXT    NOT NULL,
  closed_day  TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, body_id, year),
  FOREIGN KEY (county_id, body_id) REFERENCES t_body (county_id, id),
  FOREIGN KEY (county_id, book_id) REFERENCES t_ledger_book (county_id, id)
);
CREATE INDEX x_points_year_county ON t_points_year (county_id, year, id);
CREATE INDEX x_points_year_township ON t_points_year (county_id, township_id, year, id);
CREATE INDEX x_points_year_village ON t_points_year (county_id, village_id, year, id);

-- a member in the year of a branch; account_id is the ledger's. total is fixed by the tally; reviewed: counts in the yearly review
CREATE TABLE t_points_account (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  year_id     BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  class       TEXT    NOT NULL,
  base        BIGINT  NOT NULL,
  account_id  BIGINT  NOT NULL,
  total       BIGINT  NOT NULL,
  tallied     BOOLEAN NOT NULL,
  reviewed    BOOLEAN NOT NULL,
  band        TEXT    NOT NULL,
  proposed    TEXT    NOT NULL,
  grade       TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, year_id, person_id),
  FOREIGN KEY (county_id, year_id) REFERENCES t_points_year (county_id, id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id),
  FOREIGN KEY (county_id, account_id) REFERENCES t_ledger_account (county_id, id)
);
CREATE INDEX x_points_account_person ON t_points_account (county_id, person_id, id);
CREATE INDEX x_points_account_name ON t_points_account (county_id, year_id, person_name, id);

-- what was put on the board of a branch from a day on; code leads to the page that says whether a poster is the one, digest is of its lines
CREATE TABLE t_points_posting (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  year_id     BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  effect_day  TEXT    NOT NULL,
  lines       INTEGER NOT NULL,
  code        TEXT    NOT NULL,
  digest      TEXT    NOT NULL,
  by_person_id BIGINT  NOT NULL,
  by_name     TEXT    NOT NULL,
  client_key  TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, code),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, year_id) REFERENCES t_points_year (county_id, id)
);
CREATE INDEX x_points_posting_year ON t_points_posting (county_id, year_id, id DESC);

-- a deed for which points are given (points above 0) or taken. record says out of which record of another room it was proposed, by the
-- rule proposed; hold_id and txn_id are of the ledger; effect_day is when a posted one takes effect; reverses_id: it takes another back
CREATE TABLE t_points_entry (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  year_id     BIGINT  NOT NULL,
  account_id  BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  item        TEXT    NOT NULL,
  points      BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  open        BOOLEAN NOT NULL,
  proposed    TEXT    NOT NULL,
  record_kind TEXT    NOT NULL,
  record_id   BIGINT  NOT NULL,
  files       INTEGER NOT NULL,
  at          BIGINT  NOT NULL,
  by_person_id BIGINT  NOT NULL,
  by_name     TEXT    NOT NULL,
  review_id   BIGINT  NOT NULL,
  review_name TEXT    NOT NULL,
  confirm_id  BIGINT  NOT NULL,
  confirm_name TEXT    NOT NULL,
  recheck_id  BIGINT  NOT NULL,
  recheck_name TEXT    NOT NULL,
  posting_id  BIGINT  NOT NULL,
  posted_day  TEXT    NOT NULL,
  effect_day  TEXT    NOT NULL,
  hold_id     BIGINT  NOT NULL,
  txn_id      BIGINT  NOT NULL,
  reverses_id BIGINT  NOT NULL,
  client_key  TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, year_id) REFERENCES t_points_year (county_id, id),
  FOREIGN KEY (county_id, account_id) REFERENCES t_points_account (county_id, id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id)
);
CREATE INDEX x_points_entry_year ON t_points_entry (county_id, year_id, id DESC);
CREATE INDEX x_points_entry_open ON t_points_entry (county_id, year_id, state, id) WHERE open;
CREATE INDEX x_points_entry_account ON t_points_entry (county_id, account_id, day, id);
CREATE INDEX x_points_entry_posting ON t_points_entry (county_id, posting_id, id) WHERE posting_id <> 0;
CREATE INDEX x_points_entry_effect ON t_points_entry (county_id, effect_day, id) WHERE state = 'posted';
CREATE UNIQUE INDEX x_points_entry_record ON t_points_entry (county_id, account_id, item, record_kind, record_id) WHERE record_id <> 0;
CREATE UNIQUE INDEX x_points_entry_reverses ON t_points_entry (county_id, reverses_id) WHERE reverses_id <> 0 AND state <> 'withdrawn';

-- what was done with an entry, by whom and why
CREATE TABLE t_points_step (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  year_id     BIGINT  NOT NULL,
  entry_id    BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  by_person_id BIGINT  NOT NULL,
  by_name     TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, entry_id) REFERENCES t_points_entry (county_id, id)
);
CREATE INDEX x_points_step_entry ON t_points_step (county_id, entry_id, id);

-- a photo or document beside an entry
CREATE TABLE t_points_file (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  year_id     BIGINT  NOT NULL,
  entry_id    BIGINT  NOT NULL,
  hash        TEXT    NOT NULL,
  mime        TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  bytes       BIGINT  NOT NULL,
  width       INTEGER NOT NULL,
  height      INTEGER NOT NULL,
  small       TEXT    NOT NULL,
  medium      TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  client_key  TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, entry_id) REFERENCES t_points_entry (county_id, id)
);
CREATE INDEX x_points_file_entry ON t_points_file (county_id, entry_id, id);

-- what a result of the year leads to: an honour, a talk or help, for somebody by a day
CREATE TABLE t_points_follow (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  year_id     BIGINT  NOT NULL,
  account_id  BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  rule        TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  owner_id    BIGINT  NOT NULL,
  owner_name  TEXT    NOT NULL,
  due_day     TEXT    NOT NULL,
  open        BOOLEAN NOT NULL,
  done_day    TEXT    NOT NULL,
  note        TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, account_id, rule),
  FOREIGN KEY (county_id, account_id) REFERENCES t_points_account (county_id, id)
);
CREATE INDEX x_points_follow_owner ON t_points_follow (county_id, owner_id, due_day, id) WHERE open;
CREATE INDEX x_points_follow_year ON t_points_follow (county_id, year_id, id);
