package asset

import (
	"context"
	"encoding/json"
	"strings"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Service holds the verbs of the room.
type Service struct {
	db    *db.DB
	place *place.Service
}

// New makes the room; from then on a step that a case type names for it enters an asset.
func New(d *db.DB, p *place.Service, c *casework.Service) *Service {
	s := &Service{db: d, place: p}
	c.Followers = append(c.Followers, s.enter)
	return s
}

// enter makes the asset of a case whose step leaves one behind, within the Write of that step.
func (s *Service) enter(tx *db.WriteTx, done casework.Stepped) error {
	a := done.Type.Asset
	if a.Step == "" || a.Step != done.Step {
		return nil
	}
	category, _ := done.Facts[a.Category].(string)
	if category == a.None {
		return nil
	}
	there, err := ofCase(tx.ReadTx, done.ID)
	if err != nil || len(there) > 0 {
		return err
	}
	name, _ := done.Facts[a.Title].(string)
	sum, _ := done.Facts[a.Value].(json.Number)
	value, err := sum.Int64()
	if err != nil {
		return kernel.Invalid("fields."+a.Value, "required")
	}
	f, _ := done.Type.Field(a.Category)
	choice, _ := f.Choice(category)
	stamp := done.Stamp
	stamp.BodyID, stamp.Topic = 0, ""
	tx.Tally(stamp, db.Standing, measureN+category, 1)
	tx.Tally(stamp, db.Standing, measureValue+category, value)
	return tx.Insert(&assetRow{
		Stamp: stamp, PlaceID: done.PlaceID, Name: name, Category: category, CategoryName: choice.Name, Value: value, Day: tx.Today(),
		CaseID: done.ID, CaseNo: done.No, Source: done.Type.Name,
	})
}

// List is a page of assets, the newest first.
func (s *Service) List(ctx context.Context, f Filter, page kernel.Page) (out []Asset, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		where, args, err := s.where(tx, f)
		if err != nil {
			return err
		}
		var rows []assetRow
		rows, next, err = db.PageOf(tx, db.List{
			SQL: "SELECT a.* FROM {asset a} WHERE " + where, Args: args, Page: page, Order: []db.Key{{Col: "a.id", Dir: db.Desc}},
		}, func(r *assetRow) []any { return []any{r.ID} })
		if err != nil {
			return err
		}
		out, err = s.views(tx, rows)
		return err
	})
	return out, next, err
}

// Total is what the assets of a list are worth together, from the counters.
func (s *Service) Total(ctx context.Context, f Filter) (Sum, error) {
	var out Sum
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		where, args := "t.day = ? AND t.measure >= ? AND t.measure < ?", []any{db.Standing, measure, measure + "~"}
		if f.Category != "" {
			where, args = "t.day = ? AND t.measure IN (?, ?)", []any{db.Standing, measureN + f.Category, measureValue + f.Category}
		}
		if f.PlaceID != 0 {
			w, more, err := s.place.Within(tx, "t", f.PlaceID)
			if err != nil {
				return err
			}
			where, args = where+" AND "+w, append(args, more...)
		}
		var sums []db.Sum
		err := tx.Select(&sums, "SELECT t.measure AS measure, SUM(t.n) AS n FROM {tally t} WHERE "+where+" GROUP BY t.measure", args...)
		for _, m := range sums {
			if strings.HasPrefix(m.Measure, measureN) {
				out.N += m.N
			} else {
				out.Value += kernel.Fen(m.N)
			}
		}
		return err
	})
	return out, err
}

func (s *Service) where(tx *db.ReadTx, f Filter) (string, []any, error) {
	where, args := "TRUE", []any{}
	if f.PlaceID != 0 {
		w, a, err := s.place.Within(tx, "a", f.PlaceID)
		if err != nil {
			return "", nil, err
		}
		where, args = where+" AND "+w, append(args, a...)
	}
	if f.Category != "" {
		where, args = where+" AND a.category = ?", append(args, f.Category)
	}
	return where, args, nil
}

func (s *Service) views(tx *db.ReadTx, rows []assetRow) ([]Asset, error) {
	ids := []kernel.ID{tx.County()}
	for _, r := range rows {
		ids = append(append(ids, r.PlaceID), place.WayIDs(r.Stamp)...)
	}
	places, err := s.place.Names(tx, ids)
	out := make([]Asset, len(rows))
	for i, r := range rows {
		out[i] = Asset{
			ID: r.ID, Rev: r.Rev, Name: r.Name, Category: r.Category, CategoryName: r.CategoryName, Value: kernel.Fen(r.Value), Day: r.Day,
			Place: places[r.PlaceID].Ref(), Path: place.Words(places, tx.County(), r.Stamp), CaseID: r.CaseID, CaseNo: r.CaseNo, Source: r.Source,
		}
	}
	return out, err
}
