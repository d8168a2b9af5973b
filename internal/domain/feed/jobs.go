package feed

import (
	"time"

	"touyan/internal/platform/jobs"
)

// Schedule enters what this room does by the clock: events go out every few seconds, in the morning people are told what is due, and at
// night what was sent long ago is forgotten. Where nobody has switched anything on, each of it looks once and is done.
func (s *Service) Schedule(j *jobs.Service) {
	j.Every("feed.deliver", 10*time.Second, s.Deliver)
	j.Daily("feed.tell", 7, 30, s.Tell)
	j.Daily("feed.tidy", 3, 40, s.Tidy)
}
