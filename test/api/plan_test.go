package api_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// heard collects the statements that SQLite gets, each once, with the operation that first asked it.
type heard struct {
	mu   sync.Mutex
	op   string
	list map[string]asking
}

type asking struct {
	op   string
	args []any
}

// during names the operation that is walked.
func (a *heard) during(op string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.op = op; a.list == nil {
		a.list = map[string]asking{}
	}
}

func (a *heard) note(text string, args []any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.op == "" || a.list[text].op != "" {
		return
	}
	a.list[text] = asking{a.op, args}
}

// small are the tables that may be read whole, each with the reason.
var small = map[string]string{
	"county":       "one row a county",
	"pack_version": "a few versions a year",
	"body":         "some thousand bodies, which lists show in the pack's order of kinds",
	"session":      "who is signed in at the moment; cleared at each sign-in",
	"lease":        "one row a server",
	"import_run":   "imports that are on their way",
	"feed_key":     "one row a county",
	"feed_cursor":  "one row a webhook",
}

// wholes are the operations that are meant to read much, by the beginning of their names, each with the reason.
var wholes = map[string]string{
	"exchange.export_":    "a sheet of all that the officer may see",
	"exchange.upload":     "a sheet is read against the whole structure",
	"place.act":           "an act upon the structure moves all that lies there, some times a year",
	"place.close":         "the same",
	"place.import_shapes": "outlines are found a place among all of the officer's, some times a year",
	"place.export_shapes": "and go out again",
	"points.close":        "a branch closes its book once a year",
	"person.merge":        "all that names a person goes over to another entry",
	"person.unmerge":      "the same, back",
	"person.find_pairs":   "looks through the register for who was entered twice",
	"casework.ruling":     "the county's administrator asks which open cases stand on older rules",
	"person.update":       "who takes another name, some a year, is followed in every table that says it",
	"privacy.fields":      "counts what has outlived its period, for the county's administrator",
	"access.demo_people":  "the demo's sign-in page",
}

var (
	planScan   = regexp.MustCompile(`^(SCAN|SEARCH) (\w+)`)
	planNarrow = regexp.MustCompile(`\(([^)]*)\)$`)
	tableAlias = regexp.MustCompile(`\bt_(\w+) (?:AS )?(\w+)`)
)

// plans looks into the plan of every statement of the walk. SQLite plans by the shape of the indexes alone (docs/ARCHITECTURE.md),
// so a few rows show the plan that a large county gets. What reads a growing table whole, or sorts it, is named: the pages of a
// small county hide it.
func (w *world) plans() {
	w.t.Helper()
	if w.app.DB.Engine() != "sqlite" {
		return
	}
	w.heard.mu.Lock()
	defer w.heard.mu.Unlock()
	looked := 0
	for text, a := range w.heard.list {
		if !strings.Contains(text, "t_") || strings.Contains(text, "river_") { // River makes its own tables
			continue
		}
		looked++
		if slices.ContainsFunc(slices.Collect(maps.Keys(wholes)), func(op string) bool { return strings.HasPrefix(a.op, op) }) {
			continue
		}
		if what := w.wasteful(text, a.args); what != "" {
			w.t.Errorf("%s: %s\n\t%s", a.op, what, text)
		}
	}
	if looked < 500 {
		w.t.Errorf("only %d statements were looked at", looked)
	}
	w.t.Logf("%d statements", looked)
}

// wasteful tells which growing table a statement reads whole.
func (w *world) wasteful(text string, args []any) string {
	steps := w.planOf(text, args)
	sorts := slices.ContainsFunc(steps, func(s string) bool { return strings.HasPrefix(s, "USE TEMP B-TREE FOR ORDER BY") })
	for _, s := range steps {
		m := planScan.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		table := w.tableOf(text, m[2])
		if table == "" || small[table] != "" {
			continue
		}
		if m[1] == "SCAN" && (sorts || !strings.Contains(s, "USING") || !strings.Contains(text, "LIMIT")) {
			return s
		}
		// In one county a search by the county alone is a scan; a page in the order of an index stops when it is full.
		if n := planNarrow.FindStringSubmatch(s); n != nil && n[1] == "county_id=?" && (sorts || !strings.Contains(text, "LIMIT")) {
			return s
		}
	}
	return ""
}

// tableOf is the table that a plan calls by its alias; empty for what is none of ours.
func (w *world) tableOf(text, name string) string {
	if t, ok := strings.CutPrefix(name, "t_"); ok {
		return t
	}
	for _, m := range tableAlias.FindAllStringSubmatch(text, -1) {
		if m[2] == name {
			return m[1]
		}
	}
	return ""
}

func (w *world) planOf(text string, args []any) (steps []string) {
	rows, err := w.raw.QueryContext(w.t.Context(), "EXPLAIN QUERY PLAN "+text, args...)
	if err != nil {
		w.t.Errorf("%v: %s", err, text)
		return nil
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id, parent, unused int
		var detail string
		w.must(rows.Scan(&id, &parent, &unused, &detail))
		steps = append(steps, detail)
	}
	w.must(rows.Err())
	return steps
}
