-- +goose Up
-- an order of supervision about an item: issued, received, reported back, verified by another and closed, or issued anew (after)
CREATE TABLE t_duty_order (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  item_id     BIGINT  NOT NULL,
  after_id    BIGINT  NOT NULL,
  place_id    BIGINT  NOT NULL,
  text        TEXT    NOT NULL,
  due_day     TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  open        BOOLEAN NOT NULL,
  issuer_person_id BIGINT  NOT NULL,
  issuer_name TEXT    NOT NULL,
  issued_day  TEXT    NOT NULL,
  receiver_person_id BIGINT  NOT NULL,
  receiver_name TEXT    NOT NULL,
  received_day TEXT    NOT NULL,
  report      TEXT    NOT NULL,
  report_person_id BIGINT  NOT NULL,
  report_name TEXT    NOT NULL,
  reported_day TEXT    NOT NULL,
  verifier_person_id BIGINT  NOT NULL,
  verifier_name TEXT    NOT NULL,
  verified_day TEXT    NOT NULL,
  verdict     TEXT    NOT NULL,
  urges       INTEGER NOT NULL,
  urged_day   TEXT    NOT NULL,
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
  FOREIGN KEY (county_id, item_id) REFERENCES t_duty_item (county_id, id)
);
CREATE INDEX x_duty_order_item ON t_duty_order (county_id, item_id, id);
CREATE INDEX x_duty_order_county ON t_duty_order (county_id, due_day, id) WHERE open;
CREATE INDEX x_duty_order_township ON t_duty_order (county_id, township_id, due_day, id) WHERE open;
CREATE INDEX x_duty_order_village ON t_duty_order (county_id, village_id, due_day, id) WHERE open;

-- that an item is due soon or late, told once for each rung of its type and each day on which it is due
CREATE TABLE t_duty_notice (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  item_id     BIGINT  NOT NULL,
  rung        TEXT    NOT NULL,
  to_whom     TEXT    NOT NULL,
  due_day     TEXT    NOT NULL,
  day         TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, item_id, rung, due_day),
  FOREIGN KEY (county_id, item_id) REFERENCES t_duty_item (county_id, id)
);
