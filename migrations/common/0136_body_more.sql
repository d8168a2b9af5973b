-- +goose Up
-- what a Party organisation is built on: a body (an industry chain, a co-operative) or a grid; 0 where it is built on nothing
ALTER TABLE t_body ADD COLUMN based_body_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE t_body ADD COLUMN based_place_id BIGINT NOT NULL DEFAULT 0;
CREATE INDEX x_body_based ON t_body (county_id, based_body_id, id) WHERE based_body_id <> 0;
CREATE INDEX x_body_based_at ON t_body (county_id, based_place_id, id) WHERE based_place_id <> 0;

-- why a seat is allowed that a rule bars; empty where nothing bars it
ALTER TABLE t_member ADD COLUMN allowed TEXT NOT NULL DEFAULT '';
ALTER TABLE t_appointment ADD COLUMN allowed TEXT NOT NULL DEFAULT '';

-- whose post is acted, as an appointment; 0 for one's own
ALTER TABLE t_appointment ADD COLUMN acts_for_id BIGINT NOT NULL DEFAULT 0;
CREATE INDEX x_appointment_acts ON t_appointment (county_id, acts_for_id) WHERE acts_for_id <> 0;

-- consent to stand on the public card with name or number: since when, how it was given, who recorded it. What was shown so far
-- was shown by what the register of posts says
ALTER TABLE t_appointment ADD COLUMN show_phone BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE t_appointment ADD COLUMN consent_day TEXT NOT NULL DEFAULT '';
ALTER TABLE t_appointment ADD COLUMN consent_how TEXT NOT NULL DEFAULT '';
ALTER TABLE t_appointment ADD COLUMN consent_by TEXT NOT NULL DEFAULT '';
UPDATE t_appointment SET show_phone = TRUE, consent_day = from_day, consent_how = '任职登记时注明' WHERE show_name;
