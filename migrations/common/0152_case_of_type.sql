-- +goose Up
-- cases are counted by type and state, so that a ledger says how many it holds; and open cases of one type are found by when they are due
DELETE FROM t_tally WHERE day = '' AND substr(measure, 1, 11) = 'case.state.';
INSERT INTO t_tally (county_id, id, measure, day, n, township_id, village_id, group_id, micro_id, body_id, topic, sealed)
SELECT county_id,
  CASE WHEN micro_id <> 0 THEN micro_id WHEN group_id <> 0 THEN group_id WHEN village_id <> 0 THEN village_id WHEN township_id <> 0 THEN township_id ELSE county_id END,
  'case.state.' || type || '.' || state, '', COUNT(*), township_id, village_id, group_id, micro_id, body_id, topic, FALSE
FROM t_case WHERE NOT sealed
GROUP BY county_id, township_id, village_id, group_id, micro_id, body_id, topic, type, state;

CREATE INDEX x_case_type_open ON t_case (county_id, type, due, id) WHERE open;
