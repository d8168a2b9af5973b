package place

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/text"
)

// Service is the room's verbs.
type Service struct {
	d         *db.DB
	packs     pack.Source
	followers []Follower
}

// New makes the service.
func New(d *db.DB, p pack.Source) *Service { return &Service{d: d, packs: p} }

// pack is the county's rules as they are now.
func (s *Service) pack() *pack.Pack { return s.packs.Now() }

// CountyID is the id of a county and of its place: its six-digit number.
func CountyID(code string) (kernel.ID, error) {
	n, err := strconv.ParseInt(code[:min(6, len(code))], 10, 64)
	if err != nil || n < 100000 {
		return 0, kernel.Invalid("code", "bad_code").With("code", code)
	}
	return kernel.ID(n), nil
}

// CreateCounty enters the county of the actor, who must be the program itself; it may exist already.
func (s *Service) CreateCounty(ctx context.Context, code, name string) (Place, error) {
	id, err := CountyID(code)
	if err != nil {
		return Place{}, err
	}
	if a := kernel.ActorOf(ctx); a.Kind != kernel.ActorSystem || a.CountyID != id {
		return Place{}, kernel.Forbidden("system_only")
	}
	if name, err = CleanName(name); err != nil {
		return Place{}, err
	}
	if err := s.d.CreateCounty(ctx, db.County{ID: id, Code: id.String(), Name: name}); err != nil {
		return Place{}, err
	}
	var out Place
	err = s.d.Write(ctx, "place.create", func(tx *db.WriteTx) error {
		if out, err = s.Load(tx.ReadTx, id); kernel.KindOf(err) != kernel.KindNotFound {
			return err
		}
		out = Place{
			ID: id, Rev: 1, Code: id.String() + "000000", Name: name, Level: kernel.LevelCounty,
			Kind: KindFor(s.pack(), kernel.LevelCounty, name), From: tx.Today(), Path: []Ref{},
		}
		return insert(tx, []Place{out})
	})
	return out, err
}

// Create adds a place below another one.
func (s *Service) Create(ctx context.Context, n Draft) (Place, error) {
	var out Place
	err := s.d.Write(ctx, "place.create", func(tx *db.WriteTx) (err error) {
		out, err = s.create(tx, n)
		return err
	})
	return out, err
}

func (s *Service) create(tx *db.WriteTx, n Draft) (Place, error) {
	parent, err := s.lock(tx, n.ParentID)
	if err != nil {
		return Place{}, err
	}
	p, err := s.draft(tx.Today(), parent.place(), n)
	if err != nil {
		return Place{}, err
	}
	if p.Code, err = s.code(tx.ReadTx, p.Code, parent.Code, p.Level); err != nil {
		return Place{}, err
	}
	p.ID = tx.NewID()
	p.Stamp = StampUnder(parent.Stamp, p.Level, p.ID)
	if err := insert(tx, []Place{p}); err != nil {
		return Place{}, err
	}
	return s.withPath(tx.ReadTx, p)
}

// code is a code that no place has or had: the wanted one, or the next free one below the place with the code parent.
func (s *Service) code(tx *db.ReadTx, want, parent string, level kernel.Level) (string, error) {
	prefix := want
	if want == "" {
		prefix = codePrefix(parent, level)
	} else if err := CheckCode(want, parent, level); err != nil {
		return "", err
	}
	taken, err := selectCodes(everywhere(tx), prefix, level)
	if err != nil {
		return "", err
	}
	if taken[want] {
		return "", kernel.Conflict("duplicate_code").With("code", want)
	}
	if want != "" {
		return want, nil
	}
	return NextCode(parent, level, func(c string) bool { return taken[c] })
}

// draft checks what a new place says and fills what it leaves open.
func (s *Service) draft(today kernel.Day, parent Place, n Draft) (Place, error) {
	name, err := CleanName(n.Name)
	if err != nil {
		return Place{}, err
	}
	if err := CheckHouseholds(n.Households); err != nil {
		return Place{}, err
	}
	p := Place{
		Rev: 1, Name: name, Kind: n.Kind, Level: n.Level, ParentID: parent.ID, Code: n.Code, From: n.From,
		Households: n.Households, Predecessor: n.Predecessor, Path: []Ref{},
	}
	if p.Level == 0 && p.Kind == "" {
		p.Level = s.pack().PostLevel(parent.Level, parent.Kind) + 1
	}
	if p.Kind == "" {
		p.Kind = KindFor(s.pack(), p.Level, name)
	}
	kind, ok := s.pack().PlaceKind(p.Kind)
	if !ok || p.Level != 0 && kind.Level != int(p.Level) {
		return Place{}, kernel.Invalid("kind", "unknown_kind").With("kind", p.Kind)
	}
	p.Level = kernel.Level(kind.Level)
	if !MayHold(parent.Level, p.Level, parent.nested()) {
		return Place{}, kernel.Invalid("kind", "level_not_under_parent")
	}
	if p.From == "" {
		p.From = today
	}
	if _, err := kernel.ParseDay(string(p.From)); err != nil {
		return Place{}, kernel.Invalid("from", "bad_day")
	}
	if !parent.Open(today) {
		return Place{}, kernel.Conflict("place_closed").With("name", parent.Name)
	}
	if p.Code != "" {
		return p, CheckCode(p.Code, parent.Code, p.Level)
	}
	return p, nil
}

