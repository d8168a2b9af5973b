-- +goose Up
-- who of a group (body_id) looks after a household from when to when, in one of the ways that the pack names; the stamp is the
-- household's. extra: the household has an older link of the kind that runs too. event_in and event_out are the household events
-- that made or ended it, 0 where somebody did by hand
CREATE TABLE t_link (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  household_id BIGINT NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  ended       TEXT    NOT NULL,
  extra       BOOLEAN NOT NULL,
  event_in    BIGINT  NOT NULL,
  event_out   BIGINT  NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id),
  FOREIGN KEY (county_id, household_id) REFERENCES t_household (county_id, id),
  FOREIGN KEY (county_id, body_id) REFERENCES t_body (county_id, id)
);
CREATE INDEX x_link_household ON t_link (county_id, household_id, kind, to_day);
CREATE INDEX x_link_person ON t_link (county_id, person_id, to_day);
CREATE INDEX x_link_body ON t_link (county_id, body_id, id);
CREATE INDEX x_link_township ON t_link (county_id, township_id, id);
CREATE INDEX x_link_village ON t_link (county_id, village_id, id);
CREATE INDEX x_link_extra ON t_link (county_id, village_id, id) WHERE extra;
