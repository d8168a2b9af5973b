package link

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Service is the room's verbs.
type Service struct {
	d       *db.DB
	packs   pack.Source
	places  *place.Service
	persons *person.Service
	bodies  *body.Service

	// Changed are told, within its Write, when who looks after a household by a kind of link may be another.
	Changed []func(tx *db.WriteTx, kind string, household kernel.ID) error
}

// New makes the service; from then on links follow their households, and end when a member leaves the group.
func New(d *db.DB, p pack.Source, places *place.Service, persons *person.Service, bodies *body.Service) *Service {
	s := &Service{d: d, packs: p, places: places, persons: persons, bodies: bodies}
	persons.Happened = append(persons.Happened, s.follow)
	persons.Followers = append(persons.Followers, person.Follower{After: s.onePerson})
	bodies.Left = append(bodies.Left, s.leftGroup)
	return s
}

// pack is the county's rules as they are now.
func (s *Service) pack() *pack.Pack { return s.packs.Now() }

// kind finds a kind of link that holds today.
func (s *Service) kind(tx *db.ReadTx, id string) (pack.LinkKind, error) {
	k, ok := s.pack().LinkKind(id)
	if !ok || !k.Valid(tx.Today()) {
		return k, kernel.Invalid("kind", "unknown_kind").With("kind", id)
	}
	return k, nil
}

// Kinds are the ways in which the county links households today.
func (s *Service) Kinds(ctx context.Context) ([]Way, error) {
	out := []Way{}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		for _, k := range s.pack().LinksOn(tx.Today()) {
			out = append(out, Way{ID: k.ID, Name: k.Name, NameEN: k.NameEN, Every: k.Every, Least: k.Least, Most: k.Most})
		}
		return nil
	})
	return out, err
}

// List is a page of links.
func (s *Service) List(ctx context.Context, f Filter, page kernel.Page) (out []Link, next string, err error) {
	err = s.d.Read(ctx, func(tx *db.ReadTx) error {
		out, next, err = s.Page(tx, f, page)
		return err
	})
	return out, next, err
}

// Page is List within a transaction.
func (s *Service) Page(tx *db.ReadTx, f Filter, page kernel.Page) ([]Link, string, error) {
	where, args := "TRUE", []any{}
	add := func(cond string, v ...any) { where, args = where+" AND "+cond, append(args, v...) }
	if !f.All {
		add("l.to_day >= ?", tx.Today())
	}
	if f.Kind != "" {
		add("l.kind = ?", f.Kind)
	}
	if f.Person != 0 {
		add("l.person_id = ?", f.Person)
	}
	if f.Household != 0 {
		add("l.household_id = ?", f.Household)
	}
	if f.Group != 0 {
		add("l.body_id = ?", f.Group)
	}
	if f.Place != 0 {
		w, a, err := s.places.Within(tx, "l", f.Place)
		if err != nil {
			return nil, "", err
		}
		add(w, a...)
	}
	rows, next, err := db.PageOf(tx, db.List{
		SQL: "SELECT l.* FROM {link l} WHERE " + where, Args: args, Order: []db.Key{{Col: "l.id"}}, Page: page,
	}, func(r *linkRow) []any { return []any{r.ID} })
	if err != nil {
		return nil, "", err
	}
	out, err := s.views(tx, rows)
	return out, next, err
}

// views dresses links with their households, places and groups.
func (s *Service) views(tx *db.ReadTx, rows []linkRow) ([]Link, error) {
	out := make([]Link, len(rows))
	houses, groups, stamps := make([]kernel.ID, len(rows)), make([]kernel.ID, len(rows)), make([]kernel.Stamp, len(rows))
	for i := range rows {
		out[i] = rows[i].link()
		houses[i], groups[i], stamps[i] = rows[i].HouseholdID, rows[i].BodyID, rows[i].Stamp
	}
	known, err := s.persons.HouseholdsByID(tx, houses)
	if err != nil {
		return nil, err
	}
	names, err := s.bodies.Named(tx, groups)
	if err != nil {
		return nil, err
	}
	at, paths, err := s.where(tx, stamps)
	for i := range out {
		if h, ok := known[out[i].Household.ID]; ok {
			out[i].Household = h.HouseholdRef
		}
		out[i].Group.Name, out[i].Place, out[i].Path = names[out[i].Group.ID], at[i], paths[i]
	}
	return out, err
}

