package person

import (
	"cmp"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// When places merge or move, open households and their open members follow, and what happened to them with them.
var (
	houseTable = db.Declare(db.Table{
		Name: "household", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "to_day >= :day",
		Refs:     []db.Ref{{Col: "head_id", To: "person"}},
		Standing: []string{"CASE WHEN " + openRow + " THEN '" + measureHouseholds + "' ELSE '' END"},
	})
	_ = db.Declare(db.Table{
		Name: "household_member", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "to_day >= :day",
		Refs: []db.Ref{{Col: "person_id", To: "person"}},
		Standing: []string{
			"CASE WHEN " + openRow + " AND registered THEN '" + measureRegistered + "' ELSE '' END",
			"CASE WHEN " + openRow + " AND lives THEN '" + measureLiving + "' ELSE '' END",
		},
	})
	// What happened to a household goes with it, whoever keeps it later.
	_ = db.Declare(db.Table{
		Name: "household_event", Place: db.PlaceCounty, Bind: db.ByPlace, Refs: []db.Ref{{Col: "person_id", To: "person"}},
	})
	_ = db.Declare(db.Table{Name: "household_link", Place: db.PlaceCounty, Bind: db.ByPlace})
)

// openRow: the row holds today and has no end.
const openRow = "to_day = '" + string(kernel.EndOfTime) + "'"

// The standing counters, by the lowest place: households, persons registered, persons living there.
const (
	measureHouseholds = "household.count"
	measureRegistered = "person.count"
	measureLiving     = "person.living"
)

type houseRow struct {
	db.BaseModel `bun:"table:t_household"`
	db.Row
	kernel.Stamp
	Code      string        `bun:"code"`
	PlaceID   kernel.ID     `bun:"place_id"`
	HeadID    kernel.ID     `bun:"head_id"`
	Kind      string        `bun:"kind"`
	Address   kernel.Secret `bun:"address"`
	FromDay   kernel.Day    `bun:"from_day"`
	ToDay     kernel.Day    `bun:"to_day"`
	Came      string        `bun:"came"`
	Ended     string        `bun:"ended"`
	LastEvent kernel.ID     `bun:"last_event_id"`
}

type memberRow struct {
	db.BaseModel `bun:"table:t_household_member"`
	db.Row
	kernel.Stamp
	HouseholdID kernel.ID  `bun:"household_id"`
	PersonID    kernel.ID  `bun:"person_id"`
	Relation    string     `bun:"relation"`
	Registered  bool       `bun:"registered"`
	Lives       bool       `bun:"lives"`
	FromDay     kernel.Day `bun:"from_day"`
	ToDay       kernel.Day `bun:"to_day"`
	EventIn     kernel.ID  `bun:"event_in"`
	EventOut    kernel.ID  `bun:"event_out"`
}

type eventRow struct {
	db.BaseModel `bun:"table:t_household_event"`
	db.Row
	kernel.Stamp
	HouseholdID kernel.ID     `bun:"household_id"`
	OtherID     kernel.ID     `bun:"other_id"`
	PersonID    kernel.ID     `bun:"person_id"`
	Kind        string        `bun:"kind"`
	Cause       string        `bun:"cause"`
	Day         kernel.Day    `bun:"day"`
	Doc         string        `bun:"doc"`
	Note        string        `bun:"note"`
	Detail      kernel.Secret `bun:"detail"`
	At          int64         `bun:"at"`
	ByName      string        `bun:"by_name"`
	BackAt      int64         `bun:"back_at"`
}

type linkRow struct {
	db.BaseModel `bun:"table:t_household_link"`
	db.Row
	kernel.Stamp
	FromID  kernel.ID  `bun:"from_id"`
	IntoID  kernel.ID  `bun:"into_id"`
	Kind    string     `bun:"kind"`
	Day     kernel.Day `bun:"day"`
	EventID kernel.ID  `bun:"event_id"`
}

// shown: no end is empty outside and the end of time inside, so that days compare.
func shown(d kernel.Day) kernel.Day {
	if d == kernel.EndOfTime {
		return ""
	}
	return d
}

// selectOpen reads the open memberships of persons.
func selectOpen(tx *db.ReadTx, persons []kernel.ID) ([]memberRow, error) {
	return membersBy(tx, "m.person_id", persons, " AND m.to_day = ?", kernel.EndOfTime)
}

// membersOf reads the members of households who belong to them on a day.
func membersOf(tx *db.ReadTx, houses []kernel.ID, day kernel.Day) ([]memberRow, error) {
	return membersBy(tx, "m.household_id", houses, " AND m.from_day <= ? AND m.to_day >= ?", day, day)
}

func membersBy(tx *db.ReadTx, col string, ids []kernel.ID, and string, args ...any) ([]memberRow, error) {
	var out []memberRow
	const step = 512
	for from := 0; from < len(ids); from += step {
		in, a := place.Among(col, ids[from:min(from+step, len(ids))])
		var rows []memberRow
		if err := tx.Select(&rows, "SELECT m.* FROM {household_member m} WHERE "+in+and, append(a, args...)...); err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	// Sorted here: asked for the order, SQLite would read the whole table by its key rather than sort some hundred rows.
	slices.SortFunc(out, func(a, b memberRow) int { return cmp.Compare(a.ID, b.ID) })
	return out, nil
}

func selectMembers(tx *db.ReadTx, where string, args ...any) ([]memberRow, error) {
	var rows []memberRow
	err := tx.Select(&rows, "SELECT m.* FROM {household_member m} WHERE "+where+" ORDER BY +m.id", args...)
	return rows, err
}

func selectHouses(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]*houseRow, error) {
	out := make(map[kernel.ID]*houseRow, len(ids))
	const step = 512
	for from := 0; from < len(ids); from += step {
		in, args := place.Among("h.id", ids[from:min(from+step, len(ids))])
		var rows []houseRow
		if err := tx.Select(&rows, "SELECT h.* FROM {household h} WHERE "+in, args...); err != nil {
			return nil, err
		}
		for i := range rows {
			out[rows[i].ID] = &rows[i]
		}
	}
	return out, nil
}

func pageHouses(tx *db.ReadTx, where string, args []any, page kernel.Page) ([]houseRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT h.* FROM {household h} WHERE " + where, Args: args, Order: []db.Key{{Col: "h.code"}}, Page: page,
	}, func(r *houseRow) []any { return []any{r.Code} })
}

