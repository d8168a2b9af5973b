package award

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// candidate is whom an entry or an honour is about. Persons are those for whose sake somebody must stand aside.
type candidate struct {
	id, household, person kernel.ID
	name                  string
	stamp                 kernel.Stamp
	persons               []kernel.ID
}

// candidate finds who is entered, where the actor sees them.
func (s *Service) candidate(tx *db.ReadTx, a pack.Award, id kernel.ID) (candidate, error) {
	c := candidate{id: id}
	switch a.Subject {
	case pack.AwardHousehold:
		return s.house(tx, c, id)
	case pack.AwardPerson, pack.AwardMember:
		return s.somebody(tx, a, c)
	case pack.AwardVillage:
		p, err := s.place.LoadOpen(tx, id)
		if err == nil && p.Level != kernel.LevelVillage {
			err = kernel.Invalid("subject_id", "not_a_village").With("name", p.Name)
		}
		c.name, c.stamp = p.Name, bare(p.Stamp)
		return c, err
	}
	b, members, err := s.body.Team(tx, id, tx.Today())
	c.name, c.stamp = b.Name, bare(b.Stamp)
	for _, m := range members {
		c.persons = append(c.persons, m.ID)
	}
	return c, err
}

func (s *Service) house(tx *db.ReadTx, c candidate, id kernel.ID) (candidate, error) {
	known, err := s.person.HouseholdsByID(tx, []kernel.ID{id})
	if err != nil {
		return c, err
	}
	h, ok := known[id]
	switch {
	case !ok:
		return c, kernel.NotFound("household").With("id", id.String())
	case h.To != "":
		return c, kernel.Conflict("household_closed").With("code", h.Code)
	}
	c.household, c.stamp = h.ID, bare(h.Stamp)
	if c.name == "" {
		c.name = h.HeadName
	}
	persons, err := membersOf(system(tx), id, tx.Today())
	c.persons = append(c.persons, persons...)
	return c, err
}

// somebody is a person of a household, or a member of the Party.
func (s *Service) somebody(tx *db.ReadTx, a pack.Award, c candidate) (candidate, error) {
	p, err := s.person.Load(tx, c.id)
	if err != nil {
		return c, err
	}
	c.person, c.name, c.stamp, c.persons = p.ID, p.Name, bare(p.Stamp), []kernel.ID{p.ID}
	var houses []kernel.ID
	err = system(tx).Select(&houses, "SELECT m.household_id FROM {household_member m} WHERE m.person_id = ? AND m.to_day >= ?", p.ID, tx.Today())
	if err != nil {
		return c, err
	}
	if a.Subject == pack.AwardMember {
		seats, err := seatsOf(system(tx), p.ID, tx.Today())
		party := s.pack().PartyKinds()
		if err == nil && !slices.ContainsFunc(seats, func(x seatRow) bool { return slices.Contains(party, x.Kind) }) {
			err = kernel.Invalid("subject_id", "not_a_member").With("name", p.Name)
		}
		return c, err
	}
	if len(houses) == 0 {
		return c, kernel.Invalid("subject_id", "no_household").With("name", p.Name)
	}
	return s.house(tx, c, slices.Max(houses))
}

// Enter puts somebody into a round that is open for it. The same client key again is told the entry that it made; who withdrew may come
// back.
func (s *Service) Enter(ctx context.Context, round kernel.ID, n NewCandidate) (*Candidate, error) {
	text, err := kernel.Words("text", n.Text, maxText, n.How == Nominated)
	if err != nil {
		return nil, err
	}
	var out *Candidate
	err = s.db.Write(ctx, "award.enter", func(tx *db.WriteTx) error {
		key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
		if err != nil {
			return err
		}
		e, err := enteredBy(tx.ReadTx, key, round, n)
		if err == nil && e == nil {
			e, err = s.enter(tx, round, n, text, tx.Today(), key)
		}
		if err == nil {
			out, err = s.entry(tx.ReadTx, e)
		}
		return err
	})
	return out, err
}

func enteredBy(tx *db.ReadTx, key *string, round kernel.ID, n NewCandidate) (*entryRow, error) {
	if key == nil {
		return nil, nil //nolint:nilnil // no key, none entered
	}
	rows, err := entriesBy(tx, "e.client_key = ?", *key)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	if rows[0].RoundID != round || rows[0].SubjectID != n.SubjectID {
		return nil, kernel.Conflict("client_key_used")
	}
	return &rows[0], nil
}

