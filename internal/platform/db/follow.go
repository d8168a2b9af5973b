package db

import (
	"strings"

	"touyan/internal/kernel"
)

// Line is a changed row as a follower of the journal reads it. After is its image by columns: of an update, those that changed.
type Line struct {
	No     int64     `bun:"no"`
	Line   int       `bun:"line"`
	At     int64     `bun:"at"`
	Action string    `bun:"action"`
	Table  string    `bun:"tbl"`
	RowID  kernel.ID `bun:"row_id"`
	Rev    int64     `bun:"rev"`
	Op     Op        `bun:"op"`
	After  string    `bun:"after"`
	kernel.Stamp
}

// Upto is how far a follower came, and where the log ends; there is more while the two differ.
type Upto struct{ No, Head int64 }

// Lines reads the changed rows of some tables after a number of the journal, in its order, those that the actor sees where they lie
// now; looks are left out. It reads at most `most` entries.
func (t *ReadTx) Lines(since int64, most int, tables ...string) ([]Line, Upto, error) {
	head, _, err := t.JournalEnd()
	u := Upto{No: min(max(since, head), since+int64(most)), Head: head}
	if err != nil || u.No == since || len(tables) == 0 {
		return nil, u, err
	}
	where, err := predicate(Table{Name: "journal_line", Bind: ByPlace}, t.actor, t.actor.Arms)
	if err != nil {
		return nil, u, err
	}
	sees, ids := lift(where)
	args := append([]any{int64(t.actor.CountyID), since, u.No, int64(t.actor.CountyID)}, ids...)
	for _, name := range tables {
		args = append(args, name)
	}
	var rows []Line
	err = t.scan(t.ctx, &rows, `SELECT e.no, l.line, e.at, e.action, l.tbl, l.row_id, l.rev, l.op, l.after,
		l.township_id, l.village_id, l.group_id, l.micro_id, l.body_id, l.topic, l.sealed
		FROM t_journal AS e JOIN t_journal_line AS l ON l.entry_id = e.id
		WHERE e.county_id = ? AND e.no > ? AND e.no <= ? AND l.county_id = ? AND l.op <> 'view' AND `+sees+`
		AND l.tbl IN (`+strings.TrimSuffix(strings.Repeat("?, ", len(tables)), ", ")+`) ORDER BY e.no, l.line`, args)
	return rows, u, wrap(err)
}
