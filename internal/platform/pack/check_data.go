package pack

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"touyan/internal/kernel"
)

var codeID = regexp.MustCompile(`^[0-9A-Za-z_.-]{1,40}$`)

// data checks parameters, codes and calendars.
func (c checker) data() {
	for i := range c.Parameters {
		c.parameter(&c.Parameters[i])
	}
	c.overlaps()
	for i := range c.Codes {
		l := &c.Codes[i]
		c.term(&l.Term)
		for j := range l.Items {
			c.code(l, &l.Items[j])
		}
	}
	given := map[int]string{}
	for i := range c.WorkYears {
		y := &c.WorkYears[i]
		c.workYear(y)
		if other := given[y.Year]; other != "" {
			c.bad(&y.Term, "year", "duplicate_year", "the calendar of %d is already %q: override that one", y.Year, other)
		}
		given[y.Year] = y.ID
	}
}

func (c checker) parameter(p *Parameter) {
	t := &p.Term
	c.term(t)
	if p.Value == "" {
		c.bad(t, "value", "missing", "%q needs the key %q", p.ID, "value")
		return
	}
	if !slices.Contains(Units, p.Unit) {
		c.bad(t, "unit", "bad_value", "there is no unit %q: want one of %s", p.Unit, strings.Join(Units, ", "))
	}
	v, err := exact(p.Value)
	if err != nil {
		c.bad(t, "value", "bad_value", "%q is not a figure such as 15, 0.2, 20%% or 1/3", string(p.Value))
		return
	}
	p.value = v
	for _, l := range limits {
		if l.key != p.KeyOf() {
			continue
		}
		switch {
		case p.Unit != l.unit:
			c.bad(t, "unit", "bad_value", "%q is counted in %q, because the law sets a limit in it (%s)", p.ID, l.unit, l.article)
		case l.floor != "" && beyond(Number(l.floor), p.Value):
			c.bad(t, "value", "below_floor", "%q may not be less than %s (%s)", p.ID, l.floor, l.article)
		case l.ceiling != "" && beyond(p.Value, Number(l.ceiling)):
			c.bad(t, "value", "above_ceiling", "%q may not be more than %s (%s)", p.ID, l.ceiling, l.article)
		}
	}
}

// overlaps refuses two values of one parameter on one day.
func (c checker) overlaps() {
	for i := range c.Parameters {
		p := &c.Parameters[i]
		for _, q := range c.Parameters[:i] {
			if p.KeyOf() == q.KeyOf() && p.From <= until(q.To) && q.From <= until(p.To) {
				c.bad(&p.Term, "from", "overlap", "%q and %q both hold on %s: let the earlier one end the day before", q.ID, p.ID, max(p.From, q.From))
			}
		}
	}
}

func until(d kernel.Day) kernel.Day {
	if d == "" {
		return kernel.EndOfTime
	}
	return d
}

func (c checker) code(l *CodeList, x *Code) {
	if !codeID.MatchString(x.ID) {
		c.bad(&x.Term, "id", "bad_id", "code %q: want letters, digits, point, line or _", x.ID)
	}
	c.required(&x.Term, "name", x.Name)
	c.days(&x.Term)
	if l.Local && x.Standard == "" {
		c.bad(&x.Term, "standard", "missing", "list %q is local, so each code says what it is in the standard (key %q)", l.ID, "standard")
	}
}

func (c checker) workYear(y *WorkYear) {
	c.term(&y.Term)
	if y.Year < 2000 || y.Year > 2100 {
		c.bad(&y.Term, "year", "bad_value", "%d is not a year such as 2027", y.Year)
		return
	}
	seen := map[kernel.Day]bool{}
	begins := false
	for i := range y.Festivals {
		f := &y.Festivals[i]
		c.names(&f.Term)
		for j, d := range slices.Concat(f.Free, f.Worked) {
			key := at("free", j)
			if j >= len(f.Free) {
				key = at("worked", j-len(f.Free))
			}
			t, err := time.Parse(time.DateOnly, string(d))
			weekend := t.Weekday() == time.Saturday || t.Weekday() == time.Sunday
			switch {
			case err != nil:
				c.bad(&f.Term, key, "bad_value", "%q is not a day such as 2026-01-01", string(d))
			case t.Year() != y.Year:
				c.bad(&f.Term, key, "bad_value", "%s does not lie in %d", d, y.Year)
			case seen[d]:
				c.bad(&f.Term, key, "bad_value", "%s stands in the calendar twice", d)
			case j >= len(f.Free) && !weekend:
				c.bad(&f.Term, key, "bad_value", "%s is no weekend, so it is a working day already", d)
			}
			seen[d] = true
			begins = begins || j < len(f.Free) && strings.HasSuffix(string(d), "-01-01")
		}
	}
	if !begins {
		c.bad(&y.Term, "festivals", "missing", "the calendar of %d is not whole: New Year's Day is not among its days off", y.Year)
	}
}
