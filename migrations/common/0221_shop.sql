-- +goose Up
-- something that can be taken for points; value_fen is what the pieces in its account cost
CREATE TABLE t_shop_good (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  pool_id      BIGINT NOT NULL,
  name         TEXT NOT NULL,
  measure      TEXT NOT NULL,
  active       BOOLEAN NOT NULL,
  stock_id     BIGINT NOT NULL,
  value_fen    BIGINT NOT NULL,
  client_key   TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, pool_id, name),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id)
);

-- what a good costs in points from a day on
CREATE TABLE t_shop_price (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  good_id      BIGINT NOT NULL,
  from_day     TEXT NOT NULL,
  points       BIGINT NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name      TEXT NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, good_id, from_day),
  FOREIGN KEY (county_id, good_id) REFERENCES t_shop_good (county_id, id)
);

-- a delivery, or a stock-take with the difference it found
CREATE TABLE t_shop_move (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  pool_id      BIGINT NOT NULL,
  good_id      BIGINT NOT NULL,
  kind         TEXT NOT NULL,
  day          TEXT NOT NULL,
  pieces       BIGINT NOT NULL,
  counted      BIGINT NOT NULL,
  fen          BIGINT NOT NULL,
  note         TEXT NOT NULL,
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
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id),
  FOREIGN KEY (county_id, good_id) REFERENCES t_shop_good (county_id, id)
);
CREATE INDEX x_shop_move_pool ON t_shop_move (county_id, pool_id, id);

-- what a household took for points, and how it confirmed it; the strokes of a signature are sealed
CREATE TABLE t_shop_redeem (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  pool_id      BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  day          TEXT NOT NULL,
  at           BIGINT NOT NULL,
  points       BIGINT NOT NULL,
  confirm      TEXT NOT NULL,
  signature    TEXT NOT NULL,
  allowance_id BIGINT NOT NULL,
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
CREATE INDEX x_shop_redeem_county ON t_shop_redeem (county_id, day, id);
CREATE INDEX x_shop_redeem_township ON t_shop_redeem (county_id, township_id, day, id);
CREATE INDEX x_shop_redeem_village ON t_shop_redeem (county_id, village_id, day, id);

-- one good of what was taken
CREATE TABLE t_shop_line (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  redeem_id    BIGINT NOT NULL,
  good_id      BIGINT NOT NULL,
  name         TEXT NOT NULL,
  pieces       BIGINT NOT NULL,
  points       BIGINT NOT NULL,
  fen          BIGINT NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, redeem_id) REFERENCES t_shop_redeem (county_id, id)
);
CREATE INDEX x_shop_line_redeem ON t_shop_line (county_id, redeem_id, id);

-- what a counter has along: it hands out until until_at and brings it in until sync_at
CREATE TABLE t_shop_allowance (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  pool_id      BIGINT NOT NULL,
  until_at     BIGINT NOT NULL,
  sync_at      BIGINT NOT NULL,
  state        TEXT NOT NULL,
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
CREATE INDEX x_shop_allowance_pool ON t_shop_allowance (county_id, pool_id, id) WHERE state = 'open';
CREATE INDEX x_shop_allowance_who ON t_shop_allowance (county_id, by_person_id, id) WHERE state = 'open';

-- what an allowance holds of one good or one household, and the reservation that holds it
CREATE TABLE t_shop_share (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  allowance_id BIGINT NOT NULL,
  good_id      BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  points       BIGINT NOT NULL,
  left_n       BIGINT NOT NULL,
  hold_id      BIGINT NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, allowance_id, good_id, household_id),
  FOREIGN KEY (county_id, allowance_id) REFERENCES t_shop_allowance (county_id, id)
);
