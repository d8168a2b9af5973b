-- +goose Up
-- the pool of a village: its book and accounts in the ledger, and what a point stands for in fen
CREATE TABLE t_merit_pool (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  place_id     BIGINT NOT NULL,
  book_id      BIGINT NOT NULL,
  rate_fen     BIGINT NOT NULL,
  funds_id     BIGINT NOT NULL,
  free_id      BIGINT NOT NULL,
  promised_id  BIGINT NOT NULL,
  stock_id     BIGINT NOT NULL,
  used_id      BIGINT NOT NULL,
  source_id    BIGINT NOT NULL,
  spent_id     BIGINT NOT NULL,
  lapsed_id    BIGINT NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, place_id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_merit_pool_village ON t_merit_pool (county_id, village_id);
CREATE INDEX x_merit_pool_township ON t_merit_pool (county_id, township_id);

-- a version of a village's list of deeds, from a day on; items is JSON, basis says which meeting decided
CREATE TABLE t_merit_list (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  place_id     BIGINT NOT NULL,
  pool_id      BIGINT NOT NULL,
  no           INTEGER NOT NULL,
  from_day     TEXT NOT NULL,
  basis        TEXT NOT NULL,
  items        TEXT NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name      TEXT NOT NULL,
  client_key   TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, pool_id, no),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);

-- money that came into a pool (or went back), and from whom
CREATE TABLE t_merit_fund (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  pool_id      BIGINT NOT NULL,
  day          TEXT NOT NULL,
  fen          BIGINT NOT NULL,
  source       TEXT NOT NULL,
  txn_id       BIGINT NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name      TEXT NOT NULL,
  client_key   TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id)
);
CREATE INDEX x_merit_fund_pool ON t_merit_fund (county_id, pool_id, day, id);

-- the account of a household in a pool; code_hash finds it by the household's code, turn counts how often that was drawn anew
CREATE TABLE t_merit_house (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  pool_id      BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  account_id   BIGINT NOT NULL,
  turn         INTEGER NOT NULL,
  code_hash    TEXT NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, pool_id, household_id),
  UNIQUE (county_id, code_hash),
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id)
);
CREATE INDEX x_merit_house_household ON t_merit_house (county_id, household_id);
CREATE INDEX x_merit_house_village ON t_merit_house (county_id, village_id, id);
CREATE INDEX x_merit_house_township ON t_merit_house (county_id, township_id, id);

-- deeds that are checked, posted and given at once; seed draws those that are looked at again
CREATE TABLE t_merit_round (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  place_id     BIGINT NOT NULL,
  pool_id      BIGINT NOT NULL,
  period       TEXT NOT NULL,
  from_day     TEXT NOT NULL,
  to_day       TEXT NOT NULL,
  state        TEXT NOT NULL,
  seed         TEXT NOT NULL,
  deeds        INTEGER NOT NULL,
  points       BIGINT NOT NULL,
  drawn        INTEGER NOT NULL,
  unread       INTEGER NOT NULL,
  objected     INTEGER NOT NULL,
  posted_day   TEXT NOT NULL,
  object_to    TEXT NOT NULL,
  show_to      TEXT NOT NULL,
  posted_by_id BIGINT NOT NULL,
  posted_by    TEXT NOT NULL,
  issued_by_id BIGINT NOT NULL,
  issued_by    TEXT NOT NULL,
  issued_at    BIGINT NOT NULL,
  rate_fen     BIGINT NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, pool_id, period),
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_merit_round_village ON t_merit_round (county_id, village_id, from_day, id);
CREATE INDEX x_merit_round_township ON t_merit_round (county_id, township_id, from_day, id);
CREATE INDEX x_merit_round_county ON t_merit_round (county_id, from_day, id);

