package db

import (
	"encoding/json"
	"fmt"
	"strings"

	"touyan/internal/kernel"
)

// Changed is a row that changed. Gone says that it was deleted, and Was what it said then, by columns.
type Changed struct {
	Table string
	ID    kernel.ID
	Gone  bool
	Was   map[string]any
}

// WasID is a column of a deleted row that held an id.
func (c Changed) WasID(column string) kernel.ID {
	n, _ := c.Was[column].(float64) // ids lie below 2^53
	return kernel.ID(n)
}

// Changes tells which rows of some tables changed after a number of the journal, each once: those that the actor sees now, and
// those that they saw before and that went elsewhere. It reads at most `most` entries, and says up to which number it came and
// where the log ends; there is more while the two differ.
func (t *ReadTx) Changes(since int64, most int, tables ...string) (out []Changed, upto, head int64, err error) {
	if head, _, err = t.JournalEnd(); err != nil || since >= head {
		return nil, max(since, head), head, err
	}
	upto = min(head, since+int64(most))
	where, err := predicate(Table{Name: "journal_line", Bind: ByPlace}, t.actor, t.actor.Arms)
	if err != nil {
		return nil, since, head, err
	}
	var rows []changedRow
	sees, ids := lift(where)
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(tables)), ", ")
	args := append([]any{}, ids...)
	args = append(args, int64(t.actor.CountyID), since, upto, int64(t.actor.CountyID))
	for _, name := range tables {
		args = append(args, name)
	}
	args = append(args, ids...)
	err = t.scan(t.ctx, &rows, `SELECT l.tbl, l.row_id, l.op, CASE WHEN l.op = 'delete' OR NOT (`+sees+`) THEN l.before ELSE '' END AS before,
		l.township_id, l.village_id, l.group_id, l.micro_id, l.body_id, l.topic, l.sealed
		FROM t_journal AS e JOIN t_journal_line AS l ON l.entry_id = e.id
		WHERE e.county_id = ? AND e.no > ? AND e.no <= ? AND l.county_id = ? AND l.op <> 'view' AND l.tbl IN (`+marks+`)
		AND (`+sees+` OR l.op = 'update' AND l.before LIKE '%"%\_id":%' ESCAPE '\') ORDER BY e.no, l.line`, args)
	if err != nil {
		return nil, since, head, wrap(err)
	}
	return t.folded(rows), upto, head, nil
}

type changedRow struct {
	Tbl    string    `bun:"tbl"`
	RowID  kernel.ID `bun:"row_id"`
	Op     Op        `bun:"op"`
	Before string    `bun:"before"`
	kernel.Stamp
}

// folded are the changed rows, each once, without those that the actor saw neither before nor after.
func (t *ReadTx) folded(rows []changedRow) []Changed {
	var out []Changed
	at := map[string]int{}
	table := Table{Bind: ByPlace}
	for i := range rows {
		r := &rows[i]
		if !covers(table, t.actor, &r.Stamp, "") {
			if was, ok := before(r.Before, r.Stamp); !ok || !covers(table, t.actor, &was, "") {
				continue
			}
		}
		c := Changed{Table: r.Tbl, ID: r.RowID, Gone: r.Op == opDelete}
		if c.Gone {
			_ = json.Unmarshal([]byte(r.Before), &c.Was) // the door wrote it
		}
		key := fmt.Sprint(r.Tbl, r.RowID)
		if j, seen := at[key]; seen {
			out[j] = c
			continue
		}
		at[key] = len(out)
		out = append(out, c)
	}
	return out
}

// before is a stamp as it was, by what an image says of its columns; columns that did not change are not in it.
func before(image string, now kernel.Stamp) (kernel.Stamp, bool) {
	var v struct {
		Township *int64  `json:"township_id"`
		Village  *int64  `json:"village_id"`
		Group    *int64  `json:"group_id"`
		Micro    *int64  `json:"micro_id"`
		Body     *int64  `json:"body_id"`
		Topic    *string `json:"topic"`
		Sealed   *bool   `json:"sealed"`
	}
	err := json.Unmarshal([]byte(image), &v)
	for _, c := range []struct {
		was *int64
		at  *kernel.ID
	}{{v.Township, &now.TownshipID}, {v.Village, &now.VillageID}, {v.Group, &now.GroupID}, {v.Micro, &now.MicroID}, {v.Body, &now.BodyID}} {
		if c.was != nil {
			*c.at = kernel.ID(*c.was)
		}
	}
	if v.Topic != nil {
		now.Topic = *v.Topic
	}
	if v.Sealed != nil {
		now.Sealed = *v.Sealed
	}
	return now, err == nil
}

// JournalEnd is the last number of the county's journal, and the hash of that entry.
func (t *ReadTx) JournalEnd() (no int64, leaf string, err error) {
	var rows []struct {
		No   int64  `bun:"no"`
		Leaf string `bun:"leaf"`
	}
	err = t.scan(t.ctx, &rows, "SELECT e.no, e.leaf FROM t_journal AS e WHERE e.county_id = ? AND e.no > 0 ORDER BY e.no DESC LIMIT 1", []any{int64(t.actor.CountyID)})
	if err != nil || len(rows) == 0 {
		return 0, "", wrap(err)
	}
	return rows[0].No, rows[0].Leaf, nil
}

// JournalMark is the hash of the entry with a number; empty where there is none.
func (t *ReadTx) JournalMark(no int64) (string, error) {
	var leaf []string
	err := t.scan(t.ctx, &leaf, "SELECT e.leaf FROM t_journal AS e WHERE e.county_id = ? AND e.no > 0 AND e.no = ?", []any{int64(t.actor.CountyID), no})
	if err != nil || len(leaf) == 0 {
		return "", wrap(err)
	}
	return leaf[0], nil
}
