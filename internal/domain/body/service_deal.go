package body

import (
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Dealing is why a contract of a village needs a second look: who leads the other side holds a seat in the village, or is a near
// relative of somebody who does (requirement A8). It bars nothing; who decides must know it and, where it concerns them, stand aside.
type Dealing struct {
	Side     Ref    `json:"side"` // who gets the contract
	Leader   Ref    `json:"leader"`
	Officer  Ref    `json:"officer"` // the leader too, where they hold both
	Relation string `json:"relation"`
	Seat     Seat   `json:"seat"` // of the officer
}

// maxSides bounds how many bodies of one name are looked at.
const maxSides = 20

// Dealings looks at a contract of a village with a body, known by its name: firms and co-operatives are bodies of the register. Whose
// seats count is named by kinds of bodies; who is unknown to the register is not flagged.
func (s *Service) Dealings(tx *db.ReadTx, name string, village kernel.ID, kinds []string) ([]Dealing, error) {
	if name == "" || village == 0 {
		return []Dealing{}, nil
	}
	day := tx.Today()
	sides, err := someBodies(tx, maxSides, "b.name = ? AND b.from_day <= ? AND b.to_day >= ?", name, day, day)
	if err != nil || len(sides) == 0 {
		return []Dealing{}, err
	}
	leaders, err := s.leadersOf(tx, sides)
	if err != nil || len(leaders) == 0 {
		return []Dealing{}, err
	}
	var heads []kernel.ID
	for _, l := range leaders {
		heads = append(heads, l.PersonID)
	}
	kin, err := selectKin(tx, heads)
	if err != nil {
		return nil, err
	}
	who := slices.Clone(heads)
	for _, r := range kin {
		who = append(who, r.PersonID, r.OtherID)
	}
	slices.Sort(who)
	seats, err := s.seatsHeld(tx, slices.Compact(who), day)
	out := []Dealing{}
	near := nearKin(s.pack(), day, relations(kin))
	for _, l := range leaders {
		for _, x := range seats {
			how := near(l.PersonID, x.PersonID)
			same := l.PersonID == x.PersonID
			if x.at != village || !slices.Contains(kinds, x.Kind) || x.Body.ID == l.Body.ID || !x.seat && !x.Head || !same && how == "" {
				continue
			}
			out = append(out, Dealing{Side: l.Body, Leader: Ref{l.PersonID, l.PersonName}, Officer: Ref{x.PersonID, x.PersonName}, Relation: how, Seat: x})
		}
	}
	return out, err
}

// leadersOf are who heads bodies, by a seat of theirs or by any post in a body that has none.
func (s *Service) leadersOf(tx *db.ReadTx, list []Body) ([]Seat, error) {
	day := tx.Today()
	known, ids := map[kernel.ID]Body{}, make([]kernel.ID, len(list))
	for i, b := range list {
		known[b.ID], ids[i] = b, b.ID
	}
	in, args := place.Among("m.body_id", ids)
	members, err := selectMemberRows(tx, in+" AND m.from_day <= ? AND m.to_day >= ?", append(args, day, day)...)
	if err != nil {
		return nil, err
	}
	in, args = place.Among("a.body_id", ids)
	posts, err := selectAppointments(tx, in+" AND a.from_day <= ? AND a.to_day >= ?", append(args, day, day)...)
	out := slices.DeleteFunc(s.seatsOf(known, members, posts), func(x Seat) bool { return !x.Head })
	for _, a := range posts {
		k, _ := s.pack().BodyKind(known[a.BodyID].Kind)
		if b := known[a.BodyID]; len(k.MemberRoles) == 0 {
			out = append(out, Seat{Body: Ref{b.ID, b.Name}, Kind: b.Kind, PersonID: a.PersonID, PersonName: a.PersonName, Head: true, From: a.From})
		}
	}
	return out, err
}
