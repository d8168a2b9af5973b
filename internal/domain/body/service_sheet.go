package body

import (
	"cmp"
	"context"
	"io"
	"iter"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Workbook is a grid workbook as it was read: places and officers.
type Workbook struct {
	PlacesName string // what faults call the sheet of places
	Places     []place.Line
	Officers   []OfficerLine
}

// Rows is the number of rows.
func (w Workbook) Rows() int { return len(w.Places) + len(w.Officers) }

// ReadWorkbook reads an uploaded workbook; its faults are those of the cells alone.
func (s *Service) ReadWorkbook(data []byte) (Workbook, []Fault, error) {
	recs, faults, err := readBook(data, place.Columns(nil, nil), officerColumns(nil, nil))
	if err != nil {
		return Workbook{}, nil, err
	}
	w := Workbook{PlacesName: place.SheetName, Places: place.Lines(recs[place.SheetName]), Officers: officerLines(recs[OfficerSheet])}
	return w, faults, nil
}

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

// Check compares a workbook with what is there and saves nothing.
func (s *Service) Check(ctx context.Context, w Workbook) (counts ImportCounts, faults []Fault, err error) {
	err = s.d.Read(ctx, func(tx *db.ReadTx) error {
		next := kernel.ID(0)
		plan, err := s.plan(tx, w, func() kernel.ID { next--; return next })
		counts, faults = plan.counts(), plan.faults()
		return err
	})
	return counts, faults, err
}

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

// Export writes the grid workbook of a place and everything below it, as it was on a day; numbers are masked. That of the
// present, read in again, changes nothing.
func (s *Service) Export(ctx context.Context, at kernel.ID, on kernel.Day, out io.Writer) error {
	return s.d.Read(ctx, func(tx *db.ReadTx) error {
		on, err := place.On(tx, on)
		if err != nil {
			return err
		}
		if at == 0 {
			tops, err := s.places.TopsOn(tx, on)
			if err != nil {
				return err
			}
			if len(tops) == 0 {
				return kernel.NotFound("place")
			}
			at = tops[0].ID
		}
		top, err := s.places.LoadOn(tx, at, on)
		if err != nil {
			return err
		}
		list, err := s.places.UnderOn(tx, top, on)
		if err != nil {
			return err
		}
		today := cmp.Or(on, tx.Today())
		list = slices.DeleteFunc(list, func(p place.Place) bool { return !p.Open(today) })
		var posts []string
		for _, po := range s.p.Posts {
			if len(po.Levels) > 0 {
				posts = append(posts, po.Name)
			}
		}
		return writeBook(out,
			page{place.Columns(place.SheetNames(s.p)), s.placeRows(tx, list, on)},
			page{officerColumns(posts, []string{"是", "否"}), s.officerRows(tx, list, on)})
	})
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
			if !yield(place.Values(s.p, p, code[p.ParentID]), nil) {
				return
			}
		}
	}
}

// officerRows gives the posts at places, page by page of places; posts for one topic have no column here.
func (s *Service) officerRows(tx *db.ReadTx, list []place.Place, on kernel.Day) iter.Seq2[[]any, error] {
	const step = 256
	return func(yield func([]any, error) bool) {
		for from := 0; from < len(list); from += step {
			rows, err := s.officerPage(tx, list[from:min(from+step, len(list))], on)
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

func (s *Service) officerPage(tx *db.ReadTx, list []place.Place, on kernel.Day) ([][]any, error) {
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
	persons, err := s.persons.LoadMany(tx, who)
	if err != nil {
		return nil, err
	}
	var rows [][]any
	for _, a := range held {
		if a.Topic != "" || on != "" && !a.On(on) {
			continue
		}
		po, _ := s.p.Post(a.Post)
		rows = append(rows, []any{
			list[at[a.PlaceID]].Code, cmp.Or(po.Name, a.Post), a.PersonName, persons[a.PersonID].Phone, a.ServicePhone,
			string(a.From), string(a.To), a.ShowName,
		})
	}
	return rows, nil
}
