package person

import (
	"iter"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// Registers are what this room gives out and takes in: the households with their persons, and the rolls.
func (s *Service) Registers() []register.Register {
	out := []register.Register{
		{
			Key: "households", Title: HouseholdSheet, TitleEn: "Households and persons", See: PermExport, Edit: PermImport,
			Sheets: func(*db.ReadTx) (sheets, error) { return oneSheet(householdSheet()), nil },
			Rows: func(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
				return s.householdRows(tx, o)
			},
			Plan: s.planHouseholds,
		},
	}
	return append(out, s.rollRegisters()...)
}

// householdRows gives one row for each member of each open household, by code; personal data are masked unless open.
func (s *Service) householdRows(tx *db.ReadTx, o register.Options) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		f := HouseholdFilter{Place: o.At, Q: o.Args["q"]}
		if id, err := kernel.ParseID(o.Args["place"]); o.At == 0 && err == nil {
			f.Place = id
		}
		for page := (kernel.Page{Limit: kernel.MaxLimit}); ; {
			list, next, err := s.PageHouseholds(tx, f, page)
			if err != nil {
				yield(nil, err)
				return
			}
			rows, err := s.sheetPage(tx, list, o.Open)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
			if page.Cursor = next; next == "" {
				return
			}
		}
	}
}

// sheetPage makes the rows of a page of households.
func (s *Service) sheetPage(tx *db.ReadTx, list []Household, open bool) ([][]any, error) {
	ids := make([]kernel.ID, len(list))
	for i, h := range list {
		ids[i] = h.ID
	}
	members, err := membersBy(tx, "m.household_id", ids, " AND m.to_day = ?", kernel.EndOfTime)
	if err != nil {
		return nil, err
	}
	of := map[kernel.ID][]*memberRow{}
	var who []kernel.ID
	var came []kernel.ID
	for i := range members {
		m := &members[i]
		of[m.HouseholdID] = append(of[m.HouseholdID], m)
		who, came = append(who, m.PersonID), append(came, m.EventIn)
	}
	persons, err := selectPersons(tx, who)
	if err != nil {
		return nil, err
	}
	houses, err := selectHouses(tx, ids)
	if err != nil {
		return nil, err
	}
	since, err := collectiveSince(tx, who)
	if err != nil {
		return nil, err
	}
	causes, err := causesOf(tx, came)
	if err != nil {
		return nil, err
	}
	var out [][]any
	for i := range list {
		h := &list[i]
		address, err := s.open(houses[h.ID].Address)
		if err != nil {
			return nil, err
		}
		if !open {
			address = h.Address
		}
		for _, m := range sortRows(of[h.ID]) {
			if p := persons[m.PersonID]; p != nil {
				row, err := s.sheetRow(h, m, p, address, open)
				if err != nil {
					return nil, err
				}
				out = append(out, append(row, wordOf(ListCame, causes[m.EventIn]), string(since[m.PersonID])))
			}
		}
	}
	return out, nil
}

func (s *Service) sheetRow(h *Household, m *memberRow, p *personRow, address string, open bool) ([]any, error) {
	v, err := s.view(p)
	if err != nil {
		return nil, err
	}
	if open {
		f, err := s.facts(p)
		if err != nil {
			return nil, err
		}
		v.IDNumber, v.Birth = f.IDNumber, string(f.Birth)
		if v.Phone, err = s.open(p.Phone); err != nil {
			return nil, err
		}
	}
	return []any{
		h.Code, h.Place.Code, v.Name, wordOf(ListRelation, m.Relation), wordOf(ListSex, v.Sex), v.Birth, v.IDNumber, v.Phone,
		wordOf(ListEthnicity, v.Ethnicity), wordOf(ListEducation, v.Education), wordOf(ListPolitical, v.Political),
		wordOf(ListMarital, v.Marital), m.Registered, m.Lives, wordOf(ListResidence, v.Residence), wordOf(ListKind, h.Kind),
		address, string(m.FromDay),
	}, nil
}

// sortRows puts the head first.
func sortRows(rows []*memberRow) []*memberRow {
	for i, m := range rows {
		if m.Relation == Head && i > 0 {
			copy(rows[1:i+1], rows[:i])
			rows[0] = m
			break
		}
	}
	return rows
}

// collectiveSince tells since when persons have been members of a collective.
func collectiveSince(tx *db.ReadTx, persons []kernel.ID) (map[kernel.ID]kernel.Day, error) {
	out := map[kernel.ID]kernel.Day{}
	const step = 512
	for from := 0; from < len(persons); from += step {
		rows, err := rollsOf(tx, persons[from:min(from+step, len(persons))])
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if r.Roll == RollCollective && r.ToDay == kernel.EndOfTime {
				out[r.PersonID] = r.FromDay
			}
		}
	}
	return out, nil
}

// causesOf tells by which cause memberships began.
func causesOf(tx *db.ReadTx, events []kernel.ID) (map[kernel.ID]string, error) {
	out := map[kernel.ID]string{}
	seen := map[kernel.ID]bool{}
	var ids []kernel.ID
	for _, id := range events {
		if !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	const step = 256
	for from := 0; from < len(ids); from += step {
		rows, err := eventsByID(tx, ids[from:min(from+step, len(ids))])
		if err != nil {
			return nil, err
		}
		for _, e := range rows {
			switch e.Kind {
			case KindBirth:
				out[e.ID] = "birth"
			case KindSettle, KindMoveIn:
				out[e.ID] = e.Cause
			default:
				out[e.ID] = "other"
			}
		}
	}
	return out, nil
}
