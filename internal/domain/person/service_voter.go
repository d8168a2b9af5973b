package person

import (
	"context"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// ProposeVoters makes the voter roll of a village for an election day from the register: adults who are registered and live
// there stand on it; those registered but away, and those who have lived there for a year while registered elsewhere, wait
// for their own declaration or application (村民委员会组织法 art. 13). A person confirms it afterwards.
func (s *Service) ProposeVoters(ctx context.Context, village kernel.ID, day kernel.Day) (VoterList, error) {
	var out VoterList
	err := s.d.Write(ctx, PermRoll, func(tx *db.WriteTx) error {
		if _, err := kernel.ParseDay(string(day)); err != nil || day < tx.Today() {
			return kernel.Invalid("election_day", "day_past")
		}
		at, err := s.village(tx.ReadTx, village)
		if err != nil {
			return err
		}
		lists, err := selectLists(tx.ReadTx, at.ID)
		if err != nil {
			return err
		}
		for _, l := range lists {
			if l.ElectionDay == day {
				return kernel.Conflict("voter_list_exists").With("day", string(day))
			}
		}
		l := &listRow{Stamp: at.Stamp, PlaceID: at.ID, ElectionDay: day, State: ListProposed}
		if err := tx.Insert(l); err != nil {
			return err
		}
		rows, err := s.voters(tx, at, l)
		if err != nil {
			return err
		}
		if err := tx.InsertAll(rows); err != nil {
			return err
		}
		out, err = s.listView(tx.ReadTx, l)
		return err
	})
	return out, err
}

// voters reads who may vote in the village on the day of the list.
func (s *Service) voters(tx *db.WriteTx, at place.Place, l *listRow) ([]*rollRow, error) {
	members, err := selectMembers(tx.ReadTx, "m.village_id = ? AND m.to_day = ?", at.ID, kernel.EndOfTime)
	if err != nil {
		return nil, err
	}
	ids := make([]kernel.ID, len(members))
	for i, m := range members {
		ids[i] = m.PersonID
	}
	persons, err := selectPersons(tx.ReadTx, ids)
	if err != nil {
		return nil, err
	}
	var out []*rollRow
	for _, m := range members {
		p := persons[m.PersonID]
		if p == nil || p.gone() {
			continue
		}
		f, err := s.facts(p)
		if err != nil {
			return nil, err
		}
		state, basis := voterBy(m, f.Birth, l.ElectionDay)
		if state == "" {
			continue
		}
		out = append(out, &rollRow{
			Stamp: m.Stamp, Roll: RollVoter, ListID: l.ID, PersonID: p.ID, PersonName: p.Name, PlaceID: at.ID, State: state,
			FromDay: l.ElectionDay, ToDay: l.ElectionDay, Basis: basis,
		})
	}
	return out, nil
}

// voterBy decides how a member of a household stands on a voter roll; empty: not at all. A day of birth that is not known
// leaves somebody to be asked.
func voterBy(m memberRow, birth, election kernel.Day) (state, basis string) {
	switch {
	case birth != "" && AgeOn(birth, election) < adult:
		return "", ""
	case m.Registered && m.Lives && birth != "":
		return VoterIn, "here"
	case m.Registered && m.Lives:
		return VoterAsk, "here"
	case m.Registered:
		return VoterAsk, "away"
	case m.Lives && m.FromDay <= election.Add(-yearOfResidence):
		return VoterAsk, "resident"
	}
	return "", ""
}

// VoterLists are the voter rolls of a village, the newest election first.
func (s *Service) VoterLists(ctx context.Context, village kernel.ID) ([]VoterList, error) {
	var out []VoterList
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		p, err := s.village(tx, village)
		if err != nil {
			return err
		}
		out, err = s.lists(tx, p.ID)
		return err
	})
	return out, err
}

func (s *Service) lists(tx *db.ReadTx, village kernel.ID) ([]VoterList, error) {
	rows, err := selectLists(tx, village)
	if err != nil {
		return nil, err
	}
	counts, err := countVoters(tx, village)
	if err != nil {
		return nil, err
	}
	at, err := s.places.Load(tx, village)
	out := make([]VoterList, len(rows))
	for i, r := range rows {
		l := VoterList{
			ID: r.ID, Rev: r.Rev, Place: at.Ref(), ElectionDay: r.ElectionDay, State: r.State, Confirmed: r.ConfirmedDay,
			ConfirmedBy: r.ConfirmedBy, Posted: r.PostedDay,
		}
		for _, c := range counts {
			if c.ListID == r.ID {
				*map[string]*int{VoterIn: &l.In, VoterAsk: &l.Ask, VoterOut: &l.Out}[c.State] = c.N
			}
		}
		out[i] = l
	}
	return out, err
}

func (s *Service) listView(tx *db.ReadTx, l *listRow) (VoterList, error) {
	all, err := s.lists(tx, l.VillageID)
	for _, v := range all {
		if v.ID == l.ID {
			return v, err
		}
	}
	return VoterList{}, err
}