// where names the lowest place of each stamp and the way there.
func (s *Service) where(tx *db.ReadTx, stamps []kernel.Stamp) ([]place.Ref, []string, error) {
	ids := make([]kernel.ID, len(stamps))
	for i, st := range stamps {
		_, ids[i] = st.Lowest(tx.County())
	}
	at, err := s.places.LoadMany(tx, ids)
	if err != nil {
		return nil, nil, err
	}
	refs := make([]place.Ref, len(stamps))
	for i, id := range ids {
		p := at[id]
		refs[i] = p.Ref()
	}
	paths, err := s.places.Paths(tx, stamps)
	return refs, paths, err
}

// Add links a household to a member.
func (s *Service) Add(ctx context.Context, n Draft) (Link, error) {
	var out Link
	err := s.d.Write(ctx, "link.add", func(tx *db.WriteTx) error {
		r, err := s.add(tx, n, n.Replace)
		if err != nil {
			return err
		}
		list, err := s.views(tx.ReadTx, []linkRow{*r})
		if err == nil {
			out = list[0]
		}
		return err
	})
	return out, err
}

// add checks the member and the household, and enters the link. Who has the household already hands it over with replace.
func (s *Service) add(tx *db.WriteTx, n Draft, replace bool) (*linkRow, error) {
	k, err := s.kind(tx.ReadTx, n.Kind)
	if err != nil {
		return nil, err
	}
	if n.From == "" {
		n.From = tx.Today()
	}
	if _, err := kernel.ParseDay(string(n.From)); err != nil || n.From > tx.Today() {
		return nil, kernel.Invalid("from", "bad_day")
	}
	h, err := s.house(tx.ReadTx, n.HouseholdID)
	if err != nil {
		return nil, err
	}
	m, err := s.member(tx.ReadTx, k, n.PersonID, n.GroupID)
	if err != nil {
		return nil, err
	}
	if m.VillageID != 0 && m.VillageID != h.Stamp.VillageID {
		return nil, kernel.Conflict("group_of_another_village").With("name", m.BodyName)
	}
	has, err := runningOf(tx.ReadTx, k.ID, []kernel.ID{h.ID})
	if err != nil {
		return nil, err
	}
	for _, old := range has[h.ID] {
		switch {
		case old.PersonID == n.PersonID:
			return nil, kernel.Conflict("linked_already").With("name", old.PersonName)
		case !replace:
			return nil, kernel.Conflict("household_linked").With("name", old.PersonName)
		}
		if err := s.stop(tx, old, n.From.Add(-1), EndedHanded, 0); err != nil {
			return nil, err
		}
	}
	return s.enter(tx, k.ID, m, h, n.From, 0)
}

// enter stores a link of a household.
func (s *Service) enter(tx *db.WriteTx, kind string, m memberRow, h person.Household, from kernel.Day, event kernel.ID) (*linkRow, error) {
	r := &linkRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: h.Stamp, Kind: kind, PersonID: m.PersonID, PersonName: m.PersonName, HouseholdID: h.ID,
		FromDay: from, ToDay: kernel.EndOfTime, EventIn: event,
	}
	r.BodyID, r.Topic = m.BodyID, ""
	if err := insert(tx, r); err != nil {
		return nil, err
	}
	return r, s.settle(tx, kind, h.ID)
}

// settle marks the links of a household that are one too many: all that run but the oldest. Then it tells who follows links.
func (s *Service) settle(tx *db.WriteTx, kind string, household kernel.ID) error {
	has, err := runningOf(tx.ReadTx, kind, []kernel.ID{household})
	for i := range has[household] {
		if r := has[household][i]; err == nil && r.Extra != (i > 0) {
			was := r
			r.Extra = i > 0
			err = update(tx, was, &r)
		}
	}
	for _, tell := range s.Changed {
		if err == nil {
			err = tell(tx, kind, household)
		}
	}
	return err
}

func (s *Service) house(tx *db.ReadTx, id kernel.ID) (person.Household, error) {
	all, err := s.persons.HouseholdsByID(tx, []kernel.ID{id})
	h, ok := all[id]
	switch {
	case err != nil:
		return h, err
	case !ok:
		return h, kernel.NotFound("household").With("id", id.String())
	case h.To != "":
		return h, kernel.Conflict("household_closed").With("code", h.Code)
	}
	return h, nil
}

