package place

import (
	"iter"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// Registers are the tables of this room that go out and come in as sheets. The grid with its officers is one of the room
// body, which knows both.
func (s *Service) Registers() []register.Register {
	return []register.Register{{
		Key: "divisions", Title: "行政区划", TitleEn: "Divisions", See: PermList, Edit: PermEdit,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{DivisionSheet()}, nil },
		Rows:   s.divisionRows,
		Plan: func(tx *db.ReadTx, book register.Book, newID func() kernel.ID) (register.Plan, error) {
			lines := Lines(book[divisionSheet])
			for i := range lines {
				lines[i].Name = PlaceName(lines[i].Name)
			}
			p, err := s.PlanLines(tx, divisionSheet, lines, newID)
			if err != nil {
				return nil, err
			}
			return sheetPlan{s, p}, nil
		},
	}}
}

// divisionTitles are the titles of the list of divisions, where they part from those of the grid.
var divisionTitles = map[string]string{colCode: "code", colParent: "parent_code", colLevel: "level", colName: "name"}

func (s *Service) divisionRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		list, err := s.below(tx, o.At)
		if err != nil {
			yield(nil, err)
			return
		}
		codes, today := map[kernel.ID]string{}, tx.Today()
		for _, p := range list {
			codes[p.ID] = p.Code
		}
		for _, p := range list {
			level, _ := s.pack().Level(p.Level)
			if p.Level <= kernel.LevelVillage && p.Open(today) && !yield([]any{p.Code, codes[p.ParentID], level.ID, p.Name}, nil) {
				return
			}
		}
	}
}

// below lists a place and everything below it, or the whole of the actor's scope.
func (s *Service) below(tx *db.ReadTx, at kernel.ID) ([]Place, error) {
	if at == 0 {
		return selectUnder(tx, Place{Level: kernel.LevelCounty})
	}
	p, err := s.Load(tx, at)
	if err != nil {
		return nil, err
	}
	return selectUnder(tx, p)
}

// sheetPlan is a plan of places as an import of its own.
type sheetPlan struct {
	s *Service
	p *Plan
}

// Counts tells what will be done.
func (x sheetPlan) Counts() []register.Count {
	return []register.Count{{Sheet: x.p.Name, New: len(x.p.New), Changed: len(x.p.Changed), Unchanged: x.p.Unchanged}}
}

// Faults tells what is wrong.
func (x sheetPlan) Faults() []register.Fault { return x.p.Faults }

// Steps is the number of rows to be saved.
func (x sheetPlan) Steps() int { return len(x.p.New) + len(x.p.Changed) }

// Carry saves the places.
func (x sheetPlan) Carry(tx *db.WriteTx, step func(n int) error) error {
	return x.s.Carry(tx, x.p, step)
}
