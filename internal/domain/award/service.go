package award

import (
	"context"
	"slices"
	"strings"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/fact"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
)

// Workdays answers where the working days lie. An error that comes with an answer says that a year is missing from the calendar and was
// reckoned by plain weekends.
type Workdays interface {
	AddWorkdays(from time.Time, n int) (time.Time, error)
}

// Options are what the room needs from where everything meets.
type Options struct {
	DB     *db.DB
	Pack   pack.Source
	Keys   *crypt.Keys
	Files  files.Store
	Days   Workdays
	Place  *place.Service
	Person *person.Service
	Body   *body.Service
	Fact   *fact.Service
}

// Service holds the verbs of the room.
type Service struct {
	db     *db.DB
	packs  pack.Source
	keys   *crypt.Keys
	files  files.Store
	days   Workdays
	place  *place.Service
	person *person.Service
	body   *body.Service
	fact   *fact.Service
}

// New makes the room.
func New(o Options) *Service {
	return &Service{db: o.DB, packs: o.Pack, keys: o.Keys, files: o.Files, days: o.Days, place: o.Place, person: o.Person, body: o.Body, fact: o.Fact}
}

// pack are the rules that hold now.
func (s *Service) pack() *pack.Pack { return s.packs.Now() }

// rulesOf is the scheme of a round as it was when the round was opened.
func (s *Service) rulesOf(r *roundRow) pack.Award {
	a, _ := s.packs.Version(r.RulesNo).Award(r.Scheme)
	return a
}

// system is the transaction as the program sees it: relatives, seats and households around a candidate lie where they lie, and a round
// above the actor's places has its place's name.
func system(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }

// runs tells whether the actor runs what lies there: a round above their places is seen, not run.
func runs(who kernel.Actor, at kernel.Stamp) bool {
	if who.Kind == kernel.ActorSystem {
		return true
	}
	return slices.ContainsFunc(who.For(PermRun).Arms, func(a kernel.Arm) bool { return a.Covers(at, who.CountyID) })
}

// bare is a stamp of places only: candidates belong to no unit's work and no topic.
func bare(s kernel.Stamp) kernel.Stamp {
	s.BodyID, s.Topic, s.Sealed = 0, "", false
	return s
}

func instant(t time.Time) int64 { return t.UnixMilli() }

// scheme finds a scheme that holds today.
func (s *Service) scheme(id string, day kernel.Day) (pack.Award, error) {
	a, ok := s.pack().Award(id)
	if !ok || !a.Valid(day) {
		return a, kernel.Invalid("scheme", "unknown_type").With("type", id)
	}
	return a, nil
}

// Schemes are the schemes of today.
func (s *Service) Schemes(ctx context.Context) ([]RecognitionScheme, error) {
	out := []RecognitionScheme{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		for _, a := range s.pack().AwardsOn(tx.Today()) {
			out = append(out, s.shown(a))
		}
		return nil
	})
	return out, err
}

// List is a page of the rounds at the actor's places and above them, the newest first.
func (s *Service) List(ctx context.Context, f RoundFilter, page kernel.Page) (out []RecognitionRound, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		out, next, err = s.Page(tx, f, page)
		return err
	})
	return out, next, err
}

// Page is List within a transaction.
func (s *Service) Page(tx *db.ReadTx, f RoundFilter, page kernel.Page) ([]RecognitionRound, string, error) {
	where, args := "TRUE", []any{}
	if f.Scheme != "" {
		where, args = where+" AND r.scheme = ?", append(args, f.Scheme)
	}
	if f.State != "" {
		where, args = where+" AND r.state = ?", append(args, f.State)
	}
	if f.Place != 0 {
		w, a, err := s.place.Within(tx, "r", f.Place)
		if err != nil {
			return nil, "", err
		}
		where, args = where+" AND "+w, append(args, a...)
	}
	rows, next, err := db.PageOf(tx, db.List{
		SQL: "SELECT r.* FROM {award_round r} WHERE " + where, Args: args, Order: []db.Key{{Col: "r.id", Dir: db.Desc}}, Page: page,
	}, func(r *roundRow) []any { return []any{r.ID} })
	if err != nil {
		return nil, "", err
	}
	out, err := s.views(tx, rows)
	return out, next, err
}

