package quality

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// countersOf begins the names of the counters of findings: quality.CHECK.
const countersOf = "quality."

// Findings are made anew by each run; meanwhile they go with their place, and their counters with them.
var (
	_ = db.Declare(db.Table{Name: "quality_finding", Place: db.PlaceCounty, Bind: db.ByPlace, Derived: true, Standing: []string{"'" + countersOf + "' || rule"}})
	_ = db.Declare(db.Table{Name: "quality_run", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true, Refs: []db.Ref{{Col: "by_person_id", To: "person", Label: "by_name"}}})
)

type findingRow struct {
	db.BaseModel `bun:"table:t_quality_finding"`
	db.Row
	Found
	Rule  string     `bun:"rule"`
	Since kernel.Day `bun:"since_day"`
}

// StampOf is where the record lies.
func (r *findingRow) StampOf() *kernel.Stamp { return &r.Stamp }

type runRow struct {
	db.BaseModel `bun:"table:t_quality_run"`
	db.Row
	kernel.Stamp
	PlaceID    kernel.ID `bun:"place_id"`
	State      string    `bun:"state"`
	Total      int       `bun:"total"`
	Done       int       `bun:"done"`
	Found      int       `bun:"found"`
	Fresh      int       `bun:"fresh"`
	Gone       int       `bun:"gone"`
	At         int64     `bun:"at"`
	EndedAt    int64     `bun:"ended_at"`
	ByPersonID kernel.ID `bun:"by_person_id"`
	ByName     string    `bun:"by_name"`
	ClientKey  *string   `bun:"client_key"`
}

// span is a place as a condition over the places of the rows of an alias; the county is all of it.
type span struct {
	level kernel.Level
	ids   []kernel.ID
}

// over writes the condition out for an alias.
func (s span) over(alias string) (string, []any) {
	switch s.level {
	case kernel.LevelTownship:
		return " AND " + alias + ".township_id = ?", []any{s.ids[0]}
	case kernel.LevelVillage:
		return " AND " + alias + ".village_id = ?", []any{s.ids[0]}
	case kernel.LevelMicro:
		return " AND " + alias + ".micro_id = ?", []any{s.ids[0]}
	case kernel.LevelGroup:
		in, args := place.Among(alias+".group_id", s.ids)
		return " AND " + in, args
	case kernel.LevelNone, kernel.LevelCounty:
	}
	return "", nil
}

// keptOf are the findings of a check within a place.
func keptOf(tx *db.ReadTx, rule string, at span) ([]findingRow, error) {
	var rows []findingRow
	within, args := at.over("f")
	err := tx.Select(&rows, "SELECT f.* FROM {quality_finding f} WHERE f.rule = ?"+within, append([]any{rule}, args...)...)
	return rows, err
}

// pageOf is a page of the findings of a check, the oldest first: what nobody has mended for long stands on top.
func pageOf(tx *db.ReadTx, rule string, at span, page kernel.Page) ([]findingRow, string, error) {
	within, args := at.over("f")
	return db.PageOf(tx, db.List{
		SQL: "SELECT f.* FROM {quality_finding f} WHERE f.rule = ?" + within, Args: append([]any{rule}, args...),
		Order: []db.Key{{Col: "f.since_day", Dir: db.Asc}, {Col: "f.id", Dir: db.Asc}}, Page: page,
	}, func(r *findingRow) []any { return []any{string(r.Since), r.ID} })
}

type counted struct {
	Measure string    `bun:"measure"`
	At      kernel.ID `bun:"at"`
	N       int64     `bun:"n"`
}

// countsOf sums the counters of all checks within a place.
func countsOf(tx *db.ReadTx, at span) ([]counted, error) {
	var rows []counted
	within, args := at.over("t")
	err := tx.Select(&rows, "SELECT t.measure, SUM(t.n) AS n FROM {tally t} WHERE t.measure >= ? AND t.measure < ? AND t.day = ?"+within+" GROUP BY t.measure",
		append([]any{countersOf, countersOf + "~", db.Standing}, args...)...)
	return rows, err
}

var columnBelow = map[kernel.Level]string{
	kernel.LevelCounty: "township_id", kernel.LevelTownship: "village_id", kernel.LevelVillage: "group_id",
}

