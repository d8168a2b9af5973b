package exchange

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

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
	p       *pack.Pack
	places  *place.Service
	persons *person.Service
	bodies  *body.Service

	queue   chan func(context.Context)
	working atomic.Bool // a worker takes from the queue
	closing atomic.Bool
	busy    sync.Mutex // held while a run runs

	mu   sync.Mutex
	live map[kernel.ID]*run
}

const (
	maxLive = 16               // runs that are not over, of all officers
	keep    = 30 * time.Minute // how long a checked run waits to be applied
)

// New makes the service. Run does its work; without it the caller of an import waits for the end.
func New(d *db.DB, p *pack.Pack, places *place.Service, persons *person.Service, bodies *body.Service) *Service {
	return &Service{
		d: d, p: p, places: places, persons: persons, bodies: bodies,
		queue: make(chan func(context.Context), maxLive), live: map[kernel.ID]*run{},
	}
}

// Run does the imports, one after another, until ctx ends. A server starts it once.
func (s *Service) Run(ctx context.Context) {
	s.working.Store(true)
	defer s.working.Store(false)
	for {
		select {
		case <-ctx.Done():
			return
		case job := <-s.queue:
			job(ctx)
		}
	}
}

// Close stops the run at hand and waits for it.
func (s *Service) Close() {
	s.closing.Store(true)
	s.busy.Lock()
	defer s.busy.Unlock()
}

// Start takes a file in and has it checked.
func (s *Service) Start(ctx context.Context, name string, data []byte) (Import, error) {
	name = cleanName(name)
	kind, err := kindOf(name)
	if err != nil {
		return Import{}, err
	}
	if !s.room() {
		return Import{}, kernel.TooMany("too_many_imports")
	}
	var v Import
	var actor kernel.Actor
	err = s.d.Write(ctx, "exchange.upload", func(tx *db.WriteTx) error {
		actor = tx.Actor()
		r := &importRow{
			Stamp: home(actor), AccountID: actor.AccountID, ActorName: actor.Name, Name: name, Kind: kind,
			At: tx.Now().UnixMilli(), Counts: "{}", Faults: "[]", State: Checking,
		}
		if err := tx.Insert(r); err != nil {
			return err
		}
		v, err = r.view()
		return err
	})
	if err != nil {
		return Import{}, err
	}
	r := &run{s: s, actor: actor, since: s.d.Now(), v: v, data: data}
	s.mu.Lock()
	s.live[v.ID] = r
	s.mu.Unlock()
	s.submit(ctx, r.check)
	return r.now(), nil
}

// home is the place that an officer's import is filed under: that of their first post that lets them.
func home(a kernel.Actor) kernel.Stamp {
	for _, arm := range a.Arms {
		if arm.BodyID == 0 && arm.Topic == "" {
			return arm.Above
		}
	}
	return kernel.Stamp{}
}

// room forgets runs that nobody came back to, and tells whether there is room for one more.
func (s *Service) room() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, r := range s.live {
		if v := r.now(); v.State != Applying && s.d.Now().Sub(r.since) > keep {
			delete(s.live, id)
		}
	}
	return len(s.live) < maxLive
}

// submit hands a job to the worker; without one it is done at once.
func (s *Service) submit(ctx context.Context, job func(context.Context)) {
	if s.working.Load() {
		select {
		case s.queue <- job:
			return
		default: // the queue is full
		}
	}
	job(ctx)
}

// Get reads one of the actor's own runs.
func (s *Service) Get(ctx context.Context, id kernel.ID) (Import, error) {
	var v Import
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		var r importRow
		err := tx.Get(&r, id)
		if err != nil {
			return err
		}
		if r.AccountID != tx.Actor().AccountID {
			return kernel.NotFound(table.Name)
		}
		v, err = r.view()
		return err
	})
	return s.seen(v), err
}

// List is a page of the actor's own runs, newest first.
func (s *Service) List(ctx context.Context, page kernel.Page) ([]Import, string, error) {
	var out []Import
	var next string
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		rows, n, err := pageOwn(tx, page)
		if err != nil {
			return err
		}
		next = n
		for i := range rows {
			v, err := rows[i].view()
			if err != nil {
				return err
			}
			out = append(out, s.seen(v))
		}
		return nil
	})
	return out, next, err
}

// seen adds what only this process knows: how far a run is, or that it was lost with the process that ran it. On
// PostgreSQL another server may be at it, so some time has to pass first.
func (s *Service) seen(v Import) Import {
	s.mu.Lock()
	r := s.live[v.ID]
	s.mu.Unlock()
	if r != nil {
		return r.now()
	}
	if v.State.active() && (s.d.Engine() == "sqlite" || s.d.Now().UnixMilli()-v.At > keep.Milliseconds()) {
		v.State = Failed
	}
	return v
}

// own finds a live run of the actor.
func (s *Service) own(ctx context.Context, id kernel.ID) (*run, error) {
	v, err := s.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.live[id]; r != nil {
		return r, nil
	}
	if v.State.active() {
		return nil, kernel.Conflict("import_on_another_server")
	}
	return nil, kernel.Conflict("import_is_over").With("state", string(v.State))
}

// Apply saves a run that was checked without a fault.
func (s *Service) Apply(ctx context.Context, id kernel.ID) (Import, error) {
	r, err := s.own(ctx, id)
	if err != nil {
		return Import{}, err
	}
	if !r.move(Checked, Applying) {
		return Import{}, kernel.Conflict("import_not_checked")
	}
	if err := r.save(ctx, "exchange.apply"); err != nil {
		return Import{}, err
	}
	s.submit(ctx, r.apply)
	return r.now(), nil
}

// Cancel ends a run; one that is being applied leaves nothing behind.
func (s *Service) Cancel(ctx context.Context, id kernel.ID) (Import, error) {
	r, err := s.own(ctx, id)
	if err != nil {
		return Import{}, err
	}
	r.stop.Store(true)
	if r.move(Checked, Cancelled) {
		r.end(ctx, "exchange.cancel")
	}
	return r.now(), nil
}