func (s *Service) views(tx *db.ReadTx, rows []roundRow) ([]RecognitionRound, error) {
	ids, rounds := make([]kernel.ID, len(rows)), make([]kernel.ID, len(rows))
	for i, r := range rows {
		ids[i], rounds[i] = r.PlaceID, r.ID
	}
	waiting, err := waitingIn(tx, rounds)
	if err != nil {
		return nil, err
	}
	names, err := s.place.Names(system(tx), ids)
	out := make([]RecognitionRound, len(rows))
	for i := range rows {
		r := &rows[i]
		a := s.rulesOf(r)
		out[i] = RecognitionRound{
			ID: r.ID, Rev: r.Rev, Scheme: SchemeWord{r.Scheme, a.Name, a.NameEN}, Subject: a.Subject, Title: r.Title, Place: names[r.PlaceID].Ref(),
			Period: r.Period, State: r.State, Opened: r.OpenedDay, EnterTo: r.EnterTo, PostedDay: r.PostedDay, PostUntil: r.PostUntil,
			Decided: r.DecidedDay, By: r.ByName, Waiting: waiting[r.ID],
		}
	}
	return out, err
}

// found reads a round that the actor sees: at their places or above them.
func found(tx *db.ReadTx, id kernel.ID) (*roundRow, error) {
	r := &roundRow{}
	err := tx.Get(r, id)
	return r, err
}

// Get reads the desk of a round.
func (s *Service) Get(ctx context.Context, id kernel.ID) (*RoundDetail, error) {
	var out *RoundDetail
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		r, err := found(tx, id)
		if err == nil {
			out, err = s.detail(tx, r)
		}
		return err
	})
	return out, err
}

