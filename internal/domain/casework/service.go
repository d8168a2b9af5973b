package casework

import (
	"context"
	"slices"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
)

// Options are what the room needs from where everything meets.
type Options struct {
	DB    *db.DB
	Pack  pack.Source
	Keys  *crypt.Keys
	Files files.Store
	Days  Workdays
	Place *place.Service
	Body  *body.Service

	Person *person.Service // tells what is registered, so that nobody is asked for it
}

// Service holds the verbs of the room.
type Service struct {
	db    *db.DB
	packs pack.Source
	keys  *crypt.Keys
	files files.Store
	days  Workdays
	place *place.Service
	body  *body.Service

	person *person.Service

	// Followers are told of each step, within its Write: what other rooms make of it.
	Followers []func(tx *db.WriteTx, done Stepped) error

	// Codes are asked for a code that opens no case: the page of another room to which it leads, or nothing.
	Codes []func(ctx context.Context, code string) (path string, err error)
}

// New makes the room; from then on the pages of places tell how their cases stand.
func New(o Options) *Service {
	s := &Service{db: o.DB, packs: o.Pack, keys: o.Keys, files: o.Files, days: o.Days, place: o.Place, body: o.Body, person: o.Person}
	if o.Body != nil {
		o.Body.Counts = s.countsAt
	}
	if o.Place != nil {
		o.Place.Follow(s.follow)
	}
	return s
}

// pack is the county's rules as they are now: for what begins, and for who holds which post.
func (s *Service) pack() *pack.Pack { return s.packs.Now() }

// system is the transaction as the program sees it: for the names around a case that the actor may see, and for what a
// follow code or a step just taken opens.
func system(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }

// program is the context in which the program itself looks, for pages without login.
func program(ctx context.Context) context.Context {
	return kernel.WithActor(ctx, kernel.System(kernel.ActorOf(ctx).CountyID))
}

// rules is the pack by which a case is judged to its end: the version it was made under, or moved to.
func (s *Service) rules(c *caseRow) *pack.Pack { return s.packs.Version(c.RulesNo) }

// typeOf is the type of a case as its rules define it.
func (s *Service) typeOf(c *caseRow) pack.CaseType {
	ct, _ := s.rules(c).CaseType(c.Type)
	return ct
}

// newType is the case type of a new case, with its topic checked; without a type the first one in force.
func (s *Service) newType(id, topic string, day kernel.Day) (pack.CaseType, pack.Topic, error) {
	p := s.pack()
	i := slices.IndexFunc(p.CaseTypes, func(c pack.CaseType) bool {
		return (id == "" && c.Public && !c.Sealed || c.ID == id) && c.Valid(day)
	})
	if i < 0 {
		return pack.CaseType{}, pack.Topic{}, kernel.Invalid("type", "unknown_type").With("type", id)
	}
	ct := p.CaseTypes[i]
	def, ok := p.Topic(topic)
	if topic != "" && (!ok || !def.Valid(day) || !ct.Takes(topic)) {
		return ct, def, kernel.Invalid("topic", "unknown_topic").With("topic", topic)
	}
	return ct, def, nil
}

// Create raises a case for an officer: seen by themselves, or told by a resident whose name and contact may be given.
func (s *Service) Create(ctx context.Context, n NewCase) (*Detail, error) {
	if n.ClientKey != "" {
		n.ClientKey = "a" + kernel.ActorOf(ctx).AccountID.String() + ":" + n.ClientKey
	}
	d, again, err := s.create(ctx, actCreate, n, ByOfficer)
	if err != nil || !again {
		return d, err
	}
	code := d.FollowCode
	if d, err = s.shown(ctx, d.ID); err == nil {
		d.FollowCode = code
	}
	return d, err
}

