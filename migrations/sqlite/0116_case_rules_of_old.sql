-- +goose Up
-- what was there before the number was kept gets the version that held when it was made: an id tells the millisecond (ADR 3)
UPDATE t_case SET rules_no = (SELECT max(v.no) FROM t_pack_version v WHERE v.county_id = t_case.county_id AND (v.no = 1
    OR v.id / 4096 <= t_case.id / 4096 AND CAST(strftime('%s', v.from_day) AS INTEGER) * 1000 - 28800000 <= t_case.id / 4096 + 1704067200000))
  WHERE EXISTS (SELECT 1 FROM t_pack_version v WHERE v.county_id = t_case.county_id AND v.no > 1);
