package quality

import (
	"context"
	"errors"
	"slices"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// perWrite is how many findings one Write takes, so that others go on working meanwhile.
const perWrite = 400

// stale is after how many milliseconds a run that says nothing any more keeps nobody from another one: its server was stopped.
const stale = 60 * 60 * 1000

// Start asks for a run over a place. One that is on its way over the same place is answered.
func (s *Service) Start(ctx context.Context, n NewDataRun) (*DataRun, error) {
	var out *DataRun
	err := s.db.Write(ctx, "quality.run", func(tx *db.WriteTx) error {
		key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
		if err != nil {
			return err
		}
		p, err := s.asked(tx.ReadTx, n.PlaceID)
		if err != nil {
			return err
		}
		rows, err := runsOf(tx.ReadTx, []kernel.ID{p.ID})
		if err != nil {
			return err
		}
		i := slices.IndexFunc(rows, func(r runRow) bool {
			return key != nil && r.ClientKey != nil && *r.ClientKey == *key || r.State == Running && r.At > tx.Now().UnixMilli()-stale
		})
		if i >= 0 {
			out, err = s.runView(tx.ReadTx, &rows[i])
			return err
		}
		r := newRun(tx, p)
		r.ClientKey = key
		if err := tx.Insert(r); err != nil {
			return err
		}
		if err := orderRun(tx, r.ID); err != nil {
			return err
		}
		out, err = s.runView(tx.ReadTx, r)
		return err
	})
	return out, err
}

func newRun(tx *db.WriteTx, p place.Place) *runRow {
	return &runRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: p.Stamp, PlaceID: p.ID, State: Running, Total: len(catalogue), At: tx.Now().UnixMilli(),
		ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name,
	}
}

// Progress tells how far a run is.
func (s *Service) Progress(ctx context.Context, id kernel.ID) (*DataRun, error) {
	var out *DataRun
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		r := &runRow{}
		err := tx.Get(r, id)
		if err == nil {
			out, err = s.runView(tx, r)
		}
		return err
	})
	return out, err
}

// Nightly runs all checks over the county.
func (s *Service) Nightly(ctx context.Context) error {
	var id kernel.ID
	err := s.db.Write(ctx, "quality.run", func(tx *db.WriteTx) error {
		p, err := s.place.Load(tx.ReadTx, tx.County())
		if err != nil {
			return err
		}
		r := newRun(tx, p)
		id = r.ID
		return tx.Insert(r)
	})
	if err != nil {
		return err
	}
	return s.Run(ctx, id)
}

// Run carries a run out: each check asks in a Read of its own, and what changed is written some at a time. It bears being run again. A
// check that fails does not keep the others from being run; the run then says that it failed.
func (s *Service) Run(ctx context.Context, id kernel.ID) error {
	var r runRow
	var at span
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if err := tx.Get(&r, id); err != nil {
			return err
		}
		p, err := s.place.Load(tx, r.PlaceID)
		if err == nil {
			at, err = s.where(tx, p)
		}
		return err
	})
	if err != nil || r.State != Running {
		return err
	}
	r.Done, r.Found, r.Fresh, r.Gone = 0, 0, 0, 0
	var failed error
	once := &seen{}
	for i, c := range catalogue {
		found, ch, err := s.look(ctx, c, at, once)
		if err == nil {
			err = s.write(ctx, ch)
		}
		failed = errors.Join(failed, err)
		r.Done, r.Found, r.Fresh, r.Gone = i+1, r.Found+found, r.Fresh+len(ch.fresh), r.Gone+len(ch.gone)
		if r.Done%10 == 0 && r.Done < len(catalogue) {
			if err := s.tell(ctx, &r, Running); err != nil {
				return err
			}
		}
	}
	state := Done
	if failed != nil {
		state = Failed
	}
	return errors.Join(failed, s.tell(ctx, &r, state))
}

// tell writes down how far a run is.
func (s *Service) tell(ctx context.Context, run *runRow, state string) error {
	return s.db.Write(ctx, "quality.progress", func(tx *db.WriteTx) error {
		r := &runRow{}
		if err := tx.Lock(r, run.ID); err != nil {
			return err
		}
		r.State, r.Done, r.Found, r.Fresh, r.Gone = state, run.Done, run.Found, run.Fresh, run.Gone
		if state != Running {
			r.EndedAt = tx.Now().UnixMilli()
		}
		return tx.Update(r)
	})
}

// seen is what one look answers for several checks.
type seen struct {
	doubts map[string][]Found
}

