package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Cases is how many cases the demo has.
const Cases = 320

// scene is where the cases play and who deals with them.
type scene struct {
	township place.Place
	village  place.Place          // the one that the pictures show
	micros   []place.Place        // of the whole township
	queues   map[string]kernel.ID // who works off a queue
	clerk    kernel.ID            // account of the township centre
	units    map[string]kernel.ID
	heads    map[string]kernel.ID    // account of a unit's head, by name
	fullTime map[kernel.ID]kernel.ID // village -> account of its full-time officer
	person   map[kernel.ID]kernel.ID // account -> person
}

// cases lets residents and officers raise matters over the last weeks, and takes each as far as its age allows.
func (b *Builder) cases(ctx context.Context, today kernel.Day, count int) error {
	sc, err := b.setScene(ctx)
	if err != nil {
		return err
	}
	start := today.Add(2 - Days).Time()
	for i := range count {
		// Older first, so that the clock only goes forward; more of them lately, as a work list is.
		age := float64(count-i) / float64(count)
		at := start.Add(time.Duration((1 - age*age) * float64((Days-2)*24) * float64(time.Hour)))
		at = at.Truncate(24 * time.Hour).Add(time.Duration(-1+b.rng.IntN(11))*time.Hour + time.Duration(b.rng.IntN(3600))*time.Second)
		if limit := today.Time().Add(8*time.Hour + 30*time.Minute); at.After(limit) {
			at = limit
		}
		if err := b.oneCase(ctx, sc, at, today); err != nil {
			return fmt.Errorf("case %d: %w", i+1, err)
		}
		if i%8 == 0 {
			b.say(55+40*i/count, 100, "诉求 cases")
		}
	}
	b.clock.Set(today.Time().Add(9 * time.Hour))
	return nil
}

// oneCase raises a matter and moves it on, a few hours or a day a step, until it is done or its time is up.
func (b *Builder) oneCase(ctx context.Context, sc *scene, at time.Time, today kernel.Day) error {
	s := pick(b.rng, stories)
	s.unit = b.local(s.unit)
	where := pick(b.rng, sc.micros)
	if b.rng.IntN(4) == 0 {
		where = sc.pictureMicro(b)
	}
	b.clock.Set(at)
	n := casework.NewCase{Text: s.text, Topic: s.topic, Anonymous: b.rng.IntN(5) == 0}
	if p := b.Person(); !n.Anonymous {
		n.Name, n.Contact = p.Name, p.Phone
	}
	county := kernel.ActorOf(ctx).CountyID
	public := kernel.WithActor(ctx, kernel.Actor{Kind: kernel.ActorPublic, CountyID: county})
	told, err := b.r.Casework.Report(public, where.Code, n)
	if err != nil {
		return err
	}
	w := &walk{b: b, sc: sc, story: s, where: where, code: told.Code, public: public, until: today.Time().Add(8*time.Hour + 45*time.Minute)}
	f, err := b.r.Casework.Follow(public, told.Code)
	if err != nil {
		return err
	}
	w.id = f.ID
	return w.run(ctx)
}

// local is what a unit of the stories is called here: they name a department of a county (县) and an office of Xiangning's stage.
func (b *Builder) local(unit string) string {
	if rest, ok := strings.CutPrefix(unit, xiangningStage.township); ok {
		return b.site.township + rest
	}
	if rest, ok := strings.CutPrefix(unit, "县"); ok && strings.HasSuffix(b.r.Pack.Name, "区") {
		return "区" + rest
	}
	return unit
}

// walk is one case on its way.
type walk struct {
	b      *Builder
	sc     *scene
	story  story
	where  place.Place
	id     kernel.ID
	code   string
	public context.Context
	until  time.Time
	queued bool // the last step was triage
}

// run takes steps until there is no time, nothing to do, or somebody dawdles, which happens.
func (w *walk) run(ctx context.Context) error {
	b := w.b
	for range 12 {
		next := office(b.clock.Now().Add(time.Duration(20+b.rng.IntN(600)) * time.Minute))
		if next.After(w.until) || b.rng.IntN(70) == 0 || w.queued && b.rng.IntN(3) == 0 {
			return nil
		}
		saved := b.clock.Now()
		b.clock.Set(next)
		moved, err := w.step(ctx)
		if err != nil {
			return err
		}
		if !moved {
			b.clock.Set(saved)
			return nil
		}
	}
	return nil
}

