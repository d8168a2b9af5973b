package visit

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/jobs"
)

// jobBuild makes the tasks of a campaign.
const jobBuild = "visit.build"

type order struct {
	Campaign kernel.ID `json:"campaign"`
}

// Schedule enters what this room does by the clock: campaigns are built by a job; each morning they are brought up to the day, each
// night the counters are compared with the records.
func (s *Service) Schedule(j *jobs.Service) {
	jobs.Handle(j, jobBuild, func(ctx context.Context, o order) error { return s.Build(ctx, o.Campaign) })
	j.Daily("visit.tidy", 5, 50, s.Tidy)
	j.Daily("visit.recount", 3, 35, func(ctx context.Context) error {
		_, err := s.Recount(ctx, kernel.ActorOf(ctx).CountyID)
		return err
	})
}

func orderBuild(tx *db.WriteTx, campaign kernel.ID) error {
	return jobs.Enqueue(tx, jobBuild, order{campaign})
}

// Recount compares the counters with the records and returns where they part; each is logged, none is corrected.
func (s *Service) Recount(ctx context.Context, county kernel.ID) ([]db.Difference, error) {
	var out []db.Difference
	for prefix, fresh := range map[string]func(*db.ReadTx) ([]db.Count, error){
		measureTask: freshTasks, measureItem: freshItems, measureVisit: freshVisits, measureRated: freshRated, measureAnswer: s.freshAnswers,
	} {
		d, err := s.db.Recount(ctx, county, prefix, fresh)
		if err != nil {
			return out, err
		}
		out = append(out, d...)
	}
	return out, nil
}
