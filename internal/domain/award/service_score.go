package award

import (
	"context"
	"slices"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// StartScoring closes a round for entering; from then on the items are scored.
func (s *Service) StartScoring(ctx context.Context, id kernel.ID) (*RoundDetail, error) {
	return s.step(ctx, "award.start_scoring", id, []string{Open}, Scoring, func(tx *db.WriteTx, r *roundRow, _ pack.Award) error {
		list, err := entriesBy(tx.ReadTx, "e.round_id = ? AND e.state = 'in'", r.ID)
		if err == nil && len(list) == 0 {
			err = kernel.Conflict("nobody_entered")
		}
		if err == nil && len(list) > maxEntries {
			err = kernel.Conflict("too_many_entries")
		}
		if err != nil {
			return err
		}
		waiting, err := waitingIn(tx.ReadTx, []kernel.ID{r.ID})
		if n := waiting[r.ID]; err == nil && n > 0 { // who applied is answered before the list is closed
			err = kernel.Conflict("applications_waiting").With("n", itoa(n))
		}
		return err
	})
}

// Board is a page of the candidates of a round with how each item is scored: the matrix on which is scored, and from which the ranks
// are read. With mine, only what the actor may score is told of each item.
func (s *Service) Board(ctx context.Context, id kernel.ID, state string, page kernel.Page) (out []Candidate, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		r, err := found(tx, id)
		if err != nil {
			return err
		}
		out, next, err = s.page(tx, r, state, page)
		return err
	})
	return out, next, err
}

func (s *Service) page(tx *db.ReadTx, r *roundRow, state string, page kernel.Page) ([]Candidate, string, error) {
	where, args := "e.round_id = ?", []any{r.ID}
	if state != "" {
		where, args = where+" AND e.state = ?", append(args, state)
	}
	rows, next, err := db.PageOf(tx, db.List{
		SQL: "SELECT e.* FROM {award_entry e} WHERE " + where, Args: args, Order: []db.Key{{Col: "e.id"}}, Page: page,
	}, func(e *entryRow) []any { return []any{e.ID} })
	if err != nil {
		return nil, "", err
	}
	out, err := s.candidates(tx, r, rows)
	return out, next, err
}

// candidates dresses entries with where they lie, their scores and, once they are added up, their ranks.
func (s *Service) candidates(tx *db.ReadTx, r *roundRow, rows []entryRow) ([]Candidate, error) {
	a, me := s.rulesOf(r), tx.Actor().PersonID
	ids, stamps := make([]kernel.ID, len(rows)), make([]kernel.Stamp, len(rows))
	for i, e := range rows {
		ids[i], stamps[i] = e.ID, e.Stamp
	}
	paths, err := s.paths(tx, stamps)
	if err != nil {
		return nil, err
	}
	scores, err := scoresOf(tx, ids)
	if err != nil {
		return nil, err
	}
	photos, err := filesOf(tx, OfEntry, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Candidate, len(rows))
	for i, e := range rows {
		st := weigh(a, scores[e.ID])
		out[i] = Candidate{
			ID: e.ID, Rev: e.Rev, RoundID: e.RoundID, Subject: e.Subject, SubjectID: e.SubjectID, Name: e.Name, Title: e.Title, Path: paths[i], How: e.How,
			Text: e.Text, State: e.State, Veto: e.Veto, Basis: e.Basis, Scored: st.whole, Total: st.total, Earned: st.earned, Band: e.Band, For: e.For,
			Against: e.Against, Abstain: e.Abstain, Aside: e.Aside, By: e.ByName, Items: []CandidateItem{}, Stamp: e.Stamp,
			Rank: e.Rank, Tied: e.Tied, Photos: shownPhotos(photos[e.ID]), Household: e.HouseholdID,
		}
		if r.JuryID != 0 {
			out[i].Voters = r.Present - e.Aside
		}
		for _, x := range a.Items() {
			item := st.items[x.ID]
			for _, sc := range scores[e.ID] {
				if sc.Item == x.ID && sc.Last && sc.RaterID == me && me != 0 {
					item.Mine, item.MineNo = sc.Value, sc.Number
				}
			}
			out[i].Items = append(out[i].Items, item)
		}
	}
	return out, nil
}