// SetVoter decides how somebody stands on a voter roll, with the reason; somebody who is not on it yet is added.
func (s *Service) SetVoter(ctx context.Context, list kernel.ID, n SetVoter) (RollEntry, error) {
	var out RollEntry
	err := s.d.Write(ctx, PermRoll, func(tx *db.WriteTx) error {
		l := &listRow{}
		if err := tx.Lock(l, list); err != nil {
			return err
		}
		if l.ElectionDay < tx.Today() {
			return kernel.Conflict("election_over")
		}
		of := ListVoter
		if n.State == VoterOut {
			of = ListStruck
		}
		basis, ok := find(of, n.Basis)
		if !ok {
			return kernel.Invalid("basis", "no_such_ground").With("value", n.Basis)
		}
		if l.State == ListPosted && strings.TrimSpace(n.Note) == "" {
			return kernel.Invalid("note", "required") // what changed after posting is answered for
		}
		r, err := s.voter(tx, l, n.PersonID)
		if err != nil {
			return err
		}
		r.State, r.Basis, r.Doc, r.Note = n.State, basis.ID, strings.TrimSpace(n.Doc), strings.TrimSpace(n.Note)
		if r.Rev == 0 {
			err = tx.Insert(r)
		} else {
			err = tx.Update(r)
		}
		if err != nil {
			return err
		}
		out, err = s.rollView(tx.ReadTx, r)
		return err
	})
	return out, err
}

// voter finds the entry of a person on a list, or begins one; nobody stands on two lists of one day.
func (s *Service) voter(tx *db.WriteTx, l *listRow, person kernel.ID) (*rollRow, error) {
	who := &personRow{}
	if err := tx.Lock(who, person); err != nil {
		return nil, err
	}
	held, err := rollsOf(whole(tx.ReadTx), []kernel.ID{person})
	if err != nil {
		return nil, err
	}
	for i := range held {
		r := &held[i]
		switch {
		case r.ListID == l.ID:
			return r, nil
		case r.Roll == RollVoter && r.FromDay == l.ElectionDay && r.State == VoterIn:
			return nil, kernel.Conflict("voter_elsewhere").With("name", who.Name)
		}
	}
	f, err := s.facts(who)
	if err != nil {
		return nil, err
	}
	if f.Birth == "" || AgeOn(f.Birth, l.ElectionDay) < adult {
		return nil, kernel.Conflict("not_adult").With("name", who.Name)
	}
	return &rollRow{
		Stamp: l.Stamp, Roll: RollVoter, ListID: l.ID, PersonID: person, PersonName: who.Name, PlaceID: l.PlaceID,
		FromDay: l.ElectionDay, ToDay: l.ElectionDay,
	}, nil
}

// ConfirmVoters has a person answer for the roll: nobody waits any more.
func (s *Service) ConfirmVoters(ctx context.Context, list kernel.ID, rev int64) (VoterList, error) {
	return s.moveList(ctx, list, rev, func(tx *db.WriteTx, l *listRow, v VoterList) error {
		if l.State != ListProposed {
			return kernel.Conflict("voter_list_state")
		}
		if v.Ask > 0 {
			return kernel.Conflict("voters_not_asked").With("n", kernel.ID(v.Ask).String())
		}
		l.State, l.ConfirmedDay, l.ConfirmedBy = ListConfirmed, tx.Today(), tx.Actor().Name
		return nil
	})
}

// PostVoters notes that the roll hangs out, which is to be 20 days before the election at the latest.
func (s *Service) PostVoters(ctx context.Context, list kernel.ID, rev int64, day kernel.Day) (VoterList, error) {
	return s.moveList(ctx, list, rev, func(tx *db.WriteTx, l *listRow, _ VoterList) error {
		if _, err := kernel.ParseDay(string(day)); err != nil || day > tx.Today() || day < l.ConfirmedDay {
			return kernel.Invalid("day", "bad_day")
		}
		if l.State != ListConfirmed {
			return kernel.Conflict("voter_list_state")
		}
		if last := l.ElectionDay.Add(-postedBefore); day > last {
			return kernel.Conflict("posted_too_late").With("day", string(last))
		}
		l.State, l.PostedDay = ListPosted, day
		return nil
	})
}

func (s *Service) moveList(ctx context.Context, list kernel.ID, rev int64, move func(*db.WriteTx, *listRow, VoterList) error) (VoterList, error) {
	var out VoterList
	err := s.d.Write(ctx, PermRoll, func(tx *db.WriteTx) error {
		l := &listRow{}
		if err := tx.Lock(l, list); err != nil {
			return err
		}
		if l.Rev != rev {
			return kernel.Conflict("changed_meanwhile")
		}
		v, err := s.listView(tx.ReadTx, l)
		if err != nil {
			return err
		}
		if err := move(tx, l, v); err != nil {
			return err
		}
		if err := tx.Update(l); err != nil {
			return err
		}
		out, err = s.listView(tx.ReadTx, l)
		return err
	})
	return out, err
}