// member finds the membership by which somebody may look after households; without a group, the only one there is.
func (s *Service) member(tx *db.ReadTx, k pack.LinkKind, who, group kernel.ID) (memberRow, error) {
	where, args := membersWhere(k.Groups, k.Roles, tx.Today())
	where, args = "m.person_id = ? AND "+where, append([]any{who}, args...)
	if group != 0 {
		where, args = where+" AND m.body_id = ?", append(args, group)
	}
	rows, err := selectMembers(tx, where, args...)
	switch {
	case err != nil:
		return memberRow{}, err
	case len(rows) == 0:
		return memberRow{}, kernel.Conflict("not_in_a_group").With("kind", k.Name)
	case len(rows) > 1:
		return memberRow{}, kernel.Invalid("group_id", "several_groups")
	}
	gone, err := s.persons.Gone(tx, []kernel.ID{who})
	if day, is := gone[who]; is && err == nil {
		err = kernel.Conflict("person_gone").With("name", rows[0].PersonName).With("day", string(day))
	}
	return rows[0], err
}

// End ends a link on a day, for a reason.
func (s *Service) End(ctx context.Context, id kernel.ID, rev int64, day kernel.Day, reason string) (Link, error) {
	var out Link
	if reason = strings.TrimSpace(reason); reason == "" || utf8.RuneCountInString(reason) > 200 {
		return out, kernel.Invalid("reason", "required")
	}
	err := s.d.Write(ctx, "link.end", func(tx *db.WriteTx) error {
		r := &linkRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		day := cmp.Or(day, tx.Today())
		switch _, err := kernel.ParseDay(string(day)); {
		case r.Rev != rev:
			return kernel.Conflict("changed_meanwhile")
		case !r.runs():
			return kernel.Conflict("link_ended")
		case err != nil || day < r.FromDay.Add(-1) || day > tx.Today():
			return kernel.Invalid("day", "bad_day").With("from", string(r.FromDay))
		}
		tx.Reason(reason)
		if err := s.stop(tx, *r, day, reason, 0); err != nil {
			return err
		}
		if err := tx.Get(r, id); err != nil {
			return err
		}
		list, err := s.views(tx.ReadTx, []linkRow{*r})
		if err == nil {
			out = list[0]
		}
		return err
	})
	return out, err
}

// stop ends a link; its last day is never before the day before it began.
func (s *Service) stop(tx *db.WriteTx, r linkRow, day kernel.Day, why string, event kernel.ID) error {
	was := r
	r.ToDay, r.Ended, r.EventOut, r.Extra = max(day, r.FromDay.Add(-1)), why, event, false
	if err := update(tx, was, &r); err != nil {
		return err
	}
	return s.settle(tx, r.Kind, r.HouseholdID)
}

// Confirm enters the pairs of a proposal, as one; each is checked anew.
func (s *Service) Confirm(ctx context.Context, list []Draft) ([]Link, error) {
	if len(list) == 0 || len(list) > MaxConfirm {
		return nil, kernel.Invalid("pairs", "required")
	}
	var out []Link
	err := s.d.Write(ctx, "link.confirm", func(tx *db.WriteTx) error {
		rows := make([]linkRow, 0, len(list))
		for _, n := range list {
			r, err := s.add(tx, n, false)
			if err != nil {
				return err
			}
			rows = append(rows, *r)
		}
		var err error
		out, err = s.views(tx.ReadTx, rows)
		return err
	})
	return out, err
}

// onePerson ends what a person has twice after two entries became one.
func (s *Service) onePerson(tx *db.WriteTx, id kernel.ID) error {
	rows, err := selectLinks(tx.ReadTx, "l.person_id = ? AND l.to_day = ?", id, kernel.EndOfTime)
	for i, r := range rows {
		same := func(o linkRow) bool { return o.Kind == r.Kind && o.HouseholdID == r.HouseholdID }
		if err == nil && slices.ContainsFunc(rows[:i], same) {
			err = s.stop(tx, r, tx.Today(), EndedHanded, 0)
		}
	}
	return err
}

// OfHouseholds are the running links of some households, as far as the actor sees them.
func (s *Service) OfHouseholds(tx *db.ReadTx, households []kernel.ID) (map[kernel.ID][]Link, error) {
	out := map[kernel.ID][]Link{}
	const step = 256
	for from := 0; from < len(households); from += step {
		in, args := place.Among("l.household_id", households[from:min(from+step, len(households))])
		rows, err := selectLinks(tx, in+" AND l.to_day = ?", append(args, kernel.EndOfTime)...)
		if err != nil {
			return nil, err
		}
		for i := range rows {
			out[rows[i].HouseholdID] = append(out[rows[i].HouseholdID], rows[i].link())
		}
	}
	return out, nil
}
