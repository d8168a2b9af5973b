package emergency

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"touyan/internal/domain/body"
	"touyan/internal/domain/fact"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Options are what the room needs from where everything meets.
type Options struct {
	DB     *db.DB
	Pack   pack.Source
	Keys   *crypt.Keys
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
	place  *place.Service
	person *person.Service
	body   *body.Service
	fact   *fact.Service
}

// New makes the room.
func New(o Options) *Service {
	return &Service{db: o.DB, packs: o.Pack, keys: o.Keys, place: o.Place, person: o.Person, body: o.Body, fact: o.Fact}
}

// pack are the rules that hold now.
func (s *Service) pack() *pack.Pack { return s.packs.Now() }

// system is the transaction as the program sees it: an emergency lies at the first of its places, and who has another of them, or
// one below, reads it too.
func system(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }

// words trims a text and checks its length in signs.
func words(field, text string, most int, required bool) (string, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "" && required:
		return "", kernel.Invalid(field, "required")
	case utf8.RuneCountInString(text) > most:
		return "", kernel.Invalid(field, "too_long").With("max", strconv.Itoa(most))
	}
	return text, nil
}

// ownKey makes a key of a client one of its account's own.
func ownKey(who kernel.Actor, key string) (*string, error) {
	if key == "" {
		return nil, nil //nolint:nilnil // no key was sent
	}
	if len(key) > maxKey {
		return nil, kernel.Invalid("client_key", "too_long")
	}
	own := "a" + who.AccountID.String() + ":" + key
	return &own, nil
}

// Kinds are the kinds of emergencies that may be switched on today.
func (s *Service) Kinds(ctx context.Context) ([]AlarmKind, error) {
	out := []AlarmKind{}
	who := kernel.ActorOf(ctx)
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		for _, k := range s.pack().EmergencyKinds {
			if !k.Valid(tx.Today()) {
				continue
			}
			mine := who.Kind == kernel.ActorSystem || slices.ContainsFunc(who.Grants, func(g kernel.Grant) bool { return approves(k, g) })
			out = append(out, AlarmKind{
				HelpReason: named(k.Term), Levels: append([]int{}, k.Levels...), Hours: k.Hours, Every: k.ReportEvery, DeleteDays: k.DeleteDays,
				Needs: needsOf(k), Hint: k.Hint, HintEN: k.HintEN, Mine: mine,
			})
		}
		return nil
	})
	return out, err
}

func named(t pack.Term) HelpReason { return HelpReason{t.ID, t.Name, t.NameEN} }

func needsOf(k pack.EmergencyKind) []HelpReason {
	out := make([]HelpReason, len(k.Needs))
	for i, n := range k.Needs {
		out[i] = named(n.Term)
	}
	return out
}

// approves tells whether a post makes its holder one who approves a kind.
func approves(k pack.EmergencyKind, g kernel.Grant) bool {
	return slices.Contains(g.Perms, PermApprove) && slices.Contains(k.Approvers, g.Post)
}

// approver is the post by which the actor approves a kind at all of some places; the program itself needs none.
func (s *Service) approver(who kernel.Actor, k pack.EmergencyKind, at []kernel.Stamp) (post string, ok bool) {
	for _, st := range at {
		i := slices.IndexFunc(who.Grants, func(g kernel.Grant) bool { return approves(k, g) && g.Arm.Covers(st, who.CountyID) })
		if i < 0 {
			return "", who.Kind == kernel.ActorSystem
		}
		if post == "" {
			p, _ := s.pack().Post(who.Grants[i].Post)
			post = p.Name
		}
	}
	return post, true
}

// List are the emergencies that touch the actor's places, the newest first; with running those that last.
func (s *Service) List(ctx context.Context, running bool) ([]Emergency, error) {
	var out []Emergency
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, err = s.ListIn(tx, running)
		return err
	})
	return out, err
}

