package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"

	"github.com/riverqueue/river"
)

// worker opens the envelope and calls what was entered for its kind.
type worker struct {
	river.WorkerDefaults[envelope]
	s *Service
}

// Work runs one attempt. A panic counts as a failure; each failure is logged once, here.
func (w *worker) Work(ctx context.Context, job *river.Job[envelope]) (err error) {
	level, stack := slog.LevelWarn, ""
	if job.Attempt >= job.MaxAttempts {
		level = slog.LevelError
	}
	defer func() {
		if p := recover(); p != nil {
			err, level, stack = fmt.Errorf("panic: %v", p), slog.LevelError, string(debug.Stack())
		}
		if err != nil {
			w.log(ctx, level, job, err, stack)
		}
	}()
	work, ok := w.s.works[job.Args.Name]
	if !ok {
		return fmt.Errorf("nothing is entered for kind %q", job.Args.Name)
	}
	if w.s.Before != nil {
		if err := w.s.Before(ctx); err != nil {
			return err
		}
	}
	return work(ctx, job.Args)
}

func (w *worker) log(ctx context.Context, level slog.Level, job *river.Job[envelope], err error, stack string) {
	attrs := []slog.Attr{
		slog.String("kind", job.Args.Name), slog.Int64("job", job.ID), slog.String("county", job.Args.County.String()),
		slog.Int("attempt", job.Attempt), slog.Int("of", job.MaxAttempts), slog.String("err", err.Error()),
	}
	if stack != "" {
		attrs = append(attrs, slog.String("stack", stack))
	}
	w.s.log.LogAttrs(ctx, level, "job failed", attrs...)
}

// quiet lets River's warnings through, except those about failed jobs: Work has logged them under our kind.
type quiet struct {
	slog.Handler
	serial bool // one connection: what runs into its time limit has waited for a long Write, and is tried again
}

// Enabled keeps River's chatter out.
func (q quiet) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && q.Handler.Enabled(ctx, l)
}

// Handle drops what is logged elsewhere and says in our words what River takes for an error.
func (q quiet) Handle(ctx context.Context, r slog.Record) error {
	if strings.Contains(r.Message, "JobExecutor: Job errored") {
		return nil
	}
	if q.serial && timedOut(r) {
		held := slog.NewRecord(r.Time, slog.LevelWarn, "jobs wait for a long write", r.PC)
		held.AddAttrs(slog.String("river", r.Message))
		return q.Handler.Handle(ctx, held)
	}
	return q.Handler.Handle(ctx, r)
}

func timedOut(r slog.Record) bool {
	found := false
	r.Attrs(func(a slog.Attr) bool {
		found = a.Key == "err" && strings.Contains(a.Value.String(), context.DeadlineExceeded.Error())
		return !found
	})
	return found
}

// WithAttrs stays quiet.
func (q quiet) WithAttrs(a []slog.Attr) slog.Handler { return quiet{q.Handler.WithAttrs(a), q.serial} }

// WithGroup stays quiet.
func (q quiet) WithGroup(name string) slog.Handler { return quiet{q.Handler.WithGroup(name), q.serial} }
