-- +goose Up
-- that a post goes over from one person to another as of a day, with what lies in its work; done_day is empty until then. The
-- stamp is the post's; the counts are those of what went, stayed what could not
CREATE TABLE t_handover (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  appointment_id BIGINT NOT NULL,
  next_id     BIGINT  NOT NULL,
  post        TEXT    NOT NULL,
  from_person_id BIGINT NOT NULL,
  from_name   TEXT    NOT NULL,
  into_person_id BIGINT NOT NULL,
  into_name   TEXT    NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name     TEXT    NOT NULL,
  day         TEXT    NOT NULL,
  done_day    TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  failed      TEXT    NOT NULL,
  cases       INTEGER NOT NULL,
  calls       INTEGER NOT NULL,
  items       INTEGER NOT NULL,
  contacts    INTEGER NOT NULL,
  links       INTEGER NOT NULL,
  turns       INTEGER NOT NULL,
  stayed      INTEGER NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, appointment_id) REFERENCES t_appointment (county_id, id)
);
CREATE INDEX x_handover_open ON t_handover (county_id, day, id) WHERE done_day = '';
CREATE INDEX x_handover_appointment ON t_handover (county_id, appointment_id);
CREATE INDEX x_handover_township ON t_handover (county_id, township_id, id);
CREATE INDEX x_handover_village ON t_handover (county_id, village_id, id);
