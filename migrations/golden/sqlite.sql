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
CREATE TABLE t_activity_file (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  activity_id BIGINT  NOT NULL,
  hash        TEXT    NOT NULL,
  mime        TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  bytes       BIGINT  NOT NULL,
  width       INTEGER NOT NULL,
  height      INTEGER NOT NULL,
  small       TEXT    NOT NULL,
  medium      TEXT    NOT NULL,
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
  FOREIGN KEY (county_id, activity_id) REFERENCES t_activity (county_id, id)
);
CREATE INDEX x_activity_file_activity ON t_activity_file (county_id, activity_id, id);
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
  sealed        BOOLEAN NOT NULL, allowed TEXT NOT NULL DEFAULT '', acts_for_id BIGINT NOT NULL DEFAULT 0, show_phone BOOLEAN NOT NULL DEFAULT FALSE, consent_day TEXT NOT NULL DEFAULT '', consent_how TEXT NOT NULL DEFAULT '', consent_by TEXT NOT NULL DEFAULT '', roles TEXT NOT NULL DEFAULT '', ended_at BIGINT NOT NULL DEFAULT 0, seat_of BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_appointment_acts ON t_appointment (county_id, acts_for_id) WHERE acts_for_id <> 0;
CREATE INDEX x_appointment_body ON t_appointment (county_id, body_id, id);
CREATE INDEX x_appointment_person ON t_appointment (county_id, person_id, id);
CREATE INDEX x_appointment_place ON t_appointment (county_id, place_id, post);
CREATE INDEX x_appointment_post ON t_appointment (county_id, post, to_day);
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
CREATE TABLE t_award_apply (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  round_id     BIGINT  NOT NULL,
  title        TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  contact      TEXT    NOT NULL,
  text         TEXT    NOT NULL,
  code         TEXT    NOT NULL,
  state        TEXT    NOT NULL,
  reason       TEXT    NOT NULL,
  entry_id     BIGINT  NOT NULL,
  day          TEXT    NOT NULL,
  at           BIGINT  NOT NULL,
  seen_at      BIGINT  NOT NULL,
  by_person_id BIGINT  NOT NULL,
  by_name      TEXT    NOT NULL,
  client_key   TEXT    NULL,
  township_id  BIGINT  NOT NULL,
  village_id   BIGINT  NOT NULL,
  group_id     BIGINT  NOT NULL,
  micro_id     BIGINT  NOT NULL,
  body_id      BIGINT  NOT NULL,
  topic        TEXT    NOT NULL,
  sealed       BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, code),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, round_id) REFERENCES t_award_round (county_id, id)
);
CREATE INDEX x_award_apply_round ON t_award_apply (county_id, round_id, id);
CREATE INDEX x_award_apply_waiting ON t_award_apply (county_id, round_id, id) WHERE state = 'waiting';
CREATE TABLE t_award_check (
  county_id     BIGINT  NOT NULL,
  id            BIGINT  NOT NULL,
  rev           BIGINT  NOT NULL,
  honour_id     BIGINT  NOT NULL,
  due_day       TEXT    NOT NULL,
  state         TEXT    NOT NULL,
  done_day      TEXT    NOT NULL,
  note          TEXT    NOT NULL,
  by_person_id  BIGINT  NOT NULL,
  by_name       TEXT    NOT NULL,
  client_key    TEXT    NULL,
  township_id   BIGINT  NOT NULL,
  village_id    BIGINT  NOT NULL,
  group_id      BIGINT  NOT NULL,
  micro_id      BIGINT  NOT NULL,
  body_id       BIGINT  NOT NULL,
  topic         TEXT    NOT NULL,
  sealed        BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, honour_id, due_day),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, honour_id) REFERENCES t_award_honour (county_id, id)
);
CREATE INDEX x_award_check_open ON t_award_check (county_id, due_day, id) WHERE state = 'open';
CREATE TABLE t_award_entry (
  county_id     BIGINT  NOT NULL,
  id            BIGINT  NOT NULL,
  rev           BIGINT  NOT NULL,
  round_id      BIGINT  NOT NULL,
  scheme        TEXT    NOT NULL,
  subject       TEXT    NOT NULL,
  subject_id    BIGINT  NOT NULL,
  household_id  BIGINT  NOT NULL,
  person_id     BIGINT  NOT NULL,
  name          TEXT    NOT NULL,
  title         TEXT    NOT NULL,
  how           TEXT    NOT NULL,
  text          TEXT    NOT NULL,
  state         TEXT    NOT NULL,
  veto          TEXT    NOT NULL,
  basis         TEXT    NOT NULL,
  scored        BOOLEAN NOT NULL,
  scores        INTEGER NOT NULL,
  total         BIGINT  NOT NULL,
  earned        INTEGER NOT NULL,
  band          TEXT    NOT NULL,
  votes_for     INTEGER NOT NULL,
  votes_against INTEGER NOT NULL,
  votes_abstain INTEGER NOT NULL,
  aside         INTEGER NOT NULL,
  rank          INTEGER NOT NULL,
  tied          BOOLEAN NOT NULL,
  by_person_id  BIGINT  NOT NULL,
  by_name       TEXT    NOT NULL,
  client_key    TEXT    NULL,
  township_id   BIGINT  NOT NULL,
  village_id    BIGINT  NOT NULL,
  group_id      BIGINT  NOT NULL,
  micro_id      BIGINT  NOT NULL,
  body_id       BIGINT  NOT NULL,
  topic         TEXT    NOT NULL,
  sealed        BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, round_id, subject, subject_id, title),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, round_id) REFERENCES t_award_round (county_id, id)
);
CREATE INDEX x_award_entry_body ON t_award_entry (county_id, round_id, body_id, id);
CREATE INDEX x_award_entry_county ON t_award_entry (county_id, round_id, id);
CREATE INDEX x_award_entry_group ON t_award_entry (county_id, round_id, group_id, id);
CREATE INDEX x_award_entry_micro ON t_award_entry (county_id, round_id, micro_id, id);
CREATE INDEX x_award_entry_township ON t_award_entry (county_id, round_id, township_id, id);
CREATE INDEX x_award_entry_village ON t_award_entry (county_id, round_id, village_id, id);
CREATE TABLE t_award_file (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  of_kind      TEXT    NOT NULL,
  of_id        BIGINT  NOT NULL,
  hash         TEXT    NOT NULL,
  mime         TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  bytes        BIGINT  NOT NULL,
  width        INTEGER NOT NULL,
  height       INTEGER NOT NULL,
  small        TEXT    NOT NULL,
  medium       TEXT    NOT NULL,
  at           BIGINT  NOT NULL,
  by_person_id BIGINT  NOT NULL,
  by_name      TEXT    NOT NULL,
  client_key   TEXT    NULL,
  township_id  BIGINT  NOT NULL,
  village_id   BIGINT  NOT NULL,
  group_id     BIGINT  NOT NULL,
  micro_id     BIGINT  NOT NULL,
  body_id      BIGINT  NOT NULL,
  topic        TEXT    NOT NULL,
  sealed       BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key)
);
CREATE INDEX x_award_file_of ON t_award_file (county_id, of_id, of_kind, id);
CREATE TABLE t_award_honour (
  county_id     BIGINT  NOT NULL,
  id            BIGINT  NOT NULL,
  rev           BIGINT  NOT NULL,
  scheme        TEXT    NOT NULL,
  round_id      BIGINT  NOT NULL,
  entry_id      BIGINT  NOT NULL,
  subject       TEXT    NOT NULL,
  subject_id    BIGINT  NOT NULL,
  household_id  BIGINT  NOT NULL,
  person_id     BIGINT  NOT NULL,
  name          TEXT    NOT NULL,
  title         TEXT    NOT NULL,
  band          TEXT    NOT NULL,
  period        TEXT    NOT NULL,
  total         BIGINT  NOT NULL,
  won_day       TEXT    NOT NULL,
  valid_to      TEXT    NOT NULL,
  next_check    TEXT    NOT NULL,
  state         TEXT    NOT NULL,
  revoked_day   TEXT    NOT NULL,
  reason        TEXT    NOT NULL,
  bar_until     TEXT    NOT NULL,
  plaque_no     TEXT    NOT NULL,
  plaque_day    TEXT    NOT NULL,
  plaque_by     TEXT    NOT NULL,
  code          TEXT    NOT NULL,
  township_id   BIGINT  NOT NULL,
  village_id    BIGINT  NOT NULL,
  group_id      BIGINT  NOT NULL,
  micro_id      BIGINT  NOT NULL,
  body_id       BIGINT  NOT NULL,
  topic         TEXT    NOT NULL,
  sealed        BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, code),
  UNIQUE (county_id, scheme, subject, subject_id, title, won_day)
);
CREATE INDEX x_award_honour_body ON t_award_honour (county_id, body_id, id DESC);
CREATE INDEX x_award_honour_check ON t_award_honour (county_id, next_check, id) WHERE state = 'held' AND next_check <> '';
CREATE INDEX x_award_honour_county ON t_award_honour (county_id, id DESC);
CREATE INDEX x_award_honour_group ON t_award_honour (county_id, group_id, id DESC);
CREATE INDEX x_award_honour_household ON t_award_honour (county_id, household_id, id) WHERE household_id <> 0;
CREATE INDEX x_award_honour_micro ON t_award_honour (county_id, micro_id, id DESC);
CREATE INDEX x_award_honour_person ON t_award_honour (county_id, person_id, id) WHERE person_id <> 0;
CREATE INDEX x_award_honour_subject ON t_award_honour (county_id, subject, subject_id, id);
CREATE INDEX x_award_honour_township ON t_award_honour (county_id, township_id, id DESC);
CREATE INDEX x_award_honour_village ON t_award_honour (county_id, village_id, id DESC);
CREATE TABLE t_award_objection (
  county_id     BIGINT  NOT NULL,
  id            BIGINT  NOT NULL,
  rev           BIGINT  NOT NULL,
  round_id      BIGINT  NOT NULL,
  entry_id      BIGINT  NOT NULL,
  text          TEXT    NOT NULL,
  code          TEXT    NOT NULL,
  at            BIGINT  NOT NULL,
  due_at        BIGINT  NOT NULL,
  open          BOOLEAN NOT NULL,
  upheld        BOOLEAN NOT NULL,
  answer        TEXT    NOT NULL,
  answered_at   BIGINT  NOT NULL,
  by_person_id  BIGINT  NOT NULL,
  by_name       TEXT    NOT NULL,
  client_key    TEXT    NULL,
  township_id   BIGINT  NOT NULL,
  village_id    BIGINT  NOT NULL,
  group_id      BIGINT  NOT NULL,
  micro_id      BIGINT  NOT NULL,
  body_id       BIGINT  NOT NULL,
  topic         TEXT    NOT NULL,
  sealed        BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, code),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, round_id) REFERENCES t_award_round (county_id, id)
);
CREATE INDEX x_award_objection_open ON t_award_objection (county_id, id) WHERE open;
CREATE INDEX x_award_objection_round ON t_award_objection (county_id, round_id, id);
CREATE TABLE t_award_round (
  county_id     BIGINT  NOT NULL,
  id            BIGINT  NOT NULL,
  rev           BIGINT  NOT NULL,
  scheme        TEXT    NOT NULL,
  rules_no      INTEGER NOT NULL,
  title         TEXT    NOT NULL,
  place_id      BIGINT  NOT NULL,
  period        TEXT    NOT NULL,
  state         TEXT    NOT NULL,
  opened_day    TEXT    NOT NULL,
  enter_to      TEXT    NOT NULL,
  jury_id       BIGINT  NOT NULL,
  jury_name     TEXT    NOT NULL,
  jury_day      TEXT    NOT NULL,
  should        INTEGER NOT NULL,
  present       INTEGER NOT NULL,
  present_ids   TEXT    NOT NULL,
  minutes       TEXT    NOT NULL,
  posted_day    TEXT    NOT NULL,
  post_until    BIGINT  NOT NULL,
  decided_day   TEXT    NOT NULL,
  reason        TEXT    NOT NULL,
  by_person_id  BIGINT  NOT NULL,
  by_name       TEXT    NOT NULL,
  client_key    TEXT    NULL,
  township_id   BIGINT  NOT NULL,
  village_id    BIGINT  NOT NULL,
  group_id      BIGINT  NOT NULL,
  micro_id      BIGINT  NOT NULL,
  body_id       BIGINT  NOT NULL,
  topic         TEXT    NOT NULL,
  sealed        BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_award_round_body ON t_award_round (county_id, body_id, id DESC);
CREATE INDEX x_award_round_county ON t_award_round (county_id, id DESC);
CREATE INDEX x_award_round_group ON t_award_round (county_id, group_id, id DESC);
CREATE INDEX x_award_round_micro ON t_award_round (county_id, micro_id, id DESC);
CREATE UNIQUE INDEX x_award_round_once ON t_award_round (county_id, scheme, place_id, period) WHERE state <> 'cancelled';
CREATE INDEX x_award_round_place ON t_award_round (county_id, place_id, id);
CREATE INDEX x_award_round_township ON t_award_round (county_id, township_id, id DESC);
CREATE INDEX x_award_round_village ON t_award_round (county_id, village_id, id DESC);
CREATE TABLE t_award_score (
  county_id     BIGINT  NOT NULL,
  id            BIGINT  NOT NULL,
  rev           BIGINT  NOT NULL,
  entry_id      BIGINT  NOT NULL,
  round_id      BIGINT  NOT NULL,
  item          TEXT    NOT NULL,
  rater_id      BIGINT  NOT NULL,
  rater_name    TEXT    NOT NULL,
  value         BIGINT  NOT NULL,
  note          TEXT    NOT NULL,
  number        INTEGER NOT NULL,
  last          BOOLEAN NOT NULL,
  at            BIGINT  NOT NULL,
  by_person_id  BIGINT  NOT NULL,
  by_name       TEXT    NOT NULL,
  client_key    TEXT    NULL,
  township_id   BIGINT  NOT NULL,
  village_id    BIGINT  NOT NULL,
  group_id      BIGINT  NOT NULL,
  micro_id      BIGINT  NOT NULL,
  body_id       BIGINT  NOT NULL,
  topic         TEXT    NOT NULL,
  sealed        BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, entry_id, item, rater_id, number),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, entry_id) REFERENCES t_award_entry (county_id, id)
);
CREATE INDEX x_award_score_round ON t_award_score (county_id, round_id, id) WHERE last;
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
CREATE TABLE "t_bulletin" (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  about       TEXT    NOT NULL,
  about_id    BIGINT  NOT NULL,
  period      TEXT    NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  turn        INTEGER NOT NULL,
  state       TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  content     TEXT    NOT NULL,
  edited      BOOLEAN NOT NULL,
  word        TEXT    NOT NULL,
  year        INTEGER NOT NULL,
  no          INTEGER NULL,
  number      TEXT    NOT NULL,
  issue_day   TEXT    NOT NULL,
  hash        TEXT    NOT NULL,
  rules_no    INTEGER NOT NULL,
  journal_no  BIGINT  NOT NULL,
  made_at     BIGINT  NOT NULL,
  made_by_id  BIGINT  NOT NULL,
  made_by     TEXT    NOT NULL,
  issued_by_id BIGINT NOT NULL,
  issued_by   TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  run_id      BIGINT  NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  CONSTRAINT p_bulletin PRIMARY KEY (county_id, id),
  CONSTRAINT u_bulletin_turn UNIQUE (county_id, kind, place_id, from_day, about_id, turn),
  CONSTRAINT u_bulletin_no UNIQUE (county_id, place_id, word, year, no),
  CONSTRAINT f_bulletin_place FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_bulletin_about ON t_bulletin (county_id, about_id) WHERE about_id <> 0;
CREATE INDEX x_bulletin_place ON t_bulletin (county_id, place_id, id DESC);
CREATE INDEX x_bulletin_township ON t_bulletin (county_id, township_id, id DESC);
CREATE INDEX x_bulletin_village ON t_bulletin (county_id, village_id, id DESC);
CREATE TABLE t_bulletin_run (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  total       INTEGER NOT NULL,
  done        INTEGER NOT NULL,
  kept        INTEGER NOT NULL,
  failed      TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name     TEXT    NOT NULL,
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
CREATE INDEX x_bulletin_run_township ON t_bulletin_run (county_id, township_id, id DESC);
CREATE TABLE t_campaign (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  plan        TEXT    NOT NULL,
  rules_no    INTEGER NOT NULL,
  name        TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  visit_type  TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  linked      TEXT    NOT NULL,
  trait       TEXT    NOT NULL,
  trait_values TEXT   NOT NULL,
  visitors    TEXT    NOT NULL,
  from_day    TEXT    NOT NULL,
  due_day     TEXT    NOT NULL,
  gap_days    INTEGER NOT NULL,
  rested_days INTEGER NOT NULL,
  target_reached   INTEGER NOT NULL,
  target_satisfied INTEGER NOT NULL,
  state       TEXT    NOT NULL,
  total       INTEGER NOT NULL,
  made        INTEGER NOT NULL,
  rested      INTEGER NOT NULL,
  closed_day  TEXT    NOT NULL,
  maker_person_id BIGINT NOT NULL,
  maker_name  TEXT    NOT NULL,
  client_key  TEXT    NULL,
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
CREATE INDEX x_campaign_state ON t_campaign (county_id, state, id);
CREATE INDEX x_campaign_township ON t_campaign (county_id, township_id, id);
CREATE INDEX x_campaign_village ON t_campaign (county_id, village_id, id);
CREATE TABLE t_campaign_task (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  campaign_id BIGINT  NOT NULL,
  household_id BIGINT NOT NULL,
  visitor_id  BIGINT  NOT NULL,
  visitor_name TEXT   NOT NULL,
  rule        TEXT    NOT NULL,
  source_id   BIGINT  NOT NULL,
  due_day     TEXT    NOT NULL,
  result      TEXT    NOT NULL,
  open        BOOLEAN NOT NULL,
  gap         BOOLEAN NOT NULL,
  tries       INTEGER NOT NULL,
  last_day    TEXT    NOT NULL,
  last_visit_id BIGINT NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, campaign_id, household_id),
  FOREIGN KEY (county_id, campaign_id) REFERENCES t_campaign (county_id, id),
  FOREIGN KEY (county_id, household_id) REFERENCES t_household (county_id, id)
);
CREATE INDEX x_campaign_task_gap ON t_campaign_task (county_id, campaign_id, township_id, id) WHERE gap;
CREATE INDEX x_campaign_task_gap_county ON t_campaign_task (county_id, campaign_id, id) WHERE gap;
CREATE INDEX x_campaign_task_gap_village ON t_campaign_task (county_id, campaign_id, village_id, id) WHERE gap;
CREATE INDEX x_campaign_task_household ON t_campaign_task (county_id, household_id, id);
CREATE INDEX x_campaign_task_mine ON t_campaign_task (county_id, visitor_id, due_day, id) WHERE open;
CREATE INDEX x_campaign_task_round ON t_campaign_task (county_id, due_day, id) WHERE open AND NOT gap;
CREATE INDEX x_campaign_task_source ON t_campaign_task (county_id, source_id) WHERE open;
CREATE INDEX x_campaign_task_village ON t_campaign_task (county_id, campaign_id, village_id, visitor_id);
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
  client_key         TEXT, visit INTEGER NOT NULL DEFAULT 1, paused BIGINT NOT NULL DEFAULT 0, extended INTEGER NOT NULL DEFAULT 0, asked_id BIGINT NOT NULL DEFAULT 0, asked_days INTEGER NOT NULL DEFAULT 0, facts TEXT NOT NULL DEFAULT '', secrets TEXT NOT NULL DEFAULT '', doers TEXT NOT NULL DEFAULT '', queue TEXT NOT NULL DEFAULT '', duty_item TEXT NOT NULL DEFAULT '', reopened INTEGER NOT NULL DEFAULT 0, merged_id BIGINT NOT NULL DEFAULT 0, merges INTEGER NOT NULL DEFAULT 0, parent_id BIGINT NOT NULL DEFAULT 0, ext_no TEXT NOT NULL DEFAULT '', rules_no INTEGER NOT NULL DEFAULT 1, subject_id BIGINT NOT NULL DEFAULT 0, lane TEXT NOT NULL DEFAULT '', ended_day TEXT NOT NULL DEFAULT '', ended_late BOOLEAN NOT NULL DEFAULT FALSE,
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
CREATE INDEX x_case_ended_body ON t_case (county_id, body_id, ended_day DESC, id DESC) WHERE ended_day <> '';
CREATE INDEX x_case_ended_county ON t_case (county_id, ended_day DESC, id DESC) WHERE ended_day <> '';
CREATE INDEX x_case_ended_township ON t_case (county_id, township_id, ended_day DESC, id DESC) WHERE ended_day <> '';
CREATE INDEX x_case_ended_village ON t_case (county_id, village_id, ended_day DESC, id DESC) WHERE ended_day <> '';
CREATE INDEX x_case_ext_no ON t_case (county_id, ext_no) WHERE ext_no <> '';
CREATE INDEX x_case_group ON t_case (county_id, group_id, at DESC, id DESC);
CREATE INDEX x_case_lane_body ON t_case (county_id, body_id, lane, due, id) WHERE open AND lane <> '';
CREATE INDEX x_case_lane_county ON t_case (county_id, lane, due, id) WHERE open AND lane <> '';
CREATE INDEX x_case_lane_group ON t_case (county_id, group_id, lane, due, id) WHERE open AND lane <> '';
CREATE INDEX x_case_lane_micro ON t_case (county_id, micro_id, lane, due, id) WHERE open AND lane <> '';
CREATE INDEX x_case_lane_township ON t_case (county_id, township_id, lane, due, id) WHERE open AND lane <> '';
CREATE INDEX x_case_lane_village ON t_case (county_id, village_id, lane, due, id) WHERE open AND lane <> '';
CREATE INDEX x_case_merged ON t_case (county_id, merged_id, id) WHERE merged_id <> 0;
CREATE INDEX x_case_micro ON t_case (county_id, micro_id, at DESC, id DESC);
CREATE INDEX x_case_open_body ON t_case (county_id, body_id, due, id) WHERE open;
CREATE INDEX x_case_open_county ON t_case (county_id, due, id) WHERE open;
CREATE INDEX x_case_open_group ON t_case (county_id, group_id, due, id) WHERE open;
CREATE INDEX x_case_open_micro ON t_case (county_id, micro_id, due, id) WHERE open;
CREATE INDEX x_case_open_township ON t_case (county_id, township_id, due, id) WHERE open;
CREATE INDEX x_case_open_village ON t_case (county_id, village_id, due, id) WHERE open;
CREATE INDEX x_case_parent ON t_case (county_id, parent_id, id) WHERE parent_id <> 0;
CREATE INDEX x_case_rated ON t_case (county_id, body_id, at DESC, id DESC) WHERE rating > 0;
CREATE INDEX x_case_subject ON t_case (county_id, subject_id, id) WHERE subject_id <> 0;
CREATE INDEX x_case_township ON t_case (county_id, township_id, at DESC, id DESC);
CREATE INDEX x_case_type_open ON t_case (county_id, type, due, id) WHERE open;
CREATE INDEX x_case_village ON t_case (county_id, village_id, at DESC, id DESC);
CREATE TABLE t_case_age (
  county_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  measure   TEXT   NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, id) REFERENCES t_case (county_id, id) ON DELETE CASCADE
);
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
CREATE TABLE t_case_event (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  case_id     BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  day         TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, case_id) REFERENCES t_case (county_id, id) ON DELETE CASCADE
);
CREATE INDEX x_case_event_body ON t_case_event (county_id, body_id, kind, day DESC, id DESC) WHERE body_id <> 0;
CREATE INDEX x_case_event_case ON t_case_event (county_id, case_id);
CREATE INDEX x_case_event_day ON t_case_event (county_id, kind, day DESC, id DESC);
CREATE INDEX x_case_event_township ON t_case_event (county_id, township_id, kind, day DESC, id DESC);
CREATE INDEX x_case_event_village ON t_case_event (county_id, village_id, kind, day DESC, id DESC);
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
CREATE TABLE t_county (
  id   BIGINT NOT NULL,
  code TEXT   NOT NULL,
  name TEXT   NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE t_demand (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  body_name   TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  due_day     TEXT    NOT NULL,
  basis       TEXT    NOT NULL,
  item        TEXT    NOT NULL,
  item_name   TEXT    NOT NULL,
  fen         BIGINT  NOT NULL,
  funds       TEXT    NOT NULL,
  fields      TEXT    NOT NULL,
  fields_n    INTEGER NOT NULL,
  held_n      INTEGER NOT NULL,
  villages    INTEGER NOT NULL,
  beyond      TEXT    NOT NULL,
  withdrawn   BOOLEAN NOT NULL,
  why         TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  week        TEXT    NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name     TEXT    NOT NULL,
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
CREATE INDEX x_demand_body ON t_demand (county_id, body_id, id DESC);
CREATE INDEX x_demand_township ON t_demand (county_id, township_id, id DESC);
CREATE INDEX x_demand_week ON t_demand (county_id, week);
CREATE TABLE t_demand_village (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  demand_id   BIGINT  NOT NULL,
  place_id    BIGINT  NOT NULL,
  week        TEXT    NOT NULL,
  due_day     TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  body_name   TEXT    NOT NULL,
  fields_n    INTEGER NOT NULL,
  held_n      INTEGER NOT NULL,
  state       TEXT    NOT NULL,
  answer      TEXT    NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name     TEXT    NOT NULL,
  rating      INTEGER NOT NULL,
  said        TEXT    NOT NULL,
  words       TEXT    NOT NULL,
  reply_due   TEXT    NOT NULL,
  ruling      TEXT    NOT NULL,
  reply       TEXT    NOT NULL,
  reply_by_id BIGINT  NOT NULL,
  reply_by    TEXT    NOT NULL,
  reply_day   TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL, came_day TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, demand_id, place_id),
  FOREIGN KEY (county_id, demand_id) REFERENCES t_demand (county_id, id)
);
CREATE INDEX x_demand_village_body ON t_demand_village (county_id, body_id, id DESC);
CREATE INDEX x_demand_village_open ON t_demand_village (county_id, id DESC) WHERE state = 'open';
CREATE INDEX x_demand_village_place ON t_demand_village (county_id, place_id, week);
CREATE INDEX x_demand_village_said ON t_demand_village (county_id, id DESC) WHERE said <> '' AND ruling = '';
CREATE INDEX x_demand_village_township ON t_demand_village (county_id, township_id, id DESC);
CREATE INDEX x_demand_village_village ON t_demand_village (county_id, village_id, id DESC);
CREATE INDEX x_demand_village_week ON t_demand_village (county_id, week);
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
CREATE TABLE t_duty_light (
  county_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  measure   TEXT   NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, id) REFERENCES t_duty_item (county_id, id) ON DELETE CASCADE
);
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
CREATE INDEX x_duty_list_person ON t_duty_list (county_id, person_id, id) WHERE person_id <> 0;
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
CREATE TABLE t_emergency (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  rules_no    INTEGER NOT NULL,
  title       TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  begin_at    BIGINT  NOT NULL,
  until_at    BIGINT  NOT NULL,
  until_day   TEXT    NOT NULL,
  report_form TEXT    NOT NULL,
  report_level   INTEGER NOT NULL,
  report_minutes INTEGER NOT NULL,
  delete_days INTEGER NOT NULL,
  delete_day  TEXT    NOT NULL,
  wiped_at    BIGINT  NOT NULL,
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
CREATE INDEX x_emergency_wipe ON t_emergency (county_id, delete_day) WHERE wiped_at = 0;
CREATE TABLE t_emergency_act (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  emergency_id BIGINT NOT NULL,
  kind        TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  until_at    BIGINT  NOT NULL,
  reason      TEXT    NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name     TEXT    NOT NULL,
  by_post     TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, emergency_id) REFERENCES t_emergency (county_id, id)
);
CREATE INDEX x_emergency_act_emergency ON t_emergency_act (county_id, emergency_id, id);
CREATE TABLE t_emergency_house (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  emergency_id BIGINT NOT NULL,
  ref         TEXT    NOT NULL,
  body        TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name     TEXT    NOT NULL,
  client_key  TEXT    NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, emergency_id, ref),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, emergency_id) REFERENCES t_emergency (county_id, id)
);
CREATE INDEX x_emergency_house_county ON t_emergency_house (county_id, emergency_id, state, id);
CREATE INDEX x_emergency_house_township ON t_emergency_house (county_id, emergency_id, township_id, state, id);
CREATE INDEX x_emergency_house_village ON t_emergency_house (county_id, emergency_id, village_id, state, id);
CREATE TABLE t_emergency_key (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  emergency_id BIGINT NOT NULL,
  keys        TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, emergency_id),
  FOREIGN KEY (county_id, emergency_id) REFERENCES t_emergency (county_id, id)
);
CREATE TABLE t_emergency_place (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  emergency_id BIGINT NOT NULL,
  place_id    BIGINT  NOT NULL,
  until_day   TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, emergency_id, place_id),
  FOREIGN KEY (county_id, emergency_id) REFERENCES t_emergency (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_emergency_place_until ON t_emergency_place (county_id, until_day, place_id);
CREATE TABLE t_emergency_report (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  emergency_id BIGINT NOT NULL,
  place_id    BIGINT  NOT NULL,
  slot        BIGINT  NOT NULL,
  facts       TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name     TEXT    NOT NULL,
  client_key  TEXT    NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL, made_at BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, emergency_id, slot, place_id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, emergency_id) REFERENCES t_emergency (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
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
CREATE TABLE t_fact (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  household_id BIGINT  NOT NULL,
  field        TEXT    NOT NULL,
  value        TEXT    NOT NULL,
  hidden       TEXT    NOT NULL,
  trait        TEXT    NOT NULL,
  hidden_trait TEXT    NOT NULL,
  ver          BIGINT  NOT NULL,
  day          TEXT    NOT NULL,
  at           BIGINT  NOT NULL,
  by_name      TEXT    NOT NULL,
  event_in     BIGINT  NOT NULL,
  ended        BOOLEAN NOT NULL,
  township_id  BIGINT  NOT NULL,
  village_id   BIGINT  NOT NULL,
  group_id     BIGINT  NOT NULL,
  micro_id     BIGINT  NOT NULL,
  body_id      BIGINT  NOT NULL,
  topic        TEXT    NOT NULL,
  sealed       BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, household_id, field),
  FOREIGN KEY (county_id, household_id) REFERENCES t_household (county_id, id)
);
CREATE INDEX x_fact_event ON t_fact (county_id, event_in) WHERE event_in <> 0;
CREATE INDEX x_fact_hidden_trait ON t_fact (county_id, village_id, hidden_trait, id) WHERE hidden_trait <> '';
CREATE INDEX x_fact_trait ON t_fact (county_id, field, trait, id) WHERE trait <> '';
CREATE INDEX x_fact_trait_township ON t_fact (county_id, township_id, field, trait, id) WHERE trait <> '';
CREATE INDEX x_fact_trait_village ON t_fact (county_id, village_id, field, trait, id) WHERE trait <> '';
CREATE TABLE t_fact_conflict (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  household_id BIGINT  NOT NULL,
  field        TEXT    NOT NULL,
  state        TEXT    NOT NULL,
  base         TEXT    NOT NULL,
  kept         TEXT    NOT NULL,
  other        TEXT    NOT NULL,
  hidden       TEXT    NOT NULL,
  kept_by      TEXT    NOT NULL,
  kept_at      BIGINT  NOT NULL,
  other_by     TEXT    NOT NULL,
  other_at     BIGINT  NOT NULL,
  at           BIGINT  NOT NULL,
  settled_by   TEXT    NOT NULL,
  settled_at   BIGINT  NOT NULL,
  note         TEXT    NOT NULL,
  event_in     BIGINT  NOT NULL,
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
CREATE INDEX x_fact_conflict_event ON t_fact_conflict (county_id, event_in) WHERE event_in <> 0;
CREATE INDEX x_fact_conflict_household ON t_fact_conflict (county_id, household_id, field, state);
CREATE INDEX x_fact_conflict_state ON t_fact_conflict (county_id, state, id);
CREATE INDEX x_fact_conflict_township ON t_fact_conflict (county_id, township_id, state, id);
CREATE INDEX x_fact_conflict_village ON t_fact_conflict (county_id, village_id, state, id);
CREATE TABLE t_feed_cursor (
  county_id BIGINT NOT NULL,
  hook_id   BIGINT NOT NULL,
  no        BIGINT NOT NULL,
  claim     BIGINT NOT NULL,
  until     BIGINT NOT NULL,
  PRIMARY KEY (county_id, hook_id)
);
CREATE TABLE t_feed_delivery (
  county_id BIGINT  NOT NULL,
  id        BIGINT  NOT NULL,
  hook_id   BIGINT  NOT NULL,
  no        BIGINT  NOT NULL,
  line      INTEGER NOT NULL,
  event     TEXT    NOT NULL,
  kind      TEXT    NOT NULL,
  subject   TEXT    NOT NULL,
  body      TEXT    NOT NULL,
  at        BIGINT  NOT NULL,
  state     TEXT    NOT NULL,
  tries     INTEGER NOT NULL,
  next_at   BIGINT  NOT NULL,
  done_at   BIGINT  NOT NULL,
  status    INTEGER NOT NULL,
  error     TEXT    NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, hook_id, no, line)
);
CREATE INDEX x_feed_delivery_done ON t_feed_delivery (county_id, done_at) WHERE done_at > 0;
CREATE INDEX x_feed_delivery_open ON t_feed_delivery (county_id, hook_id, no, line) WHERE state = 'waiting';
CREATE INDEX x_feed_delivery_state ON t_feed_delivery (county_id, hook_id, state, id DESC);
CREATE TABLE t_feed_hook (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  name        TEXT    NOT NULL,
  url         TEXT    NOT NULL,
  kinds       TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  origin      TEXT    NOT NULL,
  secret      TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  account_id  BIGINT  NOT NULL,
  made_by     TEXT    NOT NULL,
  made_day    TEXT    NOT NULL,
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
CREATE INDEX x_feed_hook_township ON t_feed_hook (county_id, township_id, id DESC);
CREATE INDEX x_feed_hook_village ON t_feed_hook (county_id, village_id, id DESC);
CREATE TABLE t_feed_key (
  county_id  BIGINT NOT NULL,
  public_key TEXT   NOT NULL,
  secret_key TEXT   NOT NULL,
  PRIMARY KEY (county_id)
);
CREATE TABLE t_feed_own (
  county_id     BIGINT NOT NULL,
  account_id    BIGINT NOT NULL,
  calendar_hash TEXT   NOT NULL,
  calendar_day  TEXT   NOT NULL,
  digest        TEXT   NOT NULL,
  mail          TEXT   NOT NULL,
  origin        TEXT   NOT NULL,
  lang          TEXT   NOT NULL,
  sent_day      TEXT   NOT NULL,
  PRIMARY KEY (county_id, account_id)
);
CREATE INDEX x_feed_own_calendar ON t_feed_own (county_id, calendar_hash);
CREATE TABLE t_feed_push (
  county_id  BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  point_hash TEXT   NOT NULL,
  target     TEXT   NOT NULL,
  front      TEXT   NOT NULL,
  lang       TEXT   NOT NULL,
  made_day   TEXT   NOT NULL,
  sent_day   TEXT   NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, point_hash)
);
CREATE INDEX x_feed_push_account ON t_feed_push (county_id, account_id);
CREATE TABLE t_feed_token (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  name        TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  perms       TEXT    NOT NULL,
  until_day   TEXT    NOT NULL,
  token_hash  TEXT    NOT NULL,
  account_id  BIGINT  NOT NULL,
  made_by     TEXT    NOT NULL,
  made_day    TEXT    NOT NULL,
  revoked_at  BIGINT  NOT NULL,
  revoked_by  TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, token_hash),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_feed_token_township ON t_feed_token (county_id, township_id, id DESC);
CREATE INDEX x_feed_token_village ON t_feed_token (county_id, village_id, id DESC);
CREATE TABLE t_feed_use (
  county_id BIGINT NOT NULL,
  token_id  BIGINT NOT NULL,
  day       TEXT   NOT NULL,
  PRIMARY KEY (county_id, token_id)
);
CREATE TABLE t_field_device (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  device_key  TEXT    NOT NULL,
  account_id  BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  revoked_at  BIGINT  NOT NULL,
  revoked_by  TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, account_id, device_key),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id)
);
CREATE INDEX x_field_device_person ON t_field_device (county_id, person_id);
CREATE INDEX x_field_device_township ON t_field_device (county_id, township_id, id);
CREATE INDEX x_field_device_village ON t_field_device (county_id, village_id, id);
CREATE TABLE t_field_op (
  county_id  BIGINT NOT NULL,
  op_key     TEXT   NOT NULL,
  device_id  BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  kind       TEXT   NOT NULL,
  after_key  TEXT   NOT NULL,
  state      TEXT   NOT NULL,
  code       TEXT   NOT NULL,
  answer     TEXT   NOT NULL,
  body       TEXT   NOT NULL,
  device_at  BIGINT NOT NULL,
  came_at    BIGINT NOT NULL,
  due_at     BIGINT NOT NULL,
  PRIMARY KEY (county_id, op_key)
);
CREATE INDEX x_field_op_after ON t_field_op (county_id, after_key) WHERE state = 'held';
CREATE INDEX x_field_op_due ON t_field_op (county_id, due_at) WHERE due_at > 0;
CREATE TABLE t_field_piece (
  county_id BIGINT NOT NULL,
  photo_key TEXT   NOT NULL,
  from_byte BIGINT NOT NULL,
  bytes     BIGINT NOT NULL,
  size      BIGINT NOT NULL,
  hash      TEXT   NOT NULL,
  at        BIGINT NOT NULL,
  PRIMARY KEY (county_id, photo_key, from_byte)
);
CREATE INDEX x_field_piece_at ON t_field_piece (county_id, at);
CREATE TABLE t_field_seen (
  device_id BIGINT  NOT NULL,
  county_id BIGINT  NOT NULL,
  synced_at BIGINT  NOT NULL,
  waiting   INTEGER NOT NULL,
  PRIMARY KEY (device_id)
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
  sealed      BOOLEAN NOT NULL, keeps BOOLEAN NOT NULL DEFAULT FALSE, lists INTEGER NOT NULL DEFAULT 0, visits INTEGER NOT NULL DEFAULT 0,
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
CREATE TABLE t_indicator_basis (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  no          INTEGER NOT NULL,
  indicator   TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  period      TEXT    NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  rules_no    INTEGER NOT NULL,
  journal_no  BIGINT  NOT NULL,
  basis       TEXT    NOT NULL,
  hash        TEXT    NOT NULL,
  note        TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name     TEXT    NOT NULL,
  client_key  TEXT    NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL, of_kind TEXT NOT NULL DEFAULT 'place', of_id BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, no),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_indicator_basis_township ON t_indicator_basis (county_id, township_id, no DESC);
CREATE INDEX x_indicator_basis_village ON t_indicator_basis (county_id, village_id, no DESC);
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
CREATE TABLE t_ledger_account (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  book_id     BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  owner_kind  TEXT    NOT NULL,
  owner_id    BIGINT  NOT NULL,
  unit        TEXT    NOT NULL,
  class       TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  low         BIGINT  NOT NULL,
  high        BIGINT  NOT NULL,
  bounded     BOOLEAN NOT NULL,
  closed_day  TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, book_id, kind, owner_kind, owner_id, unit),
  FOREIGN KEY (county_id, book_id) REFERENCES t_ledger_book (county_id, id)
);
CREATE INDEX x_ledger_account_owner ON t_ledger_account (county_id, owner_id);
CREATE TABLE t_ledger_book (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  owner_kind  TEXT    NOT NULL,
  owner_id    BIGINT  NOT NULL,
  name        TEXT    NOT NULL,
  place_id    BIGINT  NOT NULL,
  open_from   TEXT    NOT NULL,
  closed_to   TEXT    NOT NULL,
  open_to     TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, kind, owner_kind, owner_id)
);
CREATE INDEX x_ledger_book_township ON t_ledger_book (county_id, township_id, id);
CREATE INDEX x_ledger_book_village ON t_ledger_book (county_id, village_id, id);
CREATE TABLE t_ledger_carry (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  account_id  BIGINT  NOT NULL,
  to_day      TEXT    NOT NULL,
  n           BIGINT  NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, account_id, to_day)
);
CREATE TABLE t_ledger_hold (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  txn_id      BIGINT  NOT NULL,
  account_id  BIGINT  NOT NULL,
  amount      BIGINT  NOT NULL,
  expires_at  BIGINT  NOT NULL,
  open        BOOLEAN NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, txn_id) REFERENCES t_ledger_txn (county_id, id),
  FOREIGN KEY (county_id, account_id) REFERENCES t_ledger_account (county_id, id)
);
CREATE INDEX x_ledger_hold_account ON t_ledger_hold (county_id, account_id) WHERE open;
CREATE INDEX x_ledger_hold_due ON t_ledger_hold (county_id, expires_at) WHERE open;
CREATE INDEX x_ledger_hold_txn ON t_ledger_hold (county_id, txn_id);
CREATE TABLE t_ledger_period (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  book_id     BIGINT  NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  closed_at   BIGINT  NOT NULL,
  accounts    INTEGER NOT NULL,
  digest      TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, book_id, from_day),
  FOREIGN KEY (county_id, book_id) REFERENCES t_ledger_book (county_id, id)
);
CREATE TABLE t_ledger_posting (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  txn_id      BIGINT  NOT NULL,
  account_id  BIGINT  NOT NULL,
  amount      BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, txn_id) REFERENCES t_ledger_txn (county_id, id),
  FOREIGN KEY (county_id, account_id) REFERENCES t_ledger_account (county_id, id)
);
CREATE INDEX x_ledger_posting_account ON t_ledger_posting (county_id, account_id, day, id);
CREATE INDEX x_ledger_posting_txn ON t_ledger_posting (county_id, txn_id);
CREATE TABLE t_ledger_txn (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  book_id     BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  phase       TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  memo        TEXT    NOT NULL,
  ref_kind    TEXT    NOT NULL,
  ref_id      BIGINT  NOT NULL,
  expires_at  BIGINT  NOT NULL,
  reverses_id BIGINT  NOT NULL,
  ends_id     BIGINT  NOT NULL,
  client_key  TEXT    NOT NULL,
  digest      TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, book_id, client_key),
  FOREIGN KEY (county_id, book_id) REFERENCES t_ledger_book (county_id, id)
);
CREATE INDEX x_ledger_txn_day ON t_ledger_txn (county_id, book_id, day, id);
CREATE UNIQUE INDEX x_ledger_txn_ends ON t_ledger_txn (county_id, ends_id) WHERE ends_id <> 0;
CREATE INDEX x_ledger_txn_ref ON t_ledger_txn (county_id, ref_kind, ref_id) WHERE ref_id <> 0;
CREATE UNIQUE INDEX x_ledger_txn_reverses ON t_ledger_txn (county_id, reverses_id) WHERE reverses_id <> 0;
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
CREATE TABLE t_merit_deed (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  pool_id      BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  item         TEXT NOT NULL,
  item_name    TEXT NOT NULL,
  most         BIGINT NOT NULL,
  list_no      INTEGER NOT NULL,
  day          TEXT NOT NULL,
  note         TEXT NOT NULL,
  state        TEXT NOT NULL,
  round_id     BIGINT NOT NULL,
  turn         INTEGER NOT NULL,
  scored       INTEGER NOT NULL,
  raters       INTEGER NOT NULL,
  pick         TEXT NOT NULL,
  points       BIGINT NOT NULL,
  low          BIGINT NOT NULL,
  high         BIGINT NOT NULL,
  wide         BOOLEAN NOT NULL,
  drawn        BOOLEAN NOT NULL,
  checked      BOOLEAN NOT NULL,
  why          TEXT NOT NULL,
  txn_id       BIGINT NOT NULL,
  at           BIGINT NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name      TEXT NOT NULL,
  client_key   TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id)
);
CREATE INDEX x_merit_deed_county ON t_merit_deed (county_id, day, id);
CREATE INDEX x_merit_deed_group ON t_merit_deed (county_id, group_id, day, id);
CREATE INDEX x_merit_deed_house ON t_merit_deed (county_id, household_id, day, id);
CREATE INDEX x_merit_deed_micro ON t_merit_deed (county_id, micro_id, day, id);
CREATE INDEX x_merit_deed_pool ON t_merit_deed (county_id, pool_id, state, day, id);
CREATE INDEX x_merit_deed_round ON t_merit_deed (county_id, round_id, day, id) WHERE round_id <> 0;
CREATE INDEX x_merit_deed_township ON t_merit_deed (county_id, township_id, day, id);
CREATE INDEX x_merit_deed_village ON t_merit_deed (county_id, village_id, day, id);
CREATE TABLE t_merit_file (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  deed_id      BIGINT NOT NULL,
  hash         TEXT NOT NULL,
  mime         TEXT NOT NULL,
  name         TEXT NOT NULL,
  bytes        BIGINT NOT NULL,
  width        INTEGER NOT NULL,
  height       INTEGER NOT NULL,
  small        TEXT NOT NULL,
  medium       TEXT NOT NULL,
  at           BIGINT NOT NULL,
  client_key   TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, deed_id) REFERENCES t_merit_deed (county_id, id)
);
CREATE INDEX x_merit_file_deed ON t_merit_file (county_id, deed_id, id);
CREATE TABLE t_merit_fund (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  pool_id      BIGINT NOT NULL,
  day          TEXT NOT NULL,
  fen          BIGINT NOT NULL,
  source       TEXT NOT NULL,
  txn_id       BIGINT NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name      TEXT NOT NULL,
  client_key   TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id)
);
CREATE INDEX x_merit_fund_pool ON t_merit_fund (county_id, pool_id, day, id);
CREATE TABLE t_merit_house (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  pool_id      BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  account_id   BIGINT NOT NULL,
  turn         INTEGER NOT NULL,
  code_hash    TEXT NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, pool_id, household_id),
  UNIQUE (county_id, code_hash),
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id)
);
CREATE INDEX x_merit_house_household ON t_merit_house (county_id, household_id);
CREATE INDEX x_merit_house_township ON t_merit_house (county_id, township_id, id);
CREATE INDEX x_merit_house_village ON t_merit_house (county_id, village_id, id);
CREATE TABLE t_merit_list (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  place_id     BIGINT NOT NULL,
  pool_id      BIGINT NOT NULL,
  no           INTEGER NOT NULL,
  from_day     TEXT NOT NULL,
  basis        TEXT NOT NULL,
  items        TEXT NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name      TEXT NOT NULL,
  client_key   TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, pool_id, no),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_merit_list_day ON t_merit_list (county_id, from_day);
