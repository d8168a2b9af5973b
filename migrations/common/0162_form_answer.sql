-- +goose Up
-- the answers of a household to an item of a checklist, as they stand
CREATE TABLE t_checklist_item (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  household_id BIGINT NOT NULL,
  form        TEXT    NOT NULL,
  item        TEXT    NOT NULL,
  value       TEXT    NOT NULL,
  day         TEXT    NOT NULL,
  visit_id    BIGINT  NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, household_id, form, item),
  FOREIGN KEY (county_id, household_id) REFERENCES t_household (county_id, id)
);
CREATE INDEX x_checklist_item_township ON t_checklist_item (county_id, township_id, form, item, id);
CREATE INDEX x_checklist_item_village ON t_checklist_item (county_id, village_id, form, item, id);

-- an anonymous answer: the place (a village) and the day, and nothing of who gave it
CREATE TABLE t_survey_answer (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  form        TEXT    NOT NULL,
  rules_no    INTEGER NOT NULL,
  place_id    BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  facts       TEXT    NOT NULL,
  how         TEXT    NOT NULL,
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
CREATE INDEX x_survey_answer_county ON t_survey_answer (county_id, form, id);
CREATE INDEX x_survey_answer_township ON t_survey_answer (county_id, township_id, form, id);
CREATE INDEX x_survey_answer_village ON t_survey_answer (county_id, village_id, form, id);
