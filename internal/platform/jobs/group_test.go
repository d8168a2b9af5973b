package jobs_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/jobs"
)

// TestParallelWritesEnqueueExactlyWhatTheySaved: Writes that share a commit, some of which fail, while the workers use the
// same connection.
func TestParallelWritesEnqueueExactlyWhatTheySaved(t *testing.T) {
	t.Parallel()
	const writers, rounds = 8, 6
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := jobs.New(d, nil)
		ran := make(chan kernel.ID, 2*writers*rounds)
		jobs.Handle(s, "probe.send", func(ctx context.Context, o order) error {
			ran <- o.Case
			return write(ctx, d, func(*db.WriteTx) error { return nil })
		})
		start(t, s)
		boom := errors.New("boom")
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for r := range rounds {
					err := write(dbtest.System(t), d, func(tx *db.WriteTx) error {
						if err := jobs.Enqueue(tx, "probe.send", order{Case: kernel.ID(100*w + r)}); err != nil || r%3 != 0 {
							return err
						}
						return boom
					})
					if r%3 == 0 && !errors.Is(err, boom) || r%3 != 0 && err != nil {
						t.Errorf("writer %d, round %d: %v", w, r, err)
					}
				}
			})
		}
		wg.Wait()
		seen := map[kernel.ID]bool{}
		for range writers * rounds * 2 / 3 {
			id := await(t, ran)
			if seen[id] || id%100%3 == 0 {
				t.Fatalf("job %d ran twice, or its Write had failed", id)
			}
			seen[id] = true
		}
	})
}
