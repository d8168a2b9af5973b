-- +goose Up
-- a post that a step of a case gave: the seat of an inspector for the days of the tour, who supports a weak branch
CREATE TABLE t_case_seat (
  county_id      BIGINT  NOT NULL,
  id             BIGINT  NOT NULL,
  rev            BIGINT  NOT NULL,
  township_id    BIGINT  NOT NULL,
  village_id     BIGINT  NOT NULL,
  group_id       BIGINT  NOT NULL,
  micro_id       BIGINT  NOT NULL,
  body_id        BIGINT  NOT NULL,
  topic          TEXT    NOT NULL,
  sealed         BOOLEAN NOT NULL,
  case_id        BIGINT  NOT NULL,
  appointment_id BIGINT  NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, case_id) REFERENCES t_case (county_id, id),
  FOREIGN KEY (county_id, appointment_id) REFERENCES t_appointment (county_id, id)
);
CREATE INDEX x_case_seat_case ON t_case_seat (county_id, case_id, id);
