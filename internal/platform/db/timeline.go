package db

import (
	"encoding/json"
	"slices"

	"touyan/internal/kernel"
)

// Event is one line of a record's timeline.
type Event struct {
	EntryID   kernel.ID `bun:"entry_id"`
	No        int64     `bun:"no"` // number in the county's log; 0 while it is being numbered
	At        int64     `bun:"at"` // epoch milliseconds
	ActorKind string    `bun:"actor_kind"`
	PersonID  kernel.ID `bun:"person_id"`
	Actor     string    `bun:"actor_name"`
	Action    string    `bun:"action"`
	Reason    string    `bun:"reason"`
	Op        Op        `bun:"op"`
	Rev       int64     `bun:"rev"`
	Hash      string    `bun:"leaf"`
	Before    string    `bun:"before"`
	After     string    `bun:"after"`
	Changes   []Change  `bun:"-"`
}

// Change is one column of an event; texts are as stored, so secrets stay sealed.
type Change struct{ Column, Before, After string }

// timelineLimit bounds one timeline; a record with more changes shows the newest.
const timelineLimit = 500

// Timeline is what happened to a record, oldest first, as far as the actor may see it.
func (t *ReadTx) Timeline(table string, id kernel.ID) ([]Event, error) {
	if _, err := tableNamed(table); err != nil {
		return nil, kernel.NotFound("journal").Because(err)
	}
	where, err := t.lineScope(table)
	if err != nil {
		return nil, err
	}
	where, ids := lift(where)
	args := append([]any{int64(t.actor.CountyID), table, int64(id)}, ids...)
	out := []Event{}
	err = t.scan(t.ctx, &out, `SELECT l.entry_id, e.no, e.at, e.actor_kind, e.person_id, e.actor_name, e.action, e.reason, l.op, l.rev, e.leaf, l.before, l.after
		FROM (SELECT * FROM t_journal_line WHERE county_id = ? AND tbl = ? AND row_id = ? AND `+where+`) AS l
		JOIN t_journal AS e ON e.county_id = l.county_id AND e.id = l.entry_id
		WHERE e.county_id = ? ORDER BY e.id DESC, l.line DESC LIMIT ?`,
		append(args, int64(t.actor.CountyID), int64(timelineLimit)))
	if err != nil {
		return nil, wrap(err)
	}
	slices.Reverse(out)
	for i := range out {
		out[i].Changes = changes(out[i].Before, out[i].After)
	}
	return out, nil
}

// Events is what this Write adds to the timeline of a record, once it has ended (After): the answer to a Write need not read
// back what its writer knows.
func (t *WriteTx) Events(table string, id kernel.ID) []Event {
	out := []Event{}
	if t.entry == nil {
		return out
	}
	e := t.entry.row
	for i := range t.lines {
		l := &t.lines[i]
		if l.Tbl != table || l.RowID != id {
			continue
		}
		out = append(out, Event{
			EntryID: e.ID, No: e.No, At: e.At, ActorKind: e.ActorKind, PersonID: e.PersonID, Actor: e.ActorName, Action: e.Action,
			Reason: e.Reason, Op: l.Op, Rev: l.Rev, Hash: e.Leaf, Before: l.Before, After: l.After, Changes: changes(l.Before, l.After),
		})
	}
	return out
}

// lineScope is the scope of the record's own table, applied to the stamps of the lines.
func (t *ReadTx) lineScope(table string) (string, error) {
	decl, err := tableNamed(table)
	if err != nil {
		return "", err
	}
	if decl.Bind == Frame {
		decl.Bind, decl.Open = ByPlace, false
	}
	decl.Type = "" // lines know no types
	return predicate(decl, t.actor, t.actor.Arms)
}

func changes(before, after string) []Change {
	var b, a map[string]any
	_ = json.Unmarshal([]byte(before), &b)
	_ = json.Unmarshal([]byte(after), &a)
	cols := []string{}
	for c := range a {
		cols = append(cols, c)
	}
	for c := range b {
		if _, ok := a[c]; !ok {
			cols = append(cols, c)
		}
	}
	slices.Sort(cols)
	out := make([]Change, 0, len(cols))
	for _, c := range cols {
		out = append(out, Change{c, text(b[c]), text(a[c])})
	}
	return out
}

func text(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		return x
	}
	b, _ := json.Marshal(v)
	return string(b)
}
