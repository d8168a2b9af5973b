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
				return []register.Sheet{honourSheet(schemes, bands)}, nil
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
func (s *Service) eachEntry(tx *db.ReadTx, o register.Options, line func(RecognitionRound, pack.Award, Candidate) []any) iter.Seq2[[]any, error] {
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
					out[i] = line(round, a, c)
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

// codes are the codes by which a household or a village is known in sheets.
func (s *Service) codes(tx *db.ReadTx, subject string, id kernel.ID) string {
	switch subject {
	case pack.AwardHousehold:
		known, err := s.person.HouseholdsByID(tx, []kernel.ID{id})
		if err == nil {
			return known[id].Code
		}
	case pack.AwardVillage:
		p, err := s.place.Load(tx, id)
		if err == nil {
			return p.Code
		}
	}
	return ""
}

func (s *Service) entryRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return s.eachEntry(tx, o, func(r RecognitionRound, a pack.Award, c Candidate) []any {
		t, _ := a.Title(c.Title)
		return []any{r.Title, s.codes(tx, c.Subject, c.SubjectID), c.Name, c.Path, howWords[c.How], t.Name, c.Text, entryWords[c.State]}
	})
}

func (s *Service) resultRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return s.eachEntry(tx, o, func(r RecognitionRound, a pack.Award, c Candidate) []any {
		b, _ := a.Band(c.Band)
		var rank any
		if c.Rank > 0 {
			rank = c.Rank
		}
		return []any{r.Title, rank, c.Name, c.Path, points(c.Total), c.Earned, b.Name, c.For, c.Against, c.Abstain, c.Aside, entryWords[c.State]}
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
			out[i] = []any{
				h.Scheme.Name, s.codes(tx, h.Subject, h.SubjectID), h.Name, h.Path, h.Band.Name, string(h.Won), string(h.ValidTo), string(h.PlaqueDay), h.PlaqueNo,
				honourWords[h.State], string(h.NextCheck),
			}
		}
		return out, nil
	})
}
