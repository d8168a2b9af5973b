package visit

import (
	"cmp"
	"slices"

	"touyan/internal/kernel"
)

// house is a household that waits for a visitor; at is its lowest place.
type house struct {
	id    kernel.ID
	code  string
	at    kernel.ID
	stamp kernel.Stamp
}

// seat is somebody who visits by a rule; source is the appointment, link or duty by which they do.
type seat struct {
	person kernel.ID
	name   string
	source kernel.ID
}

// finder is a rule of a campaign with whom it finds: by the household itself, or by the lowest of its places that has somebody.
type finder struct {
	id   string
	most int
	days int
	of   map[kernel.ID]seat
	at   map[kernel.ID][]seat
}

// given is who has a household, by which of the rules; rule is -1 where nobody has.
type given struct {
	rule int
	seat seat
}

// burden counts the households of each visitor by each rule.
type burden map[burdenKey]int

type burdenKey struct {
	rule   int
	person kernel.ID
}

// grid knows the place above each place, and in which household who visits lives: nobody is sent to their own.
type grid struct {
	up   map[kernel.ID]kernel.ID
	home map[kernel.ID]kernel.ID
}

// assign gives each household one visitor, by the first rule that finds somebody with room; houses are in the order of the grid
// (their codes), so that one visitor's lie together. Of those of one place each gets as many as the others, as far as their room
// goes. The same records give the same result.
func assign(houses []house, rules []finder, g grid, have burden) []given {
	out := make([]given, len(houses))
	for i := range out {
		out[i].rule = -1
	}
	for r := range rules {
		rules[r].direct(r, houses, out, g, have)
		rules[r].byPlace(r, houses, out, g, have)
	}
	return out
}

// direct gives households to whom the rule finds by the household itself.
func (f *finder) direct(r int, houses []house, out []given, g grid, have burden) {
	for i, h := range houses {
		s, ok := f.of[h.id]
		key := burdenKey{r, s.person}
		if !ok || out[i].rule >= 0 || g.home[s.person] == h.id || f.most > 0 && have[key] >= f.most {
			continue
		}
		out[i] = given{r, s}
		have[key]++
	}
}

// byPlace gives households to whom the rule finds at the lowest of their places that has somebody.
func (f *finder) byPlace(r int, houses []house, out []given, g grid, have burden) {
	if len(f.at) == 0 {
		return
	}
	waiting := map[kernel.ID][]int{}
	var order []kernel.ID
	for i, h := range houses {
		if out[i].rule >= 0 {
			continue
		}
		at := h.at
		for at != 0 && len(f.at[at]) == 0 {
			at = g.up[at]
		}
		if at == 0 {
			continue
		}
		if waiting[at] == nil {
			order = append(order, at)
		}
		waiting[at] = append(waiting[at], i)
	}
	for _, at := range order {
		f.share(r, waiting[at], f.at[at], houses, out, g, have)
	}
}

// share deals the households of one place out to its visitors in blocks.
func (f *finder) share(r int, list []int, seats []seat, houses []house, out []given, g grid, have burden) {
	loads, rooms, room := make([]int, len(seats)), make([]int, len(seats)), 0
	for k, s := range seats {
		loads[k] = have[burdenKey{r, s.person}]
		if rooms[k] = len(list); f.most > 0 {
			rooms[k] = max(0, f.most-loads[k])
		}
		room += rooms[k]
	}
	list = spread(list, room)
	owner := make([]int, 0, len(list))
	for k, n := range even(loads, rooms, len(list)) {
		for range n {
			owner = append(owner, k)
		}
	}
	notHome(list, owner, loads, rooms, seats, houses, g)
	for j, i := range list {
		if k := owner[j]; k >= 0 {
			out[i] = given{r, seats[k]}
			have[burdenKey{r, seats[k].person}]++
		}
	}
}

// spread picks n of a list, at even distances; all of it where it has no more.
func spread(list []int, n int) []int {
	if n >= len(list) {
		return list
	}
	out := make([]int, n)
	for i := range out {
		out[i] = list[(2*i+1)*len(list)/(2*n)]
	}
	return out
}

