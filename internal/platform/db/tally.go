package db

import (
	"reflect"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"touyan/internal/kernel"
)

// Standing is the day of a standing count: how many there are now, not how many came on a day.
const Standing kernel.Day = ""

type tallyKey struct {
	subject kernel.ID
	measure string
	day     kernel.Day
	stamp   kernel.Stamp
}

type tallyRow struct {
	bun.BaseModel `bun:"table:t_tally"`
	CountyID      kernel.ID  `bun:"county_id,pk"`
	ID            kernel.ID  `bun:"id,pk"`
	Measure       string     `bun:"measure,pk"`
	Day           kernel.Day `bun:"day,pk"`
	N             int64      `bun:"n"`
	kernel.Stamp
}

// Tally adds delta to a counter of the lowest place of the stamp; it is written with the transaction. Sealed rows never count.
func (t *WriteTx) Tally(stamp kernel.Stamp, day kernel.Day, measure string, delta int64) {
	if stamp.Sealed || delta == 0 {
		return
	}
	_, subject := stamp.Lowest(t.actor.CountyID)
	t.tally[tallyKey{subject, measure, day, stamp}] += delta
}

const tallyConflict = " ON CONFLICT (county_id, id, body_id, topic, measure, day, township_id, village_id, group_id) DO UPDATE SET n = "

// flushTally writes the counters in one order for all writers, so that two of them never wait for each other.
func (t *WriteTx) flushTally() error {
	var rows []tallyRow
	for k, n := range t.tally {
		if n != 0 {
			rows = append(rows, tallyRow{CountyID: t.actor.CountyID, ID: k.subject, Measure: k.measure, Day: k.day, N: n, Stamp: k.stamp})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	slices.SortFunc(rows, func(a, b tallyRow) int {
		if c := cmpInt(int64(a.ID), int64(b.ID)); c != 0 {
			return c
		}
		if c := cmpInt(int64(a.BodyID), int64(b.BodyID)); c != 0 {
			return c
		}
		if c := strings.Compare(a.Topic+"\x00"+a.Measure+"\x00"+string(a.Day), b.Topic+"\x00"+b.Measure+"\x00"+string(b.Day)); c != 0 {
			return c
		}
		return slices.Compare(above(a.Stamp), above(b.Stamp))
	})
	return t.insertLast(reflect.ValueOf(rows), tallyConflict+"t_tally.n + excluded.n")
}

// above are the places that stand in the key of a counter beside its own: what was counted before a place moved stays with
// those above it then.
func above(s kernel.Stamp) []kernel.ID { return []kernel.ID{s.TownshipID, s.VillageID, s.GroupID} }

// Sum is a counter summed over the actor's scope.
type Sum struct {
	Measure string    `bun:"measure"`
	PlaceID kernel.ID `bun:"place_id"` // with SumBy: the place of the asked level
	N       int64     `bun:"n"`
}

// SumTally sums counters whose measure begins with prefix over the actor's scope, from day to day; Standing twice asks for
// the standing counts.
func (t *ReadTx) SumTally(prefix string, from, to kernel.Day) ([]Sum, error) {
	out := []Sum{}
	err := t.Select(&out, "SELECT t.measure AS measure, SUM(t.n) AS n FROM {tally t} WHERE t.measure >= ? AND t.measure < ? AND t.day >= ? AND t.day <= ? GROUP BY t.measure ORDER BY t.measure",
		prefix, prefix+"~", from, to)
	return out, err
}

// SumTallyBy sums one measure for each of the places: the children of one place, say.
func (t *ReadTx) SumTallyBy(measure string, level kernel.Level, places []kernel.ID, from, to kernel.Day) (map[kernel.ID]int64, error) {
	out := map[kernel.ID]int64{}
	col, ok := levelColumn[level]
	if !ok || len(places) == 0 {
		return out, nil
	}
	var rows []Sum
	err := t.Select(&rows, "SELECT t."+col+" AS place_id, SUM(t.n) AS n FROM {tally t} WHERE t."+col+" IN (?) AND t.measure = ? AND t.day >= ? AND t.day <= ? GROUP BY t."+col,
		bun.List(places), measure, from, to)
	for _, r := range rows {
		out[r.PlaceID] = r.N
	}
	return out, err
}