// look runs a check, and tells how much it found and what that changes.
func (s *Service) look(ctx context.Context, c DataCheck, at span, once *seen) (int, change, error) {
	var found []Found
	var ch change
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		kept, err := keptOf(tx, c.ID, at)
		if err != nil {
			return err
		}
		if found, err = s.seek(tx, c.ID, at, once); err != nil {
			return err
		}
		ch = compare(kept, found, c.ID, tx.Today())
		return nil
	})
	return len(found), ch, err
}

// seek asks what a check finds: by its statement, or by what other rooms tell.
func (s *Service) seek(tx *db.ReadTx, id string, at span, once *seen) ([]Found, error) {
	if p, ok := probes[id]; ok {
		a, err := s.rules(tx)
		if err != nil {
			return nil, err
		}
		return p.find(tx, a, at)
	}
	switch id {
	case "person_number", "person_birth", "person_age":
		if once.doubts == nil {
			var err error
			if once.doubts, err = s.doubts(tx, at); err != nil {
				return nil, err
			}
		}
		return once.doubts[id], nil
	case "counter_differs":
		return s.differences(tx, at)
	}
	if more := s.more[id]; more != nil {
		list, err := more(tx)
		return slices.DeleteFunc(list, func(f Found) bool { return !at.holds(f.Stamp) }), err
	}
	return nil, nil
}

// holds tells whether something lies in the place.
func (s span) holds(st kernel.Stamp) bool {
	if s.level <= kernel.LevelCounty {
		return true
	}
	return slices.Contains(s.ids, st.At(s.level, 0))
}

// doubts asks the room of persons, which alone opens what is sealed, and tells nothing of it but that it cannot be.
func (s *Service) doubts(tx *db.ReadTx, at span) (map[string][]Found, error) {
	out := map[string][]Found{}
	within, args := at.over("pe")
	err := s.person.Doubts(tx, within, args, func(d person.Doubt) {
		for _, k := range d.Kinds {
			out["person_"+k] = append(out["person_"+k], Found{RecordID: d.ID, Stamp: d.Stamp})
		}
	})
	return out, err
}

// differences are counters unlike their records, by place. They are compared over the whole county; a run over a part keeps what the
// last whole one found.
func (s *Service) differences(tx *db.ReadTx, at span) ([]Found, error) {
	if at.level > kernel.LevelCounty {
		kept, err := keptOf(tx, "counter_differs", at)
		out := make([]Found, len(kept))
		for i, k := range kept {
			out[i] = k.Found
		}
		return out, err
	}
	by := map[kernel.ID]int64{}
	for _, recount := range s.recounts {
		list, err := recount(tx.Ctx(), tx.County())
		if err != nil {
			return nil, err
		}
		for _, d := range list {
			by[d.Subject] += max(d.Stored-d.Fresh, d.Fresh-d.Stored)
		}
	}
	ids := make([]kernel.ID, 0, len(by))
	for id := range by {
		ids = append(ids, id)
	}
	places, err := s.place.LoadMany(tx, ids)
	var out []Found
	for id, n := range by {
		f := Found{RecordID: id, N: n}
		if p, ok := places[id]; ok {
			f.Stamp = p.Stamp
		}
		out = append(out, f)
	}
	return out, err
}

// write keeps what is new and drops what was mended, with the counters.
func (s *Service) write(ctx context.Context, ch change) error {
	for part := range slices.Chunk(ch.gone, perWrite) {
		err := s.db.Write(ctx, "quality.keep", func(tx *db.WriteTx) error {
			for i := range part {
				r := part[i]
				if err := tx.Delete(&r); err != nil && kernel.KindOf(err) != kernel.KindNotFound {
					return err
				} else if err == nil {
					tx.Tally(r.Stamp, db.Standing, countersOf+r.Rule, -1)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for part := range slices.Chunk(ch.fresh, perWrite) {
		err := s.db.Write(ctx, "quality.keep", func(tx *db.WriteTx) error {
			rows := make([]*findingRow, len(part))
			for i := range part {
				r := part[i]
				r.Row = db.Row{ID: tx.NewID()}
				rows[i] = &r
				tx.Tally(r.Stamp, db.Standing, countersOf+r.Rule, 1)
			}
			return tx.InsertAll(rows)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Recount compares the counters of findings with what is kept.
func (s *Service) Recount(ctx context.Context, county kernel.ID) ([]db.Difference, error) {
	return s.db.Recount(ctx, county, countersOf, countFindings)
}