// Entry reads a candidate with each score: every result leads to its items, who scored them and on what ground.
func (s *Service) Entry(ctx context.Context, id kernel.ID) (*CandidateDetail, error) {
	var out *CandidateDetail
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		e := &entryRow{}
		if err := tx.Get(e, id); err != nil {
			return err
		}
		c, err := s.entry(tx, e)
		if err != nil {
			return err
		}
		rows, err := scoresBy(tx, "s.entry_id = ?", id)
		out = &CandidateDetail{Candidate: *c, Scores: []ItemScore{}}
		for _, x := range rows {
			out.Scores = append(out.Scores, ItemScore{
				ID: x.ID, Item: x.Item, Rater: x.RaterName, Value: x.Value, Note: x.Note, Number: x.Number, Last: x.Last, At: x.At, By: x.ByName,
			})
		}
		return err
	})
	return out, err
}

// Score gives an item of a candidate a score. The same client key again changes nothing; a request that was made before another of the
// same rater came in is refused.
func (s *Service) Score(ctx context.Context, entry kernel.ID, n NewScore) (*Candidate, error) {
	note, err := kernel.Words("note", n.Note, maxText, false)
	if err != nil {
		return nil, err
	}
	n.Note = note
	var out *Candidate
	err = s.db.Write(ctx, "award.score", func(tx *db.WriteTx) error {
		key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
		if err != nil {
			return err
		}
		e := &entryRow{}
		if err := tx.Lock(e, entry); err != nil { // before the round is looked at: who adds the scores up changes each entry
			return err
		}
		came, err := scoreCame(tx.ReadTx, key, entry, n)
		if err == nil && !came {
			err = s.score(tx, e, n, key)
		}
		if err == nil {
			out, err = s.entry(tx.ReadTx, e)
		}
		return err
	})
	return out, err
}

func scoreCame(tx *db.ReadTx, key *string, entry kernel.ID, n NewScore) (bool, error) {
	if key == nil {
		return false, nil
	}
	rows, err := scoresBy(tx, "s.client_key = ?", *key)
	if err != nil || len(rows) == 0 {
		return false, err
	}
	if rows[0].EntryID != entry || rows[0].Item != n.Item {
		return false, kernel.Conflict("client_key_used")
	}
	return true, nil
}

func (s *Service) score(tx *db.WriteTx, e *entryRow, n NewScore, key *string) error {
	r, err := found(tx.ReadTx, e.RoundID)
	if err != nil {
		return err
	}
	a := s.rulesOf(r)
	x, ok := a.Item(n.Item)
	switch {
	case r.State != Scoring:
		return kernel.Conflict("not_scoring").With("state", r.State)
	case e.State != In:
		return kernel.Conflict("candidate_state").With("state", e.State)
	case !ok:
		return kernel.Invalid("item", "bad_value")
	case !fits(a, x, n.Value):
		return kernel.Invalid("value", "score_range").With("item", x.Name).With("item_en", x.NameEN)
	}
	rater, name, err := s.rater(tx, e, n.RaterID)
	if err != nil {
		return err
	}
	if err := s.mayScore(tx.ReadTx, a, x, e, rater); err != nil {
		return err
	}
	before, err := scoresBy(tx.ReadTx, "s.entry_id = ? AND s.item = ? AND s.rater_id = ? AND s.last", e.ID, n.Item, rater)
	if err != nil {
		return err
	}
	number := 0
	if len(before) > 0 {
		number = before[0].Number
	}
	if number != n.Number {
		return kernel.Conflict("changed_meanwhile")
	}
	if len(before) > 0 {
		before[0].Last = false
		if err := tx.Update(&before[0]); err != nil {
			return err
		}
	}
	e.Scores++
	if err := tx.Update(e); err != nil {
		return err
	}
	return tx.Insert(&scoreRow{
		Stamp: e.Stamp, EntryID: e.ID, RoundID: e.RoundID, Item: n.Item, RaterID: rater, RaterName: name, Value: n.Value, Note: n.Note,
		Number: number + 1, Last: true, At: instant(tx.Now()), ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name, ClientKey: key,
	})
}

// rater is who scores: the actor, or somebody whose sheet is taken down by who runs the round.
func (s *Service) rater(tx *db.WriteTx, e *entryRow, id kernel.ID) (kernel.ID, string, error) {
	who := tx.Actor()
	if id == 0 || id == who.PersonID {
		if who.PersonID == 0 {
			return 0, "", kernel.Invalid("rater_id", "required")
		}
		return who.PersonID, who.Name, nil
	}
	if !runs(who, e.Stamp) {
		return 0, "", kernel.Forbidden("not_your_round")
	}
	p, err := s.person.Load(system(tx.ReadTx), id)
	return p.ID, p.Name, err
}

