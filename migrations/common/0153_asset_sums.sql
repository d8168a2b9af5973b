-- +goose Up
-- what assets there are and what they are worth, by category, as counters; and the newest of a county
INSERT INTO t_tally (county_id, id, measure, day, n, township_id, village_id, group_id, micro_id, body_id, topic, sealed)
SELECT county_id,
  CASE WHEN micro_id <> 0 THEN micro_id WHEN group_id <> 0 THEN group_id WHEN village_id <> 0 THEN village_id WHEN township_id <> 0 THEN township_id ELSE county_id END,
  'asset.n.' || category, '', COUNT(*), township_id, village_id, group_id, micro_id, body_id, topic, FALSE
FROM t_asset WHERE NOT sealed GROUP BY county_id, township_id, village_id, group_id, micro_id, body_id, topic, category;
INSERT INTO t_tally (county_id, id, measure, day, n, township_id, village_id, group_id, micro_id, body_id, topic, sealed)
SELECT county_id,
  CASE WHEN micro_id <> 0 THEN micro_id WHEN group_id <> 0 THEN group_id WHEN village_id <> 0 THEN village_id WHEN township_id <> 0 THEN township_id ELSE county_id END,
  'asset.value.' || category, '', SUM(value), township_id, village_id, group_id, micro_id, body_id, topic, FALSE
FROM t_asset WHERE NOT sealed AND value <> 0 GROUP BY county_id, township_id, village_id, group_id, micro_id, body_id, topic, category;
