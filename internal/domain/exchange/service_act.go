package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// keepFile is how long a file waits that nobody comes back to.
const keepFile = 3 * 24 * time.Hour

// as narrows the actor to where the register of a run may be changed.
func (s *Service) as(ctx context.Context, key string) (context.Context, error) {
	reg, err := s.register(key)
	if err != nil {
		return ctx, err
	}
	a := kernel.ActorOf(ctx)
	if !may(a, reg.Edit) {
		return ctx, kernel.Forbidden("forbidden").With("register", reg.Title)
	}
	return kernel.WithActor(ctx, narrowed(a, reg.Edit)), nil
}

// Apply saves a run that was checked without a fault: a small one before the answer, a large one by a job.
func (s *Service) Apply(ctx context.Context, id kernel.ID) (Import, error) {
	r, err := s.load(ctx, id)
	if err != nil {
		return Import{}, err
	}
	if ctx, err = s.as(ctx, r.Kind); err != nil {
		return Import{}, err
	}
	if r.State != Checked {
		return Import{}, kernel.Conflict("import_not_checked").With("state", string(r.State))
	}
	data, err := s.open(ctx, r.File)
	if err != nil {
		return Import{}, err
	}
	if len(data) > s.o.Inline {
		err = s.hand(ctx, id)
	} else {
		err = s.applyNow(ctx, r, data)
	}
	if err != nil {
		return Import{}, err
	}
	return s.Get(ctx, id)
}

func (s *Service) load(ctx context.Context, id kernel.ID) (*importRow, error) {
	var r *importRow
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) { r, err = own(tx, id); return err })
	return r, err
}

// hand lets a job apply the run.
func (s *Service) hand(ctx context.Context, id kernel.ID) error {
	return s.d.Write(ctx, "exchange.confirm", func(tx *db.WriteTx) error {
		r := &importRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if r.State != Checked {
			return kernel.Conflict("import_not_checked").With("state", string(r.State))
		}
		r.State = Applying
		return errors.Join(tx.Update(r), enqueue(tx, jobApply, id))
	})
}

func (s *Service) applyNow(ctx context.Context, r *importRow, data []byte) error {
	all, err := s.kinds(ctx)
	if err != nil {
		return err
	}
	of, err := all.of(r.Kind)
	if err != nil {
		return err
	}
	t := &taken{row: r, all: all, of: of, ctx: ctx, data: data}
	err = s.save(t, Checked, func(int, int) error { return ctx.Err() })
	var f *faultyError
	if errors.As(err, &f) {
		return s.finish(ctx, r, s.outcome(f.counts, f.faults, r.Total), nil, Checked)
	}
	if err != nil {
		return err
	}
	return s.drop(ctx, r)
}

// Cancel ends a run that has saved nothing yet; one that is being saved leaves nothing behind.
func (s *Service) Cancel(ctx context.Context, id kernel.ID) (Import, error) {
	r, err := s.load(ctx, id)
	if err != nil {
		return Import{}, err
	}
	switch {
	case r.State == Checked || r.State == Refused:
		err = s.finish(ctx, r, outcome{}, errStopped, r.State)
	case r.State.active():
		p := s.track(id)
		p.mu.Lock()
		p.stop = true
		p.mu.Unlock()
		if s.d.Engine() != "sqlite" {
			err = s.d.Write(ctx, "exchange.progress", func(tx *db.WriteTx) error { return saveProgress(tx, id, r.Done, r.Total, true) })
		}
	default:
		err = kernel.Conflict("import_is_over").With("state", string(r.State))
	}
	if err != nil {
		return Import{}, err
	}
	return s.Get(ctx, id)
}

// TakeBack undoes an import whole, as long as nothing was built on it; the reason stays in the journal.
func (s *Service) TakeBack(ctx context.Context, id kernel.ID, reason string) (Import, error) {
	if reason = strings.TrimSpace(reason); reason == "" {
		return Import{}, kernel.Invalid("reason", "required")
	}
	r, err := s.load(ctx, id)
	if err != nil {
		return Import{}, err
	}
	if ctx, err = s.as(ctx, r.Kind); err != nil {
		return Import{}, err
	}
	err = s.d.Write(db.Large(ctx), "exchange.take_back", func(tx *db.WriteTx) error {
		r := &importRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if r.State != Done {
			return kernel.Conflict("import_not_done").With("state", string(r.State))
		}
		u := db.Undo{Except: []string{table.Name}}
		if err := json.Unmarshal([]byte(r.Counted), &u.Counts); err != nil {
			return kernel.Internal(err)
		}
		entry, err := tx.EntryOf(table.Name, r.ID, r.Rev)
		if err != nil {
			return err
		}
		tx.Reason(reason)
		if _, err := tx.TakeBack(entry, u); err != nil {
			return err
		}
		r.State = TakenBack
		return tx.Update(r)
	})
	if err != nil {
		return Import{}, err
	}
	return s.Get(ctx, id)
}