// ListIn is List within a transaction.
func (s *Service) ListIn(tx *db.ReadTx, running bool) ([]Emergency, error) {
	from := kernel.Day("")
	if running {
		from = tx.Today()
	}
	ids, err := touching(tx, from)
	if err != nil {
		return nil, err
	}
	rows, err := emergenciesByID(system(tx), ids)
	if err != nil {
		return nil, err
	}
	if running {
		rows = slices.DeleteFunc(rows, func(r emergencyRow) bool { return r.state(tx.Now()) != Running })
	}
	return s.views(tx, rows)
}

// views dresses emergencies with the names of their places and of who approved them.
func (s *Service) views(tx *db.ReadTx, rows []emergencyRow) ([]Emergency, error) {
	ids := make([]kernel.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	at, err := placesOf(system(tx), ids)
	if err != nil {
		return nil, err
	}
	acts, err := actsOf(system(tx), ids)
	if err != nil {
		return nil, err
	}
	var places []kernel.ID
	for _, list := range at {
		for _, p := range list {
			places = append(places, p.PlaceID)
		}
	}
	names, err := s.place.Names(system(tx), places)
	if err != nil {
		return nil, err
	}
	out := make([]Emergency, len(rows))
	for i, r := range rows {
		k, _ := s.pack().EmergencyKind(r.Kind)
		out[i] = Emergency{
			ID: r.ID, Rev: r.Rev, Kind: r.Kind, KindName: k.Name, KindEN: k.NameEN, Title: r.Title, Places: []place.Ref{}, Begin: r.BeginAt, Until: r.UntilAt,
			State: r.state(tx.Now()), DeleteDay: r.DeleteDay,
		}
		for _, p := range at[r.ID] {
			out[i].Places = append(out[i].Places, names[p.PlaceID].Ref())
		}
		for _, a := range acts[r.ID] {
			if a.Kind != ActOff {
				out[i].Approver, out[i].Post = a.ByName, a.ByPost
			}
		}
	}
	return out, nil
}

// found reads an emergency that touches the actor's places; of others they do not learn that they exist.
func (s *Service) found(tx *db.ReadTx, id kernel.ID) (*emergencyRow, error) {
	seen, err := placesOf(tx, []kernel.ID{id})
	if err != nil {
		return nil, err
	}
	if len(seen[id]) == 0 {
		return nil, kernel.NotFound("emergency").With("id", id.String())
	}
	rows, err := emergenciesByID(system(tx), []kernel.ID{id})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// running refuses what is done only while it lasts.
func (s *Service) running(tx *db.ReadTx, id kernel.ID) error {
	e, err := s.found(tx, id)
	if err == nil && e.state(tx.Now()) != Running {
		err = kernel.Conflict("emergency_over").With("at", strconv.FormatInt(e.UntilAt, 10))
	}
	return err
}

// taking is found for what is written down while it lasts, or is brought after its end by a phone that had no network; at is as of when
// it counts.
func (s *Service) taking(tx *db.ReadTx, id kernel.ID, made int64) (e *emergencyRow, at int64, err error) {
	if e, err = s.found(tx, id); err != nil {
		return nil, 0, err
	}
	k, _ := s.pack().EmergencyKind(e.Kind)
	at, err = e.taking(made, tx.Now(), k.LateHours)
	return e, at, err
}

// stampsOf are the places of an emergency.
func stampsOf(tx *db.ReadTx, id kernel.ID) ([]kernel.Stamp, []kernel.ID, error) {
	at, err := placesOf(system(tx), []kernel.ID{id})
	var out []kernel.Stamp
	var ids []kernel.ID
	for _, p := range at[id] {
		out, ids = append(out, p.Stamp), append(ids, p.PlaceID)
	}
	return out, ids, err
}

// Get reads the page of an emergency.
func (s *Service) Get(ctx context.Context, id kernel.ID) (*Detail, error) {
	var out *Detail
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		e, err := s.found(tx, id)
		if err != nil {
			return err
		}
		out, err = s.detail(tx, e)
		return err
	})
	return out, err
}

