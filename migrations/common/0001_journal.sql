-- +goose Up
CREATE TABLE t_county (
  id   BIGINT NOT NULL,
  code TEXT   NOT NULL,
  name TEXT   NOT NULL,
  PRIMARY KEY (id)
);

-- one row for each Write that changed or declared something; no = 0 until it is numbered
CREATE TABLE t_journal (
  county_id  BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  no         BIGINT NOT NULL,
  at         BIGINT NOT NULL,
  actor_kind TEXT   NOT NULL,
  account_id BIGINT NOT NULL,
  person_id  BIGINT NOT NULL,
  actor_name TEXT   NOT NULL,
  action     TEXT   NOT NULL,
  reason     TEXT   NOT NULL,
  request_id TEXT   NOT NULL,
  leaf       TEXT   NOT NULL,
  PRIMARY KEY (county_id, id)
);
CREATE UNIQUE INDEX x_journal_no ON t_journal (county_id, no) WHERE no > 0;
CREATE INDEX x_journal_pending ON t_journal (county_id, id) WHERE no = 0;

-- one row for each changed row: the timeline of a record, and what sync, feeds and webhooks read
CREATE TABLE t_journal_line (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  entry_id    BIGINT  NOT NULL,
  line        INTEGER NOT NULL,
  tbl         TEXT    NOT NULL,
  row_id      BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  op          TEXT    NOT NULL,
  before      TEXT    NOT NULL,
  after       TEXT    NOT NULL,
  salt        TEXT    NOT NULL,
  digest      TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, entry_id) REFERENCES t_journal (county_id, id)
);
CREATE UNIQUE INDEX x_journal_line_entry ON t_journal_line (county_id, entry_id, line);
CREATE INDEX x_journal_line_row ON t_journal_line (county_id, tbl, row_id, rev);

-- the head of the verifiable log: how many entries are numbered, and the hash of the tree over them
CREATE TABLE t_journal_head (
  county_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  size      BIGINT NOT NULL,
  root      TEXT   NOT NULL,
  PRIMARY KEY (county_id, id)
);

-- stored hashes of the log (golang.org/x/mod/sumdb/tlog); id is the stored hash index
CREATE TABLE t_journal_hash (
  county_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  hash      TEXT   NOT NULL,
  PRIMARY KEY (county_id, id)
);

-- counters kept in the transaction that changes what they count; day '' is the standing count
CREATE TABLE t_tally (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  measure     TEXT    NOT NULL,
  day         TEXT    NOT NULL,
  n           BIGINT  NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id, body_id, topic, measure, day)
);
CREATE INDEX x_tally_measure ON t_tally (county_id, measure, day);
CREATE INDEX x_tally_township ON t_tally (county_id, township_id, measure, day);
CREATE INDEX x_tally_village ON t_tally (county_id, village_id, measure, day);
CREATE INDEX x_tally_group ON t_tally (county_id, group_id, measure, day);
CREATE INDEX x_tally_body ON t_tally (county_id, body_id, measure, day);

-- which server draws ids with which number, on engines with several servers
CREATE TABLE t_lease (
  slot   INTEGER NOT NULL,
  holder TEXT    NOT NULL,
  until  BIGINT  NOT NULL,
  PRIMARY KEY (slot)
);
