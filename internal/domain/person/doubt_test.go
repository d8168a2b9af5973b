package person

import (
	"slices"
	"testing"

	"touyan/internal/kernel"
)

func TestDoubtsOf(t *testing.T) {
	const head = "14102919800305001"
	number := func(head string) string { return head + string(kernel.CheckDigit(head)) }
	for name, x := range map[string]struct {
		f    Facts
		died kernel.Day
		want []string
	}{
		"as it should be":          {Facts{IDNumber: number(head), Birth: "1980-03-05", Sex: "1"}, "", nil},
		"nothing is known":         {Facts{}, "", nil},
		"another check digit":      {Facts{IDNumber: head + "Y", Birth: "1980-03-05", Sex: "1"}, "", []string{DoubtNumber}},
		"another birthday":         {Facts{IDNumber: number(head), Birth: "1980-03-06", Sex: "1"}, "", []string{DoubtNumber}},
		"the other sex":            {Facts{IDNumber: number(head), Birth: "1980-03-05", Sex: "2"}, "", []string{DoubtNumber}},
		"born tomorrow":            {Facts{Birth: "2026-11-17"}, "", []string{DoubtBirth}},
		"born after they had died": {Facts{Birth: "2001-02-03"}, "2000-01-01", []string{DoubtBirth}},
		"older than anybody":       {Facts{Birth: "1905-01-01"}, "", []string{DoubtAge}},
		"old, and dead long since": {Facts{Birth: "1905-01-01"}, "1970-01-01", nil},
	} {
		if got := doubtsOf(x.f, x.died, "2026-11-16"); !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, not %v", name, got, x.want)
		}
	}
}
