package privacy

import (
	"regexp"
	"time"

	"touyan/internal/kernel"
)

// sealedBody is what follows the first letter of a sealed text.
var sealedBody = regexp.MustCompile(`^[0-9]+\.[A-Za-z0-9_-]{38,}$`)

// cutoff is the day before which a period of months, reckoned from today, has run out. A month that lacks the day ends on its
// last one, so that nothing goes a day too early.
func cutoff(today kernel.Day, months int) kernel.Day {
	t := today.Time()
	first := time.Date(t.Year(), t.Month()-time.Month(months), 1, 0, 0, 0, 0, kernel.Zone)
	last := first.AddDate(0, 1, -1).Day()
	return kernel.DayOf(first.AddDate(0, 0, min(t.Day(), last)-1))
}
