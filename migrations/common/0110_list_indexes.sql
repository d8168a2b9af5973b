-- +goose Up
-- Lists of orders and items that show what is closed too, in the order of what is due; open calls in that order.
CREATE INDEX x_duty_order_all ON t_duty_order (county_id, due_day, id);
CREATE INDEX x_duty_order_all_township ON t_duty_order (county_id, township_id, due_day, id);
CREATE INDEX x_duty_order_all_village ON t_duty_order (county_id, village_id, due_day, id);
CREATE INDEX x_duty_order_all_body ON t_duty_order (county_id, body_id, due_day, id);
CREATE INDEX x_duty_item_all ON t_duty_item (county_id, due_day, id);
CREATE INDEX x_duty_item_all_township ON t_duty_item (county_id, township_id, due_day, id);
CREATE INDEX x_duty_item_all_village ON t_duty_item (county_id, village_id, due_day, id);
CREATE INDEX x_duty_item_all_body ON t_duty_item (county_id, body_id, due_day, id);
CREATE INDEX x_case_call_county ON t_case_call (county_id, due, id) WHERE open;
CREATE INDEX x_duty_notice_day ON t_duty_notice (county_id, day DESC, id DESC);