// enter makes the entry; day is that on which somebody asked for it.
func (s *Service) enter(tx *db.WriteTx, round kernel.ID, n NewCandidate, text string, day kernel.Day, key *string) (*entryRow, error) {
	r, err := found(tx.ReadTx, round)
	if err != nil {
		return nil, err
	}
	a := s.rulesOf(r)
	if r.State != Open || day > r.EnterTo {
		return nil, kernel.Conflict("round_not_open").With("day", string(r.EnterTo))
	}
	if err := s.mayEnter(tx.Actor(), a, n.How); err != nil {
		return nil, err
	}
	if n.Title, err = titleOf(a, n.Title); err != nil {
		return nil, err
	}
	c, err := s.candidate(tx.ReadTx, a, n.SubjectID)
	if err != nil {
		return nil, err
	}
	if err := s.mayBeHonoured(tx.ReadTx, a, r, c); err != nil {
		return nil, err
	}
	there, err := entriesBy(tx.ReadTx, "e.round_id = ? AND e.subject = ? AND e.subject_id = ? AND e.title = ?", round, a.Subject, c.id, n.Title)
	if err != nil {
		return nil, err
	}
	if len(there) > 0 && there[0].State != Withdrawn {
		return nil, kernel.Conflict("entered_already").With("name", c.name)
	}
	e := &entryRow{}
	if len(there) > 0 {
		if err := tx.Lock(e, there[0].ID); err != nil {
			return nil, err
		}
	}
	e.Stamp, e.RoundID, e.Scheme, e.Subject, e.SubjectID, e.HouseholdID, e.PersonID = c.stamp, round, a.ID, a.Subject, c.id, c.household, c.person
	e.Name, e.Title, e.How, e.Text, e.State, e.ClientKey = c.name, n.Title, n.How, text, In, key
	e.ByPersonID, e.ByName = tx.Actor().PersonID, tx.Actor().Name
	if len(there) > 0 {
		return e, tx.Update(e)
	}
	return e, tx.Insert(e)
}

// mayEnter checks how somebody enters, and whether the actor holds a post that nominates.
func (s *Service) mayEnter(who kernel.Actor, a pack.Award, how string) error {
	if how == Applied {
		if !a.Apply {
			return kernel.Invalid("how", "no_applications")
		}
		return nil
	}
	if who.Kind != kernel.ActorSystem && !slices.ContainsFunc(who.Grants, func(g kernel.Grant) bool {
		return slices.Contains(a.Nominators, g.Post) && slices.Contains(g.Perms, PermEnter)
	}) {
		return kernel.Forbidden("not_a_nominator")
	}
	return nil
}

func titleOf(a pack.Award, title string) (string, error) {
	if len(a.Titles) == 0 {
		return "", nil
	}
	if _, ok := a.Title(title); !ok {
		return "", kernel.Invalid("title", "bad_value")
	}
	return title, nil
}

// mayBeHonoured refuses who lies outside the round, has no trait that the scheme asks for, is barred after a revocation, or holds the
// honour still; and what a record says that is a veto.
func (s *Service) mayBeHonoured(tx *db.ReadTx, a pack.Award, r *roundRow, c candidate) error {
	level, at := r.Lowest(tx.County())
	if c.stamp.At(level, tx.County()) != at {
		return kernel.Invalid("subject_id", "outside_round").With("name", c.name)
	}
	had, err := honoursBy(system(tx), "h.subject = ? AND h.subject_id = ? AND h.scheme = ? AND h.state = 'revoked' AND h.bar_until >= ?", a.Subject, c.id, a.ID, tx.Today())
	if err != nil {
		return err
	}
	if len(had) > 0 {
		return kernel.Conflict("barred_until").With("day", string(had[0].BarUntil)).With("name", c.name)
	}
	if c.household != 0 && len(a.Traits) > 0 {
		has, err := s.hasOne(tx, c.household, a.Traits)
		if err != nil {
			return err
		}
		if !has {
			return kernel.Conflict("trait_missing").With("name", c.name)
		}
	}
	v, err := s.knownVeto(tx, a, c)
	if err == nil && v != nil {
		err = kernel.Conflict("veto_found").With("veto", v.Name).With("veto_en", v.NameEN).With("name", c.name)
	}
	return err
}

