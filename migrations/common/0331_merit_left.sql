-- +goose Up
-- what is left of the money of each pool, as a counter: the balance of its free account
INSERT INTO t_tally (county_id, id, measure, day, n, township_id, village_id, group_id, micro_id, body_id, topic, sealed)
SELECT p.county_id,
  CASE WHEN p.micro_id <> 0 THEN p.micro_id WHEN p.group_id <> 0 THEN p.group_id WHEN p.village_id <> 0 THEN p.village_id WHEN p.township_id <> 0 THEN p.township_id ELSE p.county_id END,
  'merit.left', '', SUM(r.n), p.township_id, p.village_id, p.group_id, p.micro_id, p.body_id, p.topic, FALSE
FROM t_merit_pool AS p JOIN t_running AS r ON r.county_id = p.county_id AND r.id = p.free_id
WHERE NOT p.sealed GROUP BY p.county_id, p.township_id, p.village_id, p.group_id, p.micro_id, p.body_id, p.topic;