// office moves what would happen at night to the next morning.
func office(t time.Time) time.Time {
	t = t.In(kernel.Zone)
	switch h := t.Hour(); {
	case h >= 18:
		return t.Add(14 * time.Hour)
	case h < 8:
		return t.Add(8 * time.Hour)
	}
	return t
}

// step lets whoever the state waits for take the primary step, or sometimes another one.
func (w *walk) step(ctx context.Context) (bool, error) {
	if done, err := w.reporter(); done || err != nil {
		return done, err
	}
	for _, account := range w.officers() {
		if account == 0 {
			continue
		}
		actx, err := w.b.as(ctx, account)
		if err != nil {
			return false, err
		}
		d, err := w.b.r.Casework.Get(actx, w.id)
		if kernel.KindOf(err) == kernel.KindNotFound && err != nil {
			continue
		} else if err != nil {
			return false, err
		}
		if a, ok := w.choose(d); ok {
			_, err := w.b.r.Casework.Act(actx, w.id, a)
			if err != nil {
				err = fmt.Errorf("%s at %s, topic %s, by %s: %w", a.Name, w.where.Code, w.story.topic, kernel.ActorOf(actx).Name, err)
			}
			return err == nil, err
		}
	}
	return false, nil
}

// officers are those who may deal with the case, the handler before the clerk.
func (w *walk) officers() []kernel.ID {
	return []kernel.ID{w.sc.queues[w.queue()], w.sc.heads[w.story.unit], w.sc.fullTime[w.where.Stamp.VillageID], w.sc.clerk}
}

// queue is the one that the pack has for the topic.
func (w *walk) queue() string {
	for _, q := range w.b.r.Pack.Queues {
		if slices.Contains(q.Topics, w.story.topic) {
			return q.ID
		}
	}
	return ""
}

// reporter rates a result, or asks to go on, when it is their turn.
func (w *walk) reporter() (bool, error) {
	f, err := w.b.r.Casework.Follow(w.public, w.code)
	if err != nil || f.Rate == "" {
		return false, err
	}
	if w.b.rng.IntN(12) == 0 && f.Reopen != "" {
		return true, w.b.r.Casework.Reopen(w.public, w.code, "没有彻底解决,请再来看看。")
	}
	r := pick(w.b.rng, ratings)
	return true, w.b.r.Casework.Rate(w.public, w.code, r.stars, r.words)
}

// choose picks among the steps that the officer may take: mostly the primary one.
func (w *walk) choose(d *casework.Detail) (casework.Action, bool) {
	triaging := func(s casework.Step) bool { return slices.Contains(s.Needs, pack.NeedQueue) }
	slices.SortStableFunc(d.Actions, func(x, y casework.Step) int { // what has a queue goes there
		switch {
		case triaging(x) == triaging(y):
			return 0
		case triaging(x):
			return -1
		}
		return 1
	})
	for _, s := range d.Actions {
		if slices.Contains(pack.TimeSteps, s.ID) { // nobody stops a clock in the demo
			continue
		}
		triage := triaging(s)
		if triage && (w.queue() == "" || d.Queue != "") || !triage && !s.Primary && w.b.rng.IntN(25) > 0 {
			continue
		}
		a := casework.Action{Name: s.ID, Rev: d.Rev}
		for _, need := range s.Needs {
			switch need {
			case pack.NeedQueue:
				a.Queue = w.queue()
			case "note":
				a.Note = w.story.answer
			case "reason":
				a.Reason = pick(w.b.rng, []string{"不属本单位职责,请改派。", "还有一处没有办好。", "同一件事已在办理。"})
			case "handler", "body", "assignee":
				if id := w.sc.units[w.story.unit]; id != 0 {
					a.BodyID = id
				} else {
					a.AssigneeID = w.sc.person[w.sc.fullTime[w.where.Stamp.VillageID]]
				}
			}
		}
		if a.BodyID == 0 && a.AssigneeID == 0 && needsHandler(s.Needs) {
			continue
		}
		w.queued = triage
		return a, true
	}
	return casework.Action{}, false
}

