package jobs

import (
	"testing"
	"time"

	"touyan/internal/kernel"
)

func TestSlots(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04:05", s, kernel.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	night := slots{day, 2*time.Hour + 30*time.Minute}
	for _, c := range []struct {
		p          slots
		now        string
		last, next string
	}{
		{night, "2026-11-16 02:29:59", "2026-11-15 02:30:00", "2026-11-16 02:30:00"},
		{night, "2026-11-16 02:30:00", "2026-11-16 02:30:00", "2026-11-17 02:30:00"},
		{night, "2026-12-31 23:00:00", "2026-12-31 02:30:00", "2027-01-01 02:30:00"},
		{slots{day, 0}, "2026-11-16 07:59:59", "2026-11-16 00:00:00", "2026-11-17 00:00:00"},
		{slots{period: 6 * time.Hour}, "2026-11-16 11:00:00", "2026-11-16 06:00:00", "2026-11-16 12:00:00"},
		{slots{period: time.Minute}, "2026-11-16 11:00:59", "2026-11-16 11:00:00", "2026-11-16 11:01:00"},
	} {
		for _, now := range []time.Time{at(c.now), at(c.now).UTC()} {
			if got := c.p.last(now); !got.Equal(at(c.last)) {
				t.Errorf("%v last(%s) = %s", c.p, c.now, got)
			}
			if got := c.p.Next(now); !got.Equal(at(c.next)) {
				t.Errorf("%v Next(%s) = %s", c.p, c.now, got)
			}
		}
	}
}