// lastCode is the highest code below a village's twelve digits; empty where there is none.
func lastCode(tx *db.ReadTx, village string) (string, error) {
	var rows []string
	err := tx.Select(&rows, "SELECT h.code FROM {household h} WHERE h.code > ? AND h.code <= ? ORDER BY h.code DESC LIMIT 1", village, village+"99999")
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0], nil
}

// eventsLimit bounds the events of one page; a household with more shows the newest.
const eventsLimit = 300

// eventsOf reads the events of a household, oldest first.
func eventsOf(tx *db.ReadTx, house kernel.ID) ([]eventRow, error) {
	return selectEvents(tx, "(ev.household_id = ? OR ev.other_id = ?)", house, house)
}

func selectEvents(tx *db.ReadTx, where string, args ...any) ([]eventRow, error) {
	var rows []eventRow
	err := tx.Select(&rows, "SELECT ev.* FROM {household_event ev} WHERE "+where+" ORDER BY ev.id DESC LIMIT ?", append(args, eventsLimit)...)
	for i, j := 0, len(rows)-1; i < j; i, j = i+1, j-1 {
		rows[i], rows[j] = rows[j], rows[i]
	}
	return rows, err
}

func linksOf(tx *db.ReadTx, where string, args ...any) ([]linkRow, error) {
	var rows []linkRow
	err := tx.Select(&rows, "SELECT l.* FROM {household_link l} WHERE "+where+" ORDER BY +l.id", args...)
	return rows, err
}

// countMembers counts the members of households on a day.
func countMembers(tx *db.ReadTx, ids []kernel.ID, day kernel.Day) (map[kernel.ID]int, error) {
	out := map[kernel.ID]int{}
	rows, err := membersOf(tx, ids, day)
	for _, r := range rows {
		out[r.HouseholdID]++
	}
	return out, err
}

// stampColumns are what a counter is kept by.
func stampColumns(a string) string {
	return a + ".township_id, " + a + ".village_id, " + a + ".group_id, " + a + ".micro_id"
}

type countRow struct {
	kernel.Stamp
	N int64 `bun:"n"`
}

func countHouses(tx *db.ReadTx) ([]db.Count, error) {
	var rows []countRow
	err := tx.Select(&rows, "SELECT "+stampColumns("h")+", count(*) AS n FROM {household h} WHERE h.to_day = ? GROUP BY "+stampColumns("h"), kernel.EndOfTime)
	return counted(nil, rows, measureHouseholds), err
}

func countPersons(tx *db.ReadTx) ([]db.Count, error) {
	var out []db.Count
	for col, measure := range map[string]string{"registered": measureRegistered, "lives": measureLiving} {
		var rows []countRow
		err := tx.Select(&rows, "SELECT "+stampColumns("m")+", count(*) AS n FROM {household_member m} WHERE m.to_day = ? AND m."+col+" GROUP BY "+stampColumns("m"), kernel.EndOfTime)
		if err != nil {
			return nil, err
		}
		out = counted(out, rows, measure)
	}
	return out, nil
}

func counted(out []db.Count, rows []countRow, measure string) []db.Count {
	for _, r := range rows {
		out = append(out, db.Count{Stamp: r.Stamp, Day: db.Standing, Measure: measure, N: r.N})
	}
	return out
}

func eventsByID(tx *db.ReadTx, ids []kernel.ID) ([]eventRow, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	in, args := place.Among("ev.id", ids)
	return selectEvents(tx, in, args...)
}
