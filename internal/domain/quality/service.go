package quality

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Options are what the room needs from where everything meets. Recounts compare the counters of rooms with their records; More are checks of
// rooms whose records nobody else may read (points of households), by the check's id.
type Options struct {
	DB       *db.DB
	Pack     pack.Source
	Place    *place.Service
	Person   *person.Service
	Recounts []func(context.Context, kernel.ID) ([]db.Difference, error)
	More     map[string]func(*db.ReadTx) ([]Found, error)
}

// Service holds the verbs of the room.
type Service struct {
	db       *db.DB
	packs    pack.Source
	place    *place.Service
	person   *person.Service
	recounts []func(context.Context, kernel.ID) ([]db.Difference, error)
	more     map[string]func(*db.ReadTx) ([]Found, error)
}

// New makes the room.
func New(o Options) *Service {
	return &Service{db: o.DB, packs: o.Pack, place: o.Place, person: o.Person, recounts: o.Recounts, more: o.More}
}

// system is the transaction as the program sees it: when the checks ran over a place holds for everybody who has a part of it.
func system(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }

// rules are what the county's rules say today that checks need.
func (s *Service) rules(tx *db.ReadTx) (asked, error) {
	p, day := s.packs.Now(), tx.Today()
	a := asked{today: day, now: tx.Now().UnixMilli(), lists: lists{seated: map[string]int{}, led: map[string]leader{}}}
	for _, po := range p.Posts {
		if !po.Valid(day) {
			continue
		}
		a.known = append(a.known, po.ID)
		if len(po.Roles) > 0 && !po.Volunteer {
			a.accounts = append(a.accounts, po.ID)
		}
	}
	for _, k := range p.BodyKinds {
		if !k.Valid(day) {
			continue
		}
		if k.SeatsMin > 0 {
			a.seated[k.ID] = k.SeatsMin
		}
		if k.TermYears > 0 {
			a.timed = append(a.timed, k.ID)
		}
		if head, ok := k.Head(); ok {
			a.led[k.ID] = leader{head.ID, head.Posts}
		}
	}
	for _, k := range p.LinksOn(day) {
		if k.Every {
			a.linked = append(a.linked, k.ID)
		}
	}
	a.vacant.sql, a.vacant.args = body.Vacant(p, "x", day)
	a.double.sql, a.double.args = body.TwoHeads(p, day)
	most, err := p.Param("micro_most_households", day)
	a.most = most.Int()
	return a, err
}

// where is a place with the places that are it.
func (s *Service) where(tx *db.ReadTx, p place.Place) (span, error) {
	at := span{level: p.Level, ids: []kernel.ID{p.ID}}
	if p.Level == kernel.LevelGroup {
		inner, err := s.place.Inner(tx, p)
		if err != nil {
			return at, err
		}
		at.ids = nil
		for _, g := range inner {
			at.ids = append(at.ids, g.ID)
		}
	}
	return at, nil
}

// asked is the place that somebody looks at: the highest of theirs where they name none.
func (s *Service) asked(tx *db.ReadTx, id kernel.ID) (place.Place, error) {
	if id != 0 {
		return s.place.Load(tx, id)
	}
	tops, err := s.place.Tops(tx)
	if err == nil && len(tops) == 0 {
		err = kernel.NotFound("place")
	}
	return append(tops, place.Place{})[0], err
}

// Board is what was found in a place: every check that the actor may see there, with its number; the places below; the last run.
func (s *Service) Board(ctx context.Context, id kernel.ID) (*DataBoard, error) {
	out := &DataBoard{Checks: []DataCount{}, Below: []DataPlace{}}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		p, err := s.asked(tx, id)
		if err != nil {
			return err
		}
		at, err := s.where(tx, p)
		if err != nil {
			return err
		}
		ref := p.Ref()
		out.Place = &ref
		n, below, err := s.counts(tx, at)
		if err != nil {
			return err
		}
		for _, c := range catalogue {
			if tx.Actor().Kind == kernel.ActorSystem || len(armed(tx.Actor(), c.Perm).Arms) > 0 {
				out.Checks = append(out.Checks, DataCount{c, n[c.ID]})
			}
		}
		if out.Below, err = s.below(tx, below); err != nil {
			return err
		}
		out.Last, out.Run, err = s.lastRuns(tx, p)
		return err
	})
	return out, err
}

