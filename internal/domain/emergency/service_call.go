package emergency

import (
	"context"
	"encoding/json"
	"slices"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
)

// refDomain keeps the hashes of households apart from other hashes.
const refDomain = "emergency_household"

// said is what is written down about a household, as it is sealed.
type said struct {
	Household kernel.ID `json:"household"`
	Needs     []string  `json:"needs,omitempty"`
	People    int       `json:"people,omitempty"`
	Note      string    `json:"note,omitempty"`
	At        int64     `json:"at,omitempty"`   // when it was made
	Made      int64     `json:"made,omitempty"` // the same, where it came after the end
}

// since is when what is written down about a household was made.
func since(keys *crypt.Keys, r *houseRow) (int64, error) {
	told, err := read(keys, r)
	if told.At == 0 {
		told.At = r.At
	}
	return told.At, err
}

// keysOf are the keys of an emergency; NotFound once they are deleted.
func (s *Service) keysOf(tx *db.ReadTx, id kernel.ID) (*crypt.Keys, error) {
	var rows []keyRow
	if err := system(tx).Select(&rows, "SELECT k.* FROM {emergency_key k} WHERE k.emergency_id = ?", id); err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, kernel.NotFound("emergency_key")
	}
	text, err := s.keys.Open(kernel.Secret(rows[0].Keys))
	if err != nil {
		return nil, err
	}
	return crypt.Parse(text)
}

func refOf(keys *crypt.Keys, household kernel.ID) string {
	return keys.Index(refDomain, household.String())
}

// read opens what is written down about a household.
func read(keys *crypt.Keys, r *houseRow) (out said, err error) {
	text, err := keys.Open(r.Body)
	if err != nil {
		return out, err
	}
	return out, json.Unmarshal([]byte(text), &out)
}

// Calls is a page of the call-out list of a place: every household of it that stands in the register, by its code, with what came of
// calling it.
func (s *Service) Calls(ctx context.Context, id, at kernel.ID, page kernel.Page) (out []CalledHouse, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		if err := s.running(tx, id); err != nil {
			return err
		}
		keys, err := s.keysOf(tx, id)
		if err != nil {
			return err
		}
		where, args, err := s.within(tx, id, at)
		if err != nil {
			return err
		}
		houses, n, err := s.person.PageHousesBy(tx, "h.to_day = ? AND "+where, append([]any{kernel.EndOfTime}, args...), page)
		if err != nil {
			return err
		}
		next = n
		refs := make([]string, len(houses))
		for i, h := range houses {
			refs[i] = refOf(keys, h.ID)
		}
		have, err := housesByRef(tx, id, refs)
		if err != nil {
			return err
		}
		out, err = s.calls(tx, keys, houses, func(i int) *houseRow { return have[refs[i]] })
		return err
	})
	return out, next, err
}

// within is the condition that keeps households at a place, and at the places of the emergency.
func (s *Service) within(tx *db.ReadTx, id, at kernel.ID) (string, []any, error) {
	_, ids, err := stampsOf(tx, id)
	if err != nil {
		return "", nil, err
	}
	where, args := "", []any{}
	for _, p := range ids {
		w, more, err := s.place.Within(system(tx), "h", p)
		if err != nil {
			return "", nil, err
		}
		if where != "" {
			where += " OR "
		}
		where, args = where+w, append(args, more...)
	}
	where = "(" + where + ")"
	if at == 0 {
		return where, args, nil
	}
	w, more, err := s.place.Within(tx, "h", at)
	return where + " AND " + w, append(args, more...), err
}

// calls dresses households with what is written down about them.
func (s *Service) calls(tx *db.ReadTx, keys *crypt.Keys, houses []person.Household, row func(i int) *houseRow) ([]CalledHouse, error) {
	var ids []kernel.ID
	stamps := make([]kernel.Stamp, len(houses))
	for i, h := range houses {
		ids, stamps[i] = append(ids, h.PlaceID), h.Stamp
	}
	names, err := s.place.Names(system(tx), ids)
	if err != nil {
		return nil, err
	}
	paths, err := s.place.Paths(system(tx), stamps)
	if err != nil {
		return nil, err
	}
	out := make([]CalledHouse, len(houses))
	for i, h := range houses {
		out[i] = CalledHouse{Household: h.HouseholdRef, Place: names[h.PlaceID].Ref(), Path: paths[i], Members: h.Members, Needs: []string{}}
		r := row(i)
		if r == nil {
			continue
		}
		told, err := read(keys, r)
		if err != nil {
			return nil, err
		}
		out[i].Answer, out[i].Needs, out[i].People, out[i].Note, out[i].By, out[i].At = r.State, append([]string{}, told.Needs...), told.People, told.Note, r.ByName, r.At
		out[i].Made, out[i].Late = told.Made, told.Made != 0
	}
	return out, nil
}