// create enters a case with its photos and tells it as its writer knows it, without reading it back. The same client key
// again is told as such, with the number and the follow code of the case it made.
func (s *Service) create(ctx context.Context, action string, n NewCase, by string) (out *Detail, again bool, err error) {
	if n, err = n.clean(); err != nil {
		return nil, false, err
	}
	pics, err := s.keep(ctx, n.Photos)
	if err != nil {
		return nil, false, err
	}
	kept, err := s.sealAll(ctx, n.Papers)
	if err != nil {
		return nil, false, err
	}
	code := randomCode()
	if n.ClientKey != "" {
		code = codeFor(s.keys, n.ClientKey)
	}
	if ct, _ := s.pack().CaseType(n.Type); ct.FromCase {
		return nil, false, kernel.Invalid("type", "unknown_type").With("type", n.Type)
	}
	if ctx, err = s.raising(ctx, n, by); err != nil {
		return nil, false, err
	}
	err = s.db.Write(ctx, action, func(tx *db.WriteTx) error {
		again = false
		if n.ClientKey != "" {
			old, err := byKey(system(tx.ReadTx), n.ClientKey)
			if err != nil {
				return err
			}
			if old != nil {
				out, again = &Detail{Case: Case{ID: old.ID, No: old.No}, FollowCode: code}, true
				return sameAgain(old, n)
			}
		}
		c, way, err := s.draft(tx, n, by)
		if err != nil {
			return err
		}
		c.FollowHash, c.Photos = crypt.Hash(code), len(pics)
		if err := s.insertNew(tx, c, pics, kept); err != nil {
			return err
		}
		out, err = s.entered(tx, c, way, code)
		return err
	})
	return out, again, err
}

// insertNew stores a new case with its papers and photos, counts it, and tells whom the rules name.
func (s *Service) insertNew(tx *db.WriteTx, c *caseRow, pics []photoRow, kept []keptPaper) error {
	papers, err := attach(tx, c, kept)
	if err != nil {
		return err
	}
	if err := tx.Insert(c); err != nil {
		return err
	}
	if err := tx.InsertAll(papers); err != nil {
		return err
	}
	tally(tx, nil, c)
	if err := s.tell(tx, s.typeOf(c), c, pack.Transition{}, c.Stamp); err != nil {
		return err
	}
	if err := s.lookSigns(tx, c); err != nil {
		return err
	}
	return insertPhotos(tx, c, pics, PhotoByReporter, "")
}

