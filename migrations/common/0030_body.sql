-- +goose Up
-- organisations of any kind the pack names; body_id of the stamp is the body itself
CREATE TABLE t_body (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  parent_id   BIGINT  NOT NULL,
  place_id    BIGINT  NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
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
CREATE INDEX x_body_parent ON t_body (county_id, parent_id, id);
CREATE INDEX x_body_place ON t_body (county_id, place_id, id);
CREATE INDEX x_body_township ON t_body (county_id, township_id, id);
CREATE INDEX x_body_village ON t_body (county_id, village_id, id);

-- who belongs to a body from when to when; the body is the body_id of the stamp
CREATE TABLE t_member (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  role        TEXT    NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id),
  FOREIGN KEY (county_id, body_id) REFERENCES t_body (county_id, id)
);
CREATE INDEX x_member_body ON t_member (county_id, body_id, id);
CREATE INDEX x_member_person ON t_member (county_id, person_id, id);

-- who holds which post from when to when: at a place, or in a body (body_id of the stamp), for all or one topic
CREATE TABLE t_appointment (
  county_id     BIGINT  NOT NULL,
  id            BIGINT  NOT NULL,
  rev           BIGINT  NOT NULL,
  post          TEXT    NOT NULL,
  person_id     BIGINT  NOT NULL,
  person_name   TEXT    NOT NULL,
  place_id      BIGINT  NOT NULL,
  from_day      TEXT    NOT NULL,
  to_day        TEXT    NOT NULL,
  term_end      TEXT    NOT NULL,
  service_phone TEXT    NOT NULL,
  show_name     BOOLEAN NOT NULL,
  acting        BOOLEAN NOT NULL,
  township_id   BIGINT  NOT NULL,
  village_id    BIGINT  NOT NULL,
  group_id      BIGINT  NOT NULL,
  micro_id      BIGINT  NOT NULL,
  body_id       BIGINT  NOT NULL,
  topic         TEXT    NOT NULL,
  sealed        BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_appointment_place ON t_appointment (county_id, place_id, post);
CREATE INDEX x_appointment_person ON t_appointment (county_id, person_id, id);
CREATE INDEX x_appointment_body ON t_appointment (county_id, body_id, id);
CREATE INDEX x_appointment_township ON t_appointment (county_id, township_id, id);
CREATE INDEX x_appointment_village ON t_appointment (county_id, village_id, id);

-- who is on duty at a place on a day
CREATE TABLE t_roster (
  county_id      BIGINT  NOT NULL,
  id             BIGINT  NOT NULL,
  rev            BIGINT  NOT NULL,
  place_id       BIGINT  NOT NULL,
  day            TEXT    NOT NULL,
  appointment_id BIGINT  NOT NULL,
  township_id    BIGINT  NOT NULL,
  village_id     BIGINT  NOT NULL,
  group_id       BIGINT  NOT NULL,
  micro_id       BIGINT  NOT NULL,
  body_id        BIGINT  NOT NULL,
  topic          TEXT    NOT NULL,
  sealed         BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, place_id, day, appointment_id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id),
  FOREIGN KEY (county_id, appointment_id) REFERENCES t_appointment (county_id, id)
);
