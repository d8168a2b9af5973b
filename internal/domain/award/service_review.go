package award

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// StartReview adds up the scores, once each item of each candidate has its raters, and gives each its band; who reaches none is out.
func (s *Service) StartReview(ctx context.Context, id kernel.ID) (*RoundDetail, error) {
	return s.step(ctx, "award.start_review", id, []string{Scoring}, Review, func(tx *db.WriteTx, r *roundRow, a pack.Award) error {
		list, err := entriesBy(tx.ReadTx, "e.round_id = ? AND e.state = 'in'", r.ID)
		if err != nil {
			return err
		}
		ids, rows := make([]kernel.ID, len(list)), make([]*entryRow, len(list))
		for i := range list {
			ids[i], rows[i] = list[i].ID, &list[i]
		}
		scores, err := scoresOf(tx.ReadTx, ids)
		if err != nil {
			return err
		}
		for _, e := range rows {
			st := weigh(a, scores[e.ID])
			if !st.whole {
				return kernel.Conflict("scores_missing").With("name", e.Name)
			}
			e.Scored, e.Total, e.Earned, e.Band = true, st.total, st.earned, bandOf(a, st.total, st.earned)
			if e.Band == "" {
				e.State = Below
			}
		}
		rank(a, rows, scores)
		return tx.UpdateAll(rows)
	})
}

// rank gives each entry its rank.
func rank(a pack.Award, rows []*entryRow, scores map[kernel.ID][]scoreRow) {
	list, at := make([]ranked, len(rows)), map[kernel.ID]*entryRow{}
	for i, e := range rows {
		st := weigh(a, scores[e.ID])
		list[i], at[e.ID] = ranked{id: e.ID, total: st.total}, e
		for _, x := range a.Items() {
			list[i].items = append(list[i].items, st.items[x.ID].Mean)
		}
	}
	rankAll(list)
	for _, x := range list {
		at[x.id].Rank, at[x.id].Tied = x.rank, x.tied
	}
}

// Juries are the bodies at the round's place that may review, with who belongs to them.
func (s *Service) Juries(ctx context.Context, id kernel.ID) ([]SchemeBody, error) {
	out := []SchemeBody{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		r, err := found(tx, id)
		if err != nil {
			return err
		}
		list, members, err := s.body.TeamsOf(system(tx), s.rulesOf(r).Review.BodyKinds, 5000)
		for _, b := range list {
			if b.PlaceID != r.PlaceID {
				continue
			}
			one := SchemeBody{ID: b.ID, Name: b.Name, Members: []SchemeSeat{}}
			for _, m := range members[b.ID] {
				one.Members = append(one.Members, SchemeSeat{ID: m.ID, Name: m.Name})
			}
			out = append(out, one)
		}
		return err
	})
	return out, err
}

// Meet takes down the meeting of the body that reviews: who of its members was there. It needs its quorum and its least number of
// voters; votes that were taken down before are gone.
func (s *Service) Meet(ctx context.Context, id kernel.ID, n NewMeeting) (*RoundDetail, error) {
	minutes, err := kernel.Words("minutes", n.Minutes, maxMinutes, true)
	if err != nil {
		return nil, err
	}
	var out *RoundDetail
	err = s.db.Write(ctx, "award.meet", func(tx *db.WriteTx) error {
		r := &roundRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		a := s.rulesOf(r)
		switch {
		case !runs(tx.Actor(), r.Stamp):
			return kernel.Forbidden("not_your_round")
		case r.State != Review:
			return kernel.Conflict("round_state").With("state", r.State)
		case n.Day > tx.Today() || n.Day < r.OpenedDay:
			return kernel.Invalid("day", "bad_day").With("value", string(n.Day))
		}
		if err := s.meet(tx, r, a, n); err != nil {
			return err
		}
		r.Minutes = minutes
		if err := tx.Update(r); err != nil {
			return err
		}
		if err := s.unvote(tx, r); err != nil {
			return err
		}
		out, err = s.detail(tx.ReadTx, r)
		return err
	})
	return out, err
}

