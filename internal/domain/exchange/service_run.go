package exchange

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// run is an import that is not over.
type run struct {
	s     *Service
	actor kernel.Actor
	since time.Time
	stop  atomic.Bool

	mu   sync.Mutex
	v    Import
	data []byte        // until it is read
	book body.Workbook // what was read
}

var errStopped = errors.New("exchange: stopped")

func (r *run) now() Import {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.v
}

// move changes the state if it is the one expected.
func (r *run) move(from, to State) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.v.State != from {
		return false
	}
	r.v.State = to
	return true
}

func (r *run) change(f func(v *Import)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f(&r.v)
}

// save writes the run's state as it is now.
func (r *run) save(ctx context.Context, action string) error {
	v := r.now()
	return r.s.d.Write(kernel.WithActor(ctx, r.actor), action, func(tx *db.WriteTx) error {
		row := &importRow{}
		if err := tx.Lock(row, v.ID); err != nil {
			return err
		}
		if err := row.set(v); err != nil {
			return err
		}
		return tx.Update(row)
	})
}

// end saves the last state and forgets the run; a state that cannot be saved is shown as failed, because nobody runs it.
func (r *run) end(ctx context.Context, action string) {
	_ = r.save(ctx, action)
	r.s.mu.Lock()
	delete(r.s.live, r.now().ID)
	r.s.mu.Unlock()
}

// check reads the file and compares it with what is there.
func (r *run) check(ctx context.Context) {
	r.s.busy.Lock()
	defer r.s.busy.Unlock()
	ctx = kernel.WithActor(ctx, r.actor)
	book, faults, err := r.s.read(r.now().Kind, r.data)
	var counts body.ImportCounts
	if err == nil && !r.stopped() {
		counts, faults, err = r.s.compare(ctx, book, faults)
	}
	r.change(func(v *Import) {
		r.data, r.book = nil, book
		v.Counts, v.Errors, v.ErrorCount, v.Total = counts, told(faults), len(faults), book.Rows()
		switch {
		case err != nil:
			v.State = Refused
			v.Errors, v.ErrorCount = []RowFault{unreadable(err)}, 1
		case len(faults) > 0:
			v.State = Refused
		case r.stopped():
			v.State = Cancelled
		default:
			v.State = Checked
		}
	})
	if r.now().State != Checked {
		r.end(ctx, "exchange.check")
		return
	}
	if err := r.save(ctx, "exchange.check"); err != nil {
		r.change(func(v *Import) { v.State = Failed })
		r.end(ctx, "exchange.check")
	}
}

// compare looks at what a file says even where some of its cells are wrong, so that one look at the list mends the file. A
// row with a wrong cell is not told of twice; a file that lacks a sheet or a column says nothing that could be compared.
func (s *Service) compare(ctx context.Context, book body.Workbook, cells []body.Fault) (body.ImportCounts, []body.Fault, error) {
	if slices.ContainsFunc(cells, func(f body.Fault) bool { return f.Row <= 1 || f.Column == "" }) {
		return body.ImportCounts{}, cells, nil
	}
	counts, faults, err := s.bodies.Check(ctx, book)
	for _, f := range faults {
		if !slices.ContainsFunc(cells, func(c body.Fault) bool { return c.Sheet == f.Sheet && c.Row == f.Row }) {
			cells = append(cells, f)
		}
	}
	slices.SortStableFunc(cells, func(a, b body.Fault) int {
		return cmp.Or(cmp.Compare(a.Sheet, b.Sheet), cmp.Compare(a.Row, b.Row))
	})
	return counts, cells, err
}

// unreadable is the fault of a file as a whole.
func unreadable(err error) RowFault {
	f := RowFault{Code: "internal", Args: map[string]string{}, Message: err.Error()}
	var ke *kernel.Error
	if errors.As(err, &ke) {
		f.Code = ke.Code
		for k, v := range ke.Args {
			f.Args[k] = v
		}
	}
	return f
}

func (r *run) stopped() bool { return r.stop.Load() || r.s.closing.Load() }

// apply saves what was checked; the check is done once more in the same transaction, because time has passed.
func (r *run) apply(ctx context.Context) {
	r.s.busy.Lock()
	defer r.s.busy.Unlock()
	ctx = kernel.WithActor(ctx, r.actor)
	counts, faults, err := r.s.bodies.Import(ctx, r.book, func(done, total int) error {
		r.change(func(v *Import) { v.Done, v.Total = done, total })
		if r.stopped() || ctx.Err() != nil {
			return errStopped
		}
		return nil
	})
	r.change(func(v *Import) {
		switch {
		case errors.Is(err, errStopped):
			v.State, v.Done = Cancelled, 0
		case err != nil:
			v.State, v.Done = Failed, 0
			v.Errors, v.ErrorCount = []RowFault{unreadable(err)}, 1
		case len(faults) > 0:
			v.State, v.Errors, v.ErrorCount = Refused, told(faults), len(faults)
		default:
			v.State, v.Counts, v.Done = Done, counts, v.Total
		}
	})
	r.end(ctx, "exchange.finish")
}

// read turns a file into lines of places and officers.
func (s *Service) read(kind string, data []byte) (body.Workbook, []body.Fault, error) {
	if kind == KindDivisions {
		lines, faults, err := place.ReadDivisions(bytes.NewReader(data))
		return body.Workbook{PlacesName: place.DivisionsName, Places: lines}, faults, err
	}
	return s.bodies.ReadWorkbook(data)
}

// ImportNow reads, checks and saves a file at one go, for the command line.
func (s *Service) ImportNow(ctx context.Context, kind string, data []byte) (body.ImportCounts, []RowFault, error) {
	book, faults, err := s.read(kind, data)
	if err == nil && len(faults) > 0 {
		_, faults, err = s.compare(ctx, book, faults)
	}
	if err != nil || len(faults) > 0 {
		return body.ImportCounts{}, told(faults), err
	}
	counts, faults, err := s.bodies.Import(ctx, book, func(int, int) error { return ctx.Err() })
	return counts, told(faults), err
}
