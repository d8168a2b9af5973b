-- +goose Up
-- what somebody owes by a day: a person, else whoever holds a post at the place, else the body of the stamp. Items of a list form a
-- tree (path: four digits a level); those of a recurring duty are one for each cycle. Progress is in per mille; that of an item
-- with items below it follows from theirs. How late it is is never stored
CREATE TABLE t_duty_item (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  list_id     BIGINT  NOT NULL,
  parent_id   BIGINT  NOT NULL,
  path        TEXT    NOT NULL,
  depth       INTEGER NOT NULL,
  children    INTEGER NOT NULL,
  duty_id     BIGINT  NOT NULL,
  cycle       TEXT    NOT NULL,
  type        TEXT    NOT NULL,
  type_from   TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  post        TEXT    NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  body_name   TEXT    NOT NULL,
  target_id   BIGINT  NOT NULL,
  target_name TEXT    NOT NULL,
  from_day    TEXT    NOT NULL,
  due_day     TEXT    NOT NULL,
  weight      INTEGER NOT NULL,
  progress    INTEGER NOT NULL,
  state       TEXT    NOT NULL,
  open        BOOLEAN NOT NULL,
  note        TEXT    NOT NULL,
  fields      TEXT    NOT NULL,
  report_person_id BIGINT  NOT NULL,
  report_name TEXT    NOT NULL,
  done_day    TEXT    NOT NULL,
  reopened    INTEGER NOT NULL,
  urges       INTEGER NOT NULL,
  urged_day   TEXT    NOT NULL,
  extensions  INTEGER NOT NULL,
  extend_to   TEXT    NOT NULL,
  extend_reason TEXT    NOT NULL,
  extend_person_id BIGINT  NOT NULL,
  evidence    INTEGER NOT NULL,
  met_by      TEXT    NOT NULL,
  client_key  TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id),
  UNIQUE (county_id, client_key)
);
CREATE UNIQUE INDEX x_duty_item_path ON t_duty_item (county_id, list_id, path) WHERE list_id <> 0;
CREATE UNIQUE INDEX x_duty_item_cycle ON t_duty_item (county_id, duty_id, cycle) WHERE duty_id <> 0;
CREATE INDEX x_duty_item_parent ON t_duty_item (county_id, parent_id, path);
CREATE INDEX x_duty_item_county ON t_duty_item (county_id, due_day, id) WHERE open;
CREATE INDEX x_duty_item_township ON t_duty_item (county_id, township_id, due_day, id) WHERE open;
CREATE INDEX x_duty_item_village ON t_duty_item (county_id, village_id, due_day, id) WHERE open;
CREATE INDEX x_duty_item_body ON t_duty_item (county_id, body_id, due_day, id) WHERE open;
CREATE INDEX x_duty_item_mine ON t_duty_item (county_id, person_id, due_day, id) WHERE open;
CREATE INDEX x_duty_item_post ON t_duty_item (county_id, place_id, post, due_day, id) WHERE open;
CREATE INDEX x_duty_item_person ON t_duty_item (county_id, person_id, id);
CREATE INDEX x_duty_item_list ON t_duty_item (county_id, list_id, open, due_day);
CREATE INDEX x_duty_item_done ON t_duty_item (county_id, done_day, id);
CREATE INDEX x_duty_item_type ON t_duty_item (county_id, type, due_day, id) WHERE open;

-- what shows that an item was done: a picture, a document, or a record of another room (record_table, record_id)
CREATE TABLE t_duty_evidence (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  item_id     BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  hash        TEXT    NOT NULL,
  mime        TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  bytes       BIGINT  NOT NULL,
  width       INTEGER NOT NULL,
  height      INTEGER NOT NULL,
  small       TEXT    NOT NULL,
  medium      TEXT    NOT NULL,
  record_table TEXT    NOT NULL,
  record_id   BIGINT  NOT NULL,
  by_person_id BIGINT  NOT NULL,
  by_name     TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  client_key  TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, item_id) REFERENCES t_duty_item (county_id, id)
);
CREATE INDEX x_duty_evidence_item ON t_duty_evidence (county_id, item_id, id);
