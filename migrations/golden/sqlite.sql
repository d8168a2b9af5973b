CREATE TABLE t_account (
  county_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  rev       BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  login     TEXT   NOT NULL,
  state     TEXT   NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, login),
  UNIQUE (county_id, person_id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id)
);
CREATE TABLE t_activity (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  people      INTEGER NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name     TEXT    NOT NULL,
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
  FOREIGN KEY (county_id, body_id) REFERENCES t_body (county_id, id)
);
CREATE INDEX x_activity_body ON t_activity (county_id, body_id, day DESC, id DESC);
CREATE INDEX x_activity_county ON t_activity (county_id, day DESC, id DESC);
CREATE INDEX x_activity_township ON t_activity (county_id, township_id, day DESC, id DESC);
CREATE INDEX x_activity_village ON t_activity (county_id, village_id, day DESC, id DESC);
CREATE TABLE t_activity_person (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  activity_id BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, activity_id) REFERENCES t_activity (county_id, id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id)
);
CREATE INDEX x_activity_person_activity ON t_activity_person (county_id, activity_id, id);
CREATE INDEX x_activity_person_person ON t_activity_person (county_id, person_id, id);
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
  sealed        BOOLEAN NOT NULL, allowed TEXT NOT NULL DEFAULT '', acts_for_id BIGINT NOT NULL DEFAULT 0, show_phone BOOLEAN NOT NULL DEFAULT FALSE, consent_day TEXT NOT NULL DEFAULT '', consent_how TEXT NOT NULL DEFAULT '', consent_by TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_appointment_acts ON t_appointment (county_id, acts_for_id) WHERE acts_for_id <> 0;
CREATE INDEX x_appointment_body ON t_appointment (county_id, body_id, id);
CREATE INDEX x_appointment_person ON t_appointment (county_id, person_id, id);
CREATE INDEX x_appointment_place ON t_appointment (county_id, place_id, post);
CREATE INDEX x_appointment_township ON t_appointment (county_id, township_id, id);
CREATE INDEX x_appointment_village ON t_appointment (county_id, village_id, id);
CREATE TABLE t_asset (
  county_id     BIGINT  NOT NULL,
  id            BIGINT  NOT NULL,
  rev           BIGINT  NOT NULL,
  township_id   BIGINT  NOT NULL,
  village_id    BIGINT  NOT NULL,
  group_id      BIGINT  NOT NULL,
  micro_id      BIGINT  NOT NULL,
  body_id       BIGINT  NOT NULL,
  topic         TEXT    NOT NULL,
  sealed        BOOLEAN NOT NULL,
  place_id      BIGINT  NOT NULL,
  name          TEXT    NOT NULL,
  category      TEXT    NOT NULL,
  category_name TEXT    NOT NULL,
  value         BIGINT  NOT NULL,
  day           TEXT    NOT NULL,
  case_id       BIGINT  NOT NULL,
  case_no       TEXT    NOT NULL,
  source        TEXT    NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, case_id),
  FOREIGN KEY (county_id, case_id) REFERENCES t_case (county_id, id)
);
CREATE INDEX x_asset_township ON t_asset (county_id, township_id, id DESC);
CREATE INDEX x_asset_village ON t_asset (county_id, village_id, id DESC);
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
  sealed      BOOLEAN NOT NULL, based_body_id BIGINT NOT NULL DEFAULT 0, based_place_id BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_body_based ON t_body (county_id, based_body_id, id) WHERE based_body_id <> 0;
CREATE INDEX x_body_based_at ON t_body (county_id, based_place_id, id) WHERE based_place_id <> 0;
CREATE INDEX x_body_kind ON t_body (county_id, kind, name, id);
CREATE INDEX x_body_parent ON t_body (county_id, parent_id, id);
CREATE INDEX x_body_place ON t_body (county_id, place_id, id);
CREATE INDEX x_body_township ON t_body (county_id, township_id, id);
CREATE INDEX x_body_village ON t_body (county_id, village_id, id);
CREATE TABLE t_body_stay (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  place_id    BIGINT  NOT NULL,
  to_day      TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, body_id, to_day),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_body_stay_place ON t_body_stay (county_id, place_id, to_day);
