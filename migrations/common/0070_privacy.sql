-- +goose Up
-- what somebody asked about their own data: a case with a clock (个人信息保护法 art. 44-50)
CREATE TABLE t_privacy_request (
  county_id     BIGINT  NOT NULL,
  id            BIGINT  NOT NULL,
  rev           BIGINT  NOT NULL,
  no            TEXT    NOT NULL,
  kind          TEXT    NOT NULL,
  kind_from     TEXT    NOT NULL,
  person_id     BIGINT  NOT NULL,
  person_name   TEXT    NOT NULL,
  place_id      BIGINT  NOT NULL,
  asked_by      TEXT    NOT NULL,
  asker_name    TEXT    NOT NULL,
  asker_phone   TEXT    NOT NULL,
  asker_index   TEXT    NOT NULL,
  proof         TEXT    NOT NULL,
  text          TEXT    NOT NULL,
  received      TEXT    NOT NULL,
  due           BIGINT  NOT NULL,
  state         TEXT    NOT NULL,
  state_since   BIGINT  NOT NULL,
  open          BOOLEAN NOT NULL,
  handler_id    BIGINT  NOT NULL,
  handler_name  TEXT    NOT NULL,
  answer        TEXT    NOT NULL,
  article       TEXT    NOT NULL,
  answered_at   BIGINT  NOT NULL,
  client_key    TEXT,
  township_id   BIGINT  NOT NULL,
  village_id    BIGINT  NOT NULL,
  group_id      BIGINT  NOT NULL,
  micro_id      BIGINT  NOT NULL,
  body_id       BIGINT  NOT NULL,
  topic         TEXT    NOT NULL,
  sealed        BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, no),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_privacy_request_person ON t_privacy_request (county_id, person_id, id);
CREATE INDEX x_privacy_request_open ON t_privacy_request (county_id, due, id) WHERE open;
CREATE INDEX x_privacy_request_township ON t_privacy_request (county_id, township_id, id);

-- what the nightly removal emptied: which field, by which rule, of how many records; never whose
CREATE TABLE t_privacy_removal (
  county_id BIGINT  NOT NULL,
  id        BIGINT  NOT NULL,
  rev       BIGINT  NOT NULL,
  at        BIGINT  NOT NULL,
  field     TEXT    NOT NULL,
  months    INTEGER NOT NULL,
  before    TEXT    NOT NULL,
  records   INTEGER NOT NULL,
  PRIMARY KEY (county_id, id)
);
CREATE INDEX x_privacy_removal_at ON t_privacy_removal (county_id, at DESC, id DESC);

-- tries at logins that do not exist, counted like those at real ones; the hash of what was typed
CREATE TABLE t_login_miss (
  login_hash   TEXT    NOT NULL,
  failed       INTEGER NOT NULL,
  locked_until BIGINT  NOT NULL,
  at           BIGINT  NOT NULL,
  PRIMARY KEY (login_hash)
);
CREATE INDEX x_login_miss_at ON t_login_miss (at);
