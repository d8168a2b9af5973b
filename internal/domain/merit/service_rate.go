package merit

import (
	"context"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Why somebody may not score a deed.
const (
	asideOwn      = "own"      // it is their household's
	asideRecorder = "recorder" // they wrote it down
	asideNear     = "near"     // a near relative's
	asideScored   = "scored"   // they have scored it
)

// standAside tells for each of some deeds why the actor may not score it. Near are those that the register of relatives calls near,
// and households that split from one another.
func (s *Service) standAside(tx *db.ReadTx, rows []deedRow) (map[kernel.ID]string, error) {
	out := map[kernel.ID]string{}
	who := tx.Actor().Persons()
	if tx.Actor().PersonID == 0 || len(rows) == 0 {
		return out, nil
	}
	ids, households := make([]kernel.ID, len(rows)), make([]kernel.ID, len(rows))
	for i, r := range rows {
		ids[i], households[i] = r.ID, r.HouseholdID
	}
	all := system(tx)
	own, near, err := s.bound(all, who, households)
	if err != nil {
		return nil, err
	}
	scores, err := scoresOf(tx, ids)
	for _, r := range rows {
		mine := func(x scoreRow) bool { return x.Turn == r.Turn && !x.Look && slices.Contains(who, x.ByPersonID) }
		switch {
		case own[r.HouseholdID]:
			out[r.ID] = asideOwn
		case near[r.HouseholdID]:
			out[r.ID] = asideNear
		case slices.Contains(who, r.ByPersonID):
			out[r.ID] = asideRecorder
		case slices.ContainsFunc(scores[r.ID], mine):
			out[r.ID] = asideScored
		}
	}
	return out, err
}

// bound tells which of some households are somebody's own, and which are near to them.
func (s *Service) bound(all *db.ReadTx, who, households []kernel.ID) (own, near map[kernel.ID]bool, err error) {
	own, near = map[kernel.ID]bool{}, map[kernel.ID]bool{}
	kin, err := kinHouses(all, households)
	if err != nil {
		return nil, nil, err
	}
	every := slices.Clone(households)
	for _, list := range kin {
		every = append(every, list...)
	}
	slices.Sort(every)
	members, err := membersOf(all, slices.Compact(every))
	if err != nil {
		return nil, nil, err
	}
	var people []kernel.ID
	for _, list := range members {
		people = append(people, list...)
	}
	relatives := map[kernel.ID]bool{}
	for _, w := range who {
		list, err := s.body.Recuse(all, w, people)
		if err != nil {
			return nil, nil, err
		}
		for _, k := range list {
			relatives[k.PersonID] = true
		}
	}
	is := func(p kernel.ID) bool { return slices.Contains(who, p) }
	for _, h := range households {
		own[h] = slices.ContainsFunc(members[h], is)
		near[h] = slices.ContainsFunc(members[h], func(p kernel.ID) bool { return relatives[p] })
		for _, other := range kin[h] {
			near[h] = near[h] || slices.ContainsFunc(members[other], is)
		}
	}
	return own, near, nil
}

// Bound tells whether a household is the actor's own or near to them: who hands out goods asks it too.
func (s *Service) Bound(tx *db.ReadTx, household kernel.ID) (bool, error) {
	own, near, err := s.bound(system(tx), tx.Actor().Persons(), []kernel.ID{household})
	return own[household] || near[household], err
}

// apart refuses who must stand aside.
func (s *Service) apart(tx *db.ReadTx, r *deedRow) error {
	why, err := s.standAside(tx, []deedRow{*r})
	if err != nil {
		return err
	}
	switch why[r.ID] {
	case asideOwn:
		return kernel.Forbidden("own_household")
	case asideNear:
		return kernel.Forbidden("near_household")
	case asideRecorder:
		return kernel.Forbidden("own_record")
	}
	return nil
}

// Rate enters what the actor says a deed is worth, once; with the last of the raters its points are there. The same client key again
// changes nothing.
func (s *Service) Rate(ctx context.Context, id kernel.ID, n NewScore) (*DeedDetail, error) {
	return s.onDeed(ctx, "merit.rate", id, func(tx *db.WriteTx, r *deedRow) error {
		note, err := kernel.Words("note", n.Note, maxText, false)
		if err != nil {
			return err
		}
		key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
		if err != nil {
			return err
		}
		all, err := scoresOf(tx.ReadTx, []kernel.ID{id})
		if err != nil {
			return err
		}
		now := slices.DeleteFunc(all[id], func(x scoreRow) bool { return x.Turn != r.Turn || x.Look })
		if key != nil && slices.ContainsFunc(now, func(x scoreRow) bool { return x.ClientKey != nil && *x.ClientKey == *key }) {
			return nil
		}
		switch {
		case n.Points < 0 || n.Points > r.Most:
			return kernel.Invalid("points", "bad_points").With("most", itoa(r.Most))
		case slices.ContainsFunc(now, func(x scoreRow) bool { return tx.Actor().Is(x.ByPersonID) }):
			return kernel.Conflict("scored_already")
		case r.State != Recorded:
			return kernel.Conflict("rated_enough").With("raters", itoa(int64(r.Raters)))
		}
		if err := s.apart(tx.ReadTx, r); err != nil {
			return err
		}
		x := &scoreRow{
			Stamp: r.Stamp, DeedID: id, Turn: r.Turn, Points: n.Points, Note: note, At: tx.Now().UnixMilli(), ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name, ClientKey: key,
		}
		if err := tx.Insert(x); err != nil {
			return err
		}
		if r.Scored++; r.Scored == r.Raters {
			if err := s.settleScores(r, append(now, *x)); err != nil {
				return err
			}
		}
		return tx.Update(r)
	})
}

func (s *Service) settleScores(r *deedRow, scores []scoreRow) error {
	m, err := s.scheme(r.Day)
	if err != nil {
		return err
	}
	points := make([]int64, len(scores))
	for i, x := range scores {
		points[i] = x.Points
	}
	r.Points, r.Low, r.High = result(r.Pick, points)
	r.Wide, r.State = r.High-r.Low >= int64(m.Spread), Rated
	if r.Points == 0 { // the raters find that it is none of the list
		r.State, r.Why = Withdrawn, "scored_zero"
	}
	return nil
}

// Check enters what came of a look by lot, by somebody who neither wrote the deed down nor scored it nor is near to it. Who does not
// agree says why: the deed leaves the round and is scored anew.
func (s *Service) Check(ctx context.Context, id kernel.ID, n NewCheck) (*DeedDetail, error) {
	return s.onDeed(ctx, "merit.check", id, func(tx *db.WriteTx, r *deedRow) error {
		note, err := kernel.Words("note", n.Note, maxText, !n.Agrees)
		if err != nil {
			return err
		}
		if r.State != Picked || !r.Drawn || r.Checked {
			return kernel.Conflict("not_drawn")
		}
		if err := s.apart(tx.ReadTx, r); err != nil {
			return err
		}
		all, err := scoresOf(tx.ReadTx, []kernel.ID{id})
		if err != nil {
			return err
		}
		if slices.ContainsFunc(all[id], func(x scoreRow) bool { return tx.Actor().Is(x.ByPersonID) }) {
			return kernel.Forbidden("own_score")
		}
		x := &scoreRow{
			Stamp: r.Stamp, DeedID: id, Turn: r.Turn, Look: true, Agrees: n.Agrees, Points: r.Points, Note: note, At: tx.Now().UnixMilli(), ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name,
		}
		if err := tx.Insert(x); err != nil {
			return err
		}
		round := &roundRow{}
		if err := tx.Lock(round, r.RoundID); err != nil {
			return err
		}
		round.Unread--
		r.Checked = true
		if !n.Agrees {
			round.Deeds, round.Points = round.Deeds-1, round.Points-r.Points
			r.State, r.RoundID, r.Drawn, r.Checked, r.Wide = Recorded, 0, false, false, false
			r.Turn, r.Scored, r.Points, r.Low, r.High = r.Turn+1, 0, 0, 0, 0
		}
		if err := tx.Update(round); err != nil {
			return err
		}
		return tx.Update(r)
	})
}

// onDeed does something to one deed that nobody else changes meanwhile.
func (s *Service) onDeed(ctx context.Context, action string, id kernel.ID, fn func(tx *db.WriteTx, r *deedRow) error) (*DeedDetail, error) {
	var out *DeedDetail
	err := s.db.Write(ctx, action, func(tx *db.WriteTx) error {
		r := &deedRow{}
		err := tx.Lock(r, id)
		if err == nil {
			err = fn(tx, r)
		}
		if err == nil {
			out, err = s.detail(tx.ReadTx, r)
		}
		return err
	})
	return out, err
}