CREATE TABLE t_body_term (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  number      INTEGER NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  planned_to  TEXT    NOT NULL,
  extended_on TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  came        TEXT    NOT NULL,
  document    TEXT    NOT NULL,
  last        BOOLEAN NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, body_id, number),
  FOREIGN KEY (county_id, body_id) REFERENCES t_body (county_id, id)
);
CREATE INDEX x_body_term_body ON t_body_term (county_id, body_id, from_day, id);
CREATE INDEX x_body_term_county ON t_body_term (county_id, to_day, id) WHERE last;
CREATE INDEX x_body_term_township ON t_body_term (county_id, township_id, to_day, id) WHERE last;
CREATE INDEX x_body_term_village ON t_body_term (county_id, village_id, to_day, id) WHERE last;
CREATE TABLE t_case (
  county_id          BIGINT  NOT NULL,
  id                 BIGINT  NOT NULL,
  rev                BIGINT  NOT NULL,
  township_id        BIGINT  NOT NULL,
  village_id         BIGINT  NOT NULL,
  group_id           BIGINT  NOT NULL,
  micro_id           BIGINT  NOT NULL,
  body_id            BIGINT  NOT NULL,
  topic              TEXT    NOT NULL,
  sealed             BOOLEAN NOT NULL,
  place_id           BIGINT  NOT NULL,
  no                 TEXT    NOT NULL,
  type               TEXT    NOT NULL,
  type_from          TEXT    NOT NULL,
  state              TEXT    NOT NULL,
  state_since        BIGINT  NOT NULL,
  open               BOOLEAN NOT NULL,
  due                BIGINT  NOT NULL,
  at                 BIGINT  NOT NULL,
  text               TEXT    NOT NULL,
  reporter           TEXT    NOT NULL,
  reporter_person_id BIGINT  NOT NULL,
  reporter_officer   TEXT    NOT NULL,
  reporter_name      TEXT    NOT NULL,
  contact            TEXT    NOT NULL,
  contact_index      TEXT    NOT NULL,
  anonymous          BOOLEAN NOT NULL,
  follow_hash        TEXT    NOT NULL,
  body_name          TEXT    NOT NULL,
  assignee_id        BIGINT  NOT NULL,
  assignee_name      TEXT    NOT NULL,
  awaits_id          BIGINT  NOT NULL,
  note               TEXT    NOT NULL,
  feedback           TEXT    NOT NULL,
  rating             INTEGER NOT NULL,
  rating_text        TEXT    NOT NULL,
  photos             INTEGER NOT NULL,
  action_key         TEXT    NOT NULL,
  client_key         TEXT, visit INTEGER NOT NULL DEFAULT 1, paused BIGINT NOT NULL DEFAULT 0, extended INTEGER NOT NULL DEFAULT 0, asked_id BIGINT NOT NULL DEFAULT 0, asked_days INTEGER NOT NULL DEFAULT 0, facts TEXT NOT NULL DEFAULT '', secrets TEXT NOT NULL DEFAULT '', doers TEXT NOT NULL DEFAULT '', queue TEXT NOT NULL DEFAULT '', duty_item TEXT NOT NULL DEFAULT '', reopened INTEGER NOT NULL DEFAULT 0, merged_id BIGINT NOT NULL DEFAULT 0, merges INTEGER NOT NULL DEFAULT 0, parent_id BIGINT NOT NULL DEFAULT 0, ext_no TEXT NOT NULL DEFAULT '', rules_no INTEGER NOT NULL DEFAULT 1, subject_id BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, no),
  UNIQUE (county_id, follow_hash),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_case_awaits ON t_case (county_id, awaits_id, due, id) WHERE open;
