package body

import (
	"iter"
	"slices"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// rosterAhead is how many days of rosters go out.
const rosterAhead = 62

func (s *Service) rosterRegister() register.Register {
	return register.Register{
		Key: "rosters", Title: "值班表", TitleEn: "Duty rosters", See: place.PermList, Edit: PermRoster,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{rosterColumns()}, nil },
		Rows:   s.rosterRows,
		Plan: func(tx *db.ReadTx, book register.Book, _ func() kernel.ID) (register.Plan, error) {
			return s.planRoster(tx, book[rosterSheet])
		},
	}
}

// rosterRows are the rosters from today on.
func (s *Service) rosterRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		rows, find, err := s.rosterFrom(tx, o.At)
		if err != nil {
			yield(nil, err)
			return
		}
		posts, err := s.postsByID(tx, rows)
		if err != nil {
			yield(nil, err)
			return
		}
		for _, r := range rows {
			a, ok := posts[r.AppointmentID]
			at, seen := find.ByID(r.PlaceID)
			if !ok || !seen {
				continue
			}
			po, _ := s.pack().Post(a.Post)
			if !yield([]any{at.Code, string(r.Day), a.PersonName, po.Name}, nil) {
				return
			}
		}
	}
}

func (s *Service) rosterFrom(tx *db.ReadTx, at kernel.ID) ([]rosterRow, *place.Finder, error) {
	find, err := s.places.Finder(tx)
	if err != nil {
		return nil, nil, err
	}
	where, args := "r.day >= ? AND r.day <= ?", []any{tx.Today(), tx.Today().Add(rosterAhead)}
	if at != 0 {
		w, a, err := s.places.Within(tx, "r", at)
		if err != nil {
			return nil, nil, err
		}
		where, args = where+" AND "+w, append(args, a...)
	}
	rows, err := selectRoster(tx, where, args...)
	return rows, find, err
}

// dutyKey is one officer on one day at one place.
type dutyKey struct {
	place, appointment kernel.ID
	day                kernel.Day
}

// planRoster enters who is on duty; days and persons that the sheet does not name stay as they are.
func (s *Service) planRoster(tx *db.ReadTx, rows []register.Record) (register.Plan, error) {
	p := &register.Draft{}
	p.Touch(rosterSheet)
	there, find, err := s.rosterFrom(tx, 0)
	if err != nil {
		return nil, err
	}
	known, seen := map[dutyKey]bool{}, map[dutyKey]bool{}
	for _, r := range there {
		known[dutyKey{r.PlaceID, r.AppointmentID, r.Day}] = true
	}
	held, err := selectAppointments(tx, "a.body_id = 0 AND a.to_day >= ?", tx.Today())
	if err != nil {
		return nil, err
	}
	byName := map[string][]Appointment{}
	for _, a := range held {
		byName[a.PersonName] = append(byName[a.PersonName], a)
	}
	for _, r := range rows {
		day := kernel.Day(r.Get("day"))
		at, code, args := find.Find(r.Get("place"))
		if code != "" {
			p.Fault(rosterSheet, r.Row, "网格", code, args...)
			continue
		}
		if day < tx.Today() || day > tx.Today().Add(rosterAhead) {
			p.Fault(rosterSheet, r.Row, "日期", "day_out_of_roster", "from", string(tx.Today()), "to", string(tx.Today().Add(rosterAhead)))
			continue
		}
		a, code := s.onDuty(byName[r.Get("name")], at, day, r.Get("post"))
		key := dutyKey{at.ID, a.ID, day}
		switch {
		case code != "":
			p.Fault(rosterSheet, r.Row, colName, code, "name", r.Get("name"), "day", string(day))
		case seen[key] || known[key]:
			p.Same(rosterSheet)
		case !covered(tx.Actor().Arms, at.Stamp, tx.County()):
			p.Fault(rosterSheet, r.Row, "网格", "out_of_scope")
		default:
			seen[key] = true
			p.New(rosterSheet, func(tx *db.WriteTx) error {
				return tx.Insert(&rosterRow{Stamp: at.Stamp, PlaceID: at.ID, Day: day, AppointmentID: a.ID})
			})
		}
	}
	return p, nil
}

// onDuty finds the post by which a person can be on duty: one held on the day, at the place itself before others.
func (s *Service) onDuty(held []Appointment, at place.Place, day kernel.Day, post string) (Appointment, string) {
	fit := slices.DeleteFunc(slices.Clone(held), func(a Appointment) bool {
		po, _ := s.pack().Post(a.Post)
		return !a.On(day) || post != "" && po.Name != post && a.Post != post
	})
	if here := slices.DeleteFunc(slices.Clone(fit), func(a Appointment) bool { return a.PlaceID != at.ID }); len(here) > 0 {
		fit = here
	}
	switch len(fit) {
	case 0:
		return Appointment{}, "not_held_on_day"
	case 1:
		return fit[0], ""
	}
	return Appointment{}, "ambiguous_post"
}

func (s *Service) gapRegister() register.Register {
	return register.Register{
		Key: "gaps", Title: "岗位空缺和重复", TitleEn: "Vacant posts and double heads", See: PermGaps,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{gapColumns()}, nil },
		Rows: func(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
			return func(yield func([]any, error) bool) {
				for _, kind := range []string{GapVacant, GapOverlap} {
					if o.Args["kind"] != "" && o.Args["kind"] != kind {
						continue
					}
					for row, err := range s.gapRows(tx, kind, o.At) {
						if !yield(row, err) {
							return
						}
					}
				}
			}
		},
	}
}

func (s *Service) gapRows(tx *db.ReadTx, kind string, at kernel.ID) iter.Seq2[[]any, error] {
	words := map[string]string{GapVacant: "空缺", GapOverlap: "重复"}
	return pages(
		func(p kernel.Page) ([]Gap, string, error) { return s.PageGaps(tx, kind, at, p) },
		func(list []Gap) ([][]any, error) {
			out := make([][]any, len(list))
			for i, g := range list {
				post, _ := s.pack().Post(g.Post)
				var who []string
				for _, h := range g.Holders {
					who = append(who, h.PersonName)
				}
				out[i] = []any{words[g.Kind], g.Place.Code, g.Path, post.Name, strings.Join(who, "、")}
			}
			return out, nil
		})
}
