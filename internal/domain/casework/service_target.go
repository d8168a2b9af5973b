package casework

import (
	"context"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// officer is an appointment of today that may take a case.
type officer struct {
	PersonID kernel.ID `bun:"person_id"`
	Name     string    `bun:"name"`
	Post     string    `bun:"post"`
	Topic    string    `bun:"topic"`
	PlaceID  kernel.ID `bun:"place_id"`
	BodyID   kernel.ID `bun:"body_id"`
}

// DispatchTargets offers to whom the actor may hand a case: bodies at the places above it, in which somebody can work on
// it; and officers at or above its place who stand not above the actor, or who belong to the body that has it.
func (s *Service) DispatchTargets(ctx context.Context, id kernel.ID) (*Targets, error) {
	var out *Targets
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		c := &caseRow{}
		if err := tx.Get(c, id); err != nil {
			return err
		}
		var err error
		out, err = s.targetsOf(tx, c)
		return err
	})
	return out, err
}

func (s *Service) targetsOf(tx *db.ReadTx, c *caseRow) (*Targets, error) {
	out := &Targets{Bodies: []TargetBody{}, People: []TargetPerson{}}
	chain, names, err := s.chain(tx, c)
	if err != nil {
		return nil, err
	}
	bodies, err := s.bodiesOn(tx, c, chain)
	if err != nil {
		return nil, err
	}
	bodies = slices.DeleteFunc(bodies, func(b targetBody) bool { return b.ID == c.BodyID })
	for _, b := range bodies {
		out.Bodies = append(out.Bodies, TargetBody{ID: b.ID, Name: b.Name, Place: names[b.PlaceID]})
	}
	if out.Proposed, err = s.proposed(tx, c, bodies); err != nil {
		return nil, err
	}
	people, err := s.officersOn(tx, c, chain, c.BodyID)
	for _, o := range people {
		where := names[o.PlaceID]
		if o.BodyID != 0 {
			where = c.BodyName
		}
		def, _ := s.pack().Post(o.Post)
		out.People = append(out.People, TargetPerson{ID: o.PersonID, Name: o.Name, Post: def.Name, Place: where})
	}
	return out, err
}

// chain lists the places from the county down to that of the case, the lowest first, with their names.
func (s *Service) chain(tx *db.ReadTx, c *caseRow) ([]kernel.ID, map[kernel.ID]string, error) {
	p, err := s.place.Load(system(tx), c.PlaceID)
	if err != nil {
		return nil, nil, err
	}
	way, err := s.place.Way(system(tx), p)
	ids, names := []kernel.ID{}, map[kernel.ID]string{}
	for _, w := range way {
		ids = append(ids, w.ID)
		names[w.ID] = w.Name
	}
	slices.Reverse(ids)
	return ids, names, err
}

type targetBody struct {
	ID      kernel.ID `bun:"id"`
	Name    string    `bun:"name"`
	PlaceID kernel.ID `bun:"place_id"`
	Kind    string    `bun:"kind"`
}

// bodiesOn finds the bodies of the places whose officers can work on cases.
func (s *Service) bodiesOn(tx *db.ReadTx, c *caseRow, chain []kernel.ID) ([]targetBody, error) {
	posts := s.workingPosts(c)
	if len(posts) == 0 {
		return nil, nil
	}
	w := conditions{}
	in, at := place.Among("b.place_id", chain)
	w.add(in, at...)
	w.add("b.from_day <= ? AND b.to_day >= ?", tx.Today(), tx.Today())
	args := append([]any{tx.Today(), tx.Today()}, anys(posts)...)
	w.add("EXISTS (SELECT 1 FROM {appointment a} WHERE a.county_id = b.county_id AND a.body_id = b.id AND a.from_day <= ? AND a.to_day >= ? AND a.post IN ("+marks(len(posts))+"))", args...)
	var out []targetBody
	err := system(tx).Select(&out, "SELECT b.id, b.name, b.place_id, b.kind FROM {body b} WHERE "+w.String()+" ORDER BY b.id LIMIT 500", w.args...)
	near := func(b targetBody) int { return slices.Index(chain, b.PlaceID) }
	slices.SortStableFunc(out, func(a, b targetBody) int { return near(a) - near(b) })
	return out, err
}

// workingPosts are the posts whose holders may take some step as the body or the person that handles the case.
func (s *Service) workingPosts(c *caseRow) []string {
	var out []string
	for _, p := range s.pack().Posts {
		perms, opens := s.pack().PermissionsOf(p.ID)
		if works(s.rules(c), perms) && (opens || !c.Sealed) {
			out = append(out, p.ID)
		}
	}
	return out
}

