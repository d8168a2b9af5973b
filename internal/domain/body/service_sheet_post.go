package body

import (
	"cmp"
	"errors"
	"iter"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// postRegister is who holds which post today or later: at a place, in a body, for all or one topic. Posts that a sheet does
// not name stay as they are.
func (s *Service) postRegister() register.Register {
	return register.Register{
		Key: "posts", Title: "岗位任职", TitleEn: "Posts and who holds them", See: PermList, Edit: PermAppoint,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) {
			var posts []string
			for _, po := range s.pack().Posts {
				posts = append(posts, po.Name)
			}
			return []register.Sheet{postColumns(posts)}, nil
		},
		Rows: s.postRows,
		Plan: func(tx *db.ReadTx, book register.Book, _ func() kernel.ID) (register.Plan, error) {
			return s.planPosts(tx, book[postSheet])
		},
	}
}

func (s *Service) postRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return pages(
		func(p kernel.Page) ([]Appointment, string, error) { return s.pageHeld(tx, o.At, p) },
		func(list []Appointment) ([][]any, error) {
			who, at := make([]kernel.ID, len(list)), make([]kernel.ID, len(list))
			for i, a := range list {
				who[i], at[i] = a.PersonID, a.PlaceID
			}
			numbers, err := s.persons.Numbers(tx, who, o.Open)
			if err != nil {
				return nil, err
			}
			places, err := s.places.LoadMany(tx, at)
			if err != nil {
				return nil, err
			}
			out := make([][]any, 0, len(list))
			for _, a := range list {
				po, _ := s.pack().Post(a.Post)
				if po.ByCase { // the case tells of it, and no sheet brings it in
					continue
				}
				topic, _ := s.pack().Topic(a.Topic)
				in := ""
				if a.Body != nil {
					in = a.Body.Name
				}
				out = append(out, []any{
					cmp.Or(po.Name, a.Post), a.PersonName, numbers[a.PersonID].Phone, places[a.PlaceID].Code, in, cmp.Or(topic.Name, a.Topic),
					string(a.From), string(a.To), string(a.TermEnd), a.ServicePhone, a.ShowName, a.Acting, a.ShowPhone, a.ConsentHow, a.Allowed,
				})
			}
			return out, nil
		})
}

// pageHeld is a page of the posts held today or later, at a place and below it.
func (s *Service) pageHeld(tx *db.ReadTx, at kernel.ID, page kernel.Page) ([]Appointment, string, error) {
	where, args := "a.to_day >= ?", []any{tx.Today()}
	if at != 0 {
		w, a, err := s.places.Within(tx, "a", at)
		if err != nil {
			return nil, "", err
		}
		where, args = where+" AND "+w, append(args, a...)
	}
	list, next, err := pageAppointments(tx, where, args, page)
	if err != nil {
		return nil, "", err
	}
	return list, next, s.dress(tx, list)
}

// postKey tells one post of one person from another.
type postKey struct {
	post, topic         string
	person, place, body kernel.ID
}

func keyOf(a Appointment) postKey { return postKey{a.Post, a.Topic, a.PersonID, a.PlaceID, a.BodyID} }

// postPlan is what an import of posts will do.
type postPlan struct {
	register.Draft
	s       *Service
	actor   kernel.Actor
	today   kernel.Day
	places  *place.Finder
	persons *person.Finder
	bodies  map[bodyKey]Body
	held    map[postKey]Appointment
	seen    map[postKey]bool
}

func (s *Service) planPosts(tx *db.ReadTx, rows []register.Record) (register.Plan, error) {
	p := &postPlan{s: s, actor: tx.Actor(), today: tx.Today(), bodies: map[bodyKey]Body{}, held: map[postKey]Appointment{}, seen: map[postKey]bool{}}
	p.Touch(postSheet)
	var err error
	if p.places, err = s.places.Finder(tx); err != nil {
		return nil, err
	}
	if p.persons, err = s.persons.Finder(tx, person.SaidIn(rows)); err != nil {
		return nil, err
	}
	bodies, err := selectBodyRows(tx, "b.to_day >= ?", tx.Today())
	if err != nil {
		return nil, err
	}
	for _, b := range bodies {
		p.bodies[bodyKey{b.PlaceID, b.Name}] = b
	}
	held, err := selectAppointments(tx, "a.to_day >= ?", tx.Today())
	if err != nil {
		return nil, err
	}
	for _, a := range held {
		p.held[keyOf(a)] = a
	}
	for _, r := range rows {
		p.row(r)
	}
	return p, nil
}

func (p *postPlan) fault(r register.Record, column, code string, args ...string) {
	p.Fault(postSheet, r.Row, column, code, args...)
}

