-- +goose Up
-- what a case carries beside its words, by the fields of its type: facts are open, secrets one sealed text. doers says who
-- took which step last; queue and duty_item say where triage put it
ALTER TABLE t_case ADD COLUMN facts TEXT NOT NULL DEFAULT '';
ALTER TABLE t_case ADD COLUMN secrets TEXT NOT NULL DEFAULT '';
ALTER TABLE t_case ADD COLUMN doers TEXT NOT NULL DEFAULT '';
ALTER TABLE t_case ADD COLUMN queue TEXT NOT NULL DEFAULT '';
ALTER TABLE t_case ADD COLUMN duty_item TEXT NOT NULL DEFAULT '';
ALTER TABLE t_case ADD COLUMN reopened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE t_case ADD COLUMN merged_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE t_case ADD COLUMN merges INTEGER NOT NULL DEFAULT 0;
ALTER TABLE t_case ADD COLUMN parent_id BIGINT NOT NULL DEFAULT 0;
CREATE INDEX x_case_queue ON t_case (county_id, queue, due, id) WHERE open AND queue <> '';
CREATE INDEX x_case_parent ON t_case (county_id, parent_id, id) WHERE parent_id <> 0;
CREATE INDEX x_case_merged ON t_case (county_id, merged_id, id) WHERE merged_id <> 0;