// works tells whether the permissions let somebody see cases and take a step as their handler.
func works(p *pack.Pack, perms []string) bool {
	if !slices.Contains(perms, PermList) {
		return false
	}
	for _, ct := range p.CaseTypes {
		for _, t := range ct.Transitions {
			asHandler := slices.Contains(t.By, pack.ByBody) || slices.Contains(t.By, pack.ByAssignee)
			if asHandler && slices.Contains(perms, t.Permission) {
				return true
			}
		}
	}
	return false
}

// officersOn finds the people who can handle the case: by a post at its place or above it, not above the actor's own, or
// in the body.
func (s *Service) officersOn(tx *db.ReadTx, c *caseRow, chain []kernel.ID, body kernel.ID) ([]officer, error) {
	in, args := place.Among("a.place_id", s.reach(tx, chain))
	args = append([]any{tx.Today(), tx.Today()}, append(args, body, body)...)
	var all []officer
	err := system(tx).Select(&all, "SELECT a.person_id, a.person_name AS name, a.post, a.topic, a.place_id, a.body_id FROM {appointment a} WHERE a.from_day <= ? AND a.to_day >= ? AND (a.body_id = 0 AND "+in+" OR a.body_id = ? AND ? <> 0) ORDER BY a.id LIMIT 500", args...)
	if err != nil {
		return nil, err
	}
	at := func(o officer) int { return slices.Index(chain, o.PlaceID) }
	slices.SortStableFunc(all, func(a, b officer) int { return at(a) - at(b) })
	seen := map[kernel.ID]bool{}
	return slices.DeleteFunc(all, func(o officer) bool {
		perms, sealed := s.pack().PermissionsOf(o.Post)
		fits := works(s.rules(c), perms) && (!c.Sealed || sealed) && (o.BodyID != 0 || o.Topic == "" || o.Topic == c.Topic)
		drop := !fits || seen[o.PersonID]
		seen[o.PersonID] = seen[o.PersonID] || fits
		return drop
	}), nil
}

// reach is the part of the chain that lies at or below a place of the actor; a body officer reaches no place.
func (s *Service) reach(tx *db.ReadTx, chain []kernel.ID) []kernel.ID {
	for i := len(chain) - 1; i >= 0; i-- {
		for _, arm := range tx.Actor().Arms {
			if arm.BodyID == 0 && arm.PlaceID == chain[i] {
				return chain[:i+1]
			}
		}
	}
	return nil
}

// pick checks the handler that an action names against those offered.
func (s *Service) pick(tx *db.ReadTx, c *caseRow, a Action) (handler, error) {
	h := handler{}
	chain, _, err := s.chain(tx, c)
	if err != nil {
		return h, err
	}
	if a.BodyID != 0 {
		bodies, err := s.bodiesOn(tx, c, chain)
		if err != nil {
			return h, err
		}
		i := slices.IndexFunc(bodies, func(b targetBody) bool { return b.ID == a.BodyID })
		if i < 0 {
			return h, kernel.Invalid("body_id", "not_a_target")
		}
		h.BodyID, h.BodyName, h.level = bodies[i].ID, bodies[i].Name, levelIn(chain, bodies[i].PlaceID)
	}
	if a.AssigneeID == 0 {
		return h, nil
	}
	inBody := a.BodyID
	if inBody == 0 {
		inBody = c.BodyID
	}
	people, err := s.officersOn(tx, c, chain, inBody)
	if err != nil {
		return h, err
	}
	i := slices.IndexFunc(people, func(o officer) bool { return o.PersonID == a.AssigneeID })
	if i < 0 {
		return h, kernel.Invalid("assignee_id", "not_a_target")
	}
	h.AssigneeID, h.AssigneeName = people[i].PersonID, people[i].Name
	if people[i].BodyID == 0 {
		h.level = levelIn(chain, people[i].PlaceID)
	}
	if people[i].BodyID != 0 && people[i].BodyID == c.BodyID && h.BodyID == 0 { // within the body that has it
		h.BodyID, h.BodyName = c.BodyID, c.BodyName
	}
	return h, nil
}

// levelIn is the level of a place on the way from a case's place, which comes first, up to the county.
func levelIn(chain []kernel.ID, id kernel.ID) kernel.Level {
	if i := slices.Index(chain, id); i >= 0 {
		return kernel.Level(len(chain) - i)
	}
	return kernel.LevelNone
}