func (s *Service) detail(tx *db.ReadTx, e *emergencyRow) (*Detail, error) {
	list, err := s.views(tx, []emergencyRow{*e})
	if err != nil {
		return nil, err
	}
	k, _ := s.pack().EmergencyKind(e.Kind)
	f, _ := s.pack().Form(e.ReportForm)
	out := &Detail{
		Emergency: list[0], Acts: []Approval{}, Needs: needsOf(k), Hint: k.Hint, HintEN: k.HintEN, Every: e.ReportMinutes, Form: visit.FormShown(s.pack(), f), MaxHours: k.Hours, DeleteDays: e.DeleteDays,
		Reporting: []ReportPlace{},
	}
	acts, err := actsOf(system(tx), []kernel.ID{e.ID})
	if err != nil {
		return nil, err
	}
	for _, a := range acts[e.ID] {
		out.Acts = append(out.Acts, Approval{Kind: a.Kind, At: a.At, Until: a.UntilAt, Reason: a.Reason, By: a.ByName, Post: a.ByPost})
	}
	at, _, err := stampsOf(tx, e.ID)
	if err != nil {
		return nil, err
	}
	who := tx.Actor()
	_, may := s.approver(who, k, at)
	out.MayApprove = may && out.State == Running
	out.MayWork = out.State == Running && (who.Can(PermWork) || who.Kind == kernel.ActorSystem)
	out.MayUnseal = out.State == Over && slices.ContainsFunc(who.For(PermUnseal).Arms, func(a kernel.Arm) bool { return a.Sealed })
	if out.MayWork {
		out.Reporting, err = s.reporting(tx.As(workOf(who)), e)
	}
	return out, err
}

// workOf is the actor where they may call and report.
func workOf(who kernel.Actor) kernel.Actor {
	if who.Kind == kernel.ActorSystem {
		return who
	}
	return who.For(PermWork)
}

// reporting are the places from which the actor reports, and whether they have for the present time.
func (s *Service) reporting(tx *db.ReadTx, e *emergencyRow) ([]ReportPlace, error) {
	list, err := s.dueAt(tx, e)
	if err != nil {
		return nil, err
	}
	slot := slotOf(tx.Now().UnixMilli(), e.ReportMinutes)
	in, err := reportsOf(tx, e.ID, slot, slot)
	out := make([]ReportPlace, 0, len(list))
	for _, p := range list {
		done := slices.ContainsFunc(in, func(r reportRow) bool { return r.PlaceID == p.ID })
		out = append(out, ReportPlace{Place: p.Ref(), Done: done})
	}
	return out, err
}

// dueAt are the places from which reports come, as far as the actor sees them.
func (s *Service) dueAt(tx *db.ReadTx, e *emergencyRow) ([]place.Place, error) {
	_, ids, err := stampsOf(tx, e.ID)
	if err != nil {
		return nil, err
	}
	var out []place.Place
	for _, id := range ids {
		p, err := s.place.Load(system(tx), id)
		if err != nil {
			return nil, err
		}
		under, err := s.place.Under(system(tx), p)
		if err != nil {
			return nil, err
		}
		for _, u := range append(under, p) {
			if u.Level == kernel.Level(e.ReportLevel) && u.Open(tx.Today()) && covered(tx.Actor(), u.Stamp) && !slices.ContainsFunc(out, func(o place.Place) bool { return o.ID == u.ID }) {
				out = append(out, u)
			}
		}
	}
	slices.SortFunc(out, func(a, b place.Place) int { return strings.Compare(a.Code, b.Code) })
	return out, nil
}

// covered tells whether a place lies in the actor's scope for the operation at hand.
func covered(who kernel.Actor, at kernel.Stamp) bool {
	return slices.ContainsFunc(who.Arms, func(a kernel.Arm) bool { return a.Covers(at, who.CountyID) })
}

// instant is a time in milliseconds.
func instant(t time.Time) int64 { return t.UnixMilli() }
