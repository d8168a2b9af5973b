package person

import (
	"cmp"
	"context"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Roll is a page of a roll of a village as of a day; today when empty.
func (s *Service) Roll(ctx context.Context, f RollFilter, page kernel.Page) ([]RollEntry, string, error) {
	var out []RollEntry
	var next string
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, next, err = s.PageRoll(tx, f, page)
		return err
	})
	return out, next, err
}

// PageRoll is Roll within a transaction.
func (s *Service) PageRoll(tx *db.ReadTx, f RollFilter, page kernel.Page) ([]RollEntry, string, error) {
	day := cmp.Or(f.Day, tx.Today())
	if _, err := kernel.ParseDay(string(day)); err != nil {
		return nil, "", kernel.Invalid("day", "bad_day")
	}
	alias := "r"
	if f.Roll == RollRegistered {
		alias = "m"
	}
	where, args, err := s.places.Within(tx, alias, f.Place)
	if err != nil {
		return nil, "", err
	}
	switch f.Roll {
	case RollRegistered:
		rows, next, err := pageMembers(tx, where+" AND m.registered AND m.from_day <= ? AND m.to_day >= ?", append(args, day, day), page)
		if err != nil {
			return nil, "", err
		}
		out, err := s.registered(tx, rows)
		return out, next, err
	case RollCollective:
		where, args = where+" AND r.roll = ? AND r.list_id = 0 AND r.from_day <= ? AND r.to_day >= ?", append(args, RollCollective, day, day)
	case RollVoter:
		if f.List == 0 {
			return nil, "", kernel.Invalid("list", "required")
		}
		where, args = where+" AND r.roll = ? AND r.list_id = ?", append(args, RollVoter, f.List)
	default:
		return nil, "", kernel.Invalid("roll", "unknown_roll").With("value", f.Roll)
	}
	rows, next, err := pageRolls(tx, where, args, page)
	if err != nil {
		return nil, "", err
	}
	out, err := s.rollViews(tx, rows)
	return out, next, err
}

// registered shows memberships as entries of the roll of the registered population.
func (s *Service) registered(tx *db.ReadTx, rows []memberRow) ([]RollEntry, error) {
	list, err := s.members(tx, rows)
	if err != nil {
		return nil, err
	}
	at := make([]kernel.ID, len(rows))
	for i, r := range rows {
		at[i] = cmp.Or(r.MicroID, r.GroupID, r.VillageID)
	}
	places, err := s.places.LoadMany(tx, at)
	out := make([]RollEntry, len(list))
	for i, m := range list {
		p := m.Person
		out[i] = RollEntry{
			ID: m.ID, Roll: RollRegistered, PersonID: p.ID, PersonName: p.Name, Person: &p, State: VoterIn, From: m.From, To: m.To,
			Basis: m.Relation, Household: m.Household.Code, Place: places[at[i]].Ref(),
		}
	}
	return out, err
}

// rollViews dresses entries with persons and places.
func (s *Service) rollViews(tx *db.ReadTx, rows []rollRow) ([]RollEntry, error) {
	var who, at []kernel.ID
	for _, r := range rows {
		who, at = append(who, r.PersonID), append(at, r.PlaceID)
	}
	persons, err := s.LoadMany(tx, who)
	if err != nil {
		return nil, err
	}
	places, err := s.places.LoadMany(tx, at)
	out := make([]RollEntry, len(rows))
	for i := range rows {
		r := &rows[i]
		e := RollEntry{
			ID: r.ID, Rev: r.Rev, Roll: r.Roll, ListID: r.ListID, PersonID: r.PersonID, PersonName: r.PersonName, State: r.State,
			From: r.FromDay, To: shown(r.ToDay), Basis: r.Basis, Doc: r.Doc, EndBasis: r.EndBasis, EndDoc: r.EndDoc, Note: r.Note,
		}
		if p, ok := persons[r.PersonID]; ok {
			e.Person = &p
		}
		if p, ok := places[r.PlaceID]; ok {
			e.Place = p.Ref()
		}
		out[i] = e
	}
	return out, err
}

// CountRolls counts the rolls of a village on a day; today when empty.
func (s *Service) CountRolls(ctx context.Context, village kernel.ID, day kernel.Day) (RollCount, error) {
	var out RollCount
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		p, err := s.village(tx, village)
		if err != nil {
			return err
		}
		on := cmp.Or(day, tx.Today())
		if out.Registered, err = countOne(tx, "SELECT count(*) FROM {household_member m} WHERE m.village_id = ? AND m.registered AND m.from_day <= ? AND m.to_day >= ?", p.ID, on, on); err != nil {
			return err
		}
		if out.Collective, err = countOne(tx, "SELECT count(*) FROM {roll r} WHERE r.village_id = ? AND r.roll = ? AND r.from_day <= ? AND r.to_day >= ?", p.ID, RollCollective, on, on); err != nil {
			return err
		}
		lists, err := s.lists(tx, p.ID)
		for _, l := range lists { // newest first
			out.Voters = l.In
			if l.ElectionDay <= on {
				break
			}
		}
		return err
	})
	return out, err
}

