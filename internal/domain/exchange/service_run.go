package exchange

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// outcome is what a check or an import has come to.
type outcome struct {
	state       State
	done, total int
	counts      []SheetCount
	told        []RowFault
	faults      int
	all         []register.Fault
}

// progress is how far a run of this process is, and whether it shall stop.
type progress struct {
	mu          sync.Mutex
	done, total int
	stop        bool
	told        time.Time // when the other servers were told
}

func (p *progress) now() (done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.done, p.total
}

// errStopped ends a run that its officer cancelled.
var errStopped = errors.New("exchange: stopped")

func (s *Service) running(id kernel.ID) *progress {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.live[id]
}

// track begins or finds the progress of a run in this process.
func (s *Service) track(id kernel.ID) *progress {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.live[id] == nil {
		s.live[id] = &progress{}
	}
	return s.live[id]
}

func (s *Service) forget(id kernel.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.live, id)
}

// step notes how far a run is and tells whether it may go on. Where several servers share one database, they are told once
// a second, beside the journal; on SQLite nobody else could read it while the import is being saved.
func (s *Service) step(ctx context.Context, id kernel.ID, p *progress, done, total int) error {
	p.mu.Lock()
	p.done, p.total = done, total
	stop, due := p.stop, s.d.Engine() != "sqlite" && s.d.Now().Sub(p.told) >= time.Second
	if due {
		p.told = s.d.Now()
	}
	p.mu.Unlock()
	if due {
		var other progressRow
		err := s.d.Write(ctx, "exchange.progress", func(tx *db.WriteTx) (err error) {
			if other, err = progressOf(tx.ReadTx, id); err != nil {
				return err
			}
			return saveProgress(tx, id, done, total, other.Stop)
		})
		if stop = stop || other.Stop; err != nil {
			return err
		}
	}
	if stop {
		return errStopped
	}
	return ctx.Err()
}

// look reads a file and compares it with what is there. It compares even where some cells are wrong, so that one look at
// the list mends the file; a row with a wrong cell is not told of twice.
func (s *Service) look(ctx context.Context, all kinds, of kindOf, data []byte, step func(int) error) (outcome, error) {
	b, err := all.read(of, data, step)
	if err != nil {
		return s.refused(err)
	}
	return s.compare(ctx, of, b)
}

// compare looks what a file that was read would change.
func (s *Service) compare(ctx context.Context, of kindOf, b book) (outcome, error) {
	faults, total := b.faults, b.records.Rows()
	var counts []register.Count
	if !slices.ContainsFunc(faults, structural) {
		err := s.d.Read(ctx, func(tx *db.ReadTx) error {
			next := kernel.ID(0)
			plan, err := of.Plan(tx, b.records, func() kernel.ID { next--; return next })
			if err != nil {
				return err
			}
			counts, faults = plan.Counts(), join(faults, plan.Faults())
			return nil
		})
		if err != nil {
			return s.refused(err)
		}
	}
	return s.outcome(counts, faults, total), nil
}

// join adds the faults of rows to those of cells, in the order of the file.
func join(cells, rows []register.Fault) []register.Fault {
	type at struct {
		sheet string
		row   int
	}
	told := map[at]bool{}
	for _, f := range cells {
		told[at{f.Sheet, f.Row}] = true
	}
	for _, f := range rows {
		if !told[at{f.Sheet, f.Row}] {
			cells = append(cells, f)
		}
	}
	slices.SortStableFunc(cells, func(a, b register.Fault) int {
		return cmp.Or(cmp.Compare(a.Sheet, b.Sheet), cmp.Compare(a.Row, b.Row))
	})
	return cells
}

