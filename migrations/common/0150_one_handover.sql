-- +goose Up
-- One kind of handover: that of a post, or (keeps) of what lies in its work while the holder keeps it or has lost it. What was kept
-- of handovers of items goes into it, by the newest post of who gave them; its words are filled in when it is carried out.
ALTER TABLE t_handover ADD COLUMN keeps BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE t_handover ADD COLUMN lists INTEGER NOT NULL DEFAULT 0;

INSERT INTO t_handover (county_id, id, rev, appointment_id, next_id, post, from_person_id, from_name, into_person_id, into_name,
  by_person_id, by_name, day, done_day, reason, failed, cases, calls, items, contacts, links, turns, stayed,
  township_id, village_id, group_id, micro_id, body_id, topic, sealed, keeps)
SELECT h.county_id, h.id, h.rev,
  (SELECT a.id FROM t_appointment a WHERE a.county_id = h.county_id AND a.person_id = h.from_person_id ORDER BY a.to_day DESC, a.id DESC LIMIT 1),
  h.appointment_id, '', h.from_person_id, h.from_name, h.into_person_id, h.into_name,
  0, '', h.day, h.done_day, h.reason, '', 0, 0, h.items, 0, 0, 0, 0,
  h.township_id, h.village_id, h.group_id, h.micro_id, h.body_id, h.topic, h.sealed, TRUE
FROM t_duty_handover h
WHERE EXISTS (SELECT 1 FROM t_appointment a WHERE a.county_id = h.county_id AND a.person_id = h.from_person_id);

DROP TABLE t_duty_handover;

-- the lists that somebody answers for
CREATE INDEX x_duty_list_person ON t_duty_list (county_id, person_id, id) WHERE person_id <> 0;
