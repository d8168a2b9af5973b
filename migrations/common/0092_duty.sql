-- +goose Up
-- what comes round: a duty of a post (def, appointment_id), contact with a body (target_id), or an item of a list that recurs
-- (list_id). next_day is the day on which the next occurrence opens; each cycle opens once, also after days without the program
CREATE TABLE t_duty (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  def         TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  every       TEXT    NOT NULL,
  days        INTEGER NOT NULL,
  due         INTEGER NOT NULL,
  weekday     INTEGER NOT NULL,
  holiday     TEXT    NOT NULL,
  met_by      TEXT    NOT NULL,
  list_id     BIGINT  NOT NULL,
  parent_id   BIGINT  NOT NULL,
  weight      INTEGER NOT NULL,
  place_id    BIGINT  NOT NULL,
  post        TEXT    NOT NULL,
  appointment_id BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  body_name   TEXT    NOT NULL,
  target_id   BIGINT  NOT NULL,
  target_name TEXT    NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  next_day    TEXT    NOT NULL,
  last_day    TEXT    NOT NULL,
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
CREATE UNIQUE INDEX x_duty_held ON t_duty (county_id, def, appointment_id, target_id) WHERE appointment_id <> 0;
CREATE INDEX x_duty_next ON t_duty (county_id, next_day, id);
CREATE INDEX x_duty_person ON t_duty (county_id, person_id, id);
CREATE INDEX x_duty_list ON t_duty (county_id, list_id, id);
CREATE INDEX x_duty_target ON t_duty (county_id, target_id, id);
