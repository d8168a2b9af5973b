-- +goose Up
-- running sums: derived, the sum of a row is that of its parts (platform/db)
CREATE TABLE t_running (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  part        INTEGER NOT NULL,
  n           BIGINT  NOT NULL,
  PRIMARY KEY (county_id, id, part)
);

-- what closes together; days from open_from to closed_to are closed, those after it up to open_to are open
CREATE TABLE t_ledger_book (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  owner_kind  TEXT    NOT NULL,
  owner_id    BIGINT  NOT NULL,
  name        TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  open_from   TEXT    NOT NULL,
  closed_to   TEXT    NOT NULL,
  open_to     TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, kind, owner_kind, owner_id)
);

-- closed_at: epoch milliseconds, 0 while it is open; accounts and digest say what was carried
CREATE TABLE t_ledger_period (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  book_id     BIGINT  NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  closed_at   BIGINT  NOT NULL,
  accounts    INTEGER NOT NULL,
  digest      TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, book_id, from_day),
  FOREIGN KEY (county_id, book_id) REFERENCES t_ledger_book (county_id, id)
);

-- low and high: between them lies the balance, held amounts included; bounded where there is one of them
CREATE TABLE t_ledger_account (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  book_id     BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  owner_kind  TEXT    NOT NULL,
  owner_id    BIGINT  NOT NULL,
  unit        TEXT    NOT NULL,
  class       TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  low         BIGINT  NOT NULL,
  high        BIGINT  NOT NULL,
  bounded     BOOLEAN NOT NULL,
  closed_day  TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, book_id, kind, owner_kind, owner_id, unit),
  FOREIGN KEY (county_id, book_id) REFERENCES t_ledger_book (county_id, id)
);
CREATE INDEX x_ledger_account_owner ON t_ledger_account (county_id, owner_id);

-- phase post, reserve, settle, release or expire; ends_id: the reservation that this one ends; digest: of its content, for a key sent twice
CREATE TABLE t_ledger_txn (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  book_id     BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  phase       TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  memo        TEXT    NOT NULL,
  ref_kind    TEXT    NOT NULL,
  ref_id      BIGINT  NOT NULL,
  expires_at  BIGINT  NOT NULL,
  reverses_id BIGINT  NOT NULL,
  ends_id     BIGINT  NOT NULL,
  client_key  TEXT    NOT NULL,
  digest      TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, book_id, client_key),
  FOREIGN KEY (county_id, book_id) REFERENCES t_ledger_book (county_id, id)
);
CREATE INDEX x_ledger_txn_day ON t_ledger_txn (county_id, book_id, day, id);
CREATE INDEX x_ledger_txn_ref ON t_ledger_txn (county_id, ref_kind, ref_id) WHERE ref_id <> 0;
CREATE UNIQUE INDEX x_ledger_txn_reverses ON t_ledger_txn (county_id, reverses_id) WHERE reverses_id <> 0;
CREATE UNIQUE INDEX x_ledger_txn_ends ON t_ledger_txn (county_id, ends_id) WHERE ends_id <> 0;

CREATE TABLE t_ledger_posting (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  txn_id      BIGINT  NOT NULL,
  account_id  BIGINT  NOT NULL,
  amount      BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, txn_id) REFERENCES t_ledger_txn (county_id, id),
  FOREIGN KEY (county_id, account_id) REFERENCES t_ledger_account (county_id, id)
);
CREATE INDEX x_ledger_posting_account ON t_ledger_posting (county_id, account_id, day, id);
CREATE INDEX x_ledger_posting_txn ON t_ledger_posting (county_id, txn_id);

-- what a reservation holds; open until it is settled, released or expired
CREATE TABLE t_ledger_hold (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  txn_id      BIGINT  NOT NULL,
  account_id  BIGINT  NOT NULL,
  amount      BIGINT  NOT NULL,
  expires_at  BIGINT  NOT NULL,
  open        BOOLEAN NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, txn_id) REFERENCES t_ledger_txn (county_id, id),
  FOREIGN KEY (county_id, account_id) REFERENCES t_ledger_account (county_id, id)
);
CREATE INDEX x_ledger_hold_account ON t_ledger_hold (county_id, account_id) WHERE open;
CREATE INDEX x_ledger_hold_due ON t_ledger_hold (county_id, expires_at) WHERE open;
CREATE INDEX x_ledger_hold_txn ON t_ledger_hold (county_id, txn_id);

-- derived: the balances at the ends of closed periods
CREATE TABLE t_ledger_carry (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  account_id  BIGINT  NOT NULL,
  to_day      TEXT    NOT NULL,
  n           BIGINT  NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, account_id, to_day)
);
