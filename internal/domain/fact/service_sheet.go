package fact

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
)

// Registers are the cards, out and in: a row for each household, also where nothing is known yet, so that the sheet can be filled in.
func (s *Service) Registers() []register.Register {
	return []register.Register{{
		Key: "cards", Title: "户情卡", TitleEn: "Household cards", See: PermList, Edit: PermEdit,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{cardSheet(s.card())}, nil },
		Rows:   s.cardRows,
		Plan: func(tx *db.ReadTx, book register.Book, _ func() kernel.ID) (register.Plan, error) {
			return s.planCards(tx, book[sheetName])
		},
	}}
}

func (s *Service) cardRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		where, args := "h.to_day = ?", []any{kernel.EndOfTime}
		if o.At != 0 {
			w, a, err := s.places.Within(tx, "h", o.At)
			if err != nil {
				yield(nil, err)
				return
			}
			where, args = where+" AND "+w, append(args, a...)
		}
		at := kernel.Page{Limit: kernel.MaxLimit}
		for {
			houses, next, err := s.persons.PageHousesBy(tx, where, args, at)
			if err == nil {
				var rows [][]any
				if rows, err = s.lines(tx, houses, o.Open); err == nil {
					for _, r := range rows {
						if !yield(r, nil) {
							return
						}
					}
				}
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if next == "" {
				return
			}
			at.Cursor = next
		}
	}
}

// lines are the rows of some households; open shows what is sealed, and the caller has declared the look.
func (s *Service) lines(tx *db.ReadTx, houses []person.Household, open bool) ([][]any, error) {
	ids, stamps := make([]kernel.ID, len(houses)), make([]kernel.Stamp, len(houses))
	for i, h := range houses {
		ids[i], stamps[i] = h.ID, h.Stamp
	}
	facts, err := factsOf(tx, ids)
	if err != nil {
		return nil, err
	}
	paths, err := s.places.Paths(tx, stamps)
	if err != nil {
		return nil, err
	}
	card := s.card()
	out := make([][]any, len(houses))
	for i, h := range houses {
		line := []any{h.Code, h.HeadName, paths[i]}
		for _, f := range card.Fields() {
			v, err := s.cell(f, facts[h.ID], open)
			if err != nil {
				return nil, err
			}
			line = append(line, v)
		}
		out[i] = line
	}
	return out, nil
}

// hiddenCell stands for a sealed answer of which nothing may be shown.
const hiddenCell = "***"

func (s *Service) cell(f pack.CardField, facts []factRow, open bool) (any, error) {
	for i := range facts {
		r := &facts[i]
		if r.Field != f.ID {
			continue
		}
		v := read(r.Value)
		if r.Hidden != "" {
			if !open {
				m, err := s.masked(f, r.Hidden)
				if err == nil && m == nil {
					m = hiddenCell
				}
				return m, err
			}
			text, err := s.compared(r.Hidden)
			if err != nil {
				return nil, err
			}
			v = read(text)
		}
		if n, ok := v.(json.Number); ok {
			fen, _ := n.Int64()
			return float64(fen) / 100, nil
		}
		return form.Said(f.Field, v), nil
	}
	return "", nil
}

// cardsPlan is what an import of cards will do.
type cardsPlan struct {
	register.Draft
	s      *Service
	card   pack.Card
	today  kernel.Day
	houses map[string]person.Household
	facts  map[kernel.ID][]factRow
	seen   map[string]int
	fresh  []Entry // not yet entered
}

func (s *Service) planCards(tx *db.ReadTx, records []register.Record) (register.Plan, error) {
	p := &cardsPlan{s: s, card: s.card(), today: tx.Today(), houses: map[string]person.Household{}, seen: map[string]int{}}
	p.Touch(sheetName)
	if err := p.read(tx, records); err != nil {
		return nil, err
	}
	for _, r := range records {
		p.row(r)
	}
	return p, nil
}

// read fetches the households of the sheet by their codes, and what is known of them.
func (p *cardsPlan) read(tx *db.ReadTx, records []register.Record) error {
	var ids []kernel.ID
	const step = 200
	for from := 0; from < len(records); from += step {
		var codes []any
		for _, r := range records[from:min(from+step, len(records))] {
			codes = append(codes, r.Get("house"))
		}
		marks := strings.TrimSuffix(strings.Repeat("?, ", len(codes)), ", ")
		list, _, err := p.s.persons.PageHousesBy(tx, "h.code IN ("+marks+")", codes, kernel.Page{Limit: step})
		if err != nil {
			return err
		}
		for _, h := range list {
			if _, twice := p.houses[h.Code]; !twice {
				p.houses[h.Code], ids = h, append(ids, h.ID)
			}
		}
	}
	var err error
	p.facts, err = factsOf(tx, ids)
	return err
}

// LinesOf are the answers on the cards of the households to which somebody belongs, for that person to see; what is sealed stands masked.
func (s *Service) LinesOf(tx *db.ReadTx, who kernel.ID) ([][]string, error) {
	var homes []kernel.ID
	err := tx.Select(&homes, "SELECT m.household_id FROM {household_member m} WHERE m.person_id = ? AND m.to_day = ?", who, kernel.EndOfTime)
	if err != nil {
		return nil, err
	}
	slices.Sort(homes) // here: an order in the statement leads the planner away from the person
	facts, err := factsOf(tx, homes)
	if err != nil {
		return nil, err
	}
	var out [][]string
	for _, id := range homes {
		for _, f := range s.card().Fields() {
			i := slices.IndexFunc(facts[id], func(r factRow) bool { return r.Field == f.ID })
			if i < 0 {
				continue
			}
			v, err := s.cell(f, facts[id], false)
			if err != nil {
				return nil, err
			}
			if said := fmt.Sprint(v); v != nil && said != "" {
				out = append(out, []string{f.Name, said, string(facts[id][i].Day), facts[id][i].ByName})
			}
		}
	}
	return out, nil
}
