-- +goose Up
-- a visit to a household, or a meeting at a place (household_id 0, people: how many came). entered_id is who wrote it down, where
-- that was not the visitor; code_hash opens it to the household; rated is what the household said afterwards, asked by its slip
-- (rated_how code) or by a call of somebody else. back_at: taken back, 0 while it stands
CREATE TABLE t_visit (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  household_id BIGINT NOT NULL,
  place_id    BIGINT  NOT NULL,
  type        TEXT    NOT NULL,
  rules_no    INTEGER NOT NULL,
  campaign_id BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  result      TEXT    NOT NULL,
  purposes    TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  form        TEXT    NOT NULL,
  facts       TEXT    NOT NULL,
  people      INTEGER NOT NULL,
  visitor_id  BIGINT  NOT NULL,
  visitor_name TEXT   NOT NULL,
  entered_id  BIGINT  NOT NULL,
  entered_name TEXT   NOT NULL,
  confirmed   TEXT    NOT NULL,
  photo_ok    BOOLEAN NOT NULL,
  photos      INTEGER NOT NULL,
  asks        INTEGER NOT NULL,
  code_hash   TEXT    NOT NULL,
  rated       TEXT    NOT NULL,
  rated_text  TEXT    NOT NULL,
  rated_how   TEXT    NOT NULL,
  rated_at    BIGINT  NOT NULL,
  rater_id    BIGINT  NOT NULL,
  rater_name  TEXT    NOT NULL,
  back_at     BIGINT  NOT NULL,
  client_key  TEXT    NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_visit_household ON t_visit (county_id, household_id, day, id);
CREATE INDEX x_visit_visitor ON t_visit (county_id, visitor_id, day, id);
CREATE INDEX x_visit_county ON t_visit (county_id, day, id);
CREATE INDEX x_visit_township ON t_visit (county_id, township_id, day, id);
CREATE INDEX x_visit_village ON t_visit (county_id, village_id, day, id);
CREATE UNIQUE INDEX x_visit_code ON t_visit (county_id, code_hash) WHERE code_hash <> '';

-- what a household asked for, and the case that it became; case_key is what the case's own follow code is made of
CREATE TABLE t_visit_ask (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  visit_id    BIGINT  NOT NULL,
  household_id BIGINT NOT NULL,
  text        TEXT    NOT NULL,
  case_id     BIGINT  NOT NULL,
  case_no     TEXT    NOT NULL,
  case_key    TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, visit_id) REFERENCES t_visit (county_id, id),
  FOREIGN KEY (county_id, case_id) REFERENCES t_case (county_id, id)
);
CREATE INDEX x_visit_ask_visit ON t_visit_ask (county_id, visit_id, id);
CREATE INDEX x_visit_ask_household ON t_visit_ask (county_id, household_id, id);
CREATE INDEX x_visit_ask_case ON t_visit_ask (county_id, case_id);

-- pictures of things, taken by the household's consent; never on a public page
CREATE TABLE t_visit_photo (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  visit_id    BIGINT  NOT NULL,
  hash        TEXT    NOT NULL,
  mime        TEXT    NOT NULL,
  width       INTEGER NOT NULL,
  height      INTEGER NOT NULL,
  bytes       BIGINT  NOT NULL,
  small       TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  client_key  TEXT    NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, visit_id) REFERENCES t_visit (county_id, id)
);
CREATE INDEX x_visit_photo_visit ON t_visit_photo (county_id, visit_id, id);
