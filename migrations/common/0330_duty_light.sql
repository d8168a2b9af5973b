-- +goose Up
-- the counter of a light in which an open item stands: derived from its days, its progress, the rules and the day, so it has no
-- lines in the journal. An item without a row has not been counted yet; the next morning counts it (ADR 56)
CREATE TABLE t_duty_light (
  county_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  measure   TEXT   NOT NULL,
  PRIMARY KEY (county_id, id),
  FOREIGN KEY (county_id, id) REFERENCES t_duty_item (county_id, id) ON DELETE CASCADE
);
