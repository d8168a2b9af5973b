package person

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: each night it looks for persons who
// were entered twice, and compares its counters with the records.
func (s *Service) Schedule(j *jobs.Service) {
	j.Daily("person.recount", 3, 20, func(ctx context.Context) error {
		_, err := s.Recount(ctx, kernel.ActorOf(ctx).CountyID)
		return err
	})
	j.Daily("person.find_pairs", 2, 20, func(ctx context.Context) error {
		_, err := s.FindPairs(ctx, 0)
		return err
	})
}

// Recount compares the standing counters with the register and returns where they part; each is logged, none is corrected.
func (s *Service) Recount(ctx context.Context, county kernel.ID) ([]db.Difference, error) {
	houses, err := s.d.Recount(ctx, county, measureHouseholds, countHouses)
	if err != nil {
		return nil, err
	}
	persons, err := s.d.Recount(ctx, county, "person.", countPersons)
	return append(houses, persons...), err
}
