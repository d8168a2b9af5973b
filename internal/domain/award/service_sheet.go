package award

import (
	"iter"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
)

// Registers are who is entered (out, and in while a round is open), what the rounds came to (out only), and the honours (out, and in
// those that were won before the program was there).
func (s *Service) Registers() []register.Register {
	return []register.Register{
		{
			Key: "award_entries", Title: "参评名单", TitleEn: "Candidates for honours", See: PermList, Edit: PermEnter,
			Sheets: func(tx *db.ReadTx) ([]register.Sheet, error) {
				return []register.Sheet{entrySheet(s.titleNames(tx))}, nil
			},
			Rows: s.entryRows,
			Plan: func(tx *db.ReadTx, book register.Book, _ func() kernel.ID) (register.Plan, error) {
				return s.planEntries(tx, book[entrySheetName])
			},
		},
		{
			Key: "award_scores", Title: "评选结果", TitleEn: "Results of rounds", See: PermList,
			Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{scoreSheet()}, nil },
			Rows:   s.resultRows,
		},
		{
			Key: "award_honours", Title: "荣誉和牌匾", TitleEn: "Honours and plaques", See: PermList, Edit: PermRun,
			Sheets: func(tx *db.ReadTx) ([]register.Sheet, error) {
				schemes, bands := s.schemeNames(tx)
				return []register.Sheet{honourSheet(schemes, bands, s.titleNames(tx))}, nil
			},
			Rows: s.honourRows,
			Plan: func(tx *db.ReadTx, book register.Book, _ func() kernel.ID) (register.Plan, error) {
				return s.planHonours(tx, book[honourSheetName])
			},
		},
	}
}

func (s *Service) titleNames(tx *db.ReadTx) []string {
	out := []string{}
	for _, a := range s.pack().AwardsOn(tx.Today()) {
		for _, t := range a.Titles {
			if !slices.Contains(out, t.Name) {
				out = append(out, t.Name)
			}
		}
	}
	return out
}

func (s *Service) schemeNames(tx *db.ReadTx) (schemes, bands []string) {
	for _, a := range s.pack().AwardsOn(tx.Today()) {
		schemes = append(schemes, a.Name)
		for _, b := range a.Bands {
			if !slices.Contains(bands, b.Name) {
				bands = append(bands, b.Name)
			}
		}
	}
	return schemes, bands
}

// eachEntry walks the candidates of the rounds at a place, or of one round.
func (s *Service) eachEntry(tx *db.ReadTx, o register.Options, line func(RecognitionRound, pack.Award, Candidate) ([]any, error)) iter.Seq2[[]any, error] {
	one, _ := kernel.ParseID(o.Args["round"])
	return func(yield func([]any, error) bool) {
		for round, err := range s.eachRound(tx, RoundFilter{Place: o.At, Scheme: o.Args["scheme"]}, one) {
			if err != nil {
				yield(nil, err)
				return
			}
			r, err := found(tx, round.ID)
			if err != nil {
				yield(nil, err)
				return
			}
			a := s.rulesOf(r)
			rows := register.Pages(func(p kernel.Page) ([]Candidate, string, error) { return s.page(tx, r, "", p) }, func(list []Candidate) ([][]any, error) {
				out := make([][]any, len(list))
				for i, c := range list {
					var err error
					if out[i], err = line(round, a, c); err != nil {
						return nil, err
					}
				}
				return out, nil
			})
			for cells, err := range rows {
				if !yield(cells, err) || err != nil {
					return
				}
			}
		}
	}
}

func (s *Service) eachRound(tx *db.ReadTx, f RoundFilter, one kernel.ID) iter.Seq2[RecognitionRound, error] {
	return func(yield func(RecognitionRound, error) bool) {
		at := kernel.Page{Limit: kernel.MaxLimit}
		for {
			list, next, err := s.Page(tx, f, at)
			if err != nil {
				yield(RecognitionRound{}, err)
				return
			}
			for _, r := range list {
				if (one == 0 || r.ID == one) && !yield(r, nil) {
					return
				}
			}
			if at.Cursor = next; next == "" {
				return
			}
		}
	}
}

// codes are the codes by which who is honoured is known in sheets: of a household or a village its own, of a person that of the household,
// of a member that of the place of the branch, of a body that of its place.
func (s *Service) codes(tx *db.ReadTx, subject string, id, household kernel.ID) (string, error) {
	at := id
	switch subject {
	case pack.AwardHousehold, pack.AwardPerson:
		known, err := s.person.HouseholdsByID(tx, []kernel.ID{household})
		return known[household].Code, err
	case pack.AwardBody:
		all, err := s.body.PlaceCodes(system(tx), []kernel.ID{id})
		return all[id], err
	case pack.AwardMember:
		var err error
		if at, err = partyPlace(system(tx), id, s.pack().PartyKinds(), tx.Today()); err != nil || at == 0 {
			return "", err
		}
	}
	names, err := s.place.Names(system(tx), []kernel.ID{at})
	return names[at].Code, err
}

func (s *Service) entryRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return s.eachEntry(tx, o, func(r RecognitionRound, a pack.Award, c Candidate) ([]any, error) {
		t, _ := a.Title(c.Title)
		code, err := s.codes(tx, c.Subject, c.SubjectID, c.Household)
		return []any{r.Title, code, c.Name, c.Path, howWords[c.How], t.Name, c.Text, entryWords[c.State]}, err
	})
}

func (s *Service) resultRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return s.eachEntry(tx, o, func(r RecognitionRound, a pack.Award, c Candidate) ([]any, error) {
		b, _ := a.Band(c.Band)
		var rank any
		if c.Rank > 0 {
			rank = c.Rank
		}
		return []any{r.Title, rank, c.Name, c.Path, points(c.Total), c.Earned, b.Name, c.For, c.Against, c.Abstain, c.Aside, entryWords[c.State]}, nil
	})
}

// points writes hundredths as points, to the last digit.
func points(n int64) string {
	text := itoa(int(n / perPoint))
	if rest := int(n % perPoint); rest != 0 {
		text += "." + itoa(rest/10)
		if rest%10 != 0 {
			text += itoa(rest % 10)
		}
	}
	return text
}

func (s *Service) honourRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	f := HonourFilter{Place: o.At, Scheme: o.Args["scheme"], State: o.Args["state"]}
	return register.Pages(func(p kernel.Page) ([]Honour, string, error) { return s.PageHonours(tx, f, p) }, func(list []Honour) ([][]any, error) {
		out := make([][]any, len(list))
		for i, h := range list {
			a, _ := s.pack().Award(h.Scheme.ID)
			t, _ := a.Title(h.Title)
			code, err := s.codes(tx, h.Subject, h.SubjectID, h.Household)
			if err != nil {
				return nil, err
			}
			out[i] = []any{
				h.Scheme.Name, code, h.Name, t.Name, h.Path, h.Band.Name, string(h.Won), string(h.ValidTo), string(h.PlaqueDay), h.PlaqueNo,
				honourWords[h.State], string(h.NextCheck),
			}
		}
		return out, nil
	})
}