// counts reads the counters of a place: of each check for who may see its findings, and of the places below by severity.
func (s *Service) counts(tx *db.ReadTx, at span) (map[string]int64, map[kernel.ID]*DataPlace, error) {
	n, below := map[string]int64{}, map[kernel.ID]*DataPlace{}
	for _, perm := range perms() {
		mine := tx.As(armed(tx.Actor(), perm))
		if len(mine.Actor().Arms) == 0 {
			continue
		}
		rows, err := countsOf(mine, at)
		if err != nil {
			return nil, nil, err
		}
		for _, r := range rows {
			if c, ok := checkOf(strings.TrimPrefix(r.Measure, countersOf)); ok && c.Perm == perm {
				n[c.ID] = r.N
			}
		}
		if rows, err = countsBelow(mine, at); err != nil {
			return nil, nil, err
		}
		for _, r := range rows {
			c, ok := checkOf(strings.TrimPrefix(r.Measure, countersOf))
			if !ok || c.Perm != perm || r.At == 0 || r.N == 0 {
				continue
			}
			if below[r.At] == nil {
				below[r.At] = &DataPlace{}
			}
			below[r.At].add(c.Severity, r.N)
		}
	}
	return n, below, nil
}

func (p *DataPlace) add(severity string, n int64) {
	switch severity {
	case Wrong:
		p.Wrong += n
	case Likely:
		p.Likely += n
	default:
		p.Look += n
	}
}

// below names places, those with most that is wrong first.
func (s *Service) below(tx *db.ReadTx, found map[kernel.ID]*DataPlace) ([]DataPlace, error) {
	ids := make([]kernel.ID, 0, len(found))
	for id := range found {
		ids = append(ids, id)
	}
	names, err := s.place.Names(tx, ids)
	out := make([]DataPlace, 0, len(ids))
	for id, p := range names {
		d := *found[id]
		d.Place = p.Ref()
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b DataPlace) int {
		for _, x := range [][2]int64{{b.Wrong, a.Wrong}, {b.Likely, a.Likely}, {b.Look, a.Look}} {
			if x[0] != x[1] {
				return int(x[0] - x[1])
			}
		}
		return strings.Compare(a.Place.Code, b.Place.Code)
	})
	return out, err
}

// List is a page of what a check found within a place; 0: wherever the actor sees it.
func (s *Service) List(ctx context.Context, id string, at kernel.ID, page kernel.Page) (out []DataFinding, next string, err error) {
	c, ok := checkOf(id)
	if !ok {
		return nil, "", kernel.NotFound("quality_check").With("id", id)
	}
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		out, next, err = s.page(tx, c, at, page)
		return err
	})
	return out, next, err
}

func (s *Service) page(tx *db.ReadTx, c DataCheck, at kernel.ID, page kernel.Page) ([]DataFinding, string, error) {
	within := span{}
	if at != 0 {
		p, err := s.place.Load(tx, at)
		if err == nil {
			within, err = s.where(tx, p)
		}
		if err != nil {
			return nil, "", err
		}
	}
	mine := tx.As(armed(tx.Actor(), c.Perm))
	rows, next, err := pageOf(mine, c.ID, within, page)
	if err != nil {
		return nil, "", err
	}
	out, err := s.views(mine, c, rows)
	return out, next, err
}

// views name the records of findings and where they lie.
func (s *Service) views(tx *db.ReadTx, c DataCheck, rows []findingRow) ([]DataFinding, error) {
	ids, stamps := make([]kernel.ID, len(rows)), make([]kernel.Stamp, len(rows))
	for i, r := range rows {
		ids[i], stamps[i] = r.RecordID, r.Stamp
	}
	names, err := namesOf(tx, c.Kind, ids)
	if err != nil {
		return nil, err
	}
	paths, err := s.place.Paths(tx, stamps)
	if err != nil {
		return nil, err
	}
	out := make([]DataFinding, len(rows))
	for i, r := range rows {
		out[i] = DataFinding{ID: r.ID, Kind: c.Kind, RecordID: r.RecordID, Name: names[r.RecordID], Path: paths[i], N: r.N, Day: r.Day, Since: r.Since}
	}
	return out, nil
}

// lastRuns are the newest run that looked at the whole of a place, and the one that is on its way.
func (s *Service) lastRuns(tx *db.ReadTx, p place.Place) (last, going *DataRun, err error) {
	way, err := s.place.Way(system(tx), p)
	if err != nil {
		return nil, nil, err
	}
	ids := make([]kernel.ID, len(way))
	for i, w := range way {
		ids[i] = w.ID
	}
	rows, err := runsOf(system(tx), ids)
	if err != nil {
		return nil, nil, err
	}
	for i := range rows {
		v, err := s.runView(tx, &rows[i])
		if err != nil {
			return nil, nil, err
		}
		switch {
		case v.State == Done && last == nil:
			last = v
		case v.State == Running && going == nil:
			going = v
		}
	}
	return last, going, nil
}

func (s *Service) runView(tx *db.ReadTx, r *runRow) (*DataRun, error) {
	names, err := s.place.Names(system(tx), []kernel.ID{r.PlaceID})
	p := names[r.PlaceID]
	return &DataRun{
		ID: r.ID, Place: p.Ref(), State: r.State, Total: r.Total, Done: r.Done, Found: r.Found, New: r.Fresh, Gone: r.Gone, At: r.At, Ended: r.EndedAt, By: r.ByName,
	}, err
}
