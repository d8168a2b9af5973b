package casework

import (
	"cmp"
	"context"
	"iter"
	"math"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// The counters of a department, on the day of each: calls to it and what villages and townships thought of them, and what
// residents thought of the cases that it handled.
const (
	callMade    = "call.made"
	callInTime  = "call.in_time"
	callLate    = "call.late"
	callAsked   = "call.asked"
	callRatedN  = "call.rated"
	callPleased = "call.pleased"
	caseAsked   = "case.asked"
	caseRated   = "case.rated"
	casePleased = "case.pleased"
)

const (
	pleased    = 4  // stars from which somebody is pleased
	enoughSaid = 30 // answers from which a share is told
)

// served lists the counters with where each stands.
var served = map[string]func(*BodyServed) *int64{
	callMade:    func(b *BodyServed) *int64 { return &b.Calls },
	callInTime:  func(b *BodyServed) *int64 { return &b.InTime },
	callLate:    func(b *BodyServed) *int64 { return &b.Late },
	callAsked:   func(b *BodyServed) *int64 { return &b.Callers.Asked },
	callRatedN:  func(b *BodyServed) *int64 { return &b.Callers.Answers },
	callPleased: func(b *BodyServed) *int64 { return &b.Callers.Pleased },
	caseAsked:   func(b *BodyServed) *int64 { return &b.Raised.Asked },
	caseRated:   func(b *BodyServed) *int64 { return &b.Raised.Answers },
	casePleased: func(b *BodyServed) *int64 { return &b.Raised.Pleased },
}

var servedMeasures = []string{callMade, callInTime, callLate, callAsked, callRatedN, callPleased, caseAsked, caseRated, casePleased}

// Served tells how the departments that the actor sees, or one of them, served since the beginning of the year, by the counters.
// They come by name: there is no order by figures. A place counts with all below it; 0: wherever the actor sees.
func (s *Service) Served(ctx context.Context, body, at kernel.ID) ([]BodyServed, error) {
	var out []BodyServed
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, err = s.served(tx, body, at)
		return err
	})
	return out, err
}

// ServedIn is Served within a transaction.
func (s *Service) ServedIn(tx *db.ReadTx, body, at kernel.ID) ([]BodyServed, error) {
	return s.served(tx, body, at)
}

func (s *Service) served(tx *db.ReadTx, body, at kernel.ID) ([]BodyServed, error) {
	out, from := []BodyServed{}, tx.Today()[:4]+"-01-01"
	var rows []struct {
		BodyID  kernel.ID `bun:"body_id"`
		Measure string    `bun:"measure"`
		N       int64     `bun:"n"`
	}
	w := &conditions{}
	w.add("t.body_id <> 0")
	w.add("t.day >= ?", string(from))
	w.add("t.measure IN ("+marks(len(servedMeasures))+")", anys(servedMeasures)...)
	if body != 0 {
		w.add("t.body_id = ?", body)
	}
	if err := s.within(tx, w, "t", at); err != nil {
		return nil, err
	}
	err := tx.Select(&rows, "SELECT +t.body_id AS body_id, t.measure, SUM(t.n) AS n FROM {tally t} WHERE "+w.String()+" GROUP BY +t.body_id, t.measure ORDER BY +t.body_id", w.args...)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if len(out) == 0 || out[len(out)-1].Body.ID != r.BodyID {
			out = append(out, BodyServed{Body: NamedID{ID: r.BodyID}, From: from})
		}
		*served[r.Measure](&out[len(out)-1]) = r.N
	}
	for i := range out {
		out[i].Callers, out[i].Raised = out[i].Callers.shared(), out[i].Raised.shared()
	}
	if err := s.nameBodies(tx, out); err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, func(a, b BodyServed) int { return cmp.Compare(a.Body.Name, b.Body.Name) })
	return out, nil
}

// shared adds the share of the pleased where enough have answered.
func (r Rated) shared() Rated {
	if r.Enough = r.Answers >= enoughSaid; r.Enough {
		r.Percent = math.Round(float64(r.Pleased)*1000/float64(r.Answers)) / 10
	}
	return r
}

func (s *Service) nameBodies(tx *db.ReadTx, list []BodyServed) error {
	if len(list) == 0 {
		return nil
	}
	ids := make([]kernel.ID, len(list))
	for i, b := range list {
		ids[i] = b.Body.ID
	}
	var rows []targetBody
	in, args := place.Among("b.id", ids)
	err := system(tx).Select(&rows, "SELECT b.id, b.name, b.place_id FROM {body b} WHERE "+in, args...)
	for i := range list {
		for _, r := range rows {
			if r.ID == list[i].Body.ID {
				list[i].Body.Name = r.Name
			}
		}
	}
	return err
}

