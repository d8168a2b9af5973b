package casework

import (
	"slices"
	"strings"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Held is an open case that somebody handles in person, or a call that they made and must rate.
type Held struct {
	ID   kernel.ID
	No   string
	Text string
	Call bool
	In   bool // lies in the work of the post asked about
}

// HeldBy lists what somebody handles in person, sealed cases never, and whether it lies in the work of a post.
func (s *Service) HeldBy(tx *db.ReadTx, person kernel.ID, post kernel.Stamp) ([]Held, error) {
	var rows []caseRow
	if err := tx.Select(&rows, "SELECT c.* FROM {case c} WHERE c.open AND c.assignee_id = ? AND NOT c.sealed ORDER BY c.due, c.id LIMIT 500", person); err != nil {
		return nil, err
	}
	var calls []callRow
	if err := tx.Select(&calls, "SELECT k.* FROM {case_call k} WHERE k.open AND k.caller_id = ? ORDER BY k.id LIMIT 500", person); err != nil {
		return nil, err
	}
	out := make([]Held, 0, len(rows)+len(calls))
	for _, c := range rows {
		out = append(out, Held{ID: c.ID, No: c.No, Text: shorten(c.Text), In: c.Within(post, tx.County())})
	}
	for _, k := range calls {
		st := k.Stamp
		if post.BodyID == 0 {
			st.BodyID = 0
		}
		out = append(out, Held{ID: k.CaseID, Text: shorten(k.Ask), Call: true, In: st.Within(post, tx.County())})
	}
	return out, nil
}

// HandOver gives what lies in the work of a post to another person: the cases that somebody handles in person, and the calls that
// they made. It returns how many cases and calls went.
func (s *Service) HandOver(tx *db.WriteTx, from, into kernel.ID, name string, post kernel.Stamp) (cases, calls int, err error) {
	held, err := s.HeldBy(tx.ReadTx, from, post)
	if err != nil {
		return 0, 0, err
	}
	for _, h := range held {
		if h.Call || !h.In {
			continue
		}
		c := &caseRow{}
		if err := tx.Lock(c, h.ID); err != nil {
			return 0, 0, err
		}
		if c.AwaitsID == c.AssigneeID {
			c.AwaitsID = into
		}
		c.AssigneeID, c.AssigneeName = into, name
		if err := tx.Update(c); err != nil {
			return 0, 0, err
		}
		cases++
	}
	var rows []callRow
	if err := tx.Select(&rows, "SELECT k.* FROM {case_call k} WHERE k.open AND k.caller_id = ? ORDER BY k.id LIMIT 500", from); err != nil {
		return 0, 0, err
	}
	for i := range rows {
		k := &rows[i]
		st := k.Stamp
		if post.BodyID == 0 {
			st.BodyID = 0
		}
		if !st.Within(post, tx.County()) {
			continue
		}
		k.CallerID, k.CallerName = into, name
		if err := tx.Update(k); err != nil {
			return 0, 0, err
		}
		calls++
	}
	return cases, calls, nil
}

// inWhosePlace notes for the journal that only a post which the actor acts for somebody lets them take the step.
func (s *Service) inWhosePlace(tx *db.WriteTx, t pack.Transition, c *caseRow) {
	who := tx.Actor()
	if may(t, who.Own(), s.party(c)) {
		return
	}
	i := slices.IndexFunc(who.Grants, func(g kernel.Grant) bool {
		alone := who
		alone.Grants = []kernel.Grant{g}
		return g.ForID != 0 && may(t, alone, s.party(c))
	})
	if i >= 0 {
		tx.Acting(who.Grants[i].ForName)
	}
}

// recused refuses a step to who is a near relative of who raised the case, or of somebody whom it names, where its type says so.
// Whose relative they are is not told: that may be what is confidential.
func (s *Service) recused(tx *db.WriteTx, ct pack.CaseType, c *caseRow) error {
	who := tx.Actor()
	if !ct.Recuse || who.Kind != kernel.ActorOfficer || who.PersonID == 0 {
		return nil
	}
	is, err := s.bound(tx.ReadTx, c, who.PersonID)
	if err == nil && is {
		err = kernel.Forbidden("recused")
	}
	return err
}

// bound tells whether a person must stand aside in a case: they or a near relative are named as who raised it or as a party, by
// name, number or record.
func (s *Service) bound(tx *db.ReadTx, c *caseRow, person kernel.ID) (bool, error) {
	near, err := s.body.NearOf(system(tx), person)
	if err != nil || len(near) == 0 {
		return false, err
	}
	var said [3]string
	for i, sealed := range []kernel.Secret{c.ReporterName, c.Secrets, c.Contact} {
		if sealed != "" {
			if said[i], err = s.keys.Open(sealed); err != nil {
				return false, kernel.Internal(err)
			}
		}
	}
	return slices.ContainsFunc(near, func(n body.Near) bool {
		named := n.Name != "" && (said[0] == n.Name || strings.Contains(said[1], n.Name))
		called := n.Phone != "" && strings.ReplaceAll(said[2], " ", "") == n.Phone
		raised := n.ID != person && n.ID == c.ReporterPersonID
		return named || called || raised || strings.Contains(c.Facts, n.ID.String())
	}), nil
}

// standsAside refuses to hand a case to a person who must stand aside in it.
func (s *Service) standsAside(tx *db.WriteTx, c *caseRow, person kernel.ID) error {
	ct, _ := s.pack().CaseType(c.Type)
	if !ct.Recuse || person == 0 {
		return nil
	}
	is, err := s.bound(tx.ReadTx, c, person)
	if err == nil && is {
		err = kernel.Conflict("must_stand_aside").With("name", c.AssigneeName)
	}
	return err
}