// Call writes down what came of calling a household; what was there before is replaced, and stands sealed in the journal. The same
// client key again changes nothing. What was made earlier and comes from a phone without a network takes the place of nothing newer.
func (s *Service) Call(ctx context.Context, id kernel.ID, n NewHouseCall) (*CalledHouse, error) {
	var out *CalledHouse
	err := s.db.Write(ctx, "emergency.call", func(tx *db.WriteTx) error {
		e, at, err := s.taking(tx.ReadTx, id, n.Made)
		if err != nil {
			return err
		}
		note, err := s.checkCall(e, &n)
		if err != nil {
			return err
		}
		key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
		if err != nil {
			return err
		}
		h, err := s.houseIn(tx.ReadTx, id, n.HouseholdID)
		if err != nil {
			return err
		}
		keys, err := s.keysOf(tx.ReadTx, id)
		if err != nil {
			return err
		}
		told := said{Household: h.ID, Needs: n.Needs, People: n.People, Note: note, At: at}
		if e.state(tx.Now()) != Running {
			told.Made = at
		}
		r, err := s.mark(tx, keys, h, n.Answer, told, key, id)
		if err != nil {
			return err
		}
		list, err := s.calls(tx.ReadTx, keys, []person.Household{h}, func(int) *houseRow { return r })
		if err == nil {
			out = &list[0]
		}
		return err
	})
	return out, err
}

// checkCall checks what was said against the reasons that the kind knows.
func (s *Service) checkCall(e *emergencyRow, n *NewHouseCall) (string, error) {
	if !slices.Contains([]string{Reached, Help, Missed, Helped}, n.Answer) {
		return "", kernel.Invalid("answer", "required")
	}
	k, _ := s.pack().EmergencyKind(e.Kind)
	for _, id := range n.Needs {
		if !slices.ContainsFunc(needsOf(k), func(x HelpReason) bool { return x.ID == id }) {
			return "", kernel.Invalid("needs", "bad_value")
		}
	}
	switch {
	case n.Answer == Help && len(n.Needs) == 0:
		return "", kernel.Invalid("needs", "required")
	case len(n.Needs) > maxNeeds:
		return "", kernel.Invalid("needs", "too_many")
	case n.Answer == Reached || n.Answer == Missed:
		n.Needs, n.People = nil, 0
	}
	return kernel.Words("note", n.Note, maxNote, false)
}

// houseIn reads a household of the actor's that lies within the emergency.
func (s *Service) houseIn(tx *db.ReadTx, id, household kernel.ID) (person.Household, error) {
	gone := kernel.NotFound("household").With("id", household.String())
	all, err := s.person.HouseholdsByID(tx, []kernel.ID{household})
	if err != nil {
		return person.Household{}, err
	}
	h, ok := all[household]
	if !ok {
		return h, gone
	}
	at, _, err := stampsOf(tx, id)
	if err == nil && !inside(h.Stamp, at, tx.County()) {
		err = gone
	}
	return h, err
}

// mark stores what was said about a household.
func (s *Service) mark(tx *db.WriteTx, keys *crypt.Keys, h person.Household, answer string, told said, key *string, id kernel.ID) (*houseRow, error) {
	ref := refOf(keys, h.ID)
	have, err := housesByRef(tx.ReadTx, id, []string{ref})
	if err != nil {
		return nil, err
	}
	old := have[ref]
	if old != nil && key != nil && old.ClientKey != nil && *old.ClientKey == *key {
		return old, nil
	}
	if old != nil {
		if at, err := since(keys, old); err != nil || at > told.At {
			return old, err // what is known is newer
		}
	}
	text, err := json.Marshal(told)
	if err != nil {
		return nil, err
	}
	who := tx.Actor()
	r := &houseRow{Stamp: h.Stamp, EmergencyID: id, Ref: ref}
	r.BodyID, r.Topic, r.Sealed = 0, "", false
	if old != nil {
		if err := tx.Lock(r, old.ID); err != nil {
			return nil, err
		}
	}
	r.Body, r.State, r.At, r.ByPersonID, r.ByName, r.ClientKey = keys.Seal(string(text)), answer, instant(tx.Now()), who.PersonID, who.Name, key
	if old != nil {
		return r, tx.Update(r)
	}
	return r, tx.Insert(r)
}

