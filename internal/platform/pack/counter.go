package pack

import "strings"

// Counter is a family of counters that a room keeps beside its records (the tallies of the one door to data).
type Counter struct {
	Family   string // the counter itself, or with a point at its end the beginning of several
	Standing bool   // how many there are now; otherwise how many came on each day
	Monthly  bool   // kept under the first day of the month
	Campaign bool   // a campaign of visits follows the family; those that ran on the day count
	Unit     bool   // kept by the unit that has the work too
}

// Counters are the families of all rooms. A test compares the list with what the rooms count.
var Counters = []Counter{
	{Family: "activity.done"},
	{Family: "asset.n.", Standing: true},
	{Family: "asset.value.", Standing: true},
	{Family: "call.asked"},
	{Family: "call.in_time"},
	{Family: "call.late"},
	{Family: "call.made"},
	{Family: "call.pleased"},
	{Family: "call.rated"},
	{Family: "case.age.", Standing: true, Unit: true},
	{Family: "case.asked", Unit: true},
	{Family: "case.closed", Unit: true},
	{Family: "case.ended.", Unit: true},
	{Family: "case.first"},
	{Family: "case.first_minutes"},
	{Family: "case.open", Standing: true, Unit: true},
	{Family: "case.pleased", Unit: true},
	{Family: "case.push_refused."},
	{Family: "case.rated", Unit: true},
	{Family: "case.reopened", Unit: true},
	{Family: "case.reported"},
	{Family: "case.state.", Standing: true, Unit: true},
	{Family: "demand.came"},
	{Family: "demand.fields"},
	{Family: "demand.held"},
	{Family: "demand.rated"},
	{Family: "demand.rated_sum"},
	{Family: "demand.reply_late"},
	{Family: "demand.said"},
	{Family: "demand.sent", Unit: true},
	{Family: "demand.sent_beyond", Unit: true},
	{Family: "demand.sent_fields", Unit: true},
	{Family: "demand.sent_held", Unit: true},
	{Family: "demand.sent_villages", Unit: true},
	{Family: "demand.upheld"},
	{Family: "duty.done", Unit: true},
	{Family: "duty.light.", Standing: true, Unit: true},
	{Family: "duty.open", Standing: true, Unit: true},
	{Family: "fact.", Standing: true},
	{Family: "household.count", Standing: true},
	{Family: "link.extra.", Standing: true},
	{Family: "link.run.", Standing: true},
	{Family: "merit.funded"},
	{Family: "merit.given"},
	{Family: "merit.left", Standing: true},
	{Family: "person.count", Standing: true},
	{Family: "person.living", Standing: true},
	{Family: "visit.answer.", Monthly: true},
	{Family: "visit.day."},
	{Family: "visit.item.", Standing: true},
	{Family: "visit.rated.", Monthly: true},
	{Family: "visit.task.", Standing: true, Campaign: true},
}

// CounterOf finds the family of a counter, or of several written with one *, as visit.day.*.met.
func CounterOf(tally string) (Counter, bool) {
	for _, c := range Counters {
		if tally == c.Family || strings.HasSuffix(c.Family, ".") && strings.HasPrefix(tally, c.Family) && tally != c.Family {
			return c, true
		}
	}
	return Counter{}, false
}
