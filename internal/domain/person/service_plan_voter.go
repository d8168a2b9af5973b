package person

import (
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// voterKey tells voter rolls apart, as the sheet does.
type voterKey struct {
	village kernel.ID
	day     kernel.Day
}

// voterPlan is what an import of voters will do.
type voterPlan struct {
	*rollPlan
	newID func() kernel.ID
	there map[voterKey]*listRow // also the new ones
	made  map[voterKey]rollLine // the first row of each new one
	asked map[voterKey]bool     // new ones on which somebody still waits to be asked
}

// planVoters compares the sheet of voters with the rolls. A roll that is not there is entered as the sheet has it; of one that
// is, rows are added or decided anew by the rule of SetVoter, and its confirmation and posting stay what they are.
func (s *Service) planVoters(tx *db.ReadTx, records []record, newID func() kernel.ID) (register.Plan, error) {
	base, err := s.planRoll(tx, VoterSheet, records)
	if err != nil {
		return nil, err
	}
	p := &voterPlan{rollPlan: base, newID: newID, there: map[voterKey]*listRow{}, made: map[voterKey]rollLine{}, asked: map[voterKey]bool{}}
	villages := map[kernel.ID]bool{}
	var ids []kernel.ID
	for _, l := range p.lines {
		if v := l.at.Stamp.VillageID; !villages[v] {
			villages[v], ids = true, append(ids, v)
		}
	}
	lists, err := listsOf(tx, ids)
	if err != nil {
		return nil, err
	}
	for i := range lists {
		p.there[voterKey{lists[i].PlaceID, lists[i].ElectionDay}] = &lists[i]
	}
	for _, l := range p.lines {
		key := voterKey{l.at.Stamp.VillageID, kernel.Day(l.Get("election_day"))}
		if list, ok := p.list(l, key); ok && p.once(l, key.village.String()+string(key.day)) {
			p.voter(l, key, list)
		}
	}
	for key, l := range p.made {
		if p.asked[key] && p.there[key].State != ListProposed {
			p.fault(l.record, colListState, "voters_not_asked", "n", "1")
		}
	}
	return p, nil
}

// list finds the roll of a row, or begins it. What rows say of a roll that is there must be what it is.
func (p *voterPlan) list(l rollLine, key voterKey) (*listRow, bool) {
	want := listRow{
		State: wordID(listWords, l.Get("list_state")), ConfirmedDay: kernel.Day(l.Get("confirmed")), ConfirmedBy: l.Get("confirmed_by"),
		PostedDay: kernel.Day(l.Get("posted")),
	}
	if old := p.there[key]; old != nil {
		if want.State != "" && (want.State != old.State || want.ConfirmedDay != old.ConfirmedDay || want.ConfirmedBy != old.ConfirmedBy || want.PostedDay != old.PostedDay) {
			p.fault(l.record, colListState, "voter_list_differs")
			return nil, false
		}
		return old, true
	}
	if want.State == "" {
		want.State = ListProposed
	}
	last := key.day.Add(-postedBefore)
	switch confirmed := want.State != ListProposed; {
	case !inScope(p.tx, l.at.Stamp):
		p.fault(l.record, colAt, "out_of_scope")
	case l.at.Level != kernel.LevelVillage:
		p.fault(l.record, colAt, "needs_village", "name", l.at.Name)
	case confirmed != (want.ConfirmedDay != "") || want.ConfirmedDay > p.today:
		p.fault(l.record, colConfirmed, "bad_day")
	case confirmed && want.ConfirmedBy == "":
		p.fault(l.record, colConfirmedBy, "required")
	case (want.State == ListPosted) != (want.PostedDay != "") || want.PostedDay > p.today || want.PostedDay != "" && want.PostedDay < want.ConfirmedDay:
		p.fault(l.record, colPosted, "bad_day")
	case want.PostedDay > last:
		p.fault(l.record, colPosted, "posted_too_late", "day", string(last))
	default:
		want.Row, want.Stamp, want.PlaceID, want.ElectionDay = db.Row{ID: p.newID()}, l.at.Stamp, l.at.ID, key.day
		p.there[key], p.made[key], p.lists = &want, l, append(p.lists, &want)
		return &want, true
	}
	return nil, false
}

// voter settles one row.
func (p *voterPlan) voter(l rollLine, key voterKey, list *listRow) {
	held := p.held[l.who.ID]
	i := slices.IndexFunc(held, func(r rollRow) bool { return r.ListID == list.ID })
	old := rollRow{
		Stamp: list.Stamp, Roll: RollVoter, ListID: list.ID, PersonID: l.who.ID, PersonName: l.who.Name, PlaceID: list.PlaceID,
		FromDay: list.ElectionDay, ToDay: list.ElectionDay, State: VoterIn,
	}
	if who := p.rows[l.who.ID]; who != nil && who.VillageID == list.VillageID {
		old.Stamp = who.Stamp
	}
	if i >= 0 {
		old = held[i]
	}
	next := old
	fill(&next.State, wordID(voterWords, l.Get("state")))
	fill(&next.Doc, l.Get("doc"))
	fill(&next.Note, l.Get("note"))
	if b := l.Get("basis"); b != "" || i < 0 || next.State != old.State {
		c, ok := find(groundsOf(next.State), b)
		if !ok {
			p.fault(l.record, colBasis, "no_such_ground", "value", b)
			return
		}
		next.Basis = c.ID
	}
	_, made := p.made[key]
	switch {
	case i >= 0 && next == old:
		p.Same(p.sheet)
		return
	case !made && list.ElectionDay < p.today:
		p.fault(l.record, colElection, "election_over")
		return
	case !made && list.State == ListPosted && strings.TrimSpace(l.Get("note")) == "":
		p.fault(l.record, colNote, "required") // what changed after posting is answered for
		return
	case !inScope(p.tx, list.Stamp):
		p.fault(l.record, colAt, "out_of_scope")
		return
	case i >= 0:
		p.amend(next)
		return
	}
	if p.admissible(l, list, next.State) {
		p.fresh = append(p.fresh, &next)
		p.asked[key] = p.asked[key] || next.State == VoterAsk
	}
}

// admissible checks the rules for somebody who is not on the list yet: of age on the day, and on no other list of it.
func (p *voterPlan) admissible(l rollLine, list *listRow, state string) bool {
	for _, r := range p.held[l.who.ID] {
		if r.Roll == RollVoter && r.FromDay == list.ElectionDay && r.State == VoterIn && state == VoterIn {
			p.fault(l.record, colName, "voter_elsewhere", "name", l.who.Name)
			return false
		}
	}
	who := p.rows[l.who.ID]
	if who == nil {
		p.fault(l.record, colName, "unknown_person", "name", l.who.Name)
		return false
	}
	f, err := p.s.facts(who)
	switch {
	case err != nil:
		p.tell(l.record, colName, err)
		return false
	case f.Birth == "" && state == VoterIn || f.Birth != "" && AgeOn(f.Birth, list.ElectionDay) < adult:
		p.fault(l.record, colName, "not_adult", "name", l.who.Name)
		return false
	}
	return true
}

// wordID is the id of a word of the sheet; empty where there is none.
func wordID(words map[string]string, word string) string {
	for id, w := range words {
		if w == word && word != "" {
			return id
		}
	}
	return ""
}
