package duty

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// measureLight begins the standing counters of open items by the light with which they were counted last.
const measureLight = "duty.light."

// The light of an item follows the day, so it is no column of the item: an item that nobody touched must not look changed to whoever
// read it yesterday, a phone without a network above all.
var _ = db.Declare(db.Table{Name: "duty_light", Place: db.PlaceCounty, Bind: db.ByCounty, Derived: true})

// standingLight is the counter of an open item by its light, for who moves its counters along with it.
const standingLight = "CASE WHEN open THEN COALESCE((SELECT l.measure FROM {duty_light} AS l WHERE l.county_id = :county AND l.id = {duty_item}.id), '') ELSE '' END"

// lit is an open item with the light with which it is counted, as far as its light follows from it.
type lit struct {
	ID       kernel.ID  `bun:"id"`
	Type     string     `bun:"type"`
	FromDay  kernel.Day `bun:"from_day"`
	DueDay   kernel.Day `bun:"due_day"`
	Progress int        `bun:"progress"`
	State    string     `bun:"state"`
	Measure  *string    `bun:"measure"` // of its light; nil: not counted yet
}

func (l *lit) row() *itemRow {
	return &itemRow{Type: l.Type, FromDay: l.FromDay, DueDay: l.DueDay, Progress: l.Progress, State: l.State, Open: true}
}

// openAfter reads open items with their lights in the order in which they are due, after one of them.
func openAfter(tx *db.ReadTx, due kernel.Day, id kernel.ID, most int) ([]lit, error) {
	var rows []lit
	err := tx.Select(&rows, "SELECT i.id, i.type, i.from_day, i.due_day, i.progress, i.state, l.measure FROM {duty_item i} LEFT JOIN {duty_light l} ON l.county_id = i.county_id AND l.id = i.id"+
		" WHERE i.open AND i.due_day >= ? AND (i.due_day > ? OR i.id > ?) ORDER BY i.due_day, i.id LIMIT ?", due, due, id, most)
	return rows, err
}

// whereLight keeps the items that are counted with a light.
func whereLight(w *conditions, light string) {
	w.add("i.open AND EXISTS (SELECT 1 FROM {duty_light l} WHERE l.county_id = i.county_id AND l.id = i.id AND l.measure = ?)", measureLight+light)
}

// countLights counts the open items by light anew.
func countLights(tx *db.ReadTx) ([]db.Count, error) {
	const columns = "i.township_id, i.village_id, i.group_id, i.micro_id, i.body_id, i.topic"
	var rows []struct {
		kernel.Stamp
		Measure string `bun:"measure"`
		N       int64  `bun:"n"`
	}
	err := tx.Select(&rows, "SELECT "+columns+", l.measure, count(*) AS n FROM {duty_item i} JOIN {duty_light l} ON l.county_id = i.county_id AND l.id = i.id"+
		" WHERE i.open AND NOT i.sealed GROUP BY "+columns+", l.measure")
	out := make([]db.Count, len(rows))
	for i, r := range rows {
		out[i] = db.Count{Stamp: r.Stamp, Day: db.Standing, Measure: r.Measure, N: r.N}
	}
	return out, err
}
