package points

import (
	"cmp"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// periodOf names the period of an item in which a day lies: 2026, 2026q4 or 2026m11.
func periodOf(period string, day kernel.Day) string {
	year, month := string(day[:4]), string(day[5:7])
	switch period {
	case pack.EveryMonth:
		return year + "m" + month
	case pack.EveryQuarter:
		return year + "q" + map[string]string{
			"01": "1", "02": "1", "03": "1", "04": "2", "05": "2", "06": "2", "07": "3", "08": "3", "09": "3", "10": "4", "11": "4", "12": "4",
		}[month]
	}
	return year
}

// capOf is one cap that an entry is held against: the kind of its account in the ledger, and its bound.
type capOf struct {
	kind string
	most int64
}

// Kinds of the accounts of caps: of an item within a period, and of an item on one day.
const (
	capPeriod = "cap."
	capEvent  = "event."
)

// capsOf are the caps of an entry of an item on a day.
func capsOf(x pack.PointItem, day kernel.Day) []capOf {
	var out []capOf
	event, period := x.Caps()
	if event > 0 {
		out = append(out, capOf{capEvent + x.ID + "." + strings.ReplaceAll(string(day), "-", ""), event})
	}
	if period > 0 {
		out = append(out, capOf{capPeriod + x.ID + "." + periodOf(x.Period, day), period})
	}
	return out
}

// amount is what an entry of an item has, with its sign: want tenths, or what the item gives where nothing is wanted.
func amount(x pack.PointItem, want int64) (int64, error) {
	least, most := x.Range()
	switch {
	case want == 0 && least != most:
		return 0, kernel.Invalid("points", "points_needed").With("least", tell(least)).With("most", tell(most))
	case want == 0:
		want = least
	case want < least || want > most:
		return 0, kernel.Invalid("points", "points_range").With("least", tell(least)).With("most", tell(most))
	}
	if x.Minus() {
		return -want, nil
	}
	return want, nil
}

// tell writes tenths as people write points: 5, 0.5, -2.
func tell(n int64) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	whole, part := n/10, n%10
	out := sign + itoa(whole)
	if part != 0 {
		out += "." + itoa(part)
	}
	return out
}

// quota is how many of n may be excellent: n times the share, rounded down, in whole numbers (domain facts 1.1.1: at most a third).
func quota(n int64, share pack.Number) int64 {
	num, den, ok := share.Fraction()
	if !ok {
		return 0
	}
	return n * num / den
}

// standing is a member with a total, to be graded.
type standing struct {
	id    kernel.ID
	total int64
}

// propose gives each member the grade of the band in which the total lies. Where more would be excellent than may be, those with the
// higher totals are; who is equal to one for whom there is no more room is proposed like them: the meeting decides, not the program.
func propose(s pack.PointScheme, list []standing, most int64) map[kernel.ID]string {
	out := map[kernel.ID]string{}
	var best []standing
	for _, m := range list {
		b := s.BandOf(m.total)
		out[m.id] = b.Grade
		if b.Grade == pack.GradeExcellent {
			best = append(best, m)
		}
	}
	if int64(len(best)) <= most {
		return out
	}
	slices.SortFunc(best, func(a, b standing) int { return cmp.Or(cmp.Compare(b.total, a.total), cmp.Compare(a.id, b.id)) })
	border := best[most].total
	for _, m := range best {
		if m.total <= border {
			out[m.id] = pack.GradeQualified
		}
	}
	return out
}

// classOf is the class of a member with some roles in the branch.
func classOf(s pack.PointScheme, roles []string) pack.PointClass {
	var out pack.PointClass
	for _, r := range roles {
		if c := s.ClassOf(r); out.ID == "" || out.Other && !c.Other {
			out = c
		}
	}
	return out
}

// follows tells whether a result leads to what a rule says.
func follows(f pack.PointFollow, band, grade string) bool {
	return slices.Contains(f.Bands, band) || slices.Contains(f.Grades, grade)
}

// byPost tells whether the actor has a permission over a row by one of some posts; the program has all.
func byPost(who kernel.Actor, perm string, posts []string, at kernel.Stamp) bool {
	if who.Kind == kernel.ActorSystem {
		return true
	}
	return slices.ContainsFunc(who.Grants, func(g kernel.Grant) bool {
		return slices.Contains(g.Perms, perm) && slices.Contains(posts, g.Post) && g.Arm.Covers(at, who.CountyID)
	})
}

// has tells whether the actor has a permission over a row by any post.
func has(who kernel.Actor, perm string, at kernel.Stamp) bool {
	if who.Kind == kernel.ActorSystem {
		return true
	}
	return slices.ContainsFunc(who.Grants, func(g kernel.Grant) bool {
		return slices.Contains(g.Perms, perm) && g.Arm.Covers(at, who.CountyID)
	})
}

// apart refuses a step by the member, or by one of those who took a step before: nobody confirms their own (domain facts 1.1.1). The
// program, which has no person, is nobody's second.
func apart(who kernel.Actor, e *entryRow, others ...kernel.ID) error {
	switch {
	case who.Is(e.PersonID):
		return kernel.Forbidden("own_points")
	case slices.ContainsFunc(append(others, e.ByPersonID, e.ReviewID), who.Is):
		return kernel.Forbidden("not_the_same_person")
	}
	return nil
}