// row compares one row with the post that it speaks of.
func (p *postPlan) row(r register.Record) {
	want, ok := p.read(r)
	if !ok {
		return
	}
	key := keyOf(want)
	old, known := p.held[key]
	var ke *kernel.Error
	switch {
	case p.seen[key]:
		p.fault(r, colPost, "duplicate_row")
		return
	case known && !p.differs(&want, old, r):
		p.seen[key] = true
		p.Same(postSheet)
		return
	case !covered(p.actor.Arms, want.Stamp, p.actor.CountyID):
		p.fault(r, colAt, "out_of_scope")
		return
	case errors.As(mayGive(p.s.pack(), p.actor, want), &ke):
		p.fault(r, colPost, ke.Code, "post", r.Get("post"))
		return
	}
	p.seen[key] = true
	if known {
		p.Change(postSheet, func(tx *db.WriteTx) error {
			r := appointmentRowOf(want)
			if err := tx.Update(r); err != nil {
				return err
			}
			return p.s.leaveSeats(tx, r)
		})
		return
	}
	bySheet(&want, Appointment{}, r.Get("consent"), p.actor.Name, p.today)
	p.New(postSheet, func(tx *db.WriteTx) error { return tx.Insert(appointmentRowOf(want)) })
}

// differs takes over what a row leaves empty, and tells whether anything else remains.
func (p *postPlan) differs(want *Appointment, old Appointment, r register.Record) bool {
	want.ID, want.Rev, want.Stamp = old.ID, old.Rev, old.Stamp
	if r.Get("from") == "" {
		want.From = old.From
	}
	if r.Get("to") == "" {
		want.To = old.To
	}
	want.TermEnd, want.ServicePhone = cmp.Or(want.TermEnd, old.TermEnd), cmp.Or(want.ServicePhone, old.ServicePhone)
	if r.Get("show_name") == "" {
		want.ShowName = old.ShowName
	}
	if r.Get("acting") == "" {
		want.Acting = old.Acting
	}
	if r.Get("show_phone") == "" {
		want.ShowPhone = old.ShowPhone
	}
	want.Allowed, want.ActsForID = cmp.Or(want.Allowed, old.Allowed), old.ActsForID
	bySheet(want, old, r.Get("consent"), p.actor.Name, p.today)
	return want.From != old.From || want.To != old.To || want.TermEnd != old.TermEnd || want.ServicePhone != old.ServicePhone ||
		want.ShowName != old.ShowName || want.Acting != old.Acting || want.ShowPhone != old.ShowPhone || want.ConsentHow != old.ConsentHow ||
		want.Allowed != old.Allowed
}

// read finds what a row speaks of and checks it as an appointment is checked.
func (p *postPlan) read(r register.Record) (a Appointment, ok bool) {
	at, code, args := p.places.Find(r.Get("place"))
	if code != "" {
		p.fault(r, colAt, code, args...)
		return a, false
	}
	who, code, args := p.persons.Find(r.Get("name"), r.Get("phone"))
	if code != "" {
		p.fault(r, colName, code, args...)
		return a, false
	}
	kind := ""
	if name := r.Get("body"); name != "" {
		b, known := p.bodies[bodyKey{at.ID, name}]
		if !known {
			p.fault(r, colIn, "unknown_body", "value", name, "place", at.Name)
			return a, false
		}
		kind, a.BodyID = b.Kind, b.ID
	}
	if a.Topic, ok = p.topic(r.Get("topic")); !ok {
		p.fault(r, colTopic, "unknown_topic", "value", r.Get("topic"))
		return a, false
	}
	a.Post, a.PersonID, a.PersonName, a.PlaceID = p.post(r.Get("post")), who.ID, who.Name, at.ID
	a.From, a.To, a.TermEnd = kernel.Day(r.Get("from")), kernel.Day(r.Get("to")), kernel.Day(r.Get("term_end"))
	a.ShowName, a.Acting = r.Get("show_name") == "是", r.Get("acting") == "是"
	a.ShowPhone, a.Allowed = r.Get("show_phone") == "是", r.Get("allowed")
	a.Stamp = at.Stamp
	a.Stamp.BodyID, a.Stamp.Topic = a.BodyID, a.Topic
	wrong := checkPost(p.s.pack(), a.Post, p.s.pack().PostLevel(at.Level, at.Kind), kind, a.Topic)
	wrong = cmp.Or(wrong, checkSpan(&a.From, &a.To, p.today))
	phone, bad := cleanServicePhone(r.Get("service_phone"))
	a.ServicePhone = phone
	var ke *kernel.Error
	if errors.As(cmp.Or(wrong, bad), &ke) {
		p.fault(r, map[string]string{"from": colFrom, "to": colTo, "service_phone": colServicePhone}[ke.Field], ke.Code, "value", r.Get("post"))
		return a, false
	}
	return a, true
}

// post finds a post by its name or id.
func (p *postPlan) post(text string) string {
	for _, po := range p.s.pack().Posts {
		if po.Name == text {
			return po.ID
		}
	}
	return text
}

// topic finds a topic by its name or id; empty is none.
func (p *postPlan) topic(text string) (id string, ok bool) {
	for _, t := range p.s.pack().Topics {
		if t.Name == text || t.ID == text {
			return t.ID, true
		}
	}
	return "", text == ""
}