func (s *Service) outcome(counts []register.Count, faults []register.Fault, total int) outcome {
	o := outcome{state: Checked, total: total, told: []RowFault{}, faults: len(faults), all: faults, counts: []SheetCount{}}
	if len(faults) > 0 {
		o.state = Refused
	}
	for _, c := range counts {
		o.counts = append(o.counts, SheetCount(c))
	}
	say := s.words("en")
	for _, f := range faults[:min(len(faults), maxTold)] {
		o.told = append(o.told, RowFault{Sheet: f.Sheet, Row: f.Row, Column: f.Column, Code: f.Code, Args: f.Args, Message: say(f)})
	}
	return o
}

// refused is the outcome of a file that cannot be read; other failures stay errors.
func (s *Service) refused(err error) (outcome, error) {
	var e *kernel.Error
	if !errors.As(err, &e) || e.Kind != kernel.KindInvalid {
		return outcome{}, err
	}
	f := register.Fault{Code: e.Code, Args: map[string]string{}}
	for k, v := range e.Args {
		f.Args[k] = v
	}
	return s.outcome(nil, []register.Fault{f}, 0), nil
}

// taken is a run at work: its row, register, file, and the officer it acts as.
type taken struct {
	row  *importRow
	all  kinds
	of   kindOf
	ctx  context.Context //nolint:containedctx // who acts, for the length of one run
	data []byte
}

// take opens a run for the job. The officer is asked for anew: who may no longer import has started in vain.
func (s *Service) take(ctx context.Context, id kernel.ID, want State) (*taken, error) {
	t := &taken{row: &importRow{}, ctx: ctx}
	if err := s.d.Read(ctx, func(tx *db.ReadTx) error { return tx.Get(t.row, id) }); err != nil {
		return nil, err
	}
	if t.row.State != want {
		return nil, nil //nolint:nilnil // done already, or cancelled: a job may come twice
	}
	var err error
	if t.row.AccountID != 0 {
		county := kernel.ActorOf(ctx).CountyID
		actor, e := s.o.Resolve(ctx, county, t.row.AccountID)
		reg, err := s.register(t.row.Kind)
		if e != nil || err != nil || !may(actor, reg.Edit) || !may(actor, PermImport) {
			return t, kernel.Forbidden("officer_may_no_longer").Because(errors.Join(e, err))
		}
		t.ctx = kernel.WithActor(ctx, narrowed(actor, reg.Edit))
	}
	if t.all, err = s.kinds(t.ctx); err != nil {
		return t, err
	}
	if t.of, err = t.all.of(t.row.Kind); err != nil {
		return t, err
	}
	t.data, err = s.open(ctx, t.row.File)
	return t, err
}

// check is the job that reads and compares a large file.
func (s *Service) check(ctx context.Context, id kernel.ID) error {
	p := s.track(id)
	defer s.forget(id)
	t, err := s.take(ctx, id, Checking)
	if t == nil {
		return err
	}
	var o outcome
	if err == nil {
		o, err = s.look(t.ctx, t.all, t.of, t.data, func(rows int) error { return s.step(ctx, id, p, rows, 0) })
	}
	if err == nil {
		err = s.step(ctx, id, p, o.total, o.total)
	}
	return s.finish(ctx, t.row, o, err, Checking)
}

// apply is the job that saves a large file.
func (s *Service) apply(ctx context.Context, id kernel.ID) error {
	p := s.track(id)
	defer s.forget(id)
	t, err := s.take(ctx, id, Applying)
	if t == nil {
		return err
	}
	if err == nil {
		err = s.save(t, Applying, func(done, total int) error { return s.step(ctx, id, p, done, total) })
		if err == nil {
			return s.drop(ctx, t.row)
		}
	}
	var f *faultyError
	if errors.As(err, &f) {
		return s.finish(ctx, t.row, s.outcome(f.counts, f.faults, t.row.Total), nil, Applying)
	}
	return s.finish(ctx, t.row, outcome{}, err, Applying)
}