// Marked gives the file of a refused run back with its faults marked, in words of a language.
func (s *Service) Marked(ctx context.Context, id kernel.ID, lang string, w io.Writer) error {
	r, err := s.load(ctx, id)
	if err != nil {
		return err
	}
	if ctx, err = s.as(ctx, r.Kind); err != nil {
		return err
	}
	if r.State != Refused || r.File == "" {
		return kernel.Conflict("file_not_kept")
	}
	data, err := s.open(ctx, r.File)
	if err != nil {
		return err
	}
	return s.markedBook(ctx, r.Kind, data, lang, w)
}

func (s *Service) markedBook(ctx context.Context, key string, data []byte, lang string, w io.Writer) error {
	all, err := s.kinds(ctx)
	if err != nil {
		return err
	}
	of, err := all.pick(key, data)
	if err != nil {
		return err
	}
	o, err := s.look(ctx, all, of, data, func(int) error { return ctx.Err() })
	if err != nil {
		return err
	}
	return mark(w, data, of.sheets, o.all, s.words(lang))
}

// keep puts a file away, sealed piece by piece.
func (s *Service) keep(ctx context.Context, data []byte) (string, error) {
	hash, _, err := s.o.Files.Put(ctx, &sealing{s: s, data: data})
	return hash, err
}

const piece = 512 << 10

// sealing reads data as lines of sealed pieces.
type sealing struct {
	s    *Service
	data []byte
	line []byte
}

// Read seals the next piece.
func (z *sealing) Read(p []byte) (int, error) {
	if len(z.line) == 0 {
		if len(z.data) == 0 {
			return 0, io.EOF
		}
		n := min(piece, len(z.data))
		z.line = append([]byte(z.s.o.Keys.Seal(string(z.data[:n]))), '\n')
		z.data = z.data[n:]
	}
	n := copy(p, z.line)
	z.line = z.line[n:]
	return n, nil
}

// open reads a file that keep put away.
func (s *Service) open(ctx context.Context, hash string) ([]byte, error) {
	f, err := s.o.Files.Open(ctx, hash)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	sealed, err := io.ReadAll(f)
	if err != nil {
		return nil, kernel.Internal(err)
	}
	out := make([]byte, 0, len(sealed)*3/4)
	for line := range bytes.Lines(sealed) {
		plain, err := s.o.Keys.Open(kernel.Secret(bytes.TrimSuffix(line, []byte("\n"))))
		if err != nil {
			return nil, err
		}
		out = append(out, plain...)
	}
	return out, nil
}

// Result is what an import at one go has come to.
type Result struct {
	Register string
	Counts   []SheetCount
	Faults   []register.Fault
	Saved    bool
}

// ImportNow reads, checks and saves a file at one go, for the command line; with check it saves nothing and leaves no trace.
// What it saves is a run like one of the console, where it can be taken back.
func (s *Service) ImportNow(ctx context.Context, key, name string, data []byte, check bool) (Result, error) {
	all, err := s.kinds(ctx)
	if err != nil {
		return Result{}, err
	}
	of, err := all.pick(key, data)
	if err != nil {
		return Result{}, err
	}
	b, err := all.read(of, data, func(int) error { return ctx.Err() })
	var o outcome
	switch {
	case err != nil:
		o, err = s.refused(err)
	case check || len(b.faults) > 0:
		o, err = s.compare(ctx, of, b)
	default:
		return s.saveNow(ctx, of, name, b)
	}
	return Result{Register: of.Key, Counts: o.counts, Faults: o.all}, err
}

// errNothing ends a Write that has nothing to save: the file has faults, or says what is there already.
var errNothing = errors.New("exchange: nothing to save")

// saveNow compares a file with what is there and saves it in the same Write: one look, after which nobody can change anything.
func (s *Service) saveNow(ctx context.Context, of kindOf, name string, b book) (Result, error) {
	var o outcome
	err := s.write(ctx, b, func(tx *db.WriteTx) error {
		plan, err := of.Plan(tx.ReadTx, b.records, tx.NewID)
		if err != nil {
			if o, err = s.refused(err); err == nil {
				err = errNothing
			}
			return err
		}
		if o = s.outcome(plan.Counts(), plan.Faults(), b.records.Rows()); o.state != Checked || !differs(o.counts) {
			return errNothing
		}
		if err := s.carry(tx, plan, func(int, int) error { return ctx.Err() }); err != nil {
			return err
		}
		r := newRun(tx, of.Key, name, "")
		r.Total = o.total
		if err := s.done(tx, &r, plan); err != nil {
			return err
		}
		o.counts = s.outcome(plan.Counts(), nil, 0).counts
		return tx.Insert(&r)
	})
	saved := err == nil
	if errors.Is(err, errNothing) {
		err = nil
	}
	return Result{Register: of.Key, Counts: o.counts, Faults: o.all, Saved: saved}, err
}