CREATE INDEX x_merit_list_township ON t_merit_list (county_id, township_id, from_day);
CREATE INDEX x_merit_list_village ON t_merit_list (county_id, village_id, from_day);
CREATE TABLE t_merit_move (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  pool_id      BIGINT NOT NULL,
  event_id     BIGINT NOT NULL,
  kind         TEXT NOT NULL,
  day          TEXT NOT NULL,
  from_id      BIGINT NOT NULL,
  into_id      BIGINT NOT NULL,
  back         BOOLEAN NOT NULL,
  points       BIGINT NOT NULL,
  txn_id       BIGINT NOT NULL,
  done_at      BIGINT NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, event_id, pool_id, from_id, into_id, back),
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id)
);
CREATE INDEX x_merit_move_event ON t_merit_move (county_id, event_id);
CREATE INDEX x_merit_move_waiting ON t_merit_move (county_id, pool_id, id) WHERE done_at = 0;
CREATE TABLE t_merit_objection (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  round_id     BIGINT NOT NULL,
  deed_id      BIGINT NOT NULL,
  text         TEXT NOT NULL,
  contact      TEXT NOT NULL,
  state        TEXT NOT NULL,
  answer       TEXT NOT NULL,
  at           BIGINT NOT NULL,
  decided_at   BIGINT NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name      TEXT NOT NULL,
  client_key   TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, round_id) REFERENCES t_merit_round (county_id, id),
  FOREIGN KEY (county_id, deed_id) REFERENCES t_merit_deed (county_id, id)
);
CREATE INDEX x_merit_objection_deed ON t_merit_objection (county_id, deed_id, id);
CREATE INDEX x_merit_objection_open ON t_merit_objection (county_id, id) WHERE state = 'open';
CREATE INDEX x_merit_objection_round ON t_merit_objection (county_id, round_id, id);
CREATE TABLE t_merit_pool (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  home_id     BIGINT NOT NULL,
  book_id      BIGINT NOT NULL,
  rate_fen     BIGINT NOT NULL,
  funds_id     BIGINT NOT NULL,
  free_id      BIGINT NOT NULL,
  promised_id  BIGINT NOT NULL,
  stock_id     BIGINT NOT NULL,
  used_id      BIGINT NOT NULL,
  source_id    BIGINT NOT NULL,
  spent_id     BIGINT NOT NULL,
  lapsed_id    BIGINT NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, home_id),
  FOREIGN KEY (county_id, home_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_merit_pool_township ON t_merit_pool (county_id, township_id);
CREATE INDEX x_merit_pool_village ON t_merit_pool (county_id, village_id);
CREATE TABLE t_merit_round (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  place_id     BIGINT NOT NULL,
  pool_id      BIGINT NOT NULL,
  period       TEXT NOT NULL,
  from_day     TEXT NOT NULL,
  to_day       TEXT NOT NULL,
  state        TEXT NOT NULL,
  seed         TEXT NOT NULL,
  deeds        INTEGER NOT NULL,
  points       BIGINT NOT NULL,
  drawn        INTEGER NOT NULL,
  unread       INTEGER NOT NULL,
  objected     INTEGER NOT NULL,
  posted_day   TEXT NOT NULL,
  object_to    TEXT NOT NULL,
  show_to      TEXT NOT NULL,
  posted_by_id BIGINT NOT NULL,
  posted_by    TEXT NOT NULL,
  issued_by_id BIGINT NOT NULL,
  issued_by    TEXT NOT NULL,
  issued_at    BIGINT NOT NULL,
  rate_fen     BIGINT NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, pool_id, period),
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_merit_round_county ON t_merit_round (county_id, from_day, id);
CREATE INDEX x_merit_round_pool ON t_merit_round (county_id, pool_id, from_day);
CREATE INDEX x_merit_round_township ON t_merit_round (county_id, township_id, from_day, id);
CREATE INDEX x_merit_round_village ON t_merit_round (county_id, village_id, from_day, id);
CREATE TABLE t_merit_score (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  deed_id      BIGINT NOT NULL,
  turn         INTEGER NOT NULL,
  look         BOOLEAN NOT NULL,
  agrees       BOOLEAN NOT NULL,
  points       BIGINT NOT NULL,
  note         TEXT NOT NULL,
  at           BIGINT NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name      TEXT NOT NULL,
  client_key   TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, deed_id, turn, look, by_person_id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, deed_id) REFERENCES t_merit_deed (county_id, id)
);
CREATE INDEX x_merit_score_who ON t_merit_score (county_id, by_person_id);
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
CREATE TABLE t_points_account (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  year_id     BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  class       TEXT    NOT NULL,
  base        BIGINT  NOT NULL,
  account_id  BIGINT  NOT NULL,
  total       BIGINT  NOT NULL,
  tallied     BOOLEAN NOT NULL,
  reviewed    BOOLEAN NOT NULL,
  band        TEXT    NOT NULL,
  proposed    TEXT    NOT NULL,
  grade       TEXT    NOT NULL,
  reason      TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL, joined_id BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, year_id, person_id),
  FOREIGN KEY (county_id, year_id) REFERENCES t_points_year (county_id, id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id),
  FOREIGN KEY (county_id, account_id) REFERENCES t_ledger_account (county_id, id)
);
CREATE INDEX x_points_account_joined ON t_points_account (county_id, joined_id) WHERE joined_id <> 0;
CREATE INDEX x_points_account_name ON t_points_account (county_id, year_id, person_name, id);
CREATE INDEX x_points_account_person ON t_points_account (county_id, person_id, id);
CREATE TABLE t_points_entry (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  year_id     BIGINT  NOT NULL,
  account_id  BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  item        TEXT    NOT NULL,
  points      BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  open        BOOLEAN NOT NULL,
  proposed    TEXT    NOT NULL,
  record_kind TEXT    NOT NULL,
  record_id   BIGINT  NOT NULL,
  files       INTEGER NOT NULL,
  at          BIGINT  NOT NULL,
  by_person_id BIGINT  NOT NULL,
  by_name     TEXT    NOT NULL,
  review_id   BIGINT  NOT NULL,
  review_name TEXT    NOT NULL,
  confirm_id  BIGINT  NOT NULL,
  confirm_name TEXT    NOT NULL,
  recheck_id  BIGINT  NOT NULL,
  recheck_name TEXT    NOT NULL,
  posting_id  BIGINT  NOT NULL,
  posted_day  TEXT    NOT NULL,
  effect_day  TEXT    NOT NULL,
  hold_id     BIGINT  NOT NULL,
  txn_id      BIGINT  NOT NULL,
  reverses_id BIGINT  NOT NULL,
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
  FOREIGN KEY (county_id, year_id) REFERENCES t_points_year (county_id, id),
  FOREIGN KEY (county_id, account_id) REFERENCES t_points_account (county_id, id),
  FOREIGN KEY (county_id, person_id) REFERENCES t_person (county_id, id)
);
CREATE INDEX x_points_entry_account ON t_points_entry (county_id, account_id, day, id);
CREATE INDEX x_points_entry_effect ON t_points_entry (county_id, effect_day, id) WHERE state = 'posted';
CREATE INDEX x_points_entry_objected ON t_points_entry (county_id, id) WHERE open AND state IN ('objected', 'recheck');
CREATE INDEX x_points_entry_open ON t_points_entry (county_id, year_id, state, id) WHERE open;
CREATE INDEX x_points_entry_posting ON t_points_entry (county_id, posting_id, id) WHERE posting_id <> 0;
CREATE UNIQUE INDEX x_points_entry_record ON t_points_entry (county_id, account_id, item, record_kind, record_id) WHERE record_id <> 0;
CREATE UNIQUE INDEX x_points_entry_reverses ON t_points_entry (county_id, reverses_id) WHERE reverses_id <> 0 AND state <> 'withdrawn';
CREATE INDEX x_points_entry_year ON t_points_entry (county_id, year_id, id DESC);
CREATE TABLE t_points_file (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  year_id     BIGINT  NOT NULL,
  entry_id    BIGINT  NOT NULL,
  hash        TEXT    NOT NULL,
  mime        TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  bytes       BIGINT  NOT NULL,
  width       INTEGER NOT NULL,
  height      INTEGER NOT NULL,
  small       TEXT    NOT NULL,
  medium      TEXT    NOT NULL,
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
  FOREIGN KEY (county_id, entry_id) REFERENCES t_points_entry (county_id, id)
);
CREATE INDEX x_points_file_entry ON t_points_file (county_id, entry_id, id);
CREATE TABLE t_points_follow (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  year_id     BIGINT  NOT NULL,
  account_id  BIGINT  NOT NULL,
  person_id   BIGINT  NOT NULL,
  person_name TEXT    NOT NULL,
  rule        TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  owner_id    BIGINT  NOT NULL,
  owner_name  TEXT    NOT NULL,
  due_day     TEXT    NOT NULL,
  open        BOOLEAN NOT NULL,
  done_day    TEXT    NOT NULL,
  note        TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, account_id, rule),
  FOREIGN KEY (county_id, account_id) REFERENCES t_points_account (county_id, id)
);
CREATE INDEX x_points_follow_owner ON t_points_follow (county_id, owner_id, due_day, id) WHERE open;
CREATE INDEX x_points_follow_year ON t_points_follow (county_id, year_id, id);
CREATE TABLE t_points_posting (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  year_id     BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  effect_day  TEXT    NOT NULL,
  lines       INTEGER NOT NULL,
  code        TEXT    NOT NULL,
  digest      TEXT    NOT NULL,
  by_person_id BIGINT  NOT NULL,
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
  UNIQUE (county_id, code),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, year_id) REFERENCES t_points_year (county_id, id)
);
CREATE INDEX x_points_posting_year ON t_points_posting (county_id, year_id, id DESC);
CREATE TABLE t_points_step (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  year_id     BIGINT  NOT NULL,
  entry_id    BIGINT  NOT NULL,
  kind        TEXT    NOT NULL,
  at          BIGINT  NOT NULL,
  by_person_id BIGINT  NOT NULL,
  by_name     TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, entry_id) REFERENCES t_points_entry (county_id, id)
);
CREATE INDEX x_points_step_entry ON t_points_step (county_id, entry_id, id);
CREATE TABLE t_points_year (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  scheme      TEXT    NOT NULL,
  rules_no    INTEGER NOT NULL,
  year        INTEGER NOT NULL,
  from_day    TEXT    NOT NULL,
  to_day      TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  open        BOOLEAN NOT NULL,
  book_id     BIGINT  NOT NULL,
  source_id   BIGINT  NOT NULL,
  caps_id     BIGINT  NOT NULL,
  gathered_day TEXT    NOT NULL,
  tally_day   TEXT    NOT NULL,
  meeting_day TEXT    NOT NULL,
  should      INTEGER NOT NULL,
  present     INTEGER NOT NULL,
  meeting_note TEXT    NOT NULL,
  graded_day  TEXT    NOT NULL,
  graded_id   BIGINT  NOT NULL,
  graded_name TEXT    NOT NULL,
  filed_day   TEXT    NOT NULL,
  filed_id    BIGINT  NOT NULL,
  filed_name  TEXT    NOT NULL,
  back_reason TEXT    NOT NULL,
  closed_day  TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, body_id, year),
  FOREIGN KEY (county_id, body_id) REFERENCES t_body (county_id, id),
  FOREIGN KEY (county_id, book_id) REFERENCES t_ledger_book (county_id, id)
);
CREATE INDEX x_points_year_county ON t_points_year (county_id, year, id);
CREATE INDEX x_points_year_township ON t_points_year (county_id, township_id, year, id);
CREATE INDEX x_points_year_village ON t_points_year (county_id, village_id, year, id);
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
CREATE TABLE t_quality_finding (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  rule        TEXT    NOT NULL,
  record_id   BIGINT  NOT NULL,
  part        BIGINT  NOT NULL,
  n           BIGINT  NOT NULL,
  day         TEXT    NOT NULL,
  since_day   TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, rule, record_id, part)
);
CREATE INDEX x_quality_finding_county ON t_quality_finding (county_id, rule, since_day, id);
CREATE INDEX x_quality_finding_group ON t_quality_finding (county_id, group_id, rule, since_day, id);
CREATE INDEX x_quality_finding_micro ON t_quality_finding (county_id, micro_id, rule, since_day, id);
CREATE INDEX x_quality_finding_township ON t_quality_finding (county_id, township_id, rule, since_day, id);
CREATE INDEX x_quality_finding_village ON t_quality_finding (county_id, village_id, rule, since_day, id);
CREATE TABLE t_quality_run (
  county_id    BIGINT  NOT NULL,
  id           BIGINT  NOT NULL,
  rev          BIGINT  NOT NULL,
  place_id     BIGINT  NOT NULL,
  state        TEXT    NOT NULL,
  total        INTEGER NOT NULL,
  done         INTEGER NOT NULL,
  found        INTEGER NOT NULL,
  fresh        INTEGER NOT NULL,
  gone         INTEGER NOT NULL,
  at           BIGINT  NOT NULL,
  ended_at     BIGINT  NOT NULL,
  by_person_id BIGINT  NOT NULL,
  by_name      TEXT    NOT NULL,
  client_key   TEXT    NULL,
  township_id  BIGINT  NOT NULL,
  village_id   BIGINT  NOT NULL,
  group_id     BIGINT  NOT NULL,
  micro_id     BIGINT  NOT NULL,
  body_id      BIGINT  NOT NULL,
  topic        TEXT    NOT NULL,
  sealed       BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_quality_run_place ON t_quality_run (county_id, place_id, id DESC);
CREATE INDEX x_quality_run_township ON t_quality_run (county_id, township_id, id DESC);
CREATE INDEX x_quality_run_village ON t_quality_run (county_id, village_id, id DESC);
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
CREATE TABLE t_running (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  part        INTEGER NOT NULL,
  n           BIGINT  NOT NULL,
  PRIMARY KEY (county_id, id, part)
);
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
CREATE TABLE t_shop_allowance (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  pool_id      BIGINT NOT NULL,
  until_at     BIGINT NOT NULL,
  sync_at      BIGINT NOT NULL,
  state        TEXT NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name      TEXT NOT NULL,
  client_key   TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id)
);
CREATE INDEX x_shop_allowance_pool ON t_shop_allowance (county_id, pool_id, id) WHERE state = 'open';
CREATE INDEX x_shop_allowance_who ON t_shop_allowance (county_id, by_person_id, id) WHERE state = 'open';
CREATE TABLE t_shop_good (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  pool_id      BIGINT NOT NULL,
  name         TEXT NOT NULL,
  measure      TEXT NOT NULL,
  active       BOOLEAN NOT NULL,
  stock_id     BIGINT NOT NULL,
  value_fen    BIGINT NOT NULL,
  client_key   TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, pool_id, name),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id)
);
CREATE TABLE t_shop_line (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  redeem_id    BIGINT NOT NULL,
  good_id      BIGINT NOT NULL,
  name         TEXT NOT NULL,
  pieces       BIGINT NOT NULL,
  points       BIGINT NOT NULL,
  fen          BIGINT NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, redeem_id) REFERENCES t_shop_redeem (county_id, id)
);
CREATE INDEX x_shop_line_redeem ON t_shop_line (county_id, redeem_id, id);
CREATE TABLE t_shop_move (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  pool_id      BIGINT NOT NULL,
  good_id      BIGINT NOT NULL,
  kind         TEXT NOT NULL,
  day          TEXT NOT NULL,
  pieces       BIGINT NOT NULL,
  counted      BIGINT NOT NULL,
  fen          BIGINT NOT NULL,
  note         TEXT NOT NULL,
  txn_id       BIGINT NOT NULL,
  at           BIGINT NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name      TEXT NOT NULL,
  client_key   TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id),
  FOREIGN KEY (county_id, good_id) REFERENCES t_shop_good (county_id, id)
);
CREATE INDEX x_shop_move_pool ON t_shop_move (county_id, pool_id, id);
CREATE TABLE t_shop_price (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  good_id      BIGINT NOT NULL,
  from_day     TEXT NOT NULL,
  points       BIGINT NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name      TEXT NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, good_id, from_day),
  FOREIGN KEY (county_id, good_id) REFERENCES t_shop_good (county_id, id)
);
CREATE TABLE t_shop_redeem (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  pool_id      BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  day          TEXT NOT NULL,
  at           BIGINT NOT NULL,
  points       BIGINT NOT NULL,
  confirm      TEXT NOT NULL,
  signature    TEXT NOT NULL,
  allowance_id BIGINT NOT NULL,
  txn_id       BIGINT NOT NULL,
  by_person_id BIGINT NOT NULL,
  by_name      TEXT NOT NULL,
  client_key   TEXT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, pool_id) REFERENCES t_merit_pool (county_id, id)
);
CREATE INDEX x_shop_redeem_county ON t_shop_redeem (county_id, day, id);
CREATE INDEX x_shop_redeem_township ON t_shop_redeem (county_id, township_id, day, id);
CREATE INDEX x_shop_redeem_village ON t_shop_redeem (county_id, village_id, day, id);
CREATE TABLE t_shop_share (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  allowance_id BIGINT NOT NULL,
  good_id      BIGINT NOT NULL,
  household_id BIGINT NOT NULL,
  points       BIGINT NOT NULL,
  left_n       BIGINT NOT NULL,
  hold_id      BIGINT NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, allowance_id, good_id, household_id),
  FOREIGN KEY (county_id, allowance_id) REFERENCES t_shop_allowance (county_id, id)
);
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
CREATE UNIQUE INDEX x_visit_code ON t_visit (county_id, code_hash) WHERE code_hash <> '';
CREATE INDEX x_visit_county ON t_visit (county_id, day, id);
CREATE INDEX x_visit_household ON t_visit (county_id, household_id, day, id);
CREATE INDEX x_visit_township ON t_visit (county_id, township_id, day, id);
CREATE INDEX x_visit_village ON t_visit (county_id, village_id, day, id);
CREATE INDEX x_visit_visitor ON t_visit (county_id, visitor_id, day, id);
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
CREATE INDEX x_visit_ask_case ON t_visit_ask (county_id, case_id);
CREATE INDEX x_visit_ask_household ON t_visit_ask (county_id, household_id, id);
CREATE INDEX x_visit_ask_visit ON t_visit_ask (county_id, visit_id, id);
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
CREATE TABLE t_wall (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  rev         BIGINT  NOT NULL,
  place_id    BIGINT  NOT NULL,
  name        TEXT    NOT NULL,
  hash        TEXT    NOT NULL,
  until_day   TEXT    NOT NULL,
  made_at     BIGINT  NOT NULL,
  made_by_id  BIGINT  NOT NULL,
  made_by     TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, hash),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_wall_township ON t_wall (county_id, township_id, id DESC);
CREATE INDEX x_wall_village ON t_wall (county_id, village_id, id DESC);
