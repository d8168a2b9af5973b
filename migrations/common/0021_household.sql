-- +goose Up
-- who somebody is; id_number and birth_day are sealed, id_index is the keyed blind index of the number. Days are empty while
-- they have not come. A number belongs to one person of the county.
ALTER TABLE t_person ADD COLUMN id_number TEXT NOT NULL DEFAULT '';
ALTER TABLE t_person ADD COLUMN id_index TEXT NOT NULL DEFAULT '';
ALTER TABLE t_person ADD COLUMN birth_day TEXT NOT NULL DEFAULT '';
ALTER TABLE t_person ADD COLUMN sex TEXT NOT NULL DEFAULT '';
ALTER TABLE t_person ADD COLUMN ethnicity TEXT NOT NULL DEFAULT '';
ALTER TABLE t_person ADD COLUMN education TEXT NOT NULL DEFAULT '';
ALTER TABLE t_person ADD COLUMN political TEXT NOT NULL DEFAULT '';
ALTER TABLE t_person ADD COLUMN marital TEXT NOT NULL DEFAULT '';
ALTER TABLE t_person ADD COLUMN residence TEXT NOT NULL DEFAULT '';
ALTER TABLE t_person ADD COLUMN died_day TEXT NOT NULL DEFAULT '';
ALTER TABLE t_person ADD COLUMN left_day TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX x_person_number ON t_person (county_id, id_index) WHERE id_index <> '';
CREATE INDEX x_person_name ON t_person (county_id, name);
CREATE INDEX x_person_micro ON t_person (county_id, micro_id, id);

-- households; code is the village's 12 digits and five more; address is sealed; head_id is the head of today
CREATE TABLE t_household (
  county_id     BIGINT  NOT NULL,
  id            BIGINT  NOT NULL,
  rev           BIGINT  NOT NULL,
  code          TEXT    NOT NULL,
  place_id      BIGINT  NOT NULL,
  head_id       BIGINT  NOT NULL,
  kind          TEXT    NOT NULL,
  address       TEXT    NOT NULL,
  from_day      TEXT    NOT NULL,
  to_day        TEXT    NOT NULL,
  came          TEXT    NOT NULL,
  ended         TEXT    NOT NULL,
  last_event_id BIGINT  NOT NULL,
  township_id   BIGINT  NOT NULL,
  village_id    BIGINT  NOT NULL,
  group_id      BIGINT  NOT NULL,
  micro_id      BIGINT  NOT NULL,
  body_id       BIGINT  NOT NULL,
  topic         TEXT    NOT NULL,
  sealed        BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, code),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_household_township ON t_household (county_id, township_id, code);
CREATE INDEX x_household_village ON t_household (county_id, village_id, code);
CREATE INDEX x_household_group ON t_household (county_id, group_id, code);
CREATE INDEX x_household_micro ON t_household (county_id, micro_id, code);

-- what happened to households, oldest id first; other_id is the second household of a transfer, split or merger; detail is sealed
CREATE TABLE t_household_event (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  household_id BIGINT  NOT NULL,
  other_id     BIGINT  NOT NULL,
  person_id    BIGINT  NOT NULL,
  kind         TEXT    NOT NULL,
  cause        TEXT    NOT NULL,
  day          TEXT    NOT NULL,
  doc          TEXT    NOT NULL,
  note         TEXT    NOT NULL,
  detail       TEXT    NOT NULL,
  at           BIGINT  NOT NULL,
  by_name      TEXT    NOT NULL,
  back_at      BIGINT  NOT NULL,
  township_id  BIGINT  NOT NULL,
  village_id   BIGINT  NOT NULL,
  group_id     BIGINT  NOT NULL,
  micro_id     BIGINT  NOT NULL,
  body_id      BIGINT  NOT NULL,
  topic        TEXT    NOT NULL,
  sealed       BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, household_id) REFERENCES t_household (county_id, id)
);
CREATE INDEX x_household_event_household ON t_household_event (county_id, household_id, id);
CREATE INDEX x_household_event_other ON t_household_event (county_id, other_id, id);
CREATE INDEX x_household_event_person ON t_household_event (county_id, person_id, id);

-- who belongs to a household from when to when; a span that ends before it begins never held. event_in opened the row, event_out closed it
CREATE TABLE t_household_member (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  household_id BIGINT  NOT NULL,
  person_id    BIGINT  NOT NULL,
  relation     TEXT    NOT NULL,
  registered   BOOLEAN NOT NULL,
  lives        BOOLEAN NOT NULL,
  from_day     TEXT    NOT NULL,
  to_day       TEXT    NOT NULL,
  event_in     BIGINT  NOT NULL,
  event_out    BIGINT  NOT NULL,
  township_id  BIGINT  NOT NULL,
  village_id   BIGINT  NOT NULL,
  group_id     BIGINT  NOT NULL,
  micro_id     BIGINT  NOT NULL,
  body_id      BIGINT  NOT NULL,
  topic        TEXT    NOT NULL,
  sealed       BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, household_id) REFERENCES t_household (county_id, id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id)
);
CREATE INDEX x_household_member_household ON t_household_member (county_id, household_id, id);
CREATE INDEX x_household_member_person ON t_household_member (county_id, person_id, id);
CREATE INDEX x_household_member_village ON t_household_member (county_id, village_id, id);
CREATE UNIQUE INDEX x_household_member_open ON t_household_member (county_id, person_id) WHERE to_day = '9999-12-31';
CREATE UNIQUE INDEX x_household_member_head ON t_household_member (county_id, household_id) WHERE relation = '02' AND to_day = '9999-12-31';

-- which household came out of which: by a split or a merger
CREATE TABLE t_household_link (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  from_id     BIGINT  NOT NULL,
  into_id     BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  day         TEXT    NOT NULL,
  event_id    BIGINT  NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, from_id) REFERENCES t_household (county_id, id),
  FOREIGN KEY (county_id, into_id) REFERENCES t_household (county_id, id)
);
CREATE INDEX x_household_link_from ON t_household_link (county_id, from_id);
CREATE INDEX x_household_link_into ON t_household_link (county_id, into_id);
