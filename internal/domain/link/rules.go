package link

import (
	"cmp"
	"slices"

	"touyan/internal/kernel"
)

// house is a household that waits for a member; seat is a member who may take it.
type house struct {
	id    kernel.ID
	code  string
	stamp kernel.Stamp
}

type seat struct {
	person, group kernel.ID
	name          string
	at            []kernel.Stamp // where the member lives, and where the group is
	load          int
}

// near tells whether two stamps lie in one group of a village.
func near(a, b kernel.Stamp) bool { return a.GroupID != 0 && a.GroupID == b.GroupID }

// match fills gaps: each household, in the order of the codes, goes to a member of its own village; one of the same group of the
// village comes first, then who has the fewest, then the older entry, so that the same records give the same proposal.
func match(houses []house, seats []seat, most int) (pairs [][2]int, left int) {
	slices.SortFunc(houses, func(a, b house) int { return cmp.Compare(a.code, b.code) })
	beside := func(h house, s seat) bool {
		return slices.ContainsFunc(s.at, func(st kernel.Stamp) bool { return near(h.stamp, st) })
	}
	for i, h := range houses {
		best := -1
		for j, s := range seats {
			switch {
			case most > 0 && s.load >= most, !slices.ContainsFunc(s.at, func(st kernel.Stamp) bool { return st.VillageID == h.stamp.VillageID }):
			case best < 0, beside(h, s) && !beside(h, seats[best]):
				best = j
			case beside(h, s) == beside(h, seats[best]) && s.load < seats[best].load:
				best = j
			}
		}
		if best < 0 {
			left++
			continue
		}
		seats[best].load++
		pairs = append(pairs, [2]int{i, best})
	}
	return pairs, left
}

// loadGap tells whether a member has too few or too many.
func loadGap(n, least, most int) string {
	switch {
	case n < least:
		return GapFew
	case most > 0 && n > most:
		return GapMany
	}
	return ""
}
