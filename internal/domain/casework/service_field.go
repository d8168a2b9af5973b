package casework

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
)

const (
	actView   = "casework.view"
	actRefuse = "casework.refuse_push"
)

// party is how people stand to a case.
func (s *Service) party(c *caseRow) party {
	q, _ := s.rules(c).Queue(c.Queue)
	doers := doersOf(c)
	doers[pack.StepStart] = c.ReporterPersonID
	return party{stamp: c.Stamp, assignee: c.AssigneeID, reporter: c.ReporterPersonID, reopened: c.Reopened > 0, doers: doers, queue: q.Posts}
}

func doersOf(c *caseRow) map[string]kernel.ID {
	out := map[string]kernel.ID{}
	if c.Doers != "" {
		_ = json.Unmarshal([]byte(c.Doers), &out) // written by did, so it can be read
	}
	return out
}

// did notes who took a step.
func did(c *caseRow, step string, who kernel.ID) error {
	if who == 0 {
		return nil
	}
	m := doersOf(c)
	m[step] = who
	b, err := json.Marshal(m)
	c.Doers = string(b)
	return err
}

// bind places a case as high as its type says.
func (s *Service) bind(ct pack.CaseType, c *caseRow) {
	if ct.BoundAt != 0 {
		body := c.BodyID
		c.Stamp = cut(c.Stamp, kernel.Level(ct.BoundAt))
		c.BodyID = body
	}
	c.Sealed = c.Sealed || ct.Sealed
}

// raising lets somebody raise a case that lies higher than they do, and only that: a confidential one only by who needs no
// post, or by who may read it.
func (s *Service) raising(ctx context.Context, n NewCase, by string) (context.Context, error) {
	a := kernel.ActorOf(ctx)
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		ct, _, err := s.newType(n.Type, n.Topic, tx.Today())
		if err != nil || ct.BoundAt == 0 {
			return err
		}
		p, err := s.place.LoadOpen(system(tx), n.PlaceID)
		if err != nil {
			return err
		}
		stamp := cut(p.Stamp, kernel.Level(ct.BoundAt))
		arm := kernel.Arm{Sealed: ct.Sealed}
		arm.Level, arm.PlaceID = stamp.Lowest(tx.County())
		stamp.Sealed = ct.Sealed
		sees := slices.ContainsFunc(a.Arms, func(own kernel.Arm) bool { return own.Covers(p.Stamp, a.CountyID) })
		reads := slices.ContainsFunc(a.Arms, func(own kernel.Arm) bool { return own.Covers(stamp, a.CountyID) })
		switch {
		case by == ByOfficer && ct.Sealed && !reads:
			return kernel.Invalid("type", "unknown_type").With("type", n.Type)
		case by == ByOfficer && !sees:
			return kernel.Forbidden("out_of_scope").With("table", table)
		}
		a.Arms = append(slices.Clone(a.Arms), arm)
		return nil
	})
	return kernel.WithActor(ctx, a), err
}

// answer fills in fields and seals what must be sealed.
func (s *Service) answer(tx *db.WriteTx, ct pack.CaseType, step string, c *caseRow, given facts) error {
	if len(ct.Asked(step)) == 0 && len(given) == 0 && !ct.Computes() {
		return nil
	}
	have, err := form.Read(c.Facts)
	if err != nil {
		return err
	}
	hidden, err := s.secretsOf(tx, c)
	if err != nil {
		return err
	}
	maps.Copy(have, hidden)
	at := sceneOf(c, tx.Today())
	at.people = peopleIn(tx.ReadTx)
	all, err := fill(s.rules(c), ct, step, at, have, given, func(f pack.Field, id kernel.ID) (string, error) {
		return s.nameOf(tx.ReadTx, f, c, id)
	})
	if err != nil {
		return err
	}
	if err := s.subject(tx.ReadTx, ct, c, given); err != nil {
		return err
	}
	if err := s.papers(tx.ReadTx, ct, step, c, all); err != nil {
		return err
	}
	return s.store(ct, c, all)
}

// sceneOf is what formulas may know of the case beside its answers.
func sceneOf(c *caseRow, day kernel.Day) scene {
	at := scene{topic: c.Topic, text: c.Text, files: c.Photos, day: day, raised: day, since: day}
	if c.At != 0 {
		at.raised = kernel.DayOf(time.UnixMilli(c.At))
	}
	if c.StateSince != 0 {
		at.since = kernel.DayOf(time.UnixMilli(c.StateSince))
	}
	return at
}

// store parts what is open from what is sealed.
func (s *Service) store(ct pack.CaseType, c *caseRow, all facts) error {
	open, secret := facts{}, facts{}
	for id, v := range all {
		if f, _ := ct.Field(id); f.Secret() {
			secret[id] = v
		} else {
			open[id] = v
		}
	}
	var err error
	if c.Facts, err = open.Write(); err != nil {
		return err
	}
	hidden, err := secret.Write()
	if err == nil && len(secret) > 0 {
		c.Secrets = s.keys.Seal(hidden)
	} else if err == nil {
		c.Secrets = s.keys.Seal("")
	}
	return err
}