// Check routes and checks new cases as raising them would, and enters none.
func (s *Service) Check(ctx context.Context, list ...NewCase) error {
	return s.db.Try(ctx, actCreate, func(tx *db.WriteTx) error {
		for _, n := range list {
			n, err := n.clean()
			if err == nil {
				_, _, err = s.draft(tx, n, ByOfficer)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// entered is a case that the Write at hand has just entered, at a place on a way; its timeline is what that Write leaves.
func (s *Service) entered(tx *db.WriteTx, c *caseRow, way map[kernel.ID]place.Place, code string) (*Detail, error) {
	list, err := s.viewsAt(tx.ReadTx, []caseRow{*c}, way)
	if err != nil {
		return nil, err
	}
	d, err := s.detailOf(tx.ReadTx, c, list[0], around{})
	if err != nil {
		return nil, err
	}
	d.FollowCode = code
	tx.After(func() {
		ct := s.typeOf(c)
		d.Timeline = told(ct, tx.Events(table, c.ID))
	})
	return d, nil
}

// sameAgain: a key is good for one request only; with another text or place it would open somebody else's case.
func sameAgain(old *caseRow, n NewCase) error {
	if old.Text != n.Text || old.PlaceID != n.PlaceID {
		return kernel.Conflict("client_key_used")
	}
	return nil
}

// draft is the row of a new case, with the places on the way to its own.
func (s *Service) draft(tx *db.WriteTx, n NewCase, by string) (*caseRow, map[kernel.ID]place.Place, error) {
	ct, topic, err := s.newType(n.Type, n.Topic, tx.Today())
	if err != nil {
		return nil, nil, err
	}
	p, way, err := s.place.LoadWay(system(tx.ReadTx), n.PlaceID)
	if err != nil {
		return nil, nil, err
	}
	c := &caseRow{
		Stamp: p.Stamp, PlaceID: p.ID, No: newNo(tx.Today()), Type: ct.ID, TypeFrom: ct.From, RulesNo: s.packs.Number(), At: tx.Now().UnixMilli(),
		Text: n.Text, Reporter: by, Anonymous: n.Anonymous,
	}
	c.ID, c.Topic, c.Sealed = tx.NewID(), n.Topic, topic.Sealed
	if by == ByOfficer {
		c.ReporterPersonID, c.ReporterOfficer = tx.Actor().PersonID, tx.Actor().Name
	}
	c.ReporterName, c.Contact = s.keys.Seal(n.Name), s.keys.Seal(n.Contact)
	if !ct.Sealed { // nothing links a confidential case to other cases of the number
		c.ContactIndex = s.keys.Index("case.contact", n.Contact)
	}
	s.bind(ct, c)
	c.setHandler(n.hand)
	if err := s.begin(tx, ct, c, n); err != nil {
		return nil, nil, err
	}
	if n.ClientKey != "" {
		c.ClientKey = &n.ClientKey
	}
	return c, way, s.enter(tx, ct, c, ct.Initial)
}

// enter brings a case into a state: whether it is open, until when it may stay and whom it waits for follow from the pack.
func (s *Service) enter(tx *db.WriteTx, ct pack.CaseType, c *caseRow, state string) error {
	st, _ := ct.State(state)
	c.ends(st.Open, tx.Now())
	c.State, c.Open, c.StateSince = st.ID, st.Open, tx.Now().UnixMilli()
	c.Visit++
	c.AwaitsID, c.Lane = awaits(st, c.AssigneeID, c.ReporterPersonID), s.laneOf(ct, st, c, tx.Today())
	return s.start(tx, ct, st, c)
}

// tally counts what a write changed: how many are open and in each state now, and what came on the day.
func tally(tx *db.WriteTx, before, after *caseRow) {
	now := func(c *caseRow, delta int64) {
		if c == nil {
			return
		}
		if c.Open {
			tx.Tally(c.Stamp, db.Standing, measureOpen, delta)
		}
		tx.Tally(c.Stamp, db.Standing, inState(c.Type, c.State), delta)
	}
	now(before, -1)
	now(after, 1)
	tallyEnded(tx, before, -1)
	tallyEnded(tx, after, 1)
	if before == nil {
		tx.Tally(after.Stamp, tx.Today(), "case.reported", 1)
	}
}

// tallyChanged brings all counters after a case that this Write changes.
func tallyChanged(tx *db.WriteTx, before, after *caseRow) error {
	tally(tx, before, after)
	for _, kind := range happened(before, after, tx.Actor().PersonID) {
		if kind == measureFirst {
			tx.Tally(after.Stamp, tx.Today(), measureFirstMinutes, max(0, (tx.Now().UnixMilli()-after.At)/60_000))
		}
		if err := event(tx, after.Stamp, after.ID, kind, tx.Today()); err != nil {
			return err
		}
	}
	return aged(tx, before, after)
}

// happened tells what of a change is counted by day.
func happened(before, after *caseRow, by kernel.ID) (kinds []string) {
	switch {
	case before.Open && !after.Open:
		kinds = append(kinds, measureClosed)
	case !before.Open && after.Open:
		kinds = append(kinds, measureReopened)
	}
	if before.Visit == 1 && after.Visit > 1 && (after.ReporterPersonID == 0 || after.ReporterPersonID != by) { // somebody else dealt with it for the first time
		kinds = append(kinds, measureFirst)
	}
	if after.Rating != 0 && before.Rating == 0 {
		kinds = append(kinds, caseRated)
		if after.Rating >= pleased {
			kinds = append(kinds, casePleased)
		}
	}
	return kinds
}