// even shares n out so that those who have the fewest get the most: up to one common level, and one more for the first.
func even(loads, rooms []int, n int) []int {
	sum := func(level int) (total int) {
		for k := range loads {
			total += min(rooms[k], max(0, level-loads[k]))
		}
		return total
	}
	low, high := 0, n+slices.Max(append([]int{0}, loads...))
	for low < high { // the highest level that n reaches
		mid := (low + high + 1) / 2
		if sum(mid) <= n {
			low = mid
		} else {
			high = mid - 1
		}
	}
	out, rest := make([]int, len(loads)), n-sum(low)
	for k := range loads {
		out[k] = min(rooms[k], max(0, low-loads[k]))
	}
	for k := range loads {
		if rest > 0 && out[k] < rooms[k] && loads[k]+out[k] <= low {
			out[k]++
			rest--
		}
	}
	return out
}

// notHome takes care that nobody visits themselves: they change with somebody else of the place, else whoever has the fewest and
// still has room comes, else the household waits for the next rule.
func notHome(list, owner, loads, rooms []int, seats []seat, houses []house, g grid) {
	own := func(j, k int) bool { return k >= 0 && g.home[seats[k].person] == houses[list[j]].id }
	for j, k := range owner {
		if !own(j, k) {
			continue
		}
		other := 0
		for other < len(owner) && (owner[other] < 0 || owner[other] == k || own(j, owner[other]) || own(other, k)) {
			other++
		}
		if other < len(owner) {
			owner[j], owner[other] = owner[other], k
			continue
		}
		owner[j] = fewest(owner, loads, rooms, func(o int) bool { return o != k && !own(j, o) })
	}
}

// fewest is whoever has the fewest households of those who may come and have room for one more; -1 where nobody has.
func fewest(owner, loads, rooms []int, may func(int) bool) int {
	deals := make([]int, len(rooms))
	for _, k := range owner {
		if k >= 0 {
			deals[k]++
		}
	}
	best := -1
	for k := range rooms {
		if may(k) && deals[k] < rooms[k] && (best < 0 || loads[k]+deals[k] < loads[best]+deals[best]) {
			best = k
		}
	}
	return best
}

// turn is the day on which the i-th of n households of one visitor is due, where visits come round: spread over the interval.
func turn(from kernel.Day, interval, i, n int) kernel.Day {
	return from.Add((i + 1) * interval / max(1, n))
}

// percent is a share in whole per cent, rounded down so that no target is reached by rounding; -1 where too few answered.
func percent(part, whole int64) int {
	if whole < LeastAsked {
		return -1
	}
	return int(100 * part / whole)
}

// soon is how many days before its day a visit counts as due.
const soon = 7

// why is the reason for which it is a household's turn.
func why(due, today kernel.Day, result string, tries int) string {
	switch {
	case due < today:
		return "late"
	case result == Away:
		return "again"
	case due <= today.Add(soon):
		return "due"
	case tries > 0:
		return "round"
	}
	return "first"
}

// The periods of a report.
const (
	Week  = "week"
	Month = "month"
)

// period is the week (Monday to Sunday) or the month in which a day lies.
func period(of string, day kernel.Day) kernel.Span {
	t := day.Time()
	if of == Month {
		first := t.AddDate(0, 0, 1-t.In(kernel.Zone).Day())
		return kernel.Span{From: kernel.DayOf(first), To: kernel.DayOf(first.AddDate(0, 1, -1))}
	}
	back := (int(t.In(kernel.Zone).Weekday()) + 6) % 7
	return kernel.Span{From: day.Add(-back), To: day.Add(6 - back)}
}

// inOrder sorts households by their codes: the order of the grid.
func inOrder(list []house) {
	slices.SortFunc(list, func(a, b house) int { return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(a.id, b.id)) })
}

// reached tells whether contact with the household was made; who declines was reached too, and is left in peace.
func reached(result string) bool { return result == Met || result == Declined }
