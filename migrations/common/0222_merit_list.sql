-- +goose Up
-- the lists that hold today, for who works in a village or a township
CREATE INDEX x_merit_list_village ON t_merit_list (county_id, village_id, from_day);
CREATE INDEX x_merit_list_township ON t_merit_list (county_id, township_id, from_day);
CREATE INDEX x_merit_list_day ON t_merit_list (county_id, from_day);
-- the rounds of a period
CREATE INDEX x_merit_round_pool ON t_merit_round (county_id, pool_id, from_day);
