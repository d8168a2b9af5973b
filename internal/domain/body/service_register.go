package body

import (
	"iter"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// bodyRegisters are the lists of bodies: bodies, members and terms come in as the same sheets, what is amiss only goes out.
func (s *Service) bodyRegisters() []register.Register {
	return []register.Register{
		{
			Key: "bodies", Title: "组织", TitleEn: "Bodies", See: PermList, Edit: PermEdit,
			Sheets: func(*db.ReadTx) (sheets, error) { return sheets{bodySheet(s.kindNames())}, nil },
			Rows: func(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
				return pages(func(p kernel.Page) ([]Body, string, error) {
					return s.PageBodies(tx, BodyFilter{Place: o.At, Kind: o.Args["kind"], Q: o.Args["q"]}, p)
				}, func(list []Body) ([][]any, error) { return s.bodyLines(tx, list) })
			},
			Plan: func(tx *db.ReadTx, b book, newID func() kernel.ID) (register.Plan, error) {
				return s.planBodies(tx, b, newID)
			},
		},
		{
			Key: "members", Title: "组织成员", TitleEn: "Members of bodies", See: PermList, Edit: PermEdit,
			Sheets: func(*db.ReadTx) (sheets, error) { return sheets{memberSheet()}, nil },
			Rows: func(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
				return pages(func(p kernel.Page) ([]Body, string, error) {
					return s.PageBodies(tx, BodyFilter{Place: o.At, Kind: o.Args["kind"], Q: o.Args["q"]}, p)
				}, func(list []Body) ([][]any, error) { return s.memberLines(tx, list, o.Open) })
			},
			Plan: func(tx *db.ReadTx, b book, newID func() kernel.ID) (register.Plan, error) {
				return s.planMembers(tx, b, newID)
			},
		},
		s.partyRegister(),
		{
			Key: "party_grids", Title: "党员编入网格", TitleEn: "Party members and their grids", See: PermList,
			Sheets: func(*db.ReadTx) (sheets, error) { return sheets{placedSheet()}, nil },
			Rows: func(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
				return pages(func(p kernel.Page) ([]Placed, string, error) { return s.PagePlacings(tx, o.Args["which"], o.At, p) },
					func(list []Placed) ([][]any, error) {
						out := make([][]any, len(list))
						for i, x := range list {
							out[i] = placedLine(x)
						}
						return out, nil
					})
			},
		},
		{
			Key: "terms", Title: "任期", TitleEn: "Terms of office", See: PermList, Edit: PermEdit,
			Sheets: func(*db.ReadTx) (sheets, error) { return sheets{termSheet()}, nil },
			Rows:   s.termRows,
			Plan: func(tx *db.ReadTx, b book, _ func() kernel.ID) (register.Plan, error) {
				return s.planTerms(tx, b[termSheetName])
			},
		},
		{
			Key: "body_gaps", Title: "组织问题", TitleEn: "What is amiss with bodies", See: PermGaps,
			Sheets: func(*db.ReadTx) (sheets, error) { return sheets{gapSheet()}, nil },
			Rows: func(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
				return pages(func(p kernel.Page) ([]BodyGap, string, error) { return s.PageBodyGaps(tx, o.Args["kind"], o.At, p) }, s.gapLines)
			},
		},
	}
}

func (s *Service) kindNames() []string {
	out := make([]string, len(s.pack().BodyKinds))
	for i, k := range s.pack().BodyKinds {
		out[i] = k.Name
	}
	return out
}

func bodyIDs(list []Body) []kernel.ID {
	out := make([]kernel.ID, len(list))
	for i, b := range list {
		out[i] = b.ID
	}
	return out
}

// codesOf reads the codes of the places of bodies.
func (s *Service) codesOf(tx *db.ReadTx, list []Body) (map[kernel.ID]place.Place, error) {
	at := make([]kernel.ID, len(list))
	for i, b := range list {
		at[i] = b.PlaceID
	}
	return s.places.LoadMany(tx, at)
}

func (s *Service) bodyLines(tx *db.ReadTx, list []Body) ([][]any, error) {
	at, err := s.codesOf(tx, list)
	if err != nil {
		return nil, err
	}
	all, err := termsOf(tx, bodyIDs(list))
	out := make([][]any, len(list))
	based, berr := s.basedWords(tx, list)
	if berr != nil {
		return nil, berr
	}
	for i, b := range list {
		k, _ := s.pack().BodyKind(b.Kind)
		number, from, to, came := "", "", "", ""
		for _, t := range all[b.ID] {
			if t.Last {
				number, from, to, came = itoa(t.Number), string(t.From), string(t.To), cameWords[t.Came]
			}
		}
		out[i] = []any{at[b.PlaceID].Code, b.Name, k.Name, b.Place.Name, b.ParentName, b.Leader, string(b.From), string(b.To), number, from, to, came, based[i]}
	}
	return out, err
}

// basedWords say what bodies are built on so that the sheet finds it again: the name of a body, the code of a grid.
func (s *Service) basedWords(tx *db.ReadTx, list []Body) ([]string, error) {
	out, at := make([]string, len(list)), make([]kernel.ID, len(list))
	for i, b := range list {
		at[i] = b.BasedPlace
	}
	places, err := s.places.LoadMany(tx, at)
	for i, b := range list {
		switch {
		case b.BasedOn == nil:
		case b.BasedPlace != 0:
			out[i] = places[b.BasedPlace].Code
		default:
			out[i] = b.BasedOn.Name
		}
	}
	return out, err
}

// memberLines are the members of bodies today and later.
func (s *Service) memberLines(tx *db.ReadTx, list []Body, open bool) ([][]any, error) {
	at, err := s.codesOf(tx, list)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	in, args := place.Among("m.body_id", bodyIDs(list))
	members, err := selectMemberRows(tx, in+" AND m.to_day >= ?", append(args, tx.Today())...)
	if err != nil {
		return nil, err
	}
	who := make([]kernel.ID, len(members))
	of := map[kernel.ID][]memberRow{}
	for i, m := range members {
		who[i] = m.PersonID
		of[m.BodyID] = append(of[m.BodyID], m)
	}
	numbers, err := s.persons.Numbers(tx, who, open)
	var out [][]any
	for _, b := range list {
		k, _ := s.pack().BodyKind(b.Kind)
		for _, m := range s.inOrder(b.Kind, of[b.ID]) {
			out = append(out, []any{at[b.PlaceID].Code, b.Name, m.PersonName, numbers[m.PersonID].Phone, roleName(k, m.Role), string(m.From), string(m.To), m.Allowed})
		}
	}
	return out, err
}

// termRows are the terms of the list that the arguments name, or, without one, all terms of all bodies.
func (s *Service) termRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	if state := o.Args["state"]; state != "" {
		f := TermFilter{Place: o.At, State: state, Kind: o.Args["kind"]}
		return pages(func(p kernel.Page) ([]Term, string, error) { return s.PageTerms(tx, f, p) }, func(list []Term) ([][]any, error) {
			return s.termLines(tx, list)
		})
	}
	return pages(func(p kernel.Page) ([]Body, string, error) {
		return s.PageBodies(tx, BodyFilter{Place: o.At, Kind: o.Args["kind"]}, p)
	}, func(list []Body) ([][]any, error) {
		of, err := termsOf(tx, bodyIDs(list))
		if err != nil {
			return nil, err
		}
		var all []Term
		for _, b := range list {
			all = append(all, of[b.ID]...)
		}
		if err := s.dressTerms(tx, all); err != nil {
			return nil, err
		}
		return s.termLines(tx, all)
	})
}

func (s *Service) termLines(tx *db.ReadTx, list []Term) ([][]any, error) {
	at := make([]kernel.ID, len(list))
	for i, t := range list {
		at[i] = t.Place.ID
	}
	places, err := s.places.LoadMany(tx, at)
	out := make([][]any, len(list))
	for i, t := range list {
		k, _ := s.pack().BodyKind(t.Kind)
		out[i] = []any{
			places[t.Place.ID].Code, t.Body.Name, k.Name, t.Path, t.Number, string(t.From), string(t.To), cameWords[t.Came], t.Document,
			string(t.PlannedTo), string(t.ExtendedOn), t.Reason, lightWords[t.Light], t.Days,
		}
	}
	return out, err
}

func (s *Service) gapLines(list []BodyGap) ([][]any, error) {
	out := make([][]any, len(list))
	for i, g := range list {
		out[i] = gapLine(s.pack(), g)
	}
	return out, nil
}
