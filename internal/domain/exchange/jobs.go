package exchange

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/jobs"
)

// The kinds of jobs.
const (
	jobCheck = "exchange.check"
	jobApply = "exchange.apply"
)

type order struct {
	Import kernel.ID `json:"import"`
}

// Schedule enters what servers do for imports: large files are checked and applied by jobs, so that they go on when the
// server that took them in stops; each night files that nobody came back to are dropped.
func (s *Service) Schedule(j *jobs.Service) {
	jobs.Handle(j, jobCheck, func(ctx context.Context, o order) error { return s.check(ctx, o.Import) })
	jobs.Handle(j, jobApply, func(ctx context.Context, o order) error { return s.apply(ctx, o.Import) })
	j.Daily("exchange.tidy", 3, 40, s.tidy)
}

func enqueue(tx *db.WriteTx, kind string, id kernel.ID) error {
	return jobs.Enqueue(tx, kind, order{id})
}