-- something that a household did: written down, scored, gathered in a round, posted, given. turn counts how often it was scored anew
CREATE TABLE t_merit_deed (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  pool_id      BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  item         TEXT NOT NULL,
  item_name    TEXT NOT NULL,
  most         BIGINT NOT NULL,
  list_no      INTEGER NOT NULL,
  day          TEXT NOT NULL,
  note         TEXT NOT NULL,
  state        TEXT NOT NULL,
  round_id     BIGINT NOT NULL,
  turn         INTEGER NOT NULL,
  scored       INTEGER NOT NULL,
  raters       INTEGER NOT NULL,
  pick         TEXT NOT NULL,
  points       BIGINT NOT NULL,
  low          BIGINT NOT NULL,
  high         BIGINT NOT NULL,
  wide         BOOLEAN NOT NULL,
  drawn        BOOLEAN NOT NULL,
  checked      BOOLEAN NOT NULL,
  why          TEXT NOT NULL,
  txn_id       BIGINT NOT NULL,
  at           BIGINT NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name      TEXT NOT NULL,
  client_key   TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id)
);
CREATE INDEX x_merit_deed_county ON t_merit_deed (county_id, day, id);
CREATE INDEX x_merit_deed_township ON t_merit_deed (county_id, township_id, day, id);
CREATE INDEX x_merit_deed_village ON t_merit_deed (county_id, village_id, day, id);
CREATE INDEX x_merit_deed_group ON t_merit_deed (county_id, group_id, day, id);
CREATE INDEX x_merit_deed_micro ON t_merit_deed (county_id, micro_id, day, id);
CREATE INDEX x_merit_deed_pool ON t_merit_deed (county_id, pool_id, state, day, id);
CREATE INDEX x_merit_deed_round ON t_merit_deed (county_id, round_id, day, id) WHERE round_id <> 0;
CREATE INDEX x_merit_deed_house ON t_merit_deed (county_id, household_id, day, id);

-- what one person said a deed is worth, or what came of a look by lot: once each
CREATE TABLE t_merit_score (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  deed_id      BIGINT NOT NULL,
  turn         INTEGER NOT NULL,
  look         BOOLEAN NOT NULL,
  agrees       BOOLEAN NOT NULL,
  points       BIGINT NOT NULL,
  note         TEXT NOT NULL,
  at           BIGINT NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name      TEXT NOT NULL,
  client_key   TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, deed_id, turn, look, by_person_id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, deed_id) REFERENCES t_merit_deed (county_id, id)
);

-- a photo of what was done
CREATE TABLE t_merit_file (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  deed_id      BIGINT NOT NULL,
  hash         TEXT NOT NULL,
  mime         TEXT NOT NULL,
  name         TEXT NOT NULL,
  bytes        BIGINT NOT NULL,
  width        INTEGER NOT NULL,
  height       INTEGER NOT NULL,
  small        TEXT NOT NULL,
  medium       TEXT NOT NULL,
  at           BIGINT NOT NULL,
  client_key   TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, deed_id) REFERENCES t_merit_deed (county_id, id)
);
CREATE INDEX x_merit_file_deed ON t_merit_file (county_id, deed_id, id);

-- what somebody says against a posted deed; words and number are sealed
CREATE TABLE t_merit_objection (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  round_id     BIGINT NOT NULL,
  deed_id      BIGINT NOT NULL,
  text         TEXT NOT NULL,
  contact      TEXT NOT NULL,
  state        TEXT NOT NULL,
  answer       TEXT NOT NULL,
  at           BIGINT NOT NULL,
  decided_at   BIGINT NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name      TEXT NOT NULL,
  client_key   TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, round_id) REFERENCES t_merit_round (county_id, id),
  FOREIGN KEY (county_id, deed_id) REFERENCES t_merit_deed (county_id, id)
);
CREATE INDEX x_merit_objection_round ON t_merit_objection (county_id, round_id, id);
CREATE INDEX x_merit_objection_deed ON t_merit_objection (county_id, deed_id, id);

-- points that follow a household that split or was merged: waits until done_at is set
CREATE TABLE t_merit_move (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  pool_id      BIGINT NOT NULL,
  event_id     BIGINT NOT NULL,
  kind         TEXT NOT NULL,
  day          TEXT NOT NULL,
  from_id      BIGINT NOT NULL,
  into_id      BIGINT NOT NULL,
  back         BOOLEAN NOT NULL,
  points       BIGINT NOT NULL,
  txn_id       BIGINT NOT NULL,
  done_at      BIGINT NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, event_id, pool_id, from_id, into_id, back),
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id)
);
CREATE INDEX x_merit_move_waiting ON t_merit_move (county_id, pool_id, id) WHERE done_at = 0;
CREATE INDEX x_merit_move_event ON t_merit_move (county_id, event_id);
