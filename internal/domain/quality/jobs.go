package quality

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/jobs"
)

// jobRun carries out a run that somebody asked for.
const jobRun = "quality.carry"

type order struct {
	Run kernel.ID `json:"run"`
}

// Schedule enters what this room does by the clock: each night, after the other rooms, all checks; and the runs that people ask for.
func (s *Service) Schedule(j *jobs.Service) {
	jobs.Handle(j, jobRun, func(ctx context.Context, o order) error { return s.Run(ctx, o.Run) })
	j.Daily("quality.nightly", 4, 30, s.Nightly)
	j.Daily("quality.recount", 5, 10, func(ctx context.Context) error {
		_, err := s.Recount(ctx, kernel.ActorOf(ctx).CountyID)
		return err
	})
}

func orderRun(tx *db.WriteTx, run kernel.ID) error { return jobs.Enqueue(tx, jobRun, order{run}) }