// hasOne tells whether a household has one of some traits.
func (s *Service) hasOne(tx *db.ReadTx, household kernel.ID, traits []pack.Trait) (bool, error) {
	facts, err := s.fact.Of(system(tx), []kernel.ID{household})
	for _, f := range facts[household] {
		said := fmt.Sprint(f.Value)
		if f.Value == true {
			said = "yes"
		}
		if slices.ContainsFunc(traits, func(t pack.Trait) bool { return t.Field == f.Field && t.Value == said }) {
			return true, err
		}
	}
	return false, err
}

// knownVeto is a veto that a record shows: an answer on the household's card, or a case that is open against the village.
func (s *Service) knownVeto(tx *db.ReadTx, a pack.Award, c candidate) (*pack.AwardVeto, error) {
	for i := range a.Vetoes {
		v := &a.Vetoes[i]
		if v.Trait.Field != "" && c.household != 0 {
			if has, err := s.hasOne(tx, c.household, []pack.Trait{v.Trait}); err != nil || has {
				return v, err
			}
		}
		if len(v.CaseTypes) == 0 || c.stamp.VillageID == 0 {
			continue
		}
		args := []any{c.stamp.VillageID}
		for _, id := range v.CaseTypes {
			args = append(args, id)
		}
		var ids []kernel.ID
		in := strings.TrimSuffix(strings.Repeat("?, ", len(v.CaseTypes)), ", ")
		err := system(tx).Select(&ids, "SELECT c.id FROM {case c} WHERE c.open AND c.village_id = ? AND c.type IN ("+in+") LIMIT 1", args...)
		if err != nil || len(ids) > 0 {
			return v, err
		}
	}
	return nil, nil //nolint:nilnil // nothing bars
}

// Withdraw takes somebody out of a round, by their own wish; it is published nowhere.
func (s *Service) Withdraw(ctx context.Context, id kernel.ID, rev int64, reason string) (*Candidate, error) {
	reason, err := kernel.Words("reason", reason, maxReason, true)
	if err != nil {
		return nil, err
	}
	return s.takeOut(ctx, "award.withdraw", id, rev, reason, func(e *entryRow, _ pack.Award) error {
		e.State = Withdrawn
		return nil
	})
}

// Bar takes down that a veto was found, with the document that shows it.
func (s *Service) Bar(ctx context.Context, id kernel.ID, rev int64, veto, basis string) (*Candidate, error) {
	basis, err := kernel.Words("basis", basis, maxReason, true)
	if err != nil {
		return nil, err
	}
	return s.takeOut(ctx, "award.bar", id, rev, basis, func(e *entryRow, a pack.Award) error {
		if _, ok := a.Veto(veto); !ok {
			return kernel.Invalid("veto", "bad_value")
		}
		e.State, e.Veto, e.Basis = Barred, veto, basis
		return nil
	})
}

func (s *Service) takeOut(ctx context.Context, action string, id kernel.ID, rev int64, reason string, do func(*entryRow, pack.Award) error) (*Candidate, error) {
	var out *Candidate
	err := s.db.Write(ctx, action, func(tx *db.WriteTx) error {
		e := &entryRow{}
		if err := tx.Lock(e, id); err != nil {
			return err
		}
		r, err := found(tx.ReadTx, e.RoundID)
		if err != nil {
			return err
		}
		switch {
		case r.State == Decided || r.State == Cancelled:
			return kernel.Conflict("round_closed").With("state", r.State)
		case e.Rev != rev:
			return kernel.Conflict("changed_meanwhile")
		case !slices.Contains([]string{In, Below, Passed, Failed}, e.State):
			return kernel.Conflict("candidate_state").With("state", e.State)
		}
		tx.Reason(reason)
		if err := do(e, s.rulesOf(r)); err != nil {
			return err
		}
		if err := tx.Update(e); err != nil {
			return err
		}
		out, err = s.entry(tx.ReadTx, e)
		return err
	})
	return out, err
}

// entry is one candidate as it is shown.
func (s *Service) entry(tx *db.ReadTx, e *entryRow) (*Candidate, error) {
	r, err := found(tx, e.RoundID)
	if err != nil {
		return nil, err
	}
	list, err := s.candidates(tx, r, []entryRow{*e})
	if err != nil {
		return nil, err
	}
	return &list[0], nil
}

// paths says where rows lie.
func (s *Service) paths(tx *db.ReadTx, stamps []kernel.Stamp) ([]string, error) {
	return s.place.Paths(system(tx), stamps)
}