// village loads a village: counts and voter rolls are a village's, so that no query grows with the county.
func (s *Service) village(tx *db.ReadTx, id kernel.ID) (place.Place, error) {
	p, err := s.places.Load(tx, id)
	if err == nil && p.Level != kernel.LevelVillage {
		err = kernel.Invalid("place_id", "needs_village").With("name", p.Name)
	}
	return p, err
}

// AdmitMember makes a person a member of the collective by decision. Nobody is a member of two.
func (s *Service) AdmitMember(ctx context.Context, n Admit) (RollEntry, error) {
	var out RollEntry
	err := s.d.Write(ctx, PermRoll, func(tx *db.WriteTx) error {
		basis, err := decided(tx, ListAdmitted, n.Basis, n.Doc, n.Day)
		if err != nil {
			return err
		}
		at, err := s.places.LoadOpen(tx.ReadTx, n.PlaceID)
		if err != nil {
			return err
		}
		if at.Stamp.VillageID == 0 {
			return kernel.Invalid("place_id", "needs_village").With("name", at.Name)
		}
		who := &personRow{}
		if err := tx.Lock(who, n.PersonID); err != nil {
			return err
		}
		if who.DiedDay != "" && who.DiedDay <= n.Day {
			return kernel.Conflict("person_died").With("name", who.Name)
		}
		held, err := rollsOf(whole(tx.ReadTx), []kernel.ID{who.ID})
		if err != nil {
			return err
		}
		for _, r := range held {
			if r.Roll == RollCollective && r.ToDay >= n.Day {
				return kernel.Conflict("member_already").With("name", who.Name).With("since", string(r.FromDay))
			}
		}
		r := &rollRow{
			Stamp: at.Stamp, Roll: RollCollective, PersonID: who.ID, PersonName: who.Name, PlaceID: at.ID, State: VoterIn,
			FromDay: n.Day, ToDay: kernel.EndOfTime, Basis: basis, Doc: strings.TrimSpace(n.Doc), Note: strings.TrimSpace(n.Note),
		}
		if err := tx.Insert(r); err != nil {
			return err
		}
		out, err = s.rollView(tx.ReadTx, r)
		return err
	})
	return out, err
}

func (s *Service) rollView(tx *db.ReadTx, r *rollRow) (RollEntry, error) {
	list, err := s.rollViews(tx, []rollRow{*r})
	if err != nil {
		return RollEntry{}, err
	}
	return list[0], nil
}

// decided checks what every decision about membership has: a basis of the law, a paper and a day that has come.
func decided(tx *db.WriteTx, list, basis, doc string, day kernel.Day) (string, error) {
	return ground(list, basis, doc, day, tx.Today())
}

// ground is decided for who knows the day.
func ground(list, basis, doc string, day, today kernel.Day) (string, error) {
	if _, err := kernel.ParseDay(string(day)); err != nil {
		return "", kernel.Invalid("day", "bad_day")
	}
	if day > today {
		return "", kernel.Invalid("day", "day_in_future")
	}
	if strings.TrimSpace(doc) == "" {
		return "", kernel.Invalid("doc", "required")
	}
	c, ok := find(list, basis)
	if !ok {
		return "", kernel.Invalid("basis", "no_such_ground").With("value", basis)
	}
	return c.ID, nil
}

// LoseMember ends a membership of the collective on a ground of the law. Study, service, work away, marriage, divorce,
// widowhood and prison are none (农村集体经济组织法 art. 18), and moving out alone is none either.
func (s *Service) LoseMember(ctx context.Context, id kernel.ID, l Lose) (RollEntry, error) {
	var out RollEntry
	err := s.d.Write(ctx, PermRoll, func(tx *db.WriteTx) error {
		r := &rollRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		basis, err := decided(tx, ListLost, l.Basis, l.Doc, l.Day)
		switch {
		case err != nil:
			return err
		case r.Roll != RollCollective:
			return kernel.NotFound(rollTable.Name)
		case r.Rev != l.Rev:
			return kernel.Conflict("changed_meanwhile")
		case r.ToDay != kernel.EndOfTime:
			return kernel.Conflict("membership_ended")
		case l.Day < r.FromDay:
			return kernel.Invalid("day", "before_it_builds_on").With("day", string(r.FromDay))
		}
		r.ToDay, r.EndBasis, r.EndDoc = l.Day.Add(-1), basis, strings.TrimSpace(l.Doc)
		if err := tx.Update(r); err != nil {
			return err
		}
		out, err = s.rollView(tx.ReadTx, r)
		return err
	})
	return out, err
}
