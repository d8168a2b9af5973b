package demand

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Sent are the demands of the offices that the actor sees, the newest first.
func (s *Service) Sent(ctx context.Context, page kernel.Page) (out []Demand, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		rows, after, err := pageOfSent(tx, page)
		if err != nil {
			return err
		}
		next = after
		ids := make([]kernel.ID, len(rows))
		for i := range rows {
			ids[i] = rows[i].PlaceID
		}
		names, err := s.place.Names(system(tx), ids)
		for i := range rows {
			out = append(out, rows[i].view(names[rows[i].PlaceID]))
		}
		return err
	})
	return out, next, err
}

// List are demands as they reached the villages that the actor sees, the newest first.
func (s *Service) List(ctx context.Context, f Filter, page kernel.Page) (out []DemandAtVillage, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		where, args := []string{"TRUE"}, []any{}
		switch f.State {
		case "":
		case "said":
			where = append(where, "v.said <> '' AND v.ruling = ''")
		case Open:
			where = append(where, "v.state = 'open'")
		case Done, Withdrawn:
			where, args = append(where, "v.state = ?"), append(args, f.State)
		default:
			return kernel.Invalid("state", "bad_value").With("value", f.State)
		}
		if f.Came != (kernel.Span{}) {
			where, args = append(where, "v.came_day >= ? AND v.came_day <= ?"), append(args, f.Came.From, cmp.Or(f.Came.To, kernel.EndOfTime))
		}
		if f.Place != 0 {
			in, more, err := s.place.Within(tx, "v", f.Place)
			if err != nil {
				return err
			}
			where, args = append(where, in), append(args, more...)
		}
		rows, after, err := pageOfVillages(tx, strings.Join(where, " AND "), args, page)
		if err != nil {
			return err
		}
		next = after
		out, err = s.rows(tx, rows)
		return err
	})
	return out, next, err
}

// Export writes the list as a workbook, page by page.
func (s *Service) Export(ctx context.Context, f Filter, w io.Writer) error {
	return writeBook(w, func(yield func([]any, error) bool) {
		for cursor := ""; ; {
			list, next, err := s.List(ctx, f, kernel.Page{Limit: kernel.MaxLimit, Cursor: cursor})
			if err != nil {
				yield(nil, err)
				return
			}
			for _, r := range list {
				if !yield(line(r), nil) {
					return
				}
			}
			if cursor = next; next == "" {
				return
			}
		}
	})
}

// rows dresses demands at villages.
func (s *Service) rows(tx *db.ReadTx, rows []villageRow) ([]DemandAtVillage, error) {
	ids := make([]kernel.ID, len(rows))
	for i := range rows {
		ids[i] = rows[i].PlaceID
	}
	names, err := s.place.Names(system(tx), ids)
	out := make([]DemandAtVillage, len(rows))
	for i := range rows {
		out[i] = rows[i].view(names[rows[i].PlaceID], tx.Today())
		out[i].Answers = answers(tx.Actor(), &rows[i])
	}
	return out, err
}

// Get reads a demand with the villages that the actor sees; who sees none of them, nor its sender's work, does not learn of it.
func (s *Service) Get(ctx context.Context, id kernel.ID, page kernel.Page) (*DemandDetail, error) {
	var out *DemandDetail
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, err = s.get(tx, id, page)
		return err
	})
	return out, err
}

func (s *Service) get(tx *db.ReadTx, id kernel.ID, page kernel.Page) (*DemandDetail, error) {
	d := &demandRow{}
	mine := true
	if err := tx.Get(d, id); kernel.KindOf(err) == kernel.KindNotFound && err != nil {
		mine = false
		if err := system(tx).Get(d, id); err != nil {
			return nil, err
		}
	} else if err != nil {
		return nil, err
	}
	rows, next, err := ofDemand(tx, id, page)
	if err != nil {
		return nil, err
	}
	if !mine && len(rows) == 0 {
		return nil, kernel.NotFound("demand").With("id", id.String())
	}
	at, err := s.place.Load(system(tx), d.PlaceID)
	if err != nil {
		return nil, err
	}
	out := &DemandDetail{
		Demand: d.view(at), Text: d.Text, Basis: d.Basis, Item: d.Item, ItemName: d.ItemName, Fen: kernel.Fen(d.Fen), Funds: d.Funds, Asked: d.asked(), Beyond: d.Beyond, Why: d.Why,
		Next: next, Mine: mine && tx.Actor().Can(PermSend),
	}
	if len(rows) > 0 {
		out.Judge = judges(tx.Actor(), &rows[0], d)
	}
	out.Rows, err = s.rows(tx, rows)
	return out, err
}

