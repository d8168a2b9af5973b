-- +goose Up
-- the counter of its age in which an open case stands that was reported more than a week ago: derived from its day and today. A case
-- without a row is younger, or the next morning counts it (ADR 56)
CREATE TABLE t_case_age (
  county_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  measure   TEXT   NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, id) REFERENCES t_case (county_id, id) ON DELETE CASCADE
);
