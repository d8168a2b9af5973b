-- +goose Up
-- an emergency: what kind, from when until when (until moves by a new approval only), what is reported how often, and the day on
-- which what it holds on households is deleted; wiped_at tells when that was done. It lies at the first of its places
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

-- where an emergency holds: seen by who has the place, one above or one below it
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

-- who switched an emergency on, extended it or ended it early, and until when it was to last from then on
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

-- the keys of an emergency, themselves sealed. They are in no journal: once the row is gone, what they sealed is unreadable
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

-- a household that was called: ref is a keyed hash of which one, body what was said, both under the keys of the emergency
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

-- how a place stands in the time that begins at slot, as it was last reported; once for each
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
  sealed      BOOLEAN NOT NULL,
  PRIMARY KEY (county_id, id),
  UNIQUE (county_id, emergency_id, slot, place_id),
  UNIQUE (county_id, client_key),
  FOREIGN KEY (county_id, emergency_id) REFERENCES t_emergency (county_id, id),
  FOREIGN KEY (county_id, place_id) REFERENCES t_place (county_id, id)
);
