package app

import (
	"context"

	"touyan/internal/domain/merit"
	"touyan/internal/domain/quality"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// checks is the room of the data's checks, with what only other rooms can tell: how their counters stand, and what is amiss in pools and
// shops, which nobody else reads.
func (a *App) checks(d *db.DB, rules *pack.Book) *quality.Service {
	return quality.New(quality.Options{
		DB: d, Pack: rules, Place: a.Place, Person: a.Person,
		Recounts: []func(context.Context, kernel.ID) ([]db.Difference, error){
			a.Person.Recount, a.Link.Recount, a.Activity.Recount, a.Fact.Recount, a.Casework.Recount, a.Asset.Recount, a.Duty.Recount, a.Visit.Recount,
		},
		More: map[string]func(*db.ReadTx) ([]quality.Found, error){
			"pool_unsound": found(a.Merit.Unsound), "round_waits": found(a.Merit.Overdue), "stock_short": found(a.Shop.Short),
		},
	})
}

// found turns what the rooms of points tell into findings.
func found(faults func(*db.ReadTx) ([]merit.Fault, error)) func(*db.ReadTx) ([]quality.Found, error) {
	return func(tx *db.ReadTx) ([]quality.Found, error) {
		list, err := faults(tx)
		out := make([]quality.Found, len(list))
		for i, f := range list {
			out[i] = quality.Found{RecordID: f.ID, N: f.N, Day: f.Day, Stamp: f.Stamp}
		}
		return out, err
	}
}
