package body

import (
	"iter"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// bodyRegisters are the lists of bodies: bodies and members come in as the same sheets, terms and what is amiss only go out.
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
		{
			Key: "terms", Title: "任期", TitleEn: "Terms of office", See: PermList,
			Sheets: func(*db.ReadTx) (sheets, error) { return sheets{termSheet()}, nil },
			Rows: func(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
				f := TermFilter{Place: o.At, State: o.Args["state"], Kind: o.Args["kind"]}
				return pages(func(p kernel.Page) ([]Term, string, error) { return s.PageTerms(tx, f, p) }, s.termLines)
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
	for i, b := range list {
		k, _ := s.pack().BodyKind(b.Kind)
		number, from, to, came := "", "", "", ""
		for _, t := range all[b.ID] {
			if t.Last {
				number, from, to, came = itoa(t.Number), string(t.From), string(t.To), cameWords[t.Came]
			}
		}
		out[i] = []any{at[b.PlaceID].Code, b.Name, k.Name, b.Place.Name, b.ParentName, b.Leader, string(b.From), string(b.To), number, from, to, came}
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
			out = append(out, []any{at[b.PlaceID].Code, b.Name, m.PersonName, numbers[m.PersonID].Phone, roleName(k, m.Role), string(m.From), string(m.To)})
		}
	}
	return out, err
}

func (s *Service) termLines(list []Term) ([][]any, error) {
	out := make([][]any, len(list))
	for i, t := range list {
		k, _ := s.pack().BodyKind(t.Kind)
		out[i] = []any{t.Path, t.Body.Name, k.Name, t.Number, string(t.From), string(t.To), lightWords[t.Light], t.Days, cameWords[t.Came], t.Reason}
	}
	return out, nil
}

func (s *Service) gapLines(list []BodyGap) ([][]any, error) {
	out := make([][]any, len(list))
	for i, g := range list {
		out[i] = gapLine(s.pack(), g)
	}
	return out, nil
}
