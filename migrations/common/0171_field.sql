-- +goose Up
-- the browsers that carry the field app, each of one account; the stamp is where the officer's post lies
CREATE TABLE t_field_device (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  device_key  TEXT    NOT NULL,
  account_id  BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
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
  UNIQUE (county_id, account_id, device_key),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id)
);
CREATE INDEX x_field_device_person ON t_field_device (county_id, person_id);
CREATE INDEX x_field_device_township ON t_field_device (county_id, township_id, id);
CREATE INDEX x_field_device_village ON t_field_device (county_id, village_id, id);
-- when a device last came, and what it had not sent then: outside the journal, so that no sign-in is counted
CREATE TABLE t_field_seen (
  device_id BIGINT  NOT NULL,
  county_id BIGINT  NOT NULL,
  synced_at BIGINT  NOT NULL,
  waiting   INTEGER NOT NULL,
  PRIMARY KEY (device_id)
);
-- the keys of operations that took effect, with what is answered when they come again; and those that wait for their predecessor,
-- with what they say, sealed
CREATE TABLE t_field_op (
  county_id  BIGINT NOT NULL,
  op_key     TEXT   NOT NULL,
  device_id  BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  kind       TEXT   NOT NULL,
  after_key  TEXT   NOT NULL,
  state      TEXT   NOT NULL,
  code       TEXT   NOT NULL,
  answer     TEXT   NOT NULL,
  body       TEXT   NOT NULL,
  device_at  BIGINT NOT NULL,
  came_at    BIGINT NOT NULL,
  due_at     BIGINT NOT NULL,
  PRIMARY KEY (county_id, op_key)
);
CREATE INDEX x_field_op_after ON t_field_op (county_id, after_key) WHERE state = 'held';
CREATE INDEX x_field_op_due ON t_field_op (county_id, due_at) WHERE due_at > 0;
-- photos on their way in: pieces as files of the store, until the record that they belong to takes them
CREATE TABLE t_field_piece (
  county_id BIGINT NOT NULL,
  photo_key TEXT   NOT NULL,
  from_byte BIGINT NOT NULL,
  bytes     BIGINT NOT NULL,
  size      BIGINT NOT NULL,
  hash      TEXT   NOT NULL,
  at        BIGINT NOT NULL,
  PRIMARY KEY (county_id, photo_key, from_byte)
);
CREATE INDEX x_field_piece_at ON t_field_piece (county_id, at);