// mayScore refuses who is not a scorer of the item there, who scores themselves, and near relatives.
func (s *Service) mayScore(tx *db.ReadTx, a pack.Award, x pack.AwardItem, e *entryRow, rater kernel.ID) error {
	all := system(tx)
	held, err := s.body.PostsOf(all, rater, tx.Today())
	if err != nil {
		return err
	}
	seats, err := seatsOf(all, rater, tx.Today())
	if err != nil {
		return err
	}
	if !scores(x, held, seats, e.Stamp, tx.County()) {
		return kernel.Forbidden("not_a_scorer").With("item", x.Name).With("item_en", x.NameEN)
	}
	self, near, err := s.bound(tx, a, e, rater, held)
	switch {
	case err != nil:
		return err
	case self:
		return kernel.Forbidden("self_score").With("name", e.Name)
	case near:
		return kernel.Forbidden("relative_score").With("name", e.Name)
	}
	return nil
}

// scores tells whether posts and seats make their holder a scorer of an item at a place.
func scores(x pack.AwardItem, held []body.Held, seats []seatRow, at kernel.Stamp, county kernel.ID) bool {
	if slices.ContainsFunc(held, func(h body.Held) bool {
		return slices.Contains(x.ScorerPosts, h.Post) && at.Within(bare(h.At.Stamp), county)
	}) {
		return true
	}
	return slices.ContainsFunc(seats, func(m seatRow) bool {
		return slices.Contains(x.ScorerKinds, m.Kind) && (len(x.ScorerRoles) == 0 || slices.Contains(x.ScorerRoles, m.Role)) && at.Within(bare(m.Stamp), county)
	})
}

// bound tells whether a candidate is the person's own (themselves, their household, their body, their village), or a near relative's.
func (s *Service) bound(tx *db.ReadTx, a pack.Award, e *entryRow, who kernel.ID, held []body.Held) (self, near bool, err error) {
	if a.Subject == pack.AwardVillage {
		own, err := s.ownVillages(tx, who, held)
		return slices.Contains(own, e.SubjectID), false, err
	}
	persons, err := s.personsOf(tx, a, e)
	if err != nil || slices.Contains(persons, who) {
		return err == nil, false, err
	}
	if a.Subject == pack.AwardBody {
		return false, false, nil
	}
	kin, err := s.body.Recuse(system(tx), who, persons)
	return false, len(kin) > 0, err
}

// ownVillages are the village in which a person is registered and those in which they hold a post.
func (s *Service) ownVillages(tx *db.ReadTx, who kernel.ID, held []body.Held) ([]kernel.ID, error) {
	p, err := s.person.Load(system(tx), who)
	out := []kernel.ID{p.Stamp.VillageID}
	for _, h := range held {
		out = append(out, h.At.Stamp.VillageID)
	}
	return slices.DeleteFunc(out, func(id kernel.ID) bool { return id == 0 }), err
}

// personsOf are those for whose sake somebody stands aside where a candidate is scored or voted on.
func (s *Service) personsOf(tx *db.ReadTx, a pack.Award, e *entryRow) ([]kernel.ID, error) {
	var out []kernel.ID
	if a.Subject == pack.AwardBody {
		_, team, err := s.body.Team(system(tx), e.SubjectID, tx.Today())
		for _, m := range team {
			out = append(out, m.ID)
		}
		return out, err
	}
	if e.HouseholdID != 0 {
		var err error
		if out, err = membersOf(system(tx), e.HouseholdID, tx.Today()); err != nil {
			return nil, err
		}
	}
	if e.PersonID != 0 && !slices.Contains(out, e.PersonID) {
		out = append(out, e.PersonID)
	}
	return out, nil
}

// mine are the items that a person scores anywhere in the county; where, each score checks.
func (s *Service) mine(tx *db.ReadTx, a pack.Award, who kernel.ID) ([]string, error) {
	out := []string{}
	held, err := s.body.PostsOf(system(tx), who, tx.Today())
	if err != nil {
		return nil, err
	}
	seats, err := seatsOf(system(tx), who, tx.Today())
	for _, x := range a.Items() {
		if slices.ContainsFunc(held, func(h body.Held) bool { return slices.Contains(x.ScorerPosts, h.Post) }) ||
			slices.ContainsFunc(seats, func(m seatRow) bool {
				return slices.Contains(x.ScorerKinds, m.Kind) && (len(x.ScorerRoles) == 0 || slices.Contains(x.ScorerRoles, m.Role))
			}) {
			out = append(out, x.ID)
		}
	}
	return out, err
}