func (s *Service) lock(tx *db.WriteTx, id kernel.ID) (*placeRow, error) {
	r := &placeRow{}
	return r, tx.Lock(r, id)
}

// Update changes name, kind or households.
func (s *Service) Update(ctx context.Context, id kernel.ID, c Change) (Place, error) {
	var out Place
	err := s.d.Write(ctx, "place.update", func(tx *db.WriteTx) error {
		r, err := s.lock(tx, id)
		if err != nil {
			return err
		}
		if r.Rev != c.Rev {
			return kernel.Conflict("changed_meanwhile")
		}
		if err := s.apply(r, c); err != nil {
			return err
		}
		out, err = s.store(tx, r)
		return err
	})
	return out, err
}

func (s *Service) apply(r *placeRow, c Change) (err error) {
	if c.Name != nil {
		if r.Name, err = CleanName(*c.Name); err != nil {
			return err
		}
	}
	if c.Kind != nil {
		k, ok := s.pack().PlaceKind(*c.Kind)
		if !ok || k.Level != int(r.Level) {
			return kernel.Invalid("kind", "unknown_kind").With("kind", *c.Kind)
		}
		r.Kind = *c.Kind
	}
	if c.Households != nil {
		r.Households = *c.Households
	}
	return CheckHouseholds(r.Households)
}

func (s *Service) store(tx *db.WriteTx, r *placeRow) (Place, error) {
	if err := tx.Update(r); err != nil {
		return Place{}, err
	}
	if err := index(tx, r.place()); err != nil {
		return Place{}, err
	}
	return s.withPath(tx.ReadTx, r.place())
}

// Close ends a place on a day; what lies in it must be closed first.
func (s *Service) Close(ctx context.Context, id kernel.ID, rev int64, day kernel.Day, reason string) (Place, error) {
	var out Place
	if strings.TrimSpace(reason) == "" {
		return out, kernel.Invalid("reason", "required")
	}
	err := s.d.Write(ctx, "place.close", func(tx *db.WriteTx) error {
		tx.Reason(reason)
		r, err := s.lock(tx, id)
		if err != nil {
			return err
		}
		switch {
		case r.Rev != rev:
			return kernel.Conflict("changed_meanwhile")
		case r.Level == kernel.LevelCounty:
			return kernel.Conflict("county_stays")
		case !(kernel.Span{From: r.FromDay, To: day}).Valid():
			return kernel.Invalid("day", "bad_day")
		}
		n, err := countChildren(tx.ReadTx, []kernel.ID{id})
		if err != nil {
			return err
		}
		if n[id] > 0 {
			return kernel.Conflict("has_places").With("n", strconv.Itoa(n[id]))
		}
		lie, err := tx.Lies(db.Rehoming{From: r.Stamp, Day: day.Add(1)})
		if err != nil {
			return err
		}
		if len(lie) > 0 {
			return kernel.Conflict("not_empty").With("name", r.Name)
		}
		r.ToDay = day
		out, err = s.store(tx, r)
		return err
	})
	return out, err
}

// Get reads one place with the way to it.
func (s *Service) Get(ctx context.Context, id kernel.ID) (Place, error) {
	var out Place
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		if out, err = s.Load(tx, id); err != nil {
			return err
		}
		out, err = s.withPath(tx, out)
		return err
	})
	return out, err
}

// Search finds places by a part of name or code, or by pinyin.
func (s *Service) Search(ctx context.Context, q string, limit int) ([]Found, error) {
	out := []Found{}
	if q = text.Fold(q); q == "" {
		return out, nil
	}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		ids, err := tx.Search(table.Name, q, kernel.Page{Limit: limit}.Size())
		if err != nil {
			return err
		}
		list, err := selectMany(tx, ids)
		if err != nil {
			return err
		}
		today := tx.Today()
		list = slices.DeleteFunc(list, func(p Place) bool { return !p.Open(today) })
		slices.SortFunc(list, func(a, b Place) int {
			if a.Level != b.Level {
				return int(a.Level - b.Level)
			}
			return strings.Compare(a.Code, b.Code)
		})
		stamps := make([]kernel.Stamp, len(list))
		for i, p := range list {
			stamps[i] = p.Stamp
		}
		paths, err := s.Paths(tx, stamps)
		for i, p := range list {
			out = append(out, Found{Ref: p.Ref(), Path: paths[i]})
		}
		return err
	})
	return out, err
}
