package db

import "touyan/internal/kernel"

// Heard is what an entry of the journal did to one row, without what the row says.
type Heard struct {
	No     int64     `bun:"no"`
	At     int64     `bun:"at"` // epoch milliseconds
	Action string    `bun:"action"`
	Table  string    `bun:"tbl"`
	ID     kernel.ID `bun:"row_id"`
	Op     Op        `bun:"op"`
	Moved  bool      `bun:"moved"` // its column state changed
	kernel.Stamp
}

// Heard tells what changed after a number of the journal, in the order of the journal, as far as the actor sees it: at most so many
// rows, and up to which number they reach. With more, the entry of that number may be told in part, and others follow it.
func (t *ReadTx) Heard(since int64, most int) (out []Heard, upto int64, more bool, err error) {
	head, _, err := t.JournalEnd()
	if err != nil || since >= head {
		return nil, max(since, head), false, err
	}
	where, err := predicate(Table{Name: "journal_line", Bind: ByPlace}, t.actor, t.actor.Arms)
	if err != nil {
		return nil, since, false, err
	}
	sees, ids := lift(where)
	args := append([]any{int64(t.actor.CountyID), since, head, int64(t.actor.CountyID)}, ids...)
	err = t.scan(t.ctx, &out, `SELECT e.no, e.at, e.action, l.tbl, l.row_id, l.op, (l.op = 'update' AND l.after LIKE '%"state":%') AS moved, l.township_id, l.village_id, l.group_id, l.micro_id, l.body_id, l.topic, l.sealed
		FROM t_journal AS e JOIN t_journal_line AS l ON l.entry_id = e.id
		WHERE e.county_id = ? AND e.no > ? AND e.no <= ? AND l.county_id = ? AND l.op <> 'view' AND `+sees+` ORDER BY e.no, l.line LIMIT ?`, append(args, int64(most)+1))
	if err != nil {
		return nil, since, false, wrap(err)
	}
	if more = len(out) > most; more {
		out = out[:most]
		head = out[most-1].No
	}
	return out, head, more, nil
}

// Inserted tells whether the row is new.
func (h Heard) Inserted() bool { return h.Op == opInsert }
