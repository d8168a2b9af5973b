package jobs

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/riverqueue/river"

	"touyan/internal/kernel"
)

const (
	day              = 24 * time.Hour
	shortestInterval = time.Second
	longestInterval  = day
	// early covers that River inserts up to 100 ms before the time.
	early = 250 * time.Millisecond
)

// slots is an endless row of instants: offset after midnight in kernel.Zone, then every period. The zone has no summer
// time, so this is plain arithmetic.
type slots struct{ period, offset time.Duration }

// last is the latest slot that is not after t.
func (p slots) last(t time.Time) time.Time {
	_, east := t.In(kernel.Zone).Zone()
	shift := time.Duration(east)*time.Second - p.offset
	return t.Add(shift).Truncate(p.period).Add(-shift)
}

// Next is the first slot after t (River's PeriodicSchedule).
func (p slots) Next(t time.Time) time.Time { return p.last(t).Add(p.period) }

// Daily runs fn each day at a time of day in kernel.Zone, once for each county, acting as the program itself there. Of
// several servers on one database one does it. What was missed while no server ran is done once at the next start: an
// office computer is switched off at night.
func (s *Service) Daily(kind string, hour, minute int, fn func(context.Context) error) {
	if hour < 0 || hour > 23 || minute < 0 || minute > 59 {
		s.reject(fmt.Errorf("jobs: %s at %02d:%02d", kind, hour, minute))
		return
	}
	s.repeat(kind, slots{day, time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute}, fn)
}

// Every is Daily at each full interval, from one second to one day. A run that would begin while the last one still runs in
// this server is left out.
func (s *Service) Every(kind string, interval time.Duration, fn func(context.Context) error) {
	if interval < shortestInterval || interval > longestInterval {
		s.reject(fmt.Errorf("jobs: %s every %s", kind, interval))
		return
	}
	s.repeat(kind, slots{period: interval}, fn)
}

func (s *Service) reject(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wrong = append(s.wrong, err)
}

// repeat enters a kind that the timetable enqueues. Its slot makes the job unique, whichever server enqueues it and however
// often one restarts.
func (s *Service) repeat(kind string, p slots, fn func(context.Context) error) {
	var busy atomic.Bool
	s.enter(kind, func(ctx context.Context, _ envelope) error {
		if !busy.CompareAndSwap(false, true) {
			return nil
		}
		defer busy.Store(false)
		return s.inEachCounty(ctx, fn)
	})
	due := func() (river.JobArgs, *river.InsertOpts) {
		slot := p.last(s.d.Now().Add(early)).In(kernel.Zone)
		return envelope{Name: kind, Slot: slot.Format(time.RFC3339)}, &river.InsertOpts{UniqueOpts: river.UniqueOpts{ByArgs: true}}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.timetable = append(s.timetable, river.NewPeriodicJob(p, due, &river.PeriodicJobOpts{RunOnStart: true}))
}

// inEachCounty goes on to the other counties when one fails; a retry does them all again.
func (s *Service) inEachCounty(ctx context.Context, fn func(context.Context) error) error {
	counties, err := s.d.Counties(ctx)
	if err != nil {
		return err
	}
	var all error
	for _, c := range counties {
		if err := fn(acting(ctx, c.ID)); err != nil {
			all = errors.Join(all, fmt.Errorf("county %s: %w", c.Code, err))
		}
	}
	return all
}