// meet checks body, members, quorum and least number.
func (s *Service) meet(tx *db.WriteTx, r *roundRow, a pack.Award, n NewMeeting) error {
	b, team, err := s.body.Team(system(tx.ReadTx), n.BodyID, n.Day)
	if err != nil {
		return err
	}
	if !slices.Contains(a.Review.BodyKinds, b.Kind) || b.PlaceID != r.PlaceID {
		return kernel.Invalid("body_id", "not_the_jury").With("name", b.Name)
	}
	var should, present []kernel.ID
	for _, m := range team {
		if !slices.Contains(should, m.ID) {
			should = append(should, m.ID)
		}
	}
	for _, id := range n.Present {
		if !slices.Contains(should, id) {
			return kernel.Invalid("present", "not_in_body").With("name", b.Name)
		}
		if !slices.Contains(present, id) {
			present = append(present, id)
		}
	}
	if len(present) < a.Review.VotersMin || !reaches(a.Review.Quorum, len(present), len(should)) {
		return kernel.Conflict("jury_quorum").With("should", itoa(len(should))).With("present", itoa(len(present))).With("least", itoa(a.Review.VotersMin))
	}
	r.JuryID, r.JuryName, r.JuryDay, r.Should, r.Present, r.PresentIDs = b.ID, b.Name, n.Day, len(should), len(present), joined(present)
	return nil
}

// unvote takes back votes of an earlier meeting, and counts for each candidate who of those present stands aside.
func (s *Service) unvote(tx *db.WriteTx, r *roundRow) error {
	list, err := entriesBy(tx.ReadTx, "e.round_id = ? AND e.state IN ('in', 'passed', 'failed')", r.ID)
	if err != nil || len(list) == 0 {
		return err
	}
	if err := s.standAside(tx.ReadTx, r, list); err != nil {
		return err
	}
	rows := make([]*entryRow, len(list))
	for i := range list {
		rows[i] = &list[i]
		rows[i].State, rows[i].For, rows[i].Against, rows[i].Abstain = In, 0, 0, 0
	}
	return tx.UpdateAll(rows)
}

// standAside counts for each candidate those present for whom it is their own, or a near relative's: they have no vote on it.
func (s *Service) standAside(tx *db.ReadTx, r *roundRow, list []entryRow) error {
	a, persons := s.rulesOf(r), make([][]kernel.ID, len(list))
	var all []kernel.ID
	for i := range list {
		list[i].Aside = 0
		if a.Subject == pack.AwardVillage {
			continue
		}
		var err error
		if persons[i], err = s.personsOf(tx, a, &list[i]); err != nil {
			return err
		}
		all = append(all, persons[i]...)
	}
	for _, who := range split(r.PresentIDs) {
		bound, err := s.boundTo(tx, a, who, all)
		if err != nil {
			return err
		}
		for i := range list {
			mine := func(id kernel.ID) bool { return slices.Contains(bound, id) }
			if mine(list[i].SubjectID) && a.Subject == pack.AwardVillage || slices.ContainsFunc(persons[i], mine) {
				list[i].Aside++
			}
		}
	}
	return nil
}

// boundTo are those of some persons for whose sake somebody stands aside, themselves included; or the villages that are their own.
func (s *Service) boundTo(tx *db.ReadTx, a pack.Award, who kernel.ID, persons []kernel.ID) ([]kernel.ID, error) {
	if a.Subject == pack.AwardVillage {
		held, err := s.body.PostsOf(system(tx), who, tx.Today())
		if err != nil {
			return nil, err
		}
		return s.ownVillages(tx, who, held)
	}
	out := []kernel.ID{who}
	if a.Subject == pack.AwardBody {
		return out, nil
	}
	kin, err := s.body.Recuse(system(tx), who, persons)
	for _, k := range kin {
		out = append(out, k.PersonID)
	}
	return out, err
}

