-- +goose Up
-- a token by which another system reads: at one place, with permissions of its maker; only the hash of the token is kept
CREATE TABLE t_feed_token (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  name        TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  perms       TEXT    NOT NULL,
  until_day   TEXT    NOT NULL,
  token_hash  TEXT    NOT NULL,
  account_id  BIGINT  NOT NULL,
  made_by     TEXT    NOT NULL,
  made_day    TEXT    NOT NULL,
  revoked_at  BIGINT  NOT NULL,
  revoked_by  TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, token_hash),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_feed_token_township ON t_feed_token (county_id, township_id, id DESC);
CREATE INDEX x_feed_token_village ON t_feed_token (county_id, village_id, id DESC);

-- the last day on which a token was used
CREATE TABLE t_feed_use (
  county_id BIGINT NOT NULL,
  token_id  BIGINT NOT NULL,
  day       TEXT   NOT NULL,
  PRIMARY KEY (county_id, token_id)
);

-- where events go: the secret is sealed; what happens before the first number of the journal that it looks at is never sent
CREATE TABLE t_feed_hook (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  name        TEXT    NOT NULL,
  url         TEXT    NOT NULL,
  kinds       TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  origin      TEXT    NOT NULL,
  secret      TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  account_id  BIGINT  NOT NULL,
  made_by     TEXT    NOT NULL,
  made_day    TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_feed_hook_township ON t_feed_hook (county_id, township_id, id DESC);
CREATE INDEX x_feed_hook_village ON t_feed_hook (county_id, village_id, id DESC);

-- how far a hook has read the journal, and until when one server alone works for it
CREATE TABLE t_feed_cursor (
  county_id BIGINT NOT NULL,
  hook_id   BIGINT NOT NULL,
  no        BIGINT NOT NULL,
  claim     BIGINT NOT NULL,
  until     BIGINT NOT NULL,
  PRIMARY KEY (county_id, hook_id)
);

-- what is to be sent, in the order of (no, line); body is sent byte for byte each time
CREATE TABLE t_feed_delivery (
  county_id BIGINT  NOT NULL,
  id        BIGINT  NOT NULL,
  hook_id   BIGINT  NOT NULL,
  no        BIGINT  NOT NULL,
  line      INTEGER NOT NULL,
  event     TEXT    NOT NULL,
  kind      TEXT    NOT NULL,
  subject   TEXT    NOT NULL,
  body      TEXT    NOT NULL,
  at        BIGINT  NOT NULL,
  state     TEXT    NOT NULL,
  tries     INTEGER NOT NULL,
  next_at   BIGINT  NOT NULL,
  done_at   BIGINT  NOT NULL,
  status    INTEGER NOT NULL,
  error     TEXT    NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, hook_id, no, line)
);
CREATE INDEX x_feed_delivery_open ON t_feed_delivery (county_id, hook_id, no, line) WHERE state = 'waiting';
CREATE INDEX x_feed_delivery_state ON t_feed_delivery (county_id, hook_id, state, id DESC);
CREATE INDEX x_feed_delivery_done ON t_feed_delivery (county_id, done_at) WHERE done_at > 0;

-- what an account has switched on for itself: the address of its calendar (a hash), the digest by mail (the address sealed)
CREATE TABLE t_feed_own (
  county_id     BIGINT NOT NULL,
  account_id    BIGINT NOT NULL,
  calendar_hash TEXT   NOT NULL,
  calendar_day  TEXT   NOT NULL,
  digest        TEXT   NOT NULL,
  mail          TEXT   NOT NULL,
  origin        TEXT   NOT NULL,
  lang          TEXT   NOT NULL,
  sent_day      TEXT   NOT NULL,
  PRIMARY KEY (county_id, account_id)
);
CREATE INDEX x_feed_own_calendar ON t_feed_own (county_id, calendar_hash);

-- the browsers to which an account wants to be told: endpoint and keys sealed, found by the hash of the endpoint
CREATE TABLE t_feed_push (
  county_id  BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  point_hash TEXT   NOT NULL,
  target     TEXT   NOT NULL,
  front      TEXT   NOT NULL,
  lang       TEXT   NOT NULL,
  made_day   TEXT   NOT NULL,
  sent_day   TEXT   NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, point_hash)
);
CREATE INDEX x_feed_push_account ON t_feed_push (county_id, account_id);

-- the pair of keys by which push services know this server (RFC 8292); the private one is sealed
CREATE TABLE t_feed_key (
  county_id  BIGINT NOT NULL,
  public_key TEXT   NOT NULL,
  secret_key TEXT   NOT NULL,
  PRIMARY KEY (county_id)
);

-- what waits for a decision, found without a walk over all that was ever decided
CREATE INDEX x_merit_objection_open ON t_merit_objection (county_id, id) WHERE state = 'open';
CREATE INDEX x_award_objection_open ON t_award_objection (county_id, id) WHERE open;
CREATE INDEX x_points_entry_objected ON t_points_entry (county_id, id) WHERE open AND state IN ('objected', 'recheck');
