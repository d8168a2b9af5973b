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
	ID      kernel.ID
	No      string
	Text    string
	Call    bool
	In      bool // lies in the work of the post asked about
	Reached bool // and in that of the post which shall take it over
}

// heldCases reads what somebody handles in person, sealed cases never.
func heldCases(tx *db.ReadTx, person kernel.ID) ([]caseRow, error) {
	var rows []caseRow
	err := tx.Select(&rows, "SELECT c.* FROM {case c} WHERE c.open AND c.assignee_id = ? AND NOT c.sealed ORDER BY c.due, c.id LIMIT 500", person)
	return rows, err
}

// heldCalls reads the calls that somebody made and must rate.
func heldCalls(tx *db.ReadTx, person kernel.ID) ([]callRow, error) {
	var rows []callRow
	err := tx.Select(&rows, "SELECT k.* FROM {case_call k} WHERE k.open AND k.caller_id = ? ORDER BY k.id LIMIT 500", person)
	return rows, err
}

// madeIn tells whether a call was made in the work of a post: the unit of a call is the one that is called.
func madeIn(k callRow, post kernel.Stamp, county kernel.ID) bool {
	st := k.Stamp
	if post.BodyID == 0 {
		st.BodyID = 0
	}
	return st.Within(post, county)
}

// HeldBy lists what somebody handles in person, and whether it lies in the work of a post and of the one that takes it over.
func (s *Service) HeldBy(tx *db.ReadTx, person kernel.ID, post, into kernel.Stamp) ([]Held, error) {
	rows, err := heldCases(tx, person)
	if err != nil {
		return nil, err
	}
	calls, err := heldCalls(tx, person)
	out, county := make([]Held, 0, len(rows)+len(calls)), tx.County()
	for _, c := range rows {
		out = append(out, Held{ID: c.ID, No: c.No, Text: shorten(c.Text), In: c.Within(post, county), Reached: c.Within(into, county)})
	}
	for _, k := range calls {
		out = append(out, Held{ID: k.CaseID, Text: shorten(k.Ask), Call: true, In: madeIn(k, post, county), Reached: madeIn(k, into, county)})
	}
	return out, err
}

// HandOver gives what lies in the work of a post to another person, as far as the post by which they take it over reaches it: the
// cases that somebody handles in person, and the calls that they made. It returns how many cases and calls went.
func (s *Service) HandOver(tx *db.WriteTx, from kernel.ID, post kernel.Stamp, next body.Appointment) (cases, calls int, err error) {
	held, err := heldCases(tx.ReadTx, from)
	if err != nil {
		return 0, 0, err
	}
	county := tx.County()
	for _, h := range held {
		if !h.Within(post, county) || !h.Within(next.Stamp, county) {
			continue
		}
		c := &caseRow{}
		if err := tx.Lock(c, h.ID); err != nil {
			return 0, 0, err
		}
		if c.AwaitsID == c.AssigneeID {
			c.AwaitsID = next.PersonID
		}
		c.AssigneeID, c.AssigneeName = next.PersonID, next.PersonName
		if err := tx.Update(c); err != nil {
			return 0, 0, err
		}
		cases++
	}
	made, err := heldCalls(tx.ReadTx, from)
	for i := range made {
		k := &made[i]
		if err != nil || !madeIn(*k, post, county) || !madeIn(*k, next.Stamp, county) {
			continue
		}
		k.CallerID, k.CallerName = next.PersonID, next.PersonName
		err = tx.Update(k)
		calls++
	}
	return cases, calls, err
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
	parties, err := s.parties(tx, c, near)
	if err != nil {
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
		return named || called || raised || parties[n.ID]
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
