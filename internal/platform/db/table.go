package db

import (
	"fmt"
	"reflect"
	"sort"
	"sync"

	"touyan/internal/kernel"
)

// Placement says where a table lies when counties are spread over servers (data-rules S1).
type Placement string

// The placements.
const (
	PlaceCounty    Placement = "county"    // rows belong to one county; the distribution key is county_id
	PlaceReference Placement = "reference" // the same on each server
	PlaceLocal     Placement = "local"     // on the server at hand; outside the journal
)

// Bind says how the rows of a county table are bound to places, and so who sees them.
type Bind int

// The bindings.
const (
	ByPlace  Bind = iota // seven stamp columns; seen by whoever has the place, the topic or the unit
	Frame                // as ByPlace, for the frame in which all else lies: also shows the rows at the places above the actor
	ByCounty             // no stamp; seen by every officer of the county
	byDoor               // the door's own tables; rooms cannot name them
)

// Table declares a table once: the migrations' lint, the scope and the journal all read it.
type Table struct {
	Name     string // without the t_
	Place    Placement
	Bind     Bind
	FrameCol string // Frame: the column that holds the id of the row's own place
	Type     string // the column that says of which type a row is, for scopes of some types only
	Open     bool   // Frame: every officer of the county may read it (names of places)
	Derived  bool   // rebuilt from other rows: no journal lines
	Once     bool   // rows are recorded once: nobody changes or removes one, what was wrong is made good by another
	Apart    bool   // no journal lines: keys whose removal makes what the journal keeps unreadable
	Fleeting bool   // belongs to the running server (who is signed in): a backup does not carry it

	// Rehome says which rows of a table with a stamp follow when their place is merged, moved or split: an SQL condition over
	// the row's own columns, in which :day is the first day of the change, :county the county and {name} another table. Empty:
	// all rows follow. Closed records keep their stamp, so that last year's figures stay.
	Rehome   string
	Stay     bool     // no row ever follows
	Standing []string // SQL expressions over the row's own columns: the standing counters that the row counts in ('' is none), by 1 or, as NAME=N, by a sum; {name} another table, :county the county
	Turning  []string // what the names of those among Standing begin with that follow the day: a row counts elsewhere without being written
	Refs     []Ref    // columns that hold ids of another table's rows and follow when two of those are merged

	// Reindex writes the search keys of rows anew; a table whose rows can be searched has it, so that taking an entry back
	// can bring the keys back too.
	Reindex func(tx *WriteTx, ids []kernel.ID) error
}

var (
	tablesMu sync.RWMutex
	tables   = map[string]Table{
		"county":       {Name: "county", Place: PlaceReference, Bind: byDoor},
		"journal":      {Name: "journal", Place: PlaceCounty, Bind: byDoor},
		"journal_line": {Name: "journal_line", Place: PlaceCounty, Bind: byDoor},
		"journal_head": {Name: "journal_head", Place: PlaceCounty, Bind: byDoor},
		"journal_hash": {Name: "journal_hash", Place: PlaceCounty, Bind: byDoor},
		"tally":        {Name: "tally", Place: PlaceCounty, Bind: ByPlace, Derived: true},
		"running":      {Name: "running", Place: PlaceCounty, Bind: ByCounty, Derived: true},
		"search":       {Name: "search", Place: PlaceCounty, Bind: ByPlace, Derived: true},
		"lease":        {Name: "lease", Place: PlaceLocal, Bind: byDoor, Fleeting: true},
		"log":          {Name: "log", Place: PlaceCounty, Bind: ByCounty},
	}
)

// journaled tells whether what happens to a row stands in the journal.
func (t Table) journaled() bool { return !t.Derived && !t.Apart }

// Declare enters a table; declaring one name twice is a defect and stops the program at its start.
func Declare(t Table) Table {
	tablesMu.Lock()
	defer tablesMu.Unlock()
	if _, twice := tables[t.Name]; twice {
		panic("db: table declared twice: " + t.Name)
	}
	if t.Place == "" {
		t.Place = PlaceCounty
	}
	if t.Once {
		t.Stay = true
	}
	if t.Bind == Frame && t.FrameCol == "" {
		panic("db: frame table without its place column: " + t.Name)
	}
	tables[t.Name] = t
	return t
}

// mayChange refuses to change or remove rows that are recorded once.
func (t Table) mayChange() error {
	if t.Once {
		return kernel.Conflict("recorded_once").With("table", t.Name)
	}
	return nil
}

// Tables lists what is declared, by name.
func Tables() []Table {
	tablesMu.RLock()
	defer tablesMu.RUnlock()
	out := make([]Table, 0, len(tables))
	for _, t := range tables {
		out = append(out, t)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

func tableNamed(name string) (Table, error) {
	tablesMu.RLock()
	defer tablesMu.RUnlock()
	t, ok := tables[name]
	if !ok {
		return t, fmt.Errorf("db: table %q is not declared", name)
	}
	return t, nil
}

// Row is embedded by each record struct of a county table: its key and its revision, which rises with each change.
type Row struct {
	CountyID kernel.ID `bun:"county_id,pk" json:"-"`
	ID       kernel.ID `bun:"id,pk" json:"id"`
	Rev      int64     `bun:"rev" json:"rev"`
}

func (r *Row) row() *Row { return r }

// Record is a pointer to a struct that embeds Row.
type Record interface{ row() *Row }

type stamped interface{ StampOf() *kernel.Stamp }

// stampOf is the stamp of a record, or nil when its table has none.
func stampOf(r Record) *kernel.Stamp {
	if s, ok := r.(stamped); ok {
		return s.StampOf()
	}
	return nil
}

type typed interface{ TypeOf() string }

// typeOf is the type of a record whose table has a column for it.
func typeOf(r Record) string {
	if t, ok := r.(typed); ok {
		return t.TypeOf()
	}
	return ""
}

// asRecord makes sure that a value handed in by a room is a record.
func asRecord(v any) (Record, error) {
	r, ok := v.(Record)
	if !ok || reflect.ValueOf(v).Kind() != reflect.Pointer {
		return nil, fmt.Errorf("db: %T is not a pointer to a record", v)
	}
	return r, nil
}