// countsBelow sums them for each place right below one.
func countsBelow(tx *db.ReadTx, at span) ([]counted, error) {
	var rows []counted
	col, ok := columnBelow[at.level]
	if !ok {
		return nil, nil
	}
	within, args := at.over("t")
	err := tx.Select(&rows, "SELECT t.measure, t."+col+" AS at, SUM(t.n) AS n FROM {tally t} WHERE t.measure >= ? AND t.measure < ? AND t.day = ?"+within+" GROUP BY t.measure, t."+col,
		append([]any{countersOf, countersOf + "~", db.Standing}, args...)...)
	return rows, err
}

// runsOf are the newest runs over some places.
func runsOf(tx *db.ReadTx, places []kernel.ID) ([]runRow, error) {
	in, args := place.Among("r.place_id", places)
	var rows []runRow
	err := tx.Select(&rows, "SELECT r.* FROM {quality_run r} WHERE "+in+" ORDER BY r.id DESC LIMIT 20", args...)
	return rows, err
}

// countFindings computes the counters anew.
func countFindings(tx *db.ReadTx) ([]db.Count, error) {
	var rows []struct {
		kernel.Stamp
		Rule string `bun:"rule"`
		N    int64  `bun:"n"`
	}
	const stamp = "f.township_id, f.village_id, f.group_id, f.micro_id, f.body_id, f.topic, f.sealed"
	err := tx.Select(&rows, "SELECT "+stamp+", f.rule, COUNT(*) AS n FROM {quality_finding f} WHERE TRUE GROUP BY "+stamp+", f.rule")
	out := make([]db.Count, len(rows))
	for i, r := range rows {
		out[i] = db.Count{Stamp: r.Stamp, Day: db.Standing, Measure: countersOf + r.Rule, N: r.N}
	}
	return out, err
}

// labels say what a record of a kind is called, by its id.
var labels = map[string]string{
	"place":     "SELECT l.id, l.name FROM {place l} WHERE ",
	"person":    "SELECT l.id, l.name FROM {person l} WHERE ",
	"pair":      "SELECT l.id, p.name FROM {person_pair l} JOIN {person p} ON p.county_id = l.county_id AND p.id = l.a_id WHERE ",
	"household": "SELECT l.id, COALESCE(p.name, l.code) AS name FROM {household l} LEFT JOIN {person p} ON p.county_id = l.county_id AND p.id = l.head_id WHERE ",
	"body":      "SELECT l.id, l.name FROM {body l} WHERE ",
	"case":      "SELECT l.id, l.no AS name FROM {case l} WHERE ",
	"visit":     "SELECT l.id, l.visitor_name AS name FROM {visit l} WHERE ",
	"campaign":  "SELECT l.id, l.name FROM {campaign l} WHERE ",
	"item":      "SELECT l.id, l.title AS name FROM {duty_item l} WHERE ",
	"list":      "SELECT l.id, l.title AS name FROM {duty_list l} WHERE ",
	"honour":    "SELECT l.id, l.name FROM {award_honour l} WHERE ",
	"round":     "SELECT l.id, l.title AS name FROM {award_round l} WHERE ",
	"member":    "SELECT l.id, l.person_name AS name FROM {points_account l} WHERE ",
	"emergency": "SELECT l.id, l.title AS name FROM {emergency l} WHERE ",
	"device":    "SELECT l.id, l.person_name AS name FROM {field_device l} WHERE ",
	"request":   "SELECT l.id, l.no AS name FROM {privacy_request l} WHERE ",
	"activity":  "SELECT l.id, b.name FROM {activity l} JOIN {body b} ON b.county_id = l.county_id AND b.id = l.body_id WHERE ",
}

// namesOf reads what records of a kind are called, as far as the actor sees them.
func namesOf(tx *db.ReadTx, kind string, ids []kernel.ID) (map[kernel.ID]string, error) {
	out := map[kernel.ID]string{}
	if labels[kind] == "" || len(ids) == 0 {
		return out, nil
	}
	in, args := place.Among("l.id", ids)
	var rows []struct {
		ID   kernel.ID `bun:"id"`
		Name string    `bun:"name"`
	}
	err := tx.Select(&rows, labels[kind]+in, args...)
	for _, r := range rows {
		out[r.ID] = r.Name
	}
	return out, err
}