CREATE INDEX x_case_body ON t_case (county_id, body_id, at DESC, id DESC);
CREATE INDEX x_case_contact ON t_case (county_id, contact_index) WHERE contact_index <> '';
CREATE INDEX x_case_county ON t_case (county_id, at DESC, id DESC);
CREATE INDEX x_case_ext_no ON t_case (county_id, ext_no) WHERE ext_no <> '';
CREATE INDEX x_case_group ON t_case (county_id, group_id, at DESC, id DESC);
CREATE INDEX x_case_merged ON t_case (county_id, merged_id, id) WHERE merged_id <> 0;
CREATE INDEX x_case_micro ON t_case (county_id, micro_id, at DESC, id DESC);
CREATE INDEX x_case_open_body ON t_case (county_id, body_id, due, id) WHERE open;
CREATE INDEX x_case_open_county ON t_case (county_id, due, id) WHERE open;
CREATE INDEX x_case_open_group ON t_case (county_id, group_id, due, id) WHERE open;
CREATE INDEX x_case_open_micro ON t_case (county_id, micro_id, due, id) WHERE open;
CREATE INDEX x_case_open_township ON t_case (county_id, township_id, due, id) WHERE open;
CREATE INDEX x_case_open_village ON t_case (county_id, village_id, due, id) WHERE open;
CREATE INDEX x_case_parent ON t_case (county_id, parent_id, id) WHERE parent_id <> 0;
CREATE INDEX x_case_queue ON t_case (county_id, queue, due, id) WHERE open AND queue <> '';
CREATE INDEX x_case_rated ON t_case (county_id, body_id, at DESC, id DESC) WHERE rating > 0;
CREATE INDEX x_case_subject ON t_case (county_id, subject_id, id) WHERE subject_id <> 0;
CREATE INDEX x_case_township ON t_case (county_id, township_id, at DESC, id DESC);
CREATE INDEX x_case_village ON t_case (county_id, village_id, at DESC, id DESC);
CREATE TABLE t_case_alert (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  place_id    BIGINT  NOT NULL,
  cause       TEXT    NOT NULL,
  sign        TEXT    NOT NULL,
  post        TEXT    NOT NULL,
  case_id     BIGINT  NOT NULL,
  n           INTEGER NOT NULL,
  at          BIGINT  NOT NULL,
  open        BOOLEAN NOT NULL,
  closed_at   BIGINT  NOT NULL,
  closed_id   BIGINT  NOT NULL,
  closed_name TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, cause)
);
CREATE INDEX x_case_alert_county ON t_case_alert (county_id, at DESC, id DESC);
CREATE INDEX x_case_alert_open ON t_case_alert (county_id, post, at DESC, id DESC) WHERE open;
CREATE INDEX x_case_alert_township ON t_case_alert (county_id, township_id, at DESC, id DESC);
CREATE INDEX x_case_alert_village ON t_case_alert (county_id, village_id, at DESC, id DESC);
CREATE TABLE t_case_call (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  township_id  BIGINT  NOT NULL,
  village_id   BIGINT  NOT NULL,
  group_id     BIGINT  NOT NULL,
  micro_id     BIGINT  NOT NULL,
  body_id      BIGINT  NOT NULL,
  topic        TEXT    NOT NULL,
  sealed       BOOLEAN NOT NULL,
  case_id      BIGINT  NOT NULL,
  place_id     BIGINT  NOT NULL,
  body_name    TEXT    NOT NULL,
  ask          TEXT    NOT NULL,
  state        TEXT    NOT NULL,
  open         BOOLEAN NOT NULL,
  visit        INTEGER NOT NULL,
  since        BIGINT  NOT NULL,
  due          BIGINT  NOT NULL,
  at           BIGINT  NOT NULL,
  caller_id    BIGINT  NOT NULL,
  caller_name  TEXT    NOT NULL,
  officer_id   BIGINT  NOT NULL,
  officer_name TEXT    NOT NULL,
  reported_at  BIGINT  NOT NULL,
  done_at      BIGINT  NOT NULL,
  note         TEXT    NOT NULL,
  rating       INTEGER NOT NULL,
  rating_text  TEXT    NOT NULL,
  action_key   TEXT    NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, case_id, body_id, at),
  FOREIGN KEY (county_id, case_id) REFERENCES t_case (county_id, id)
);
CREATE INDEX x_case_call_body ON t_case_call (county_id, body_id, due, id) WHERE open;
CREATE INDEX x_case_call_case ON t_case_call (county_id, case_id, id);
CREATE INDEX x_case_call_county ON t_case_call (county_id, due, id) WHERE open;
CREATE INDEX x_case_call_served ON t_case_call (county_id, body_id, at DESC, id DESC);
CREATE TABLE t_case_clock (
  county_id BIGINT  NOT NULL,
  id        BIGINT  NOT NULL,
  visit     INTEGER NOT NULL,
  next      BIGINT  NOT NULL,
  claim     BIGINT  NOT NULL,
  watched   BIGINT  NOT NULL,
  PRIMARY KEY (county_id, id)
);
CREATE INDEX x_case_clock_next ON t_case_clock (county_id, next, id);
CREATE TABLE t_case_filter (
  county_id  BIGINT  NOT NULL,
  id         BIGINT  NOT NULL,
  account_id BIGINT  NOT NULL,
  name       TEXT    NOT NULL,
  query      TEXT    NOT NULL,
  opens      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, account_id, name)
);
CREATE TABLE t_case_paper (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  case_id      BIGINT  NOT NULL,
  field        TEXT    NOT NULL,
  hash         TEXT    NOT NULL,
  mime         TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  bytes        BIGINT  NOT NULL,
  at           BIGINT  NOT NULL,
  by_name      TEXT    NOT NULL,
  township_id  BIGINT  NOT NULL,
  village_id   BIGINT  NOT NULL,
  group_id     BIGINT  NOT NULL,
  micro_id     BIGINT  NOT NULL,
  body_id      BIGINT  NOT NULL,
  topic        TEXT    NOT NULL,
  sealed       BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, case_id, hash),
  FOREIGN KEY (county_id, case_id) REFERENCES t_case (county_id, id)
);
CREATE INDEX x_case_paper_case ON t_case_paper (county_id, case_id, id);
CREATE TABLE t_case_photo (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  case_id     BIGINT  NOT NULL,
  hash        TEXT    NOT NULL,
  mime        TEXT    NOT NULL,
  width       INTEGER NOT NULL,
  height      INTEGER NOT NULL,
  by_whom     TEXT    NOT NULL,
  at          BIGINT  NOT NULL, name TEXT NOT NULL DEFAULT '', bytes BIGINT NOT NULL DEFAULT 0, small TEXT NOT NULL DEFAULT '', medium TEXT NOT NULL DEFAULT '', client_key TEXT,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, case_id, hash),
  FOREIGN KEY (county_id, case_id) REFERENCES t_case (county_id, id)
);
CREATE UNIQUE INDEX x_case_photo_key ON t_case_photo (county_id, client_key);
CREATE TABLE t_case_rung (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  case_id     BIGINT  NOT NULL,
  call_id     BIGINT  NOT NULL,
  visit       INTEGER NOT NULL,
  rung        TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  due_at      BIGINT  NOT NULL,
  at          BIGINT  NOT NULL, posts TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, case_id, call_id, visit, rung),
  FOREIGN KEY (county_id, case_id) REFERENCES t_case (county_id, id)
);
CREATE INDEX x_case_rung_body ON t_case_rung (county_id, body_id, at DESC, id DESC);
CREATE INDEX x_case_rung_county ON t_case_rung (county_id, at DESC, id DESC);
CREATE INDEX x_case_rung_group ON t_case_rung (county_id, group_id, at DESC, id DESC);
CREATE INDEX x_case_rung_micro ON t_case_rung (county_id, micro_id, at DESC, id DESC);
CREATE INDEX x_case_rung_person ON t_case_rung (county_id, person_id, at DESC, id DESC);
CREATE INDEX x_case_rung_township ON t_case_rung (county_id, township_id, at DESC, id DESC);
CREATE INDEX x_case_rung_village ON t_case_rung (county_id, village_id, at DESC, id DESC);
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
CREATE TABLE t_case_time (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  township_id  BIGINT  NOT NULL,
  village_id   BIGINT  NOT NULL,
  group_id     BIGINT  NOT NULL,
  micro_id     BIGINT  NOT NULL,
  body_id      BIGINT  NOT NULL,
  topic        TEXT    NOT NULL,
  sealed       BOOLEAN NOT NULL,
  case_id      BIGINT  NOT NULL,
  visit        INTEGER NOT NULL,
  kind         TEXT    NOT NULL,
  at           BIGINT  NOT NULL,
  until        BIGINT  NOT NULL,
  remains      BIGINT  NOT NULL,
  days         INTEGER NOT NULL,
  reason       TEXT    NOT NULL,
  waits_for    TEXT    NOT NULL,
  person_id    BIGINT  NOT NULL,
  person_name  TEXT    NOT NULL,
  decision     TEXT    NOT NULL,
  decided_id   BIGINT  NOT NULL,
  decided_name TEXT    NOT NULL,
  decided_why  TEXT    NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, case_id) REFERENCES t_case (county_id, id)
);
CREATE INDEX x_case_time ON t_case_time (county_id, case_id, id);
CREATE TABLE t_county (
  id   BIGINT NOT NULL,
  code TEXT   NOT NULL,
  name TEXT   NOT NULL,
  PRIMARY KEY (id)
);
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
CREATE INDEX x_duty_appointment ON t_duty (county_id, appointment_id, id) WHERE appointment_id <> 0;
CREATE UNIQUE INDEX x_duty_held ON t_duty (county_id, def, appointment_id, target_id) WHERE appointment_id <> 0;
CREATE INDEX x_duty_list ON t_duty (county_id, list_id, id);
CREATE INDEX x_duty_next ON t_duty (county_id, next_day, id);
CREATE INDEX x_duty_person ON t_duty (county_id, person_id, id);
CREATE INDEX x_duty_target ON t_duty (county_id, target_id, id);
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
  sealed      BOOLEAN NOT NULL, step_key TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id),
  UNIQUE (county_id, client_key)
);
CREATE INDEX x_duty_item_all ON t_duty_item (county_id, due_day, id);
CREATE INDEX x_duty_item_all_body ON t_duty_item (county_id, body_id, due_day, id);
CREATE INDEX x_duty_item_all_township ON t_duty_item (county_id, township_id, due_day, id);
CREATE INDEX x_duty_item_all_village ON t_duty_item (county_id, village_id, due_day, id);
CREATE INDEX x_duty_item_body ON t_duty_item (county_id, body_id, due_day, id) WHERE open;
CREATE INDEX x_duty_item_county ON t_duty_item (county_id, due_day, id) WHERE open;
CREATE UNIQUE INDEX x_duty_item_cycle ON t_duty_item (county_id, duty_id, cycle) WHERE duty_id <> 0;
CREATE INDEX x_duty_item_done ON t_duty_item (county_id, done_day, id);
CREATE INDEX x_duty_item_list ON t_duty_item (county_id, list_id, open, due_day);
CREATE INDEX x_duty_item_mine ON t_duty_item (county_id, person_id, due_day, id) WHERE open;
CREATE INDEX x_duty_item_parent ON t_duty_item (county_id, parent_id, path);
CREATE UNIQUE INDEX x_duty_item_path ON t_duty_item (county_id, list_id, path) WHERE list_id <> 0;
CREATE INDEX x_duty_item_person ON t_duty_item (county_id, person_id, id);
CREATE INDEX x_duty_item_post ON t_duty_item (county_id, place_id, post, due_day, id) WHERE open;
CREATE INDEX x_duty_item_township ON t_duty_item (county_id, township_id, due_day, id) WHERE open;
CREATE INDEX x_duty_item_type ON t_duty_item (county_id, type, due_day, id) WHERE open;
CREATE INDEX x_duty_item_village ON t_duty_item (county_id, village_id, due_day, id) WHERE open;
CREATE TABLE t_duty_list (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  type        TEXT    NOT NULL,
  type_from   TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  body_name   TEXT    NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  maker_person_id BIGINT  NOT NULL,
  maker_name  TEXT    NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  open        BOOLEAN NOT NULL,
  signed_day  TEXT    NOT NULL,
  signed_person_id BIGINT  NOT NULL,
  signed_name TEXT    NOT NULL,
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
CREATE INDEX x_duty_list_body ON t_duty_list (county_id, body_id, id);
CREATE INDEX x_duty_list_county ON t_duty_list (county_id, id);
CREATE INDEX x_duty_list_township ON t_duty_list (county_id, township_id, id);
CREATE INDEX x_duty_list_village ON t_duty_list (county_id, village_id, id);
CREATE TABLE t_duty_notice (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  item_id     BIGINT  NOT NULL,
  rung        TEXT    NOT NULL,
  to_whom     TEXT    NOT NULL,
  due_day     TEXT    NOT NULL,
  day         TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, item_id, rung, due_day),
  FOREIGN KEY (county_id, item_id) REFERENCES t_duty_item (county_id, id)
);
CREATE INDEX x_duty_notice_day ON t_duty_notice (county_id, day DESC, id DESC);
CREATE TABLE t_duty_order (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  item_id     BIGINT  NOT NULL,
  after_id    BIGINT  NOT NULL,
  place_id    BIGINT  NOT NULL,
  text        TEXT    NOT NULL,
  due_day     TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  open        BOOLEAN NOT NULL,
  issuer_person_id BIGINT  NOT NULL,
  issuer_name TEXT    NOT NULL,
  issued_day  TEXT    NOT NULL,
  receiver_person_id BIGINT  NOT NULL,
  receiver_name TEXT    NOT NULL,
  received_day TEXT    NOT NULL,
  report      TEXT    NOT NULL,
  report_person_id BIGINT  NOT NULL,
  report_name TEXT    NOT NULL,
  reported_day TEXT    NOT NULL,
  verifier_person_id BIGINT  NOT NULL,
  verifier_name TEXT    NOT NULL,
  verified_day TEXT    NOT NULL,
  verdict     TEXT    NOT NULL,
  urges       INTEGER NOT NULL,
  urged_day   TEXT    NOT NULL,
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
CREATE INDEX x_duty_order_all ON t_duty_order (county_id, due_day, id);
CREATE INDEX x_duty_order_all_body ON t_duty_order (county_id, body_id, due_day, id);
CREATE INDEX x_duty_order_all_township ON t_duty_order (county_id, township_id, due_day, id);
CREATE INDEX x_duty_order_all_village ON t_duty_order (county_id, village_id, due_day, id);
CREATE INDEX x_duty_order_county ON t_duty_order (county_id, due_day, id) WHERE open;
CREATE INDEX x_duty_order_item ON t_duty_order (county_id, item_id, id);
CREATE INDEX x_duty_order_township ON t_duty_order (county_id, township_id, due_day, id) WHERE open;
CREATE INDEX x_duty_order_village ON t_duty_order (county_id, village_id, due_day, id) WHERE open;
CREATE TABLE t_event_paper (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  event_id     BIGINT  NOT NULL,
  household_id BIGINT  NOT NULL,
  hash         TEXT    NOT NULL,
  mime         TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  bytes        BIGINT  NOT NULL,
  at           BIGINT  NOT NULL,
  by_name      TEXT    NOT NULL,
  township_id  BIGINT  NOT NULL,
  village_id   BIGINT  NOT NULL,
  group_id     BIGINT  NOT NULL,
  micro_id     BIGINT  NOT NULL,
  body_id      BIGINT  NOT NULL,
  topic        TEXT    NOT NULL,
  sealed       BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, event_id, hash),
  FOREIGN KEY (county_id, event_id) REFERENCES t_household_event (county_id, id)
);
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
CREATE INDEX x_handover_appointment ON t_handover (county_id, appointment_id);
CREATE INDEX x_handover_open ON t_handover (county_id, day, id) WHERE done_day = '';
CREATE INDEX x_handover_township ON t_handover (county_id, township_id, id);
CREATE INDEX x_handover_village ON t_handover (county_id, village_id, id);
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
CREATE INDEX x_household_group ON t_household (county_id, group_id, code);
CREATE INDEX x_household_micro ON t_household (county_id, micro_id, code);
CREATE INDEX x_household_township ON t_household (county_id, township_id, code);
CREATE INDEX x_household_village ON t_household (county_id, village_id, code);
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
CREATE UNIQUE INDEX x_household_member_head ON t_household_member (county_id, household_id) WHERE relation = '02' AND to_day = '9999-12-31';
CREATE INDEX x_household_member_household ON t_household_member (county_id, household_id, id);
CREATE UNIQUE INDEX x_household_member_open ON t_household_member (county_id, person_id) WHERE to_day = '9999-12-31';
CREATE INDEX x_household_member_person ON t_household_member (county_id, person_id, id);
CREATE INDEX x_household_member_village ON t_household_member (county_id, village_id, id);
CREATE TABLE t_import (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  account_id  BIGINT  NOT NULL,
  actor_name  TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  state       TEXT    NOT NULL,
  done        INTEGER NOT NULL,
  total       INTEGER NOT NULL,
  counts      TEXT    NOT NULL,
  faults      TEXT    NOT NULL,
  fault_count INTEGER NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL, file TEXT NOT NULL DEFAULT '', counted TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (county_id, id)
);
CREATE INDEX x_import_account ON t_import (county_id, account_id, id);
CREATE TABLE t_import_run (
  import_id BIGINT  NOT NULL,
  county_id BIGINT  NOT NULL,
  done      INTEGER NOT NULL,
  total     INTEGER NOT NULL,
  stop      BOOLEAN NOT NULL,
  PRIMARY KEY (import_id)
);
CREATE TABLE t_invite (
  token_hash TEXT   NOT NULL,
  county_id  BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  expires    BIGINT NOT NULL,
  PRIMARY KEY (token_hash)
);
CREATE INDEX x_invite_account ON t_invite (county_id, account_id);
CREATE TABLE t_journal (
  county_id  BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  no         BIGINT NOT NULL,
  at         BIGINT NOT NULL,
  actor_kind TEXT   NOT NULL,
  account_id BIGINT NOT NULL,
  person_id  BIGINT NOT NULL,
  actor_name TEXT   NOT NULL,
  action     TEXT   NOT NULL,
  reason     TEXT   NOT NULL,
  request_id TEXT   NOT NULL,
  leaf       TEXT   NOT NULL,
  PRIMARY KEY (county_id, id)
);
CREATE UNIQUE INDEX x_journal_no ON t_journal (county_id, no) WHERE no > 0;
CREATE INDEX x_journal_pending ON t_journal (county_id, id) WHERE no = 0;
CREATE TABLE t_journal_hash (
  county_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  hash      TEXT   NOT NULL,
  PRIMARY KEY (county_id, id)
);
CREATE TABLE t_journal_head (
  county_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  size      BIGINT NOT NULL,
  root      TEXT   NOT NULL,
  PRIMARY KEY (county_id, id)
);
CREATE TABLE t_journal_line (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  entry_id    BIGINT  NOT NULL,
  line        INTEGER NOT NULL,
  tbl         TEXT    NOT NULL,
  row_id      BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  op          TEXT    NOT NULL,
  before      TEXT    NOT NULL,
  after       TEXT    NOT NULL,
  salt        TEXT    NOT NULL,
  digest      TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, entry_id) REFERENCES t_journal (county_id, id)
);
CREATE UNIQUE INDEX x_journal_line_entry ON t_journal_line (county_id, entry_id, line);
CREATE INDEX x_journal_line_row ON t_journal_line (county_id, tbl, row_id, rev);
CREATE TABLE t_kin (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  other_id    BIGINT  NOT NULL,
  relation    TEXT    NOT NULL,
  source      TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, person_id, other_id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id),
  FOREIGN KEY (county_id, other_id) REFERENCES t_person (county_id, id)
);
CREATE INDEX x_kin_other ON t_kin (county_id, other_id, id);
CREATE INDEX x_kin_village ON t_kin (county_id, village_id, id);
CREATE TABLE t_lease (
  slot   INTEGER NOT NULL,
  holder TEXT    NOT NULL,
  until  BIGINT  NOT NULL,
  PRIMARY KEY (slot)
);
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
CREATE INDEX x_link_body ON t_link (county_id, body_id, id);
CREATE INDEX x_link_extra ON t_link (county_id, village_id, id) WHERE extra;
CREATE INDEX x_link_household ON t_link (county_id, household_id, kind, to_day);
CREATE INDEX x_link_person ON t_link (county_id, person_id, to_day);
CREATE INDEX x_link_township ON t_link (county_id, township_id, id);
CREATE INDEX x_link_village ON t_link (county_id, village_id, id);
CREATE TABLE t_log (
  county_id  BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  rev        BIGINT NOT NULL,
  generation BIGINT NOT NULL,
  name       TEXT   NOT NULL,
  verifier   TEXT   NOT NULL,
  from_name  TEXT   NOT NULL,
  from_size  BIGINT NOT NULL,
  from_root  TEXT   NOT NULL,
  lost_size  BIGINT NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, generation)
);
CREATE TABLE t_login (
  login        TEXT    NOT NULL,
  county_id    BIGINT  NOT NULL,
  account_id   BIGINT  NOT NULL,
  hash         TEXT    NOT NULL,
  failed       INTEGER NOT NULL,
  locked_until BIGINT  NOT NULL,
  last_seen    BIGINT  NOT NULL,
  PRIMARY KEY (login)
);
CREATE INDEX x_login_account ON t_login (county_id, account_id);
CREATE TABLE t_login_miss (
  login_hash   TEXT    NOT NULL,
  failed       INTEGER NOT NULL,
  locked_until BIGINT  NOT NULL,
  at           BIGINT  NOT NULL,
  PRIMARY KEY (login_hash)
);
CREATE INDEX x_login_miss_at ON t_login_miss (at);
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
  sealed      BOOLEAN NOT NULL, term_id BIGINT NOT NULL DEFAULT 0, allowed TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id),
  FOREIGN KEY (county_id, body_id) REFERENCES t_body (county_id, id)
);
CREATE INDEX x_member_body ON t_member (county_id, body_id, id);
CREATE INDEX x_member_person ON t_member (county_id, person_id, id);
CREATE INDEX x_member_village ON t_member (county_id, village_id, to_day);
CREATE TABLE t_pack_version (
  county_id  BIGINT  NOT NULL,
  id         BIGINT  NOT NULL,
  rev        BIGINT  NOT NULL,
  no         INTEGER NOT NULL,
  from_day   TEXT    NOT NULL,
  hash       TEXT    NOT NULL,
  files      TEXT    NOT NULL,
  at         BIGINT  NOT NULL,
  account_id BIGINT  NOT NULL,
  actor_name TEXT    NOT NULL,
  note       TEXT    NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, no)
);
CREATE TABLE t_person (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  name        TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  phone       TEXT    NOT NULL,
  phone_index TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL, id_number TEXT NOT NULL DEFAULT '', id_index TEXT NOT NULL DEFAULT '', birth_day TEXT NOT NULL DEFAULT '', sex TEXT NOT NULL DEFAULT '', ethnicity TEXT NOT NULL DEFAULT '', education TEXT NOT NULL DEFAULT '', political TEXT NOT NULL DEFAULT '', marital TEXT NOT NULL DEFAULT '', residence TEXT NOT NULL DEFAULT '', died_day TEXT NOT NULL DEFAULT '', left_day TEXT NOT NULL DEFAULT '', merged_into BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_person_group ON t_person (county_id, group_id, id);
CREATE INDEX x_person_merged ON t_person (county_id, merged_into) WHERE merged_into <> 0;
CREATE INDEX x_person_micro ON t_person (county_id, micro_id, id);
CREATE INDEX x_person_name ON t_person (county_id, name);
CREATE UNIQUE INDEX x_person_number ON t_person (county_id, id_index) WHERE id_index <> '';
CREATE INDEX x_person_phone ON t_person (county_id, phone_index);
CREATE INDEX x_person_place ON t_person (county_id, place_id, id);
CREATE INDEX x_person_township ON t_person (county_id, township_id, id);
CREATE INDEX x_person_village ON t_person (county_id, village_id, id);
CREATE TABLE t_person_pair (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  a_id        BIGINT  NOT NULL,
  b_id        BIGINT  NOT NULL,
  evidence    TEXT    NOT NULL,
  weight      INTEGER NOT NULL,
  state       TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  kept_id     BIGINT  NOT NULL,
  decided_at  BIGINT  NOT NULL,
  decided_by  TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, a_id, b_id),
  FOREIGN KEY (county_id, a_id) REFERENCES t_person (county_id, id),
  FOREIGN KEY (county_id, b_id) REFERENCES t_person (county_id, id)
);
CREATE INDEX x_person_pair_b ON t_person_pair (county_id, b_id);
CREATE INDEX x_person_pair_state ON t_person_pair (county_id, state, weight DESC, id DESC);
CREATE INDEX x_person_pair_township ON t_person_pair (county_id, township_id, state, weight DESC, id DESC);
CREATE INDEX x_person_pair_village ON t_person_pair (county_id, village_id, state, weight DESC, id DESC);
CREATE TABLE t_place (
  county_id      BIGINT  NOT NULL,
  id             BIGINT  NOT NULL,
  rev            BIGINT  NOT NULL,
  parent_id      BIGINT  NOT NULL,
  level          INTEGER NOT NULL,
  code           TEXT    NOT NULL,
  name           TEXT    NOT NULL,
  kind           TEXT    NOT NULL,
  from_day       TEXT    NOT NULL,
  to_day         TEXT    NOT NULL,
  predecessor_id BIGINT  NOT NULL,
  households     INTEGER NOT NULL,
  geometry       TEXT    NOT NULL,
  township_id    BIGINT  NOT NULL,
  village_id     BIGINT  NOT NULL,
  group_id       BIGINT  NOT NULL,
  micro_id       BIGINT  NOT NULL,
  body_id        BIGINT  NOT NULL,
  topic          TEXT    NOT NULL,
  sealed         BOOLEAN NOT NULL, since_day TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, code)
);
CREATE INDEX x_place_group ON t_place (county_id, group_id, code);
CREATE INDEX x_place_level ON t_place (county_id, level, code);
CREATE INDEX x_place_parent ON t_place (county_id, parent_id, code);
CREATE INDEX x_place_township ON t_place (county_id, township_id, code);
CREATE INDEX x_place_village ON t_place (county_id, village_id, code);
CREATE TABLE t_place_link (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  from_id     BIGINT  NOT NULL,
  to_id       BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, from_id, to_id, day),
  FOREIGN KEY (county_id, from_id) REFERENCES t_place (county_id, id),
  FOREIGN KEY (county_id, to_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_place_link_to ON t_place_link (county_id, to_id, day);
CREATE TABLE t_place_plan (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  day         TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  place_name  TEXT    NOT NULL,
  act         TEXT    NOT NULL,
  account_id  BIGINT  NOT NULL,
  actor_name  TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  state       TEXT    NOT NULL,
  fault       TEXT    NOT NULL,
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
CREATE INDEX x_place_plan_day ON t_place_plan (county_id, day, id);
CREATE TABLE t_place_version (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  place_id    BIGINT  NOT NULL,
  parent_id   BIGINT  NOT NULL,
  level       INTEGER NOT NULL,
  code        TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  households  INTEGER NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, place_id, from_day),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_place_version_code ON t_place_version (county_id, code);
CREATE INDEX x_place_version_parent ON t_place_version (county_id, parent_id, from_day);
CREATE TABLE t_privacy_removal (
  county_id BIGINT  NOT NULL,
  id        BIGINT  NOT NULL,
  rev       BIGINT  NOT NULL,
  at        BIGINT  NOT NULL,
  field     TEXT    NOT NULL,
  months    INTEGER NOT NULL,
  before    TEXT    NOT NULL,
  records   INTEGER NOT NULL,
  PRIMARY KEY (county_id, id)
);
CREATE INDEX x_privacy_removal_at ON t_privacy_removal (county_id, at DESC, id DESC);
CREATE TABLE t_privacy_request (
  county_id     BIGINT  NOT NULL,
  id            BIGINT  NOT NULL,
  rev           BIGINT  NOT NULL,
  no            TEXT    NOT NULL,
  kind          TEXT    NOT NULL,
  kind_from     TEXT    NOT NULL,
  person_id     BIGINT  NOT NULL,
  person_name   TEXT    NOT NULL,
  place_id      BIGINT  NOT NULL,
  asked_by      TEXT    NOT NULL,
  asker_name    TEXT    NOT NULL,
  asker_phone   TEXT    NOT NULL,
  asker_index   TEXT    NOT NULL,
  proof         TEXT    NOT NULL,
  text          TEXT    NOT NULL,
  received      TEXT    NOT NULL,
  due           BIGINT  NOT NULL,
  state         TEXT    NOT NULL,
  state_since   BIGINT  NOT NULL,
  open          BOOLEAN NOT NULL,
  handler_id    BIGINT  NOT NULL,
  handler_name  TEXT    NOT NULL,
  answer        TEXT    NOT NULL,
  article       TEXT    NOT NULL,
  answered_at   BIGINT  NOT NULL,
  client_key    TEXT,
  township_id   BIGINT  NOT NULL,
  village_id    BIGINT  NOT NULL,
  group_id      BIGINT  NOT NULL,
  micro_id      BIGINT  NOT NULL,
  body_id       BIGINT  NOT NULL,
  topic         TEXT    NOT NULL,
  sealed        BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, no),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_privacy_request_open ON t_privacy_request (county_id, due, id) WHERE open;
CREATE INDEX x_privacy_request_person ON t_privacy_request (county_id, person_id, id);
CREATE INDEX x_privacy_request_township ON t_privacy_request (county_id, township_id, id);
CREATE TABLE t_roll (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  roll        TEXT    NOT NULL,
  list_id     BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  state       TEXT    NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  basis       TEXT    NOT NULL,
  doc         TEXT    NOT NULL,
  end_basis   TEXT    NOT NULL,
  end_doc     TEXT    NOT NULL,
  note        TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE UNIQUE INDEX x_roll_collective ON t_roll (county_id, person_id) WHERE roll = 'collective' AND to_day = '9999-12-31';
CREATE INDEX x_roll_person ON t_roll (county_id, person_id, id);
CREATE INDEX x_roll_village ON t_roll (county_id, village_id, roll, list_id, id);
CREATE UNIQUE INDEX x_roll_voter ON t_roll (county_id, list_id, person_id) WHERE roll = 'voter';
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
CREATE INDEX x_roster_appointment ON t_roster (county_id, appointment_id, day);
CREATE TABLE "t_search" (
  county_id   BIGINT  NOT NULL,
  tbl         TEXT    NOT NULL,
  key         TEXT    NOT NULL,
  id          BIGINT  NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, tbl, key, id)
) WITHOUT ROWID;
CREATE INDEX x_search_body ON t_search (county_id, body_id, tbl, key) WHERE body_id <> 0;
CREATE INDEX x_search_row ON t_search (county_id, tbl, id);
CREATE INDEX x_search_village ON t_search (county_id, village_id, tbl, key);
CREATE TABLE t_session (
  token      TEXT   NOT NULL,
  data       TEXT   NOT NULL,
  expires    BIGINT NOT NULL,
  seen       BIGINT NOT NULL,
  county_id  BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  PRIMARY KEY (token)
);
CREATE INDEX x_session_account ON t_session (county_id, account_id);
CREATE TABLE "t_tally" (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  measure     TEXT    NOT NULL,
  day         TEXT    NOT NULL,
  n           BIGINT  NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  CONSTRAINT p_tally PRIMARY KEY (county_id, id, body_id, topic, measure, day, township_id, village_id, group_id)
);
CREATE INDEX x_tally_body ON t_tally (county_id, body_id, measure, day);
CREATE INDEX x_tally_group ON t_tally (county_id, group_id, measure, day);
CREATE INDEX x_tally_measure ON t_tally (county_id, measure, day);
CREATE INDEX x_tally_township ON t_tally (county_id, township_id, measure, day);
CREATE INDEX x_tally_village ON t_tally (county_id, village_id, measure, day);
CREATE TABLE t_term_notice (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  term_id     BIGINT  NOT NULL,
  due_day     TEXT    NOT NULL,
  day         TEXT    NOT NULL,
  done_day    TEXT    NOT NULL,
  done_by     TEXT    NOT NULL,
  note        TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, term_id, due_day),
  FOREIGN KEY (county_id, term_id) REFERENCES t_body_term (county_id, id)
);
CREATE INDEX x_term_notice_body ON t_term_notice (county_id, body_id, id);
CREATE INDEX x_term_notice_county ON t_term_notice (county_id, due_day, id) WHERE done_day = '';
CREATE INDEX x_term_notice_township ON t_term_notice (county_id, township_id, due_day, id) WHERE done_day = '';
CREATE INDEX x_term_notice_village ON t_term_notice (county_id, village_id, due_day, id) WHERE done_day = '';
CREATE TABLE t_voter_list (
  county_id     BIGINT  NOT NULL,
  id            BIGINT  NOT NULL,
  rev           BIGINT  NOT NULL,
  place_id      BIGINT  NOT NULL,
  election_day  TEXT    NOT NULL,
  state         TEXT    NOT NULL,
  confirmed_day TEXT    NOT NULL,
  confirmed_by  TEXT    NOT NULL,
  posted_day    TEXT    NOT NULL,
  township_id   BIGINT  NOT NULL,
  village_id    BIGINT  NOT NULL,
  group_id      BIGINT  NOT NULL,
  micro_id      BIGINT  NOT NULL,
  body_id       BIGINT  NOT NULL,
  topic         TEXT    NOT NULL,
  sealed        BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, place_id, election_day),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_voter_list_village ON t_voter_list (county_id, village_id, election_day);