// finish stores the end of a run that saved nothing. What the server's own stop broke off comes again.
func (s *Service) finish(ctx context.Context, r *importRow, o outcome, failed error, from State) error {
	var e *kernel.Error
	switch {
	case failed == nil:
	case errors.Is(failed, errStopped):
		o = outcome{state: Cancelled, total: r.Total, counts: []SheetCount{}, told: []RowFault{}}
	case ctx.Err() != nil:
		return failed
	case errors.As(failed, &e) && e.Kind != kernel.KindUnavailable && e.Kind != kernel.KindInternal:
		o = s.outcome(nil, []register.Fault{{Code: e.Code, Args: map[string]string{}}}, r.Total)
		o.state = Failed
	default:
		return failed // the job tries again
	}
	err := s.d.Write(ctx, "exchange.finish", func(tx *db.WriteTx) error {
		now := &importRow{}
		if err := tx.Lock(now, r.ID); err != nil || now.State != from {
			return err
		}
		if err := now.set(o); err != nil {
			return err
		}
		if o.state.over() {
			now.File = ""
		}
		return errors.Join(tx.Update(now), dropProgress(tx, r.ID))
	})
	if err == nil && o.state.over() {
		err = s.remove(ctx, r.File)
	}
	return err
}

// faultyError: the second look found faults, because time has passed since the first.
type faultyError struct {
	counts []register.Count
	faults []register.Fault
}

func (*faultyError) Error() string { return "exchange: the file has faults" }

// save reads the file once more, plans in the transaction and carries it out: all or nothing, one entry of the journal.
func (s *Service) save(t *taken, from State, step func(done, total int) error) error {
	b, err := t.all.read(t.of, t.data, func(int) error { return step(0, t.row.Total) })
	if err != nil {
		return err
	}
	if len(b.faults) > 0 {
		return &faultyError{faults: b.faults}
	}
	t.data = nil
	return s.write(t.ctx, b, func(tx *db.WriteTx) error {
		r := &importRow{}
		if err := tx.Lock(r, t.row.ID); err != nil {
			return err
		}
		if r.State != from {
			return kernel.Conflict("import_not_checked")
		}
		plan, err := t.of.Plan(tx.ReadTx, b.records, tx.NewID)
		if err != nil {
			return err
		}
		if faults := plan.Faults(); len(faults) > 0 {
			return &faultyError{plan.Counts(), faults}
		}
		if err := s.carry(tx, plan, step); err != nil {
			return err
		}
		return errors.Join(s.done(tx, r, plan), tx.Update(r), dropProgress(tx, r.ID))
	})
}

// manyRows is how many rows of a file make the statistics of a database old.
const manyRows = 1000

// write saves a file. PostgreSQL then counts anew: by itself it takes a minute to notice, and a long Write that begins before that keeps
// plans for empty tables to its end. What is saved is saved, whatever becomes of the counting.
func (s *Service) write(ctx context.Context, b book, fn func(tx *db.WriteTx) error) error {
	if err := s.d.Write(db.Large(ctx), "exchange.apply", fn); err != nil {
		return err
	}
	if b.records.Rows() >= manyRows {
		_ = s.d.Optimize(context.WithoutCancel(ctx))
	}
	return nil
}

// done writes into the row of a run what it saved, and what taking it back will need.
func (s *Service) done(tx *db.WriteTx, r *importRow, plan register.Plan) error {
	counted, err := json.Marshal(tx.Counted())
	if err != nil {
		return kernel.Internal(err)
	}
	o := s.outcome(plan.Counts(), nil, r.Total)
	o.state, o.done = Done, r.Total
	r.Counted, r.File = string(counted), ""
	tx.Reason(r.Name)
	return r.set(o)
}

// carry carries a plan out, step by step.
func (s *Service) carry(tx *db.WriteTx, plan register.Plan, step func(done, total int) error) error {
	done, total := 0, plan.Steps()
	if err := step(0, total); err != nil {
		return err
	}
	return plan.Carry(tx, func(n int) error {
		done += n
		return step(done, total)
	})
}
