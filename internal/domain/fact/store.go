package fact

import (
	"cmp"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// measureTrait are the standing counters of households by answer: fact.FIELD.VALUE. Sealed answers are not counted.
const measureTrait = "fact."

var (
	_ = db.Declare(db.Table{
		Name: "fact", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "NOT ended",
		Standing: []string{"CASE WHEN trait <> '' AND NOT ended THEN '" + measureTrait + "' || field || '.' || trait ELSE '' END"},
	})
	_ = db.Declare(db.Table{Name: "fact_conflict", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "state = '" + StateOpen + "'"})
)

// factRow: Value is JSON, or Hidden where the field is sealed; Trait finds it, or HiddenTrait, a keyed index.
type factRow struct {
	db.BaseModel `bun:"table:t_fact"`
	db.Row
	kernel.Stamp
	HouseholdID kernel.ID     `bun:"household_id"`
	Field       string        `bun:"field"`
	Value       string        `bun:"value"`
	Hidden      kernel.Secret `bun:"hidden"`
	Trait       string        `bun:"trait"`
	HiddenTrait string        `bun:"hidden_trait"`
	Ver         int64         `bun:"ver"`
	Day         kernel.Day    `bun:"day"`
	At          int64         `bun:"at"`
	ByName      string        `bun:"by_name"`
	EventIn     kernel.ID     `bun:"event_in"`
	Ended       bool          `bun:"ended"`
}

// conflictRow: the values are JSON; those of a sealed field lie together in Hidden.
type conflictRow struct {
	db.BaseModel `bun:"table:t_fact_conflict"`
	db.Row
	kernel.Stamp
	HouseholdID kernel.ID     `bun:"household_id"`
	Field       string        `bun:"field"`
	State       string        `bun:"state"`
	Base        string        `bun:"base"`
	Kept        string        `bun:"kept"`
	Other       string        `bun:"other"`
	Hidden      kernel.Secret `bun:"hidden"`
	KeptBy      string        `bun:"kept_by"`
	KeptAt      int64         `bun:"kept_at"`
	OtherBy     string        `bun:"other_by"`
	OtherAt     int64         `bun:"other_at"`
	At          int64         `bun:"at"`
	SettledBy   string        `bun:"settled_by"`
	SettledAt   int64         `bun:"settled_at"`
	Note        string        `bun:"note"`
	EventIn     kernel.ID     `bun:"event_in"`
}

// count enters an answer into the counters, or takes it out.
func count(tx *db.WriteTx, r *factRow, n int64) {
	if r.Trait != "" && !r.Ended {
		tx.Tally(r.Stamp, db.Standing, measureTrait+r.Field+"."+r.Trait, n)
	}
}

// insert adds answers.
func insert(tx *db.WriteTx, rows []*factRow) error {
	for _, r := range rows {
		count(tx, r, 1)
	}
	return tx.InsertAll(rows)
}

// update stores an answer that was changed, and keeps the counters.
func update(tx *db.WriteTx, was factRow, r *factRow) error {
	count(tx, &was, -1)
	count(tx, r, 1)
	return tx.Update(r)
}

func remove(tx *db.WriteTx, r *factRow) error {
	count(tx, r, -1)
	return tx.Delete(r)
}

func selectFacts(tx *db.ReadTx, where string, args ...any) ([]factRow, error) {
	var rows []factRow
	err := tx.Select(&rows, "SELECT f.* FROM {fact f} WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b factRow) int {
		return cmp.Or(cmp.Compare(a.HouseholdID, b.HouseholdID), cmp.Compare(a.Field, b.Field))
	})
	return rows, err
}

// factsOf reads the answers of households.
func factsOf(tx *db.ReadTx, houses []kernel.ID) (map[kernel.ID][]factRow, error) {
	out := map[kernel.ID][]factRow{}
	const step = 256
	for from := 0; from < len(houses); from += step {
		in, args := place.Among("f.household_id", houses[from:min(from+step, len(houses))])
		rows, err := selectFacts(tx, in, args...)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.HouseholdID] = append(out[r.HouseholdID], r)
		}
	}
	return out, nil
}

func selectConflicts(tx *db.ReadTx, where string, args ...any) ([]conflictRow, error) {
	var rows []conflictRow
	err := tx.Select(&rows, "SELECT c.* FROM {fact_conflict c} WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b conflictRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows, err
}

type countRow struct {
	kernel.Stamp
	Field string `bun:"field"`
	Trait string `bun:"trait"`
	N     int64  `bun:"n"`
}

// fresh counts the answers anew, for the comparison of the night.
func fresh(tx *db.ReadTx) ([]db.Count, error) {
	const cols = "f.township_id, f.village_id, f.group_id, f.micro_id, f.body_id, f.topic, f.field, f.trait"
	var rows []countRow
	err := tx.Select(&rows, "SELECT "+cols+", COUNT(*) AS n FROM {fact f} WHERE f.trait <> '' AND NOT f.ended AND NOT f.sealed GROUP BY "+cols)
	out := make([]db.Count, len(rows))
	for i, r := range rows {
		out[i] = db.Count{Stamp: r.Stamp, Day: db.Standing, Measure: measureTrait + r.Field + "." + r.Trait, N: r.N}
	}
	return out, err
}
