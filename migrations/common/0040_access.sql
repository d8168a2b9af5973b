-- +goose Up
-- who may sign in: one account of one person; what it may do follows from the posts held on the day
CREATE TABLE t_account (
  county_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  rev       BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  login     TEXT   NOT NULL,
  state     TEXT   NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, login),
  UNIQUE (county_id, person_id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id)
);

-- credentials stay outside the journal: it is read by many, and kept for ever
CREATE TABLE t_login (
  login        TEXT    NOT NULL,
  county_id    BIGINT  NOT NULL,
  account_id   BIGINT  NOT NULL,
  hash         TEXT    NOT NULL,
  failed       INTEGER NOT NULL,
  locked_until BIGINT  NOT NULL,
  last_seen    BIGINT  NOT NULL,
  PRIMARY KEY (login)
);
CREATE INDEX x_login_account ON t_login (county_id, account_id);

-- one-time links by which a person chooses the first or a new password; only the hash of the token is kept
CREATE TABLE t_invite (
  token_hash TEXT   NOT NULL,
  county_id  BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  expires    BIGINT NOT NULL,
  PRIMARY KEY (token_hash)
);
CREATE INDEX x_invite_account ON t_invite (county_id, account_id);