// Burdens tells what reached the villages of a place in the week of a day (empty: this one), the most burdened first: to relieve
// them, not to rank them.
func (s *Service) Burdens(ctx context.Context, at kernel.ID, day kernel.Day) (*Burdens, error) {
	out := &Burdens{Items: []Burden{}}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if _, err := place.On(tx, day); err != nil {
			return err
		}
		out.From = weekOf(cmp.Or(day, tx.Today()))
		out.To, out.Cap = out.From.Add(6), capOf(s.pack(), tx.Today())
		where, args := "TRUE", []any{}
		if at != 0 {
			var err error
			if where, args, err = s.place.Within(tx, "v", at); err != nil {
				return err
			}
		}
		var rows []villageRow
		err := tx.Select(&rows, "SELECT v.place_id, v.body_name, v.fields_n, v.held_n, v.state FROM {demand_village v} WHERE v.week = ? AND "+where, append([]any{out.From}, args...)...)
		if err != nil {
			return err
		}
		return s.burdens(tx, rows, out)
	})
	return out, err
}

func (s *Service) burdens(tx *db.ReadTx, rows []villageRow, out *Burdens) error {
	by := map[kernel.ID]*Burden{}
	var ids []kernel.ID
	for i := range rows {
		r := &rows[i]
		b := by[r.PlaceID]
		if b == nil {
			b = &Burden{}
			by[r.PlaceID] = b
			ids = append(ids, r.PlaceID)
		}
		if r.State == Withdrawn {
			continue
		}
		b.N++
		b.Fields += r.FieldsN
		b.Held += r.HeldN
		if r.State == Open {
			b.Open++
		}
		if !slices.Contains(b.From, r.BodyName) {
			b.From = append(b.From, r.BodyName)
		}
	}
	names, err := s.place.Names(tx, ids)
	for _, id := range ids {
		b := by[id]
		p := names[id]
		b.Place, b.Over = p.Ref(), out.Cap > 0 && b.N > out.Cap
		slices.Sort(b.From)
		out.N += b.N
		out.Items = append(out.Items, *b)
	}
	slices.SortFunc(out.Items, func(a, b Burden) int {
		return cmp.Or(cmp.Compare(b.N, a.N), strings.Compare(a.Place.Code, b.Place.Code))
	})
	return err
}

// Senders tells what each office demanded since the beginning of the year, beside how villages rated its demands and how those whose
// cases it handled rated it. Everybody who may read demands may read it: it is about offices. They come by name: there is no order by figures.
func (s *Service) Senders(ctx context.Context) ([]DemandSender, error) {
	var out []DemandSender
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		var sums []struct {
			BodyID  kernel.ID `bun:"body_id"`
			Measure string    `bun:"measure"`
			N       int64     `bun:"n"`
		}
		all := system(tx)
		err := all.Select(&sums, "SELECT t.body_id, t.measure, SUM(t.n) AS n FROM {tally t} WHERE t.measure >= 'demand.' AND t.measure < 'demand.~' AND t.body_id <> 0 AND t.day >= ? GROUP BY t.body_id, t.measure",
			string(tx.Today()[:4])+"-01-01")
		if err != nil {
			return err
		}
		n, ids := map[kernel.ID]map[string]int64{}, []kernel.ID{}
		for _, x := range sums {
			if n[x.BodyID] == nil {
				n[x.BodyID] = map[string]int64{}
				ids = append(ids, x.BodyID)
			}
			n[x.BodyID][x.Measure] = x.N
		}
		names, err := s.body.Named(all, ids)
		if err != nil {
			return err
		}
		served, err := s.cases.ServedIn(all, 0, 0)
		if err != nil {
			return err
		}
		for _, id := range ids {
			m := n[id]
			x := DemandSender{
				Body: names[id], N: m[sentN], Reached: m[sentReached], Fields: m[sentFields], Held: m[sentHeld], Beyond: m[sentBeyond], Said: m[saidN], Upheld: m[saidUpheld],
				LateReply: m[saidLate], Ratings: m[ratedN], Mean: mean(m[ratedSum], m[ratedN]),
			}
			for _, b := range served {
				if b.Body.ID == id {
					x.Served = b.Raised.Answers
					if b.Raised.Enough {
						x.Pleased = strconv.FormatFloat(b.Raised.Percent, 'f', 1, 64)
					}
				}
			}
			out = append(out, x)
		}
		slices.SortFunc(out, func(a, b DemandSender) int { return strings.Compare(a.Body, b.Body) })
		return nil
	})
	return out, err
}