// CallsOf is a page of the calls to a department, open or not, the newest first.
func (s *Service) CallsOf(ctx context.Context, body kernel.ID, page kernel.Page) (out []Call, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		var rows []callRow
		if rows, next, err = s.callPage(tx, body, 0, page); err != nil || len(rows) == 0 {
			out = []Call{}
			return err
		}
		out, err = s.callViews(tx, rows)
		return err
	})
	return out, next, err
}

func (s *Service) callPage(tx *db.ReadTx, body, at kernel.ID, page kernel.Page) ([]callRow, string, error) {
	w := &conditions{}
	w.add("k.body_id = ?", body)
	if err := s.within(tx, w, "k", at); err != nil {
		return nil, "", err
	}
	return db.PageOf(tx, db.List{
		SQL: "SELECT k.* FROM {case_call k} WHERE " + w.String(), Args: w.args, Page: page,
		Order: []db.Key{{Col: "k.at", Dir: db.Desc}, {Col: "k.id", Dir: db.Desc}},
	}, func(k *callRow) []any { return []any{k.At, k.ID} })
}

// RatedOf is a page of the cases of a department that who raised them rated, the newest first.
func (s *Service) RatedOf(ctx context.Context, body kernel.ID, page kernel.Page) (out []Case, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		var rows []caseRow
		if rows, next, err = ratedPage(tx, body, page); err != nil {
			return err
		}
		out, err = s.views(tx, rows)
		return err
	})
	return out, next, err
}

func ratedPage(tx *db.ReadTx, body kernel.ID, page kernel.Page) ([]caseRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT c.* FROM {case c} WHERE c.body_id = ? AND c.rating > 0", Args: []any{body}, Page: page,
		Order: []db.Key{{Col: "c.at", Dir: db.Desc}, {Col: "c.id", Dir: db.Desc}},
	}, func(c *caseRow) []any { return []any{c.At, c.ID} })
}

// servedRegisters give out the figures of departments and the calls behind them.
func (s *Service) servedRegisters() []register.Register {
	return []register.Register{{
		Key: "body_served", Title: servedSheetName, TitleEn: "How departments served", See: PermList,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{servedSheet()}, nil },
		Rows: func(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
			return s.servedLines(tx, o.At)
		},
	}, {
		Key: "body_calls", Title: callSheetName, TitleEn: "Calls to departments", See: PermList,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{callSheet()}, nil },
		Rows: func(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
			body, _ := kernel.ParseID(o.Args["of"])
			return s.callLines(tx, body, o.At)
		},
	}}
}

func (s *Service) servedLines(tx *db.ReadTx, at kernel.ID) iter.Seq2[[]any, error] {
	share := func(r Rated) any {
		if r.Enough {
			return r.Percent
		}
		return ""
	}
	return func(yield func([]any, error) bool) {
		list, err := s.served(tx, 0, at)
		if err != nil {
			yield(nil, err)
			return
		}
		for _, b := range list {
			line := []any{
				b.Body.Name, string(b.From), b.Calls, b.InTime, b.Late, b.Callers.Asked, b.Callers.Answers, b.Callers.Pleased, share(b.Callers),
				b.Raised.Asked, b.Raised.Answers, b.Raised.Pleased, share(b.Raised),
			}
			if !yield(line, nil) {
				return
			}
		}
	}
}

// callWords are the states of a call on a sheet.
var callWords = map[string]string{callCalled: "待报到", callReported: "已报到", callDone: "待评价", callRated: "已评价", callEnded: "已取消"}

func (s *Service) callLines(tx *db.ReadTx, body, at kernel.ID) iter.Seq2[[]any, error] {
	return register.Pages(func(p kernel.Page) ([]callRow, string, error) { return s.callPage(tx, body, at, p) },
		func(rows []callRow) ([][]any, error) {
			if len(rows) == 0 {
				return nil, nil
			}
			list, err := s.callViews(tx, rows)
			out := make([][]any, len(list))
			for i, k := range list {
				var stars any
				if k.Rating > 0 {
					stars = k.Rating
				}
				out[i] = []any{k.CaseNo, k.Body.Name, k.Path, k.Ask, minute(k.At), k.Caller, callWords[k.State], minute(k.ReportedAt), k.Officer, minute(k.DoneAt), k.Note, stars, k.RatingText}
			}
			return out, err
		})
}