// secretsOf opens the sealed answers of a case that is being changed: nobody is shown them, the whole is sealed again.
func (s *Service) secretsOf(tx *db.WriteTx, c *caseRow) (facts, error) {
	text, err := s.keys.Open(c.Secrets)
	if err != nil || text == "" {
		return nil, err
	}
	tx.View(table, c.ID, c.Stamp, "secrets")
	return form.Read(text)
}

// nameOf finds the name of a record that a field points to, where the actor may name it.
func (s *Service) nameOf(tx *db.ReadTx, f pack.Field, c *caseRow, id kernel.ID) (string, error) {
	gone := kernel.Invalid("fields."+f.ID, "not_a_target")
	if f.Type == pack.FieldPlace {
		p, err := s.place.Load(system(tx), id)
		if err != nil {
			return "", gone.Because(err)
		}
		return p.Name, nil
	}
	list, err := s.choices(tx, f, c.PlaceID)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(list, func(n TargetPerson) bool { return n.ID == id })
	if i < 0 {
		return "", gone
	}
	return list[i].Name, nil
}

// choices are the persons or bodies that a field of a case at a place may name: of the places from the county down to it.
func (s *Service) choices(tx *db.ReadTx, f pack.Field, at kernel.ID) ([]TargetPerson, error) {
	chain, names, err := s.chain(tx, &caseRow{PlaceID: at})
	if err != nil {
		return nil, err
	}
	today := tx.Today()
	out := []TargetPerson{}
	if f.Type == pack.FieldBody {
		var rows []targetBody
		in, args := place.Among("b.place_id", chain)
		err := system(tx).Select(&rows, "SELECT b.id, b.name, b.place_id, b.kind FROM {body b} WHERE "+in+" AND b.from_day <= ? AND b.to_day >= ? ORDER BY b.id LIMIT 1000", append(args, today, today)...)
		for _, b := range rows {
			if len(f.BodyKinds) == 0 || slices.Contains(f.BodyKinds, b.Kind) {
				out = append(out, TargetPerson{ID: b.ID, Name: b.Name, Place: names[b.PlaceID]})
			}
		}
		return out, err
	}
	if f.Type == pack.FieldHouse {
		return s.housesAt(tx, chain[0], names)
	}
	var rows []officer
	in, args := place.Among("a.place_id", chain)
	err = system(tx).Select(&rows, "SELECT a.person_id, a.person_name AS name, a.post, a.topic, a.place_id, a.body_id FROM {appointment a} WHERE (a.body_id <> 0 AND a.place_id = 0 OR "+in+") AND a.from_day <= ? AND a.to_day >= ? ORDER BY a.id LIMIT 2000", append(args, today, today)...)
	for _, o := range rows {
		if len(f.Posts) == 0 || slices.Contains(f.Posts, o.Post) {
			def, _ := s.pack().Post(o.Post)
			out = append(out, TargetPerson{ID: o.PersonID, Name: o.Name, Post: def.Name, Place: names[o.PlaceID]})
		}
	}
	return out, err
}

// note is what a step leaves on a case beside its state: answers, queue and duty item, who took it.
func (s *Service) note(tx *db.WriteTx, ct pack.CaseType, t pack.Transition, c *caseRow, a Action) error {
	needs := func(n string) bool { return slices.Contains(t.Needs, n) }
	if needs(pack.NeedQueue) {
		if q, ok := s.rules(c).Queue(a.Queue); !ok || !q.Valid(tx.Today()) {
			return kernel.Invalid("queue", "required")
		}
		c.Queue = a.Queue
	}
	if a.DutyItem != "" {
		if d, ok := s.rules(c).DutyItem(a.DutyItem); !ok || !d.Valid(tx.Today()) {
			return kernel.Invalid("duty_item", "bad_value")
		}
		c.DutyItem = a.DutyItem
	}
	if needs(pack.NeedFile) {
		if err := attachedSince(system(tx.ReadTx), c); err != nil {
			return err
		}
	}
	if needs(pack.NeedCalls) {
		if err := answered(system(tx.ReadTx), c.ID); err != nil {
			return err
		}
	}
	who := tx.Actor() // a resident by the code of what an officer raised for them binds the office too
	if slices.Contains(t.By, pack.ByReporter) && !needs(pack.NeedRating) && (who.Kind == kernel.ActorResident || who.PersonID != 0 && who.PersonID == c.ReporterPersonID) {
		if from, _ := ct.State(c.State); from.Open {
			c.Reopened++
		}
	}
	if err := s.answer(tx, ct, t.ID, c, a.Fields); err != nil {
		return err
	}
	if err := s.passes(tx, ct, t, c); err != nil {
		return err
	}
	return did(c, t.ID, tx.Actor().PersonID)
}

