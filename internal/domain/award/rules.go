package award

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// perPoint is how many hundredths a point has.
const perPoint = 100

// mean is the mean of scores, half up to the hundredth.
func mean(sum int64, n int) int64 {
	if n == 0 {
		return 0
	}
	return (2*sum + int64(n)) / (2 * int64(n))
}

// standing is what the scores of an entry come to. Whole: each item has enough raters.
type standing struct {
	items  map[string]CandidateItem
	total  int64
	earned int
	whole  bool
}

// weigh adds up the scores that count: the mean of each item, all items, and the dimensions that are earned. Each item is scored within
// its weight, so that the sum is exact.
func weigh(a pack.Award, scores []scoreRow) standing {
	sums, out := map[string]int64{}, standing{items: map[string]CandidateItem{}, whole: true}
	for _, r := range scores {
		if !r.Last {
			continue
		}
		x, seen := out.items[r.Item]
		if !seen {
			x = CandidateItem{Item: r.Item, Low: r.Value, High: r.Value}
		}
		x.N, x.Low, x.High = x.N+1, min(x.Low, r.Value), max(x.High, r.Value)
		out.items[r.Item] = x
		sums[r.Item] += r.Value
	}
	for _, d := range a.Dimensions {
		var of int64
		for _, i := range d.Items {
			x := out.items[i.ID]
			x.Item, x.Mean = i.ID, mean(sums[i.ID], x.N)
			out.items[i.ID] = x
			out.whole = out.whole && x.N >= a.Raters
			of += x.Mean
		}
		if d.At > 0 && of >= int64(d.At)*perPoint {
			out.earned++
		}
		out.total += of
	}
	return out
}

// bandOf is the highest band that a total and the earned dimensions reach; none: nothing is won. A band reaches up to the next one.
func bandOf(a pack.Award, total int64, earned int) string {
	for i := len(a.Bands) - 1; i >= 0; i-- {
		if b := a.Bands[i]; total >= int64(b.At)*perPoint && earned >= b.Earned {
			return b.ID
		}
	}
	return ""
}

// ranked is one entry on the way to its rank.
type ranked struct {
	id    kernel.ID
	total int64
	items []int64 // means in the order of the scheme
	rank  int
	tied  bool
}

// compare orders by the total and, where that is equal, by the items in the order in which the scheme names them.
func (r ranked) compare(o ranked) int {
	return cmp.Or(cmp.Compare(o.total, r.total), slices.Compare(o.items, r.items))
}

// rankAll gives each its rank: equals in all share one, and the body decides between them. The order of rows changes nothing.
func rankAll(list []ranked) {
	slices.SortFunc(list, func(a, b ranked) int { return cmp.Or(a.compare(b), cmp.Compare(a.id, b.id)) })
	for i := range list {
		list[i].rank = i + 1
		if i > 0 && list[i].compare(list[i-1]) == 0 {
			list[i].rank, list[i].tied, list[i-1].tied = list[i-1].rank, true, true
		}
	}
}

// reaches tells whether n of so many reach a share: "at least" includes the number, "more than" does not (domain facts 1.0).
func reaches(s pack.AwardShare, n, of int) bool {
	if s.Over {
		return n*s.Den > s.Num*of
	}
	return n*s.Den >= s.Num*of
}

// passes tells whether a vote passes: by those present who may vote on it, or by all who should attend.
func passes(s pack.AwardShare, yes, voters, should int) bool {
	if s.Of == pack.OfShould {
		return reaches(s, yes, should)
	}
	return reaches(s, yes, voters)
}

// fits tells whether a score is a step of the item's scale.
func fits(a pack.Award, x pack.AwardItem, value int64) bool {
	return value >= 0 && value <= int64(x.Weight)*perPoint && value%int64(a.Step) == 0
}

// months is the day so many months later; where that month is shorter, its last day.
func months(d kernel.Day, n int) kernel.Day {
	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, kernel.Zone)
	last := first.AddDate(0, 1, -1).Day()
	return kernel.DayOf(first.AddDate(0, 0, min(t.Day(), last)-1))
}

// stateOn is where an honour stands on a day, whether or not anything ran.
func (r *honourRow) stateOn(day kernel.Day) string {
	if r.State == Held && r.ValidTo < day {
		return Ended
	}
	return r.State
}

// dashed is a code as it is printed.
func dashed(c string) string { return c[0:4] + "-" + c[4:8] + "-" + c[8:12] }

// codeSize is how many signs the code of a plaque has.
const codeSize = 12

// alphabet is that of codes (crypt.Token).
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// cleanCode reads a code that CleanToken has read; empty when the text cannot be one.
func cleanCode(code string) string {
	if len(code) != codeSize || strings.Trim(code, alphabet) != "" {
		return ""
	}
	return dashed(code)
}