func needsHandler(needs []string) bool {
	for _, n := range needs {
		if n == "handler" || n == "body" || n == "assignee" {
			return true
		}
	}
	return false
}

// as is the context of an officer who looks at cases.
func (b *Builder) as(ctx context.Context, account kernel.ID) (context.Context, error) {
	a, err := b.r.Access.Resolve(ctx, kernel.ActorOf(ctx).CountyID, account)
	return kernel.WithActor(ctx, a.For(casework.PermList)), err
}

func (s *scene) pictureMicro(b *Builder) place.Place {
	for range 400 {
		if m := pick(b.rng, s.micros); m.Stamp.VillageID == s.village.ID {
			return m
		}
	}
	return s.micros[0]
}

func (b *Builder) setScene(ctx context.Context) (*scene, error) {
	sc := &scene{queues: map[string]kernel.ID{}, units: map[string]kernel.ID{}, heads: map[string]kernel.ID{}, fullTime: map[kernel.ID]kernel.ID{}, person: map[kernel.ID]kernel.ID{}}
	err := b.r.DB.Read(ctx, func(tx *db.ReadTx) error {
		stage, err := b.stage(tx)
		if err != nil {
			return err
		}
		sc.township, sc.village = stage[0], stage[1]
		all, err := b.r.Place.Under(tx, sc.township)
		for _, p := range all {
			if p.Level == kernel.LevelMicro {
				sc.micros = append(sc.micros, p)
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for who, account := range b.accountsOf {
		sc.person[account] = who
	}
	return sc, b.cast(ctx, sc, b.accountsOf)
}

// office notes who holds a post of the township: the clerk, and who works off a queue.
func (s *scene) office(p *pack.Pack, post string, account kernel.ID) {
	if post == "township_centre_clerk" {
		s.clerk = account
	}
	for _, q := range p.Queues {
		if slices.Contains(q.Posts, post) {
			s.queues[q.ID] = account
		}
	}
}

// cast finds who plays: the clerk, the units' heads, the villages' full-time officers.
func (b *Builder) cast(ctx context.Context, sc *scene, accounts map[kernel.ID]kernel.ID) error {
	today := kernel.DayOf(b.clock.Now())
	each := func(f body.AppointmentFilter, do func(body.Appointment)) error {
		f.On = today
		for page := (kernel.Page{Limit: kernel.MaxLimit}); ; {
			list, next, err := b.r.Body.ListAppointments(ctx, f, page)
			for _, a := range list {
				do(a)
			}
			if page.Cursor = next; err != nil || next == "" {
				return err
			}
		}
	}
	err := each(body.AppointmentFilter{Place: sc.township.ID}, func(a body.Appointment) {
		sc.office(b.r.Pack, a.Post, accounts[a.PersonID])
	})
	if err != nil {
		return err
	}
	seen := map[kernel.ID]bool{}
	for _, m := range sc.micros {
		v := m.Stamp.VillageID
		if seen[v] {
			continue
		}
		seen[v] = true
		if err := each(body.AppointmentFilter{Place: v}, func(a body.Appointment) {
			// The list also holds what lies below; in a village that is cut into grids the head deals with it.
			if a.PlaceID == v && (a.Post == "full_time_officer" || sc.fullTime[v] == 0 && a.Post == "grid_head") {
				sc.fullTime[v] = accounts[a.PersonID]
			}
		}); err != nil {
			return err
		}
	}
	for _, at := range []kernel.ID{kernel.ActorOf(ctx).CountyID, sc.township.ID} {
		units, _, err := b.r.Body.ListBodies(ctx, body.BodyFilter{Place: at}, kernel.Page{Limit: kernel.MaxLimit})
		if err != nil {
			return err
		}
		for _, u := range units {
			sc.units[u.Name] = u.ID
			if err := each(body.AppointmentFilter{Body: u.ID}, func(a body.Appointment) {
				if a.Post == "department_head" {
					sc.heads[u.Name] = accounts[a.PersonID]
				}
			}); err != nil {
				return err
			}
		}
	}
	return nil
}