func (s *Service) detail(tx *db.ReadTx, r *roundRow) (*RoundDetail, error) {
	list, err := s.views(tx, []roundRow{*r})
	if err != nil {
		return nil, err
	}
	a, who := s.rulesOf(r), tx.Actor()
	out := &RoundDetail{
		RecognitionRound: list[0], Rules: s.shown(a), Counts: map[string]int64{}, Reason: r.Reason, Mine: []string{},
		MayRun: runs(who, r.Stamp), MayEnter: who.Kind == kernel.ActorSystem || who.Can(PermEnter),
	}
	if r.JuryID != 0 {
		out.Jury = &JuryMeeting{Body: SchemeBody{ID: r.JuryID, Name: r.JuryName, Members: []SchemeSeat{}}, Day: r.JuryDay, Should: r.Should, Present: r.Present, Minutes: r.Minutes}
	}
	var counts []struct {
		State string `bun:"state"`
		N     int64  `bun:"n"`
	}
	if err := tx.Select(&counts, "SELECT e.state, COUNT(*) AS n FROM {award_entry e} WHERE e.round_id = ? GROUP BY e.state", r.ID); err != nil {
		return nil, err
	}
	for _, c := range counts {
		out.Counts[c.State] += c.N
	}
	var open []kernel.ID
	if err := tx.Select(&open, "SELECT o.id FROM {award_objection o} WHERE o.round_id = ? AND o.open", r.ID); err != nil {
		return nil, err
	}
	out.Objections = len(open)
	if r.State == Scoring && who.Can(PermScore) {
		if out.Mine, err = s.mine(tx, a, who.PersonID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// OpenRound opens a round. The same client key again is told the one that it opened.
func (s *Service) OpenRound(ctx context.Context, n NewRound) (*RoundDetail, error) {
	var out *RoundDetail
	err := s.db.Write(ctx, "award.open", func(tx *db.WriteTx) error {
		key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
		if err != nil {
			return err
		}
		r, err := openedBy(tx.ReadTx, key, n)
		if err == nil && r == nil {
			r, err = s.open(tx, n, key)
		}
		if err == nil {
			out, err = s.detail(tx.ReadTx, r)
		}
		return err
	})
	return out, err
}

func openedBy(tx *db.ReadTx, key *string, n NewRound) (*roundRow, error) {
	if key == nil {
		return nil, nil //nolint:nilnil // no key, none opened
	}
	rows, err := roundsBy(tx, "r.client_key = ?", *key)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	if rows[0].Scheme != n.Scheme || rows[0].PlaceID != n.PlaceID {
		return nil, kernel.Conflict("client_key_used")
	}
	return &rows[0], nil
}

func (s *Service) open(tx *db.WriteTx, n NewRound, key *string) (*roundRow, error) {
	a, err := s.scheme(n.Scheme, tx.Today())
	if err != nil {
		return nil, err
	}
	p, err := s.place.LoadOpen(tx.ReadTx, n.PlaceID)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(a.Levels, int(p.Level)) {
		return nil, kernel.Invalid("place_id", "award_level").With("name", p.Name)
	}
	if n.EnterTo < tx.Today() {
		return nil, kernel.Invalid("enter_to", "bad_day").With("value", string(n.EnterTo))
	}
	if n.Period = strings.TrimSpace(n.Period); n.Period == "" {
		n.Period = string(tx.Today()[:4])
	}
	if n.Title, err = kernel.Words("title", n.Title, maxTitle, false); err != nil {
		return nil, err
	}
	if n.Title == "" {
		n.Title = p.Name + " " + n.Period + " " + a.Name
	}
	twins, err := roundsBy(tx.ReadTx, "r.place_id = ? AND r.scheme = ? AND r.period = ? AND r.state <> 'cancelled'", p.ID, a.ID, n.Period)
	if err != nil {
		return nil, err
	}
	if len(twins) > 0 {
		return nil, kernel.Conflict("round_twice").With("title", twins[0].Title)
	}
	r := &roundRow{
		Stamp: bare(p.Stamp), Scheme: a.ID, RulesNo: s.packs.Number(), Title: n.Title, PlaceID: p.ID, Period: n.Period, State: Open,
		OpenedDay: tx.Today(), EnterTo: n.EnterTo, ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name, ClientKey: key,
	}
	return r, tx.Insert(r)
}

// step locks a round that the actor runs and takes it from one state to the next. Asked again once it is there, it says how it is.
func (s *Service) step(ctx context.Context, action string, id kernel.ID, from []string, to string, do func(*db.WriteTx, *roundRow, pack.Award) error) (*RoundDetail, error) {
	var out *RoundDetail
	err := s.db.Write(ctx, action, func(tx *db.WriteTx) error {
		r := &roundRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if !runs(tx.Actor(), r.Stamp) { // a round above the actor's places is seen, not run
			return kernel.Forbidden("not_your_round")
		}
		if r.State != to {
			if !slices.Contains(from, r.State) {
				return kernel.Conflict("round_state").With("state", r.State)
			}
			r.State = to
			if err := do(tx, r, s.rulesOf(r)); err != nil {
				return err
			}
			if err := tx.Update(r); err != nil {
				return err
			}
		}
		var err error
		out, err = s.detail(tx.ReadTx, r)
		return err
	})
	return out, err
}

// Cancel calls a round off before it is decided; what was entered stays for the record and is never published.
func (s *Service) Cancel(ctx context.Context, id kernel.ID, reason string) (*RoundDetail, error) {
	reason, err := kernel.Words("reason", reason, maxReason, true)
	if err != nil {
		return nil, err
	}
	return s.step(ctx, "award.cancel", id, []string{Open, Scoring, Review, Posted}, Cancelled, func(tx *db.WriteTx, r *roundRow, _ pack.Award) error {
		r.Reason = reason
		tx.Reason(reason)
		return nil
	})
}
