-- +goose Up
-- the column of the board in which a case stands: its queue while that works on it, ? while it waits for triage. Each page of the board
-- then reads the first rows of a lane in a place, however many are open. What was open before is put where it most likely
-- stands; its next step puts it right
ALTER TABLE t_case ADD COLUMN lane TEXT NOT NULL DEFAULT '';
UPDATE t_case SET lane = queue WHERE open AND queue <> '';
UPDATE t_case SET lane = '?' WHERE open AND queue = '' AND body_id = 0 AND assignee_id = 0 AND type = 'report' AND state IN ('reported', 'accepted');
DROP INDEX x_case_queue;
CREATE INDEX x_case_lane_county ON t_case (county_id, lane, due, id) WHERE open AND lane <> '';
CREATE INDEX x_case_lane_township ON t_case (county_id, township_id, lane, due, id) WHERE open AND lane <> '';
CREATE INDEX x_case_lane_village ON t_case (county_id, village_id, lane, due, id) WHERE open AND lane <> '';
CREATE INDEX x_case_lane_group ON t_case (county_id, group_id, lane, due, id) WHERE open AND lane <> '';
CREATE INDEX x_case_lane_micro ON t_case (county_id, micro_id, lane, due, id) WHERE open AND lane <> '';
CREATE INDEX x_case_lane_body ON t_case (county_id, body_id, lane, due, id) WHERE open AND lane <> '';
