package award

import (
	"strconv"

	"touyan/internal/platform/pack"
)

func word(t pack.Term) SchemeWord { return SchemeWord{t.ID, t.Name, t.NameEN} }

func itoa(n int) string { return strconv.Itoa(n) }

func share(s pack.AwardShare) VoteShare {
	return VoteShare{Num: s.Num, Den: s.Den, Over: s.Over, Of: s.Of}
}

// shown is a scheme at a glance.
func (s *Service) shown(a pack.Award) RecognitionScheme {
	out := RecognitionScheme{
		SchemeWord: word(a.Term), Source: a.Source, Subject: a.Subject, Levels: append([]int{}, a.Levels...), Scale: a.Scale, Step: a.Step, Raters: a.Raters,
		Sides: []SchemeSide{}, Bands: []SchemeBand{}, Vetoes: []SchemeWord{}, Titles: []SchemeWord{}, Quotas: []SchemeQuota{}, Apply: a.Apply,
		Nominators: s.postNames(a.Nominators), Bodies: s.bodyNames(a.Review.BodyKinds), Quorum: share(a.Review.Quorum), Pass: share(a.Review.Pass),
		VotersMin: a.Review.VotersMin, Posting: a.PostingDays, Answer: a.AnswerDays, Valid: a.ValidMonths, Recheck: a.RecheckMonths, Bar: a.BarMonths,
		Uncertain: a.Uncertain,
	}
	for _, d := range a.Dimensions {
		side := SchemeSide{SchemeWord: word(d.Term), At: d.At, Items: []SchemeItem{}}
		for _, x := range d.Items {
			side.Items = append(side.Items, SchemeItem{
				SchemeWord: word(x.Term), Weight: x.Weight, LookAt: x.Evidence, LookEN: x.EvidenceEN,
				Scorers: append(s.postNames(x.ScorerPosts), s.bodyNames(x.ScorerKinds)...),
			})
		}
		out.Sides = append(out.Sides, side)
	}
	for _, b := range a.Bands {
		out.Bands = append(out.Bands, SchemeBand{word(b.Term), b.At, b.Earned})
	}
	for _, v := range a.Vetoes {
		out.Vetoes = append(out.Vetoes, word(v.Term))
	}
	for _, t := range a.Titles {
		out.Titles = append(out.Titles, word(t.Term))
	}
	for _, q := range a.Quotas {
		out.Quotas = append(out.Quotas, SchemeQuota{q.Level, q.Most})
	}
	return out
}

func (s *Service) postNames(ids []string) []SchemeWord {
	out := make([]SchemeWord, len(ids))
	for i, id := range ids {
		p, _ := s.pack().Post(id)
		out[i] = word(p.Term)
	}
	return out
}

func (s *Service) bodyNames(ids []string) []SchemeWord {
	out := make([]SchemeWord, len(ids))
	for i, id := range ids {
		k, _ := s.pack().BodyKind(id)
		out[i] = word(k.Term)
	}
	return out
}
