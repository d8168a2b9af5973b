package casework

import (
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
)

// Stepped is a step that was just taken, for the rooms that follow.
type Stepped struct {
	ID      kernel.ID
	No      string
	Type    pack.CaseType
	Step    string
	Text    string
	PlaceID kernel.ID
	Stamp   kernel.Stamp
	Facts   map[string]any
}

// passes holds a step to its conditions: the formula that the pack gives it, and that no case of some types which came out of this
// one is open.
func (s *Service) passes(tx *db.WriteTx, ct pack.CaseType, t pack.Transition, c *caseRow) error {
	all, err := form.Read(c.Facts)
	if err != nil {
		return err
	}
	ok, err := t.Passes(valuesOf(s.rules(c), ct, sceneOf(c, tx.Today()), all))
	if err != nil {
		return kernel.Conflict("formula").Because(err)
	}
	if !ok {
		return kernel.Conflict("not_yet").With("says", t.Says).With("says_en", t.SaysEN)
	}
	if len(t.NeedsClosed) == 0 {
		return nil
	}
	children, err := childrenOf(system(tx.ReadTx), c.ID)
	for _, k := range children {
		if k.Open && slices.Contains(t.NeedsClosed, k.Type) {
			of := s.typeOf(&k)
			return kernel.Conflict("children_open").With("what", of.Name).With("no", k.No)
		}
	}
	return err
}

func childrenOf(tx *db.ReadTx, id kernel.ID) ([]caseRow, error) {
	var rows []caseRow
	err := tx.Select(&rows, "SELECT c.* FROM {case c} WHERE c.parent_id <> 0 AND c.parent_id = ? ORDER BY c.id LIMIT 500", id)
	return rows, err
}

// bring does what the step brings about by the rules of the type: posts that it gives or ends, cases that come out of rows.
func (s *Service) bring(tx *db.WriteTx, ct pack.CaseType, t pack.Transition, c *caseRow) error {
	if t.EndsSeats {
		if err := s.unseat(tx, c); err != nil {
			return err
		}
	}
	if len(t.Seats) > 0 {
		if err := s.seat(tx, ct, t, c); err != nil {
			return err
		}
	}
	if t.Spawn.Given() {
		return s.spawn(tx, ct, t, c)
	}
	return nil
}

// after tells the rooms that follow.
func (s *Service) after(tx *db.WriteTx, ct pack.CaseType, t pack.Transition, c *caseRow) error {
	if len(s.Followers) == 0 {
		return nil
	}
	all, err := form.Read(c.Facts)
	if err != nil {
		return err
	}
	for _, tell := range s.Followers {
		if err := tell(tx, Stepped{ID: c.ID, No: c.No, Type: ct, Step: t.ID, Text: c.Text, PlaceID: c.PlaceID, Stamp: c.Stamp, Facts: all}); err != nil {
			return err
		}
	}
	return nil
}

// spawn makes a case of each row that has none yet, and notes it in the row.
func (s *Service) spawn(tx *db.WriteTx, ct pack.CaseType, t pack.Transition, c *caseRow) error {
	all, err := form.Read(c.Facts)
	if err != nil {
		return err
	}
	of, _ := s.pack().CaseType(t.Spawn.Type)
	f, _ := ct.Field(t.Spawn.Rows)
	col, made := f.CaseColumn(), 0
	for _, row := range form.Rows(all[f.ID]) {
		if row[col] != nil {
			continue
		}
		k, err := s.born(tx, of, t.Spawn, c, row, all)
		if err != nil {
			return err
		}
		row[col], made = map[string]any{"id": k.ID.String(), "name": k.No}, made+1
	}
	if made == 0 {
		return kernel.Conflict("nothing_to_hand_over").With("what", f.Name)
	}
	c.Facts, err = all.Write()
	return err
}

// born is the case that comes out of a row.
func (s *Service) born(tx *db.WriteTx, of pack.CaseType, sp pack.Spawning, c *caseRow, row map[string]any, all facts) (*caseRow, error) {
	text, _ := row[sp.Text].(string)
	n := NewCase{Type: of.ID, Text: text, PlaceID: c.PlaceID, ParentID: c.ID, Fields: bornOf(of, sp.Fixed(), row, all)}
	if at := refsAt(row, sp.Place); len(at) > 0 {
		n.PlaceID = at[0].id
	}
	if err := s.inside(tx.ReadTx, c, n.PlaceID); err != nil {
		return nil, err
	}
	if sp.Keeps {
		n.hand.BodyID, n.hand.BodyName = c.BodyID, c.BodyName
	}
	if len(sp.Posts) > 0 {
		who, err := s.holderAt(tx.ReadTx, n.PlaceID, sp.Posts)
		if err != nil {
			return nil, err
		}
		n.hand.AssigneeID, n.hand.AssigneeName = who.PersonID, who.Name
	}
	k, _, err := s.draft(tx, n, ByOfficer)
	if err != nil {
		return nil, err
	}
	seen := func(arm kernel.Arm) bool { return arm.BodyID == 0 && arm.Covers(k.Stamp, tx.County()) }
	if !slices.ContainsFunc(tx.Actor().Arms, seen) { // a unit's work does not open the place
		return nil, kernel.Forbidden("out_of_scope").With("table", table)
	}
	k.FollowHash = crypt.Hash(randomCode())
	if err := tx.Insert(k); err != nil {
		return nil, err
	}
	tally(tx, nil, k)
	return k, s.tell(tx, s.typeOf(k), k, pack.Transition{}, k.Stamp)
}

// inside refuses a place that does not lie where the case lies.
func (s *Service) inside(tx *db.ReadTx, c *caseRow, id kernel.ID) error {
	p, err := s.place.Load(system(tx), id)
	if err != nil {
		return err
	}
	if level, at := c.Lowest(c.CountyID); c.ID != 0 && at != 0 && p.Stamp.At(level, tx.County()) != at {
		return kernel.Invalid("place_id", "not_inside").With("name", p.Name)
	}
	return nil
}

// holderAt is who holds the first of the posts that is held at a place today; nobody where none is.
func (s *Service) holderAt(tx *db.ReadTx, at kernel.ID, posts []string) (officer, error) {
	var rows []officer
	err := system(tx).Select(&rows, "SELECT a.person_id, a.person_name AS name, a.post, a.topic, a.place_id, a.body_id FROM {appointment a} WHERE a.place_id = ? AND a.from_day <= ? AND a.to_day >= ? ORDER BY a.id LIMIT 500", at, tx.Today(), tx.Today())
	if err != nil {
		return officer{}, err
	}
	for _, p := range posts {
		if i := slices.IndexFunc(rows, func(o officer) bool { return o.Post == p }); i >= 0 {
			return rows[i], nil
		}
	}
	return officer{}, nil
}
