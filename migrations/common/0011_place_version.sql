-- +goose Up
-- since_day is the first day of the name, kind, code and parent that t_place holds; what held before lies in t_place_version
ALTER TABLE t_place ADD COLUMN since_day TEXT NOT NULL DEFAULT '';
UPDATE t_place SET since_day = from_day;

-- what a place was called, of what kind and where it belonged from a day to a day, both included, before its present state;
-- the stamp is that of those days
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
CREATE INDEX x_place_version_parent ON t_place_version (county_id, parent_id, from_day);
CREATE INDEX x_place_version_code ON t_place_version (county_id, code);

-- which place follows which from a day on: several into one (merge), one into several (split), one given to another (close)
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

-- where a body lay until its place went into another one; no key to t_body, which comes after this migration
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

-- changes of the structure that are planned for a day to come; act is the change as it was confirmed, in JSON
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
