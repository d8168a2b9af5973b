-- +goose Up
-- a round of a scheme at a place: rules_no is the version of the pack under which it runs. The body that reviews, who of it should
-- attend and who was there (ids with a comma between); until when it is posted
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
CREATE UNIQUE INDEX x_award_round_once ON t_award_round (county_id, scheme, place_id, period) WHERE state <> 'cancelled';
CREATE INDEX x_award_round_county ON t_award_round (county_id, id DESC);
CREATE INDEX x_award_round_township ON t_award_round (county_id, township_id, id DESC);
CREATE INDEX x_award_round_village ON t_award_round (county_id, village_id, id DESC);
CREATE INDEX x_award_round_group ON t_award_round (county_id, group_id, id DESC);
CREATE INDEX x_award_round_micro ON t_award_round (county_id, micro_id, id DESC);
CREATE INDEX x_award_round_body ON t_award_round (county_id, body_id, id DESC);
CREATE INDEX x_award_round_place ON t_award_round (county_id, place_id, id);

-- who is in a round, and what became of it: total in hundredths of a point, the votes of the body, who of those present stood aside
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
CREATE INDEX x_award_entry_county ON t_award_entry (county_id, round_id, id);
CREATE INDEX x_award_entry_township ON t_award_entry (county_id, round_id, township_id, id);
CREATE INDEX x_award_entry_village ON t_award_entry (county_id, round_id, village_id, id);
CREATE INDEX x_award_entry_group ON t_award_entry (county_id, round_id, group_id, id);
CREATE INDEX x_award_entry_micro ON t_award_entry (county_id, round_id, micro_id, id);
CREATE INDEX x_award_entry_body ON t_award_entry (county_id, round_id, body_id, id);

-- one score: an item of an entry by one rater. Scores are added, never changed; last tells which one counts
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

-- an objection to what is posted, with its clock; code opens the answer to who objected
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
CREATE INDEX x_award_objection_round ON t_award_objection (county_id, round_id, id);

-- an honour that was won, with its plaque: until when it holds, when it is looked at again, and whether it was revoked. code is on the
-- plaque; reason is for officers, never published
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
CREATE INDEX x_award_honour_county ON t_award_honour (county_id, id DESC);
CREATE INDEX x_award_honour_township ON t_award_honour (county_id, township_id, id DESC);
CREATE INDEX x_award_honour_village ON t_award_honour (county_id, village_id, id DESC);
CREATE INDEX x_award_honour_group ON t_award_honour (county_id, group_id, id DESC);
CREATE INDEX x_award_honour_micro ON t_award_honour (county_id, micro_id, id DESC);
CREATE INDEX x_award_honour_body ON t_award_honour (county_id, body_id, id DESC);
CREATE INDEX x_award_honour_check ON t_award_honour (county_id, next_check, id) WHERE state = 'held' AND next_check <> '';
CREATE INDEX x_award_honour_subject ON t_award_honour (county_id, subject, subject_id, id);
CREATE INDEX x_award_honour_household ON t_award_honour (county_id, household_id, id) WHERE household_id <> 0;
CREATE INDEX x_award_honour_person ON t_award_honour (county_id, person_id, id) WHERE person_id <> 0;

-- a re-check that came due: once for each honour and day
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
