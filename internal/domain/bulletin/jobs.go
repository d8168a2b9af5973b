package bulletin

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/jobs"
)

// jobWrite writes the papers of a run.
const jobWrite = "bulletin.write"

type order struct {
	Run kernel.ID `json:"run"`
}

// Schedule enters the work that runs beside requests.
func (s *Service) Schedule(j *jobs.Service) {
	jobs.Handle(j, jobWrite, func(ctx context.Context, o order) error { return s.Write(ctx, o.Run) })
}

func orderWrite(tx *db.WriteTx, run kernel.ID) error { return jobs.Enqueue(tx, jobWrite, order{run}) }
