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
CREATE INDEX x_appointment_body ON t_appointment (county_id, body_id, id);
CREATE INDEX x_appointment_person ON t_appointment (county_id, person_id, id);
CREATE INDEX x_appointment_place ON t_appointment (county_id, place_id, post);
CREATE INDEX x_appointment_township ON t_appointment (county_id, township_id, id);
CREATE INDEX x_appointment_village ON t_appointment (county_id, village_id, id);
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
  client_key         TEXT,
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
CREATE INDEX x_case_group ON t_case (county_id, group_id, at DESC, id DESC);
CREATE INDEX x_case_micro ON t_case (county_id, micro_id, at DESC, id DESC);
CREATE INDEX x_case_open_body ON t_case (county_id, body_id, due, id) WHERE open;
CREATE INDEX x_case_open_county ON t_case (county_id, due, id) WHERE open;
CREATE INDEX x_case_open_group ON t_case (county_id, group_id, due, id) WHERE open;
CREATE INDEX x_case_open_micro ON t_case (county_id, micro_id, due, id) WHERE open;
CREATE INDEX x_case_open_township ON t_case (county_id, township_id, due, id) WHERE open;
CREATE INDEX x_case_open_village ON t_case (county_id, village_id, due, id) WHERE open;
CREATE INDEX x_case_township ON t_case (county_id, township_id, at DESC, id DESC);
CREATE INDEX x_case_village ON t_case (county_id, village_id, at DESC, id DESC);
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
  at          BIGINT  NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, case_id, hash),
  FOREIGN KEY (county_id, case_id) REFERENCES t_case (county_id, id)
);
CREATE TABLE t_county (
  id   BIGINT NOT NULL,
  code TEXT   NOT NULL,
  name TEXT   NOT NULL,
  PRIMARY KEY (id)
);
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
CREATE TABLE t_lease (
  slot   INTEGER NOT NULL,
  holder TEXT    NOT NULL,
  until  BIGINT  NOT NULL,
  PRIMARY KEY (slot)
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
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
CREATE INDEX x_person_group ON t_person (county_id, group_id, id);
CREATE INDEX x_person_phone ON t_person (county_id, phone_index);
CREATE INDEX x_person_place ON t_person (county_id, place_id, id);
CREATE INDEX x_person_township ON t_person (county_id, township_id, id);
CREATE INDEX x_person_village ON t_person (county_id, village_id, id);
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
  sealed         BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, code)
);
CREATE INDEX x_place_group ON t_place (county_id, group_id, code);
CREATE INDEX x_place_level ON t_place (county_id, level, code);
CREATE INDEX x_place_parent ON t_place (county_id, parent_id, code);
CREATE INDEX x_place_township ON t_place (county_id, township_id, code);
CREATE INDEX x_place_village ON t_place (county_id, village_id, code);
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
CREATE TABLE t_search (
  county_id   BIGINT  NOT NULL,
  id          BIGINT  NOT NULL,
  tbl         TEXT    NOT NULL,
  key         TEXT    NOT NULL,
  township_id BIGINT  NOT NULL,
  village_id  BIGINT  NOT NULL,
  group_id    BIGINT  NOT NULL,
  micro_id    BIGINT  NOT NULL,
  body_id     BIGINT  NOT NULL,
  topic       TEXT    NOT NULL,
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, tbl, id, key)
);
CREATE INDEX x_search_body ON t_search (county_id, body_id, tbl, key);
CREATE INDEX x_search_county ON t_search (county_id, tbl, key);
CREATE INDEX x_search_group ON t_search (county_id, group_id, tbl, key);
CREATE INDEX x_search_township ON t_search (county_id, township_id, tbl, key);
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
CREATE TABLE t_tally (
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
  PRIMARY KEY (county_id, id, body_id, topic, measure, day)
);
CREATE INDEX x_tally_body ON t_tally (county_id, body_id, measure, day);
CREATE INDEX x_tally_group ON t_tally (county_id, group_id, measure, day);
CREATE INDEX x_tally_measure ON t_tally (county_id, measure, day);
CREATE INDEX x_tally_township ON t_tally (county_id, township_id, measure, day);
CREATE INDEX x_tally_village ON t_tally (county_id, village_id, measure, day);
