// Package jobs is the one door to River: work that is timed or heavy. A job is enqueued inside a Write and so exists exactly
// when the change that caused it does; the workers and the timetable run in each server. River's own tables (river_…) lie
// beside ours and are migrated by River (docs/adr/0007).
//
// A job runs at least once: a server may die between the work and the note that it is done. Make the work bear that.
package jobs

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

const (
	maxAttempts = 5
	jobTimeout  = 30 * time.Minute
	// orphanAfter is when the job of a server that died is taken up again.
	orphanAfter = jobTimeout + 5*time.Minute
	// keepDone must outlast the longest interval of the timetable: a finished job keeps its slot from running again.
	keepDone = 2 * longestInterval
	// stopGrace is what jobs get to end after they were cancelled.
	stopGrace = 5 * time.Second
)

// kindName is `room.verb`, like an action.
var kindName = regexp.MustCompile(`^[a-z_]+\.[a-z_]+$`)

// envelope is the one job that River knows; our kinds travel inside it.
type envelope struct {
	Name   string          `json:"name" river:"unique"`
	Slot   string          `json:"slot,omitempty" river:"unique"` // timetable: the instant it was due
	County kernel.ID       `json:"county"`
	Args   json.RawMessage `json:"args,omitempty"`
}

// Kind is River's name of the job.
func (envelope) Kind() string { return "touyan" }

// Service runs jobs. Kinds are entered with Handle, Daily and Every before Start; a wrong one makes Start fail.
type Service struct {
	Before func(context.Context) error // called before each job; nil: nothing

	d   *db.DB
	log *slog.Logger

	mu        sync.Mutex
	works     map[string]func(context.Context, envelope) error
	timetable []*river.PeriodicJob
	wrong     []error
	client    *river.Client[*sql.Tx]
}

// New makes a Service that does nothing yet.
func New(d *db.DB, log *slog.Logger) *Service {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Service{d: d, log: log, works: map[string]func(context.Context, envelope) error{}}
}

// Handle says what is done for jobs of a kind. fn acts as the program itself in the county of the Write that enqueued.
func Handle[T any](s *Service, kind string, fn func(context.Context, T) error) {
	s.enter(kind, func(ctx context.Context, e envelope) error {
		var args T
		if err := json.Unmarshal(e.Args, &args); err != nil {
			return fmt.Errorf("arguments of %s: %w", kind, err)
		}
		return fn(acting(ctx, e.County), args)
	})
}

// Enqueue adds a job to a Write: it runs after the commit, and is gone with a rollback.
func Enqueue[T any](tx *db.WriteTx, kind string, args T) error {
	if !kindName.MatchString(kind) {
		return fmt.Errorf("jobs: kind %q is not room.verb", kind)
	}
	body, err := json.Marshal(args)
	if err != nil {
		return fmt.Errorf("jobs: arguments of %s: %w", kind, err)
	}
	client, err := inserters[tx.Engine()]()
	if err != nil {
		return err
	}
	_, err = client.InsertTx(tx.Ctx(), tx.SQL(), envelope{Name: kind, County: tx.County(), Args: body}, nil)
	return err
}

// Start makes River's tables in an empty database, refuses stale ones, and begins to work. The workers outlive ctx: they
// run until Stop, so that a signal lets running jobs end.
func (s *Service) Start(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client != nil {
		return errors.New("jobs: already started")
	}
	if err := errors.Join(s.wrong...); err != nil {
		return err
	}
	if err := Ready(ctx, s.d); err != nil {
		return err
	}
	client, err := river.NewClient(driverOf(s.d.Engine(), s.d.Pool()), s.config())
	if err != nil {
		return err
	}
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	s.client = client
	return nil
}

// Stop takes no more jobs and waits for the running ones until ctx ends; then they are cancelled, and run again later.
// Stop before the database is closed.
func (s *Service) Stop(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client == nil {
		return nil
	}
	err := s.client.Stop(ctx)
	if err != nil {
		hard, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopGrace)
		defer cancel()
		err = s.client.StopAndCancel(hard)
	}
	s.client = nil
	return err
}

func (s *Service) enter(kind string, work func(context.Context, envelope) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch _, twice := s.works[kind]; {
	case !kindName.MatchString(kind):
		s.wrong = append(s.wrong, fmt.Errorf("jobs: kind %q is not room.verb", kind))
	case twice:
		s.wrong = append(s.wrong, fmt.Errorf("jobs: kind %q is entered twice", kind))
	case s.client != nil:
		s.log.Error("job kind entered after the start; it will not run", slog.String("kind", kind))
	default:
		s.works[kind] = work
	}
}

// config keeps an idle server idle: few workers, slow polls. On SQLite every poll passes through the one writing connection.
func (s *Service) config() *river.Config {
	workers := river.NewWorkers()
	river.AddWorker(workers, &worker{s: s})
	poll, parallel := time.Second, 4
	if s.d.Engine() == "sqlite" {
		poll, parallel = 2*time.Second, 2
	}
	return &river.Config{
		ID:                          rand.Text(),
		Queues:                      map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: parallel}},
		Workers:                     workers,
		PeriodicJobs:                s.timetable,
		PollOnly:                    true,
		FetchPollInterval:           poll,
		MaxAttempts:                 maxAttempts,
		JobTimeout:                  jobTimeout,
		RescueStuckJobsAfter:        orphanAfter,
		CompletedJobRetentionPeriod: keepDone,
		ReindexerSchedule:           slots{period: day, offset: 3*time.Hour + 30*time.Minute},
		Logger:                      slog.New(quiet{s.log.Handler(), s.d.Engine() == "sqlite"}),
	}
}

func driverOf(engine string, pool *sql.DB) riverdriver.Driver[*sql.Tx] {
	if engine == "sqlite" {
		return riversqlite.New(pool)
	}
	return riverdatabasesql.New(pool)
}

// inserters only insert, in a transaction that is handed to them; they have no pool and run nothing.
var inserters = map[string]func() (*river.Client[*sql.Tx], error){
	"sqlite":   sync.OnceValues(func() (*river.Client[*sql.Tx], error) { return inserter("sqlite") }),
	"postgres": sync.OnceValues(func() (*river.Client[*sql.Tx], error) { return inserter("postgres") }),
}

func inserter(engine string) (*river.Client[*sql.Tx], error) {
	return river.NewClient(driverOf(engine, nil), &river.Config{MaxAttempts: maxAttempts, Logger: slog.New(slog.DiscardHandler)})
}

// acting is the program itself in a county; without a county, nobody.
func acting(ctx context.Context, county kernel.ID) context.Context {
	if county == 0 {
		return ctx
	}
	return kernel.WithActor(ctx, kernel.System(county))
}