// attachedSince asks for a file that was attached in the present state.
func attachedSince(tx *db.ReadTx, c *caseRow) error {
	photos, err := photosOf(tx, c.ID)
	if err == nil && !slices.ContainsFunc(photos, func(p photoRow) bool { return p.At >= c.StateSince }) {
		err = kernel.Invalid("photos", "file_needed")
	}
	return err
}

// allowed refuses to push down what the duty list keeps with a department.
func (s *Service) allowed(tx *db.WriteTx, c *caseRow, h handler) error {
	d, ok := dutyOf(s.rules(c), c, tx.Today())
	if !ok || !forbids(d, h.level) {
		return nil
	}
	return keptBy(d)
}

// counted counts a push that the duty list forbids; the error goes on.
func (s *Service) counted(ctx context.Context, id kernel.ID, err error) error {
	var e *kernel.Error
	if !errors.As(err, &e) || e.Code != "not_on_duty_list" {
		return err
	}
	return errors.Join(err, s.db.Write(ctx, actRefuse, func(tx *db.WriteTx) error {
		c := &caseRow{}
		if err := tx.Get(c, id); err != nil {
			return err
		}
		by := c.Stamp
		by.BodyID = pusher(tx.Actor())
		return event(tx, by, id, measureRefused+e.Args["id"], tx.Today())
	}))
}

// looked puts into the journal that somebody opened a confidential case.
func (s *Service) looked(ctx context.Context, id kernel.ID) error {
	return s.db.Write(ctx, actView, func(tx *db.WriteTx) error {
		c := &caseRow{}
		if err := tx.Get(c, id); err != nil {
			return err
		}
		tx.View(table, c.ID, c.Stamp, "case")
		return nil
	})
}

// more is what the page of a case shows by its type: answers, calls, duty item and linked cases.
func (s *Service) more(tx *db.ReadTx, ct pack.CaseType, c *caseRow, d *Detail, a around) error {
	open, err := form.Read(c.Facts)
	if err != nil {
		return err
	}
	hidden, err := s.maskedSecrets(ct, c)
	if err != nil {
		return err
	}
	maps.Copy(open, hidden)
	d.Fields = open
	if item, ok := dutyOf(s.rules(c), c, tx.Today()); ok {
		d.Duty = &Duty{ID: item.ID, Name: item.Name, NameEN: item.NameEN, Class: item.Class, Owner: item.Owner}
	}
	if d.Calls = []Call{}; ct.Calls.By.Given() && len(a.calls) > 0 {
		if d.Calls, err = s.callViews(tx, a.calls); err != nil {
			return err
		}
	}
	d.CanCall = c.Open && ct.Calls.By.Given() && may(ct.Calls.By.Step(), tx.Actor(), s.party(c))
	if d.Links, err = s.linksOf(tx, ct, c); err != nil {
		return err
	}
	if d.Seats = []Seat{}; ct.GivesSeats() {
		if d.Seats, err = s.seatsShown(tx, c); err != nil {
			return err
		}
	}
	if d.Lacks, err = s.lacksOf(tx, ct, c, open); err != nil {
		return err
	}
	if d.Dealings, err = s.dealings(tx, ct, c, open); err != nil {
		return err
	}
	return s.filed(tx, ct, c, d)
}

// maskedSecrets are the sealed answers as far as everybody who deals with the case may know: the ends of numbers.
func (s *Service) maskedSecrets(ct pack.CaseType, c *caseRow) (facts, error) {
	text, err := s.keys.Open(c.Secrets)
	if err != nil || text == "" {
		return nil, err
	}
	all, err := form.Read(text)
	for id, v := range all {
		f, _ := ct.Field(id)
		all[id] = form.Masked(f, v)
	}
	return all, err
}

// linksOf are the cases that belong to one, as far as the actor may see them.
func (s *Service) linksOf(tx *db.ReadTx, ct pack.CaseType, c *caseRow) ([]Link, error) {
	out := []Link{}
	for _, q := range []struct {
		how, where string
		id         kernel.ID
		look       bool
	}{
		{"parent", "c.id = ?", c.ParentID, c.ParentID != 0},
		{"merged", "c.id = ?", c.MergedID, c.MergedID != 0},
		{"merged", "c.merged_id <> 0 AND c.merged_id = ?", c.ID, c.Merges > 0},
		{"child", "c.parent_id <> 0 AND c.parent_id = ?", c.ID, len(ct.Spawns) > 0},
	} {
		if !q.look {
			continue
		}
		var rows []caseRow
		if err := tx.Select(&rows, "SELECT c.* FROM {case c} WHERE "+q.where+" ORDER BY c.id LIMIT 200", q.id); err != nil {
			return nil, err
		}
		for _, r := range rows {
			out = append(out, Link{ID: r.ID, No: r.No, Type: r.Type, Rules: r.RulesNo, State: r.State, How: q.how})
		}
	}
	return out, nil
}
