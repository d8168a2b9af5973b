package body

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// Workbook is a grid workbook as it was read: places and officers.
type Workbook struct {
	PlacesName string // what faults call the sheet of places
	Places     []place.Line
	Officers   []OfficerLine
}

// Rows is the number of rows.
func (w Workbook) Rows() int { return len(w.Places) + len(w.Officers) }

// ImportCounts says what an import does or did.
type ImportCounts struct {
	PlacesNew       int `json:"places_new"`
	PlacesChanged   int `json:"places_changed"`
	OfficersNew     int `json:"officers_new"`
	OfficersChanged int `json:"officers_changed"`
	Unchanged       int `json:"unchanged"`
}

// Progress is told how many rows are done; the error it gives back stops the import, and nothing of it stays.
type Progress func(done, total int) error

// Import checks a workbook wholly and then saves it as one: with a fault, or when progress stops it, nothing is saved.
func (s *Service) Import(ctx context.Context, w Workbook, progress Progress) (counts ImportCounts, faults []Fault, err error) {
	err = s.d.Write(ctx, "place.import", func(tx *db.WriteTx) error {
		plan, err := s.plan(tx.ReadTx, w, tx.NewID)
		counts, faults = plan.counts(), plan.faults()
		if err != nil {
			return err
		}
		if len(faults) > 0 {
			return kernel.Invalid("file", "faults")
		}
		done, total := 0, plan.steps()
		step := func(n int) error {
			done += n
			return progress(done, total)
		}
		if err := step(0); err != nil {
			return err
		}
		if err := s.places.Carry(tx, plan.places, step); err != nil {
			return err
		}
		return s.carry(tx, plan, step)
	})
	if len(faults) > 0 {
		return counts, faults, nil
	}
	return counts, nil, err
}

// gridRegister is the grid with its officers: two sheets of one workbook. Read in again it changes nothing.
func (s *Service) gridRegister() register.Register {
	return register.Register{
		Key: "grid", Title: "网格与人员", TitleEn: "Grid and officers", See: PermGridOut, Edit: PermGridIn,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) {
			var posts []string
			for _, po := range s.pack().Posts {
				if len(po.Levels) > 0 {
					posts = append(posts, po.Name)
				}
			}
			return []register.Sheet{place.Columns(place.SheetNames(s.pack())), officerColumns(posts)}, nil
		},
		Rows: func(tx *db.ReadTx, name string, o register.Options) iter.Seq2[[]any, error] {
			on, err := place.On(tx, kernel.Day(o.Args["on"]))
			if err != nil {
				return func(yield func([]any, error) bool) { yield(nil, err) }
			}
			list, err := s.gridPlacesOf(tx, o.At, on)
			switch {
			case err != nil:
				return func(yield func([]any, error) bool) { yield(nil, err) }
			case name == OfficerSheet:
				return s.officerRows(tx, list, on, o.Open)
			}
			return s.placeRows(tx, list, on)
		},
		Plan: func(tx *db.ReadTx, book register.Book, newID func() kernel.ID) (register.Plan, error) {
			w := Workbook{PlacesName: place.SheetName, Places: place.Lines(book[place.SheetName]), Officers: officerLines(book[OfficerSheet])}
			p, err := s.plan(tx, w, newID)
			return gridPlan{p}, err
		},
	}
}

// gridPlan is the plan of the grid workbook as an import.
type gridPlan struct{ *plan }

// Counts tells what will be done.
func (g gridPlan) Counts() []register.Count {
	return []register.Count{
		{Sheet: place.SheetName, New: len(g.places.New), Changed: len(g.places.Changed), Unchanged: g.places.Unchanged},
		{Sheet: OfficerSheet, New: len(g.added), Changed: len(g.changed) + len(g.phones), Unchanged: g.unchanged},
	}
}

// Faults tells what is wrong.
func (g gridPlan) Faults() []register.Fault { return g.faults() }

// Steps is the number of rows to be saved.
func (g gridPlan) Steps() int { return g.steps() }

// Carry saves places, then persons and posts.
func (g gridPlan) Carry(tx *db.WriteTx, step func(n int) error) error {
	if err := g.s.places.Carry(tx, g.places, step); err != nil {
		return err
	}
	return g.s.carry(tx, g.plan, step)
}

// gridPlacesOf lists the places of a place and below it as they are open on a day (empty: today); without a place, of the
// actor's own.
func (s *Service) gridPlacesOf(tx *db.ReadTx, at kernel.ID, on kernel.Day) ([]place.Place, error) {
	tops := []place.Place{{ID: at}}
	if at == 0 {
		var err error
		if tops, err = s.places.TopsOn(tx, on); err != nil {
			return nil, err
		}
	}
	var out []place.Place
	today := cmp.Or(on, tx.Today())
	for _, t := range tops {
		top, err := s.places.LoadOn(tx, t.ID, on)
		if err != nil {
			return nil, err
		}
		list, err := s.places.UnderOn(tx, top, on)
		if err != nil {
			return nil, err
		}
		out = append(out, slices.DeleteFunc(list, func(p place.Place) bool { return !p.Open(today) })...)
	}
	return out, nil
}

func (s *Service) placeRows(tx *db.ReadTx, list []place.Place, on kernel.Day) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		code := map[kernel.ID]string{}
		for _, p := range list {
			code[p.ID] = p.Code
		}
		for _, p := range list {
			if _, ok := code[p.ParentID]; !ok && p.ParentID != 0 {
				up, err := s.places.LoadOn(tx, p.ParentID, on)
				if err != nil {
					yield(nil, err)
					return
				}
				code[up.ID] = up.Code
			}
			if !yield(place.Values(s.pack(), p, code[p.ParentID]), nil) {
				return
			}
		}
	}
}

// officerRows gives the posts at places, page by page of places; posts for one topic have no column here.
func (s *Service) officerRows(tx *db.ReadTx, list []place.Place, on kernel.Day, open bool) iter.Seq2[[]any, error] {
	const step = 256
	return func(yield func([]any, error) bool) {
		for from := 0; from < len(list); from += step {
			rows, err := s.officerPage(tx, list[from:min(from+step, len(list))], on, open)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
		}
	}
}

func (s *Service) officerPage(tx *db.ReadTx, list []place.Place, on kernel.Day, open bool) ([][]any, error) {
	held, err := atPlaces(tx, idsOf(list), cmp.Or(on, tx.Today()))
	if err != nil {
		return nil, err
	}
	at := map[kernel.ID]int{}
	for i, p := range list {
		at[p.ID] = i
	}
	slices.SortStableFunc(held, func(a, b Appointment) int { return cmp.Compare(at[a.PlaceID], at[b.PlaceID]) })
	who := make([]kernel.ID, len(held))
	for i, a := range held {
		who[i] = a.PersonID
	}
	numbers, err := s.persons.Numbers(tx, who, open)
	if err != nil {
		return nil, err
	}
	var rows [][]any
	for _, a := range held {
		if a.Topic != "" || on != "" && !a.On(on) {
			continue
		}
		po, _ := s.pack().Post(a.Post)
		rows = append(rows, []any{
			list[at[a.PlaceID]].Code, cmp.Or(po.Name, a.Post), a.PersonName, numbers[a.PersonID].Phone, a.ServicePhone,
			string(a.From), string(a.To), a.ShowName, a.ConsentHow,
		})
	}
	return rows, nil
}
