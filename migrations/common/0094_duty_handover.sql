-- +goose Up
-- that what one person owes goes over to another as of a day; done_day is empty until then
CREATE TABLE t_duty_handover (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  place_id    BIGINT  NOT NULL,
  from_person_id BIGINT  NOT NULL,
  from_name   TEXT    NOT NULL,
  into_person_id BIGINT  NOT NULL,
  into_name   TEXT    NOT NULL,
  appointment_id BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  done_day    TEXT    NOT NULL,
  items       INTEGER NOT NULL,
  reason      TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id)
);
CREATE INDEX x_duty_handover_day ON t_duty_handover (county_id, done_day, day);
