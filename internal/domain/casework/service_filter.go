package casework

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// filterKeys are what a kept filter may say; its values are those of the list.
var filterKeys = map[string]bool{"box": true, "open": true, "state": true, "topic": true, "type": true, "queue": true, "q": true}

// Filters are those that the actor's account keeps, in the order in which they were first kept.
func (s *Service) Filters(ctx context.Context) ([]DeskFilter, error) {
	out := []DeskFilter{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		rows, err := filtersOf(tx)
		for _, r := range rows {
			f := DeskFilter{ID: r.ID, Name: r.Name, Default: r.Opens, Values: map[string]string{}}
			if err := json.Unmarshal([]byte(r.Query), &f.Values); err != nil {
				return err
			}
			out = append(out, f)
		}
		return err
	})
	return out, err
}

// SaveFilter keeps a filter under its name: another one of that name is replaced, and so is the default by a new one.
func (s *Service) SaveFilter(ctx context.Context, f DeskFilter) ([]DeskFilter, error) {
	if f.Name = strings.TrimSpace(f.Name); f.Name == "" {
		return nil, kernel.Invalid("name", "required")
	}
	if err := short("name", f.Name, MaxName, nil); err != nil {
		return nil, err
	}
	for k, v := range f.Values {
		if !filterKeys[k] || len(v) > 200 {
			return nil, kernel.Invalid("values", "bad_value").With("key", k)
		}
	}
	query, err := json.Marshal(f.Values)
	if err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, "casework.save_filter", func(tx *db.WriteTx) error {
		rows, err := filtersOf(tx.ReadTx)
		if err != nil {
			return err
		}
		if len(rows) >= MaxFilters && !slices.ContainsFunc(rows, func(r filterRow) bool { return r.Name == f.Name }) {
			return kernel.Conflict("too_many_filters").With("max", itoa(MaxFilters))
		}
		return keepFilter(tx, filterRow{ID: tx.NewID(), Name: f.Name, Query: string(query), Opens: f.Default})
	})
	if err != nil {
		return nil, err
	}
	return s.Filters(ctx)
}

// DropFilter forgets a filter of the actor's own.
func (s *Service) DropFilter(ctx context.Context, id kernel.ID) error {
	return s.db.Write(ctx, "casework.drop_filter", func(tx *db.WriteTx) error {
		n, err := tx.Exec("DELETE FROM {case_filter} WHERE county_id = ? AND id = ? AND account_id = ?", tx.County(), id, tx.Actor().AccountID)
		if err == nil && n == 0 {
			err = kernel.NotFound("filter")
		}
		return err
	})
}