// Grids are how a place of an emergency and each place right below it stand.
func (s *Service) Grids(ctx context.Context, id, at kernel.ID) ([]CalledGrid, error) {
	var out []CalledGrid
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		e, err := s.found(tx, id)
		if err != nil {
			return err
		}
		list, err := s.shownAt(tx, e, at)
		if err != nil {
			return err
		}
		out, err = s.grids(tx, e, list)
		return err
	})
	return out, err
}

// shownAt are the places that a table of an emergency shows: its own ones, or those right below one of them.
func (s *Service) shownAt(tx *db.ReadTx, e *emergencyRow, at kernel.ID) ([]place.Place, error) {
	stamps, ids, err := stampsOf(tx, e.ID)
	if err != nil {
		return nil, err
	}
	var out []place.Place
	if at == 0 {
		all, err := s.place.LoadMany(tx, ids)
		for _, id := range ids {
			if p, ok := all[id]; ok {
				out = append(out, p)
			}
		}
		return out, err
	}
	p, err := s.place.Load(tx, at)
	if err != nil {
		return nil, err
	}
	if !inside(p.Stamp, stamps, tx.County()) {
		return nil, kernel.NotFound("place").With("id", at.String())
	}
	out, _, err = s.place.Children(tx, p.ID, kernel.Page{Limit: kernel.MaxLimit})
	return out, err
}

// grids counts the households of places.
func (s *Service) grids(tx *db.ReadTx, e *emergencyRow, list []place.Place) ([]CalledGrid, error) {
	out := make([]CalledGrid, len(list))
	owner, byLevel := map[kernel.ID]*CalledGrid{}, map[kernel.Level][]kernel.ID{}
	for i, p := range list {
		out[i].Place = p.Ref()
		inner, err := s.place.Inner(tx, p)
		if err != nil {
			return nil, err
		}
		for _, in := range inner {
			owner[in.ID] = &out[i]
			byLevel[p.Level] = append(byLevel[p.Level], in.ID)
		}
	}
	for level, ids := range byLevel {
		if level == kernel.LevelCounty {
			if err := s.whole(tx, e, owner[ids[0]]); err != nil {
				return nil, err
			}
			continue
		}
		all, err := s.person.HousesPerPlace(tx, level, ids)
		if err != nil {
			return nil, err
		}
		counts, err := countStates(tx, e.ID, level)
		if err != nil {
			return nil, err
		}
		for id, n := range all {
			owner[id].All += n
		}
		for _, c := range counts {
			if g := owner[c.PlaceID]; g != nil {
				g.add(c.State, c.N)
			}
		}
	}
	for i := range out {
		g := &out[i]
		g.Left = max(0, g.All-g.Reached-g.Help-g.Missed-g.Helped)
	}
	return out, nil
}

// whole counts the households of a county, township by township.
func (s *Service) whole(tx *db.ReadTx, e *emergencyRow, g *CalledGrid) error {
	towns, _, err := s.place.Children(tx, tx.County(), kernel.Page{Limit: kernel.MaxLimit})
	if err != nil {
		return err
	}
	parts, err := s.grids(tx, e, slices.DeleteFunc(towns, func(p place.Place) bool { return p.Level == kernel.LevelCounty }))
	for _, p := range parts {
		g.All += p.All
		for state, n := range map[string]int64{Reached: p.Reached, Help: p.Help, Missed: p.Missed, Helped: p.Helped} {
			g.add(state, n)
		}
	}
	return err
}

func (g *CalledGrid) add(state string, n int64) {
	*map[string]*int64{Reached: &g.Reached, Help: &g.Help, Missed: &g.Missed, Helped: &g.Helped}[state] += n
}