// Vote takes down the vote on a candidate. Those who must stand aside do not vote; what is for, against and abstained adds up to the
// others who were there. No more pass at a place than the scheme allows: the round is locked while that is decided.
func (s *Service) Vote(ctx context.Context, id kernel.ID, n NewVote) (*Candidate, error) {
	var out *Candidate
	err := s.db.Write(ctx, "award.vote", func(tx *db.WriteTx) error {
		seen := &entryRow{}
		if err := tx.Get(seen, id); err != nil {
			return err
		}
		r, e := &roundRow{}, &entryRow{}
		if err := tx.Lock(r, seen.RoundID); err != nil {
			return err
		}
		if err := tx.Lock(e, id); err != nil {
			return err
		}
		if err := s.vote(tx, r, e, n); err != nil {
			return err
		}
		var err error
		out, err = s.entry(tx.ReadTx, e)
		return err
	})
	return out, err
}

func (s *Service) vote(tx *db.WriteTx, r *roundRow, e *entryRow, n NewVote) error {
	a := s.rulesOf(r)
	voted := e.State == Passed || e.State == Failed
	switch {
	case !runs(tx.Actor(), r.Stamp):
		return kernel.Forbidden("not_your_round")
	case r.State != Review:
		return kernel.Conflict("round_state").With("state", r.State)
	case r.JuryID == 0:
		return kernel.Conflict("no_meeting")
	case voted && e.For == n.For && e.Against == n.Against && e.Abstain == n.Abstain:
		return nil // the same once more
	case e.Rev != n.Rev:
		return kernel.Conflict("changed_meanwhile")
	case !voted && e.State != In:
		return kernel.Conflict("candidate_state").With("state", e.State)
	case n.For < 0 || n.Against < 0 || n.Abstain < 0:
		return kernel.Invalid("votes_for", "bad_value")
	}
	one := []entryRow{*e}
	if err := s.standAside(tx.ReadTx, r, one); err != nil {
		return err
	}
	aside := one[0].Aside
	voters := r.Present - aside
	if n.For+n.Against+n.Abstain != voters {
		return kernel.Conflict("votes_do_not_add").With("voters", itoa(voters)).With("aside", itoa(aside))
	}
	if voters < a.Review.VotersMin {
		return kernel.Conflict("too_few_voters").With("voters", itoa(voters)).With("least", itoa(a.Review.VotersMin))
	}
	e.For, e.Against, e.Abstain, e.Aside, e.State = n.For, n.Against, n.Abstain, aside, Failed
	if passes(a.Review.Pass, n.For, voters, r.Should) {
		e.State = Passed
		if err := withinQuota(tx.ReadTx, a, r, e); err != nil {
			return err
		}
	}
	return tx.Update(e)
}

// withinQuota refuses one more than may win at the candidate's place of each level that has a quota.
func withinQuota(tx *db.ReadTx, a pack.Award, r *roundRow, e *entryRow) error {
	won, err := entriesBy(tx, "e.round_id = ? AND e.state = 'passed' AND e.id <> ?", r.ID, e.ID)
	if err != nil {
		return err
	}
	for _, q := range a.Quotas {
		level, n := kernel.Level(q.Level), 0
		for _, w := range won {
			if w.At(level, tx.County()) == e.At(level, tx.County()) {
				n++
			}
		}
		if n >= q.Most {
			return kernel.Conflict("over_quota").With("most", itoa(q.Most)).With("name", e.Name)
		}
	}
	return nil
}

func joined(ids []kernel.ID) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = id.String()
	}
	return strings.Join(out, ",")
}

func split(ids string) []kernel.ID {
	var out []kernel.ID
	for _, x := range strings.Split(ids, ",") {
		if id, err := kernel.ParseID(x); err == nil {
			out = append(out, id)
		}
	}
	return out
}
