package pack

import (
	"regexp"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/rule"
)

// Measuring is the section of a pack about figures (requirement K3): what is counted, and what is worked out of it.
type Measuring struct {
	Measures   []Measure   `yaml:"measures"`
	Indicators []Indicator `yaml:"indicators"`
}

// Measure is a number of the counters that rooms keep: the sum of Tallies, each one counter or several with one * in it, such as
// visit.day.*.met. Whether it is a standing number or one of days follows from the family of the counters.
type Measure struct {
	Term    `yaml:",inline"`
	Tallies []string `yaml:"tallies"`
	Records Records  `yaml:"records"`
}

// Records name the list of the console that shows what a measure counted: its filters as key=value, where {from} and {to} stand
// for the days of the period. The place comes by itself.
type Records struct {
	List   string   `yaml:"list"`
	Filter []string `yaml:"filter"`
}

// Indicator is a figure worked out of measures by a formula in their names. Target and Red are keys of parameters: from the target
// on the light is green, beyond Red it is red, amber between. Base is the measure over which a share is taken; below the parameter
// BaseLeast no share is told. Households is the measure that tells how many households stand behind a public figure.
type Indicator struct {
	Term       `yaml:",inline"`
	Formula    string   `yaml:"formula"`
	Unit       string   `yaml:"unit"`
	Decimals   int      `yaml:"decimals"`
	Direction  string   `yaml:"direction"` // up: more is better; down; none
	Target     string   `yaml:"target"`
	Red        string   `yaml:"red"`
	Base       string   `yaml:"base"`
	BaseLeast  string   `yaml:"base_least"`
	Subjects   []string `yaml:"subjects"`
	Levels     []int    `yaml:"levels"`
	Periods    []string `yaml:"periods"`
	Public     bool     `yaml:"public"`
	Households string   `yaml:"households"`
	Screen     bool     `yaml:"screen"` // it stands on the screens of the command centre
}

// Of whom indicators are told: a place alone, unless it says more. Of a body are counters that name the unit; of who holds a post those
// of its place or body, while it is held.
const (
	ofPlace = "place"
	ofBody  = "body"
	ofPost  = "post"
)

// Of are the subjects of an indicator.
func (x Indicator) Of() []string {
	if len(x.Subjects) == 0 {
		return []string{ofPlace}
	}
	return x.Subjects
}

// The units, directions and periods of indicators.
const (
	Percent = "percent"
	Up      = "up"
	Down    = "down"
)

var (
	figureUnits      = []string{Percent, "count"}
	figureDirections = []string{Up, Down, "none"}
	// FigurePeriods are the periods of indicators, the shortest first.
	FigurePeriods = []string{"day", "week", "month", "quarter", "half_year", "year"}

	tallyShape = regexp.MustCompile(`^[a-z][a-z0-9_]*\.([a-z0-9_.]*\*)?[a-z0-9_.]*$`)
)

// recordLists are the lists of the console to which a measure may lead, with the filters that each understands.
var recordLists = map[string][]string{
	"cases":      {"box", "open", "state", "type", "came_from", "came_to", "ended_from", "ended_to", "ended", "older", "states", "event", "event_from", "event_to"},
	"visits":     {"type", "result", "rated", "from", "to"},
	"households": {},
	"campaigns":  {},
	"duties":     {"box", "light", "done_from", "done_to"},
	"demands":    {"came_from", "came_to"},
	"pools":      {},
}

// Counter is the family of a measure: all its counters are of one kind.
func (m Measure) Counter() Counter {
	c, _ := CounterOf(m.Tallies[0])
	return c
}

// Measure finds a measure by its id.
func (m *Measuring) Measure(id string) (Measure, bool) { return find(m.Measures, id) }

// MeasureNamed finds a measure by its name, as formulas use it.
func (m *Measuring) MeasureNamed(name string) (Measure, bool) {
	i := slices.IndexFunc(m.Measures, func(x Measure) bool { return x.Name == name })
	if i < 0 {
		return Measure{}, false
	}
	return m.Measures[i], true
}

// Indicator finds an indicator by its id.
func (m *Measuring) Indicator(id string) (Indicator, bool) { return find(m.Indicators, id) }

// IndicatorsOn lists the indicators in force on a day.
func (m *Measuring) IndicatorsOn(day kernel.Day) []Indicator {
	return slices.DeleteFunc(slices.Clone(m.Indicators), func(i Indicator) bool { return !i.Valid(day) })
}

func (c checker) measuring() {
	env := rule.Env{}
	for i := range c.Measures {
		m := &c.Measures[i]
		c.measure(m)
		if _, twice := env[m.Name]; twice {
			c.bad(&m.Term, "name", "duplicate_id", "the name %q is taken: formulas could not tell two measures apart", m.Name)
		}
		env[m.Name] = rule.Number
	}
	for i := range c.Indicators {
		c.indicator(&c.Indicators[i], env)
	}
}

func (c checker) measure(m *Measure) {
	t := &m.Term
	c.term(t)
	if len(m.Tallies) == 0 {
		c.bad(t, "tallies", "missing", "%q needs the key %q", m.ID, "tallies")
	}
	var first Counter
	for i, tally := range m.Tallies {
		f, ok := CounterOf(tally)
		switch {
		case !ok || !tallyShape.MatchString(tally):
			c.bad(t, at("tallies", i), "unknown_ref", "no room counts %q", tally)
		case f.Campaign && tally != f.Family+"*" && !strings.HasPrefix(tally, f.Family+"*."):
			c.bad(t, at("tallies", i), "bad_value", "%q: campaigns have numbers of their own in each county, so %q is written with *", m.ID, f.Family)
		case !c.counted(f, tally):
			c.bad(t, at("tallies", i), "unknown_ref", "%q counts what the pack does not know", tally)
		case i > 0 && (f.Standing != first.Standing || f.Monthly != first.Monthly || f.Campaign != first.Campaign):
			c.bad(t, at("tallies", i), "bad_value", "%q adds counters of different kinds", m.ID)
		}
		if i == 0 {
			first = f
		}
	}
	known, ok := recordLists[m.Records.List]
	if !ok && m.Records.List != "" {
		c.bad(t, "list", "unknown_ref", "there is no list %q for records", m.Records.List)
	}
	for i, f := range m.Records.Filter {
		if key, _, ok := strings.Cut(f, "="); !ok || !slices.Contains(known, key) {
			c.bad(t, at("filter", i), "unknown_ref", "the list %q does not know the filter %q", m.Records.List, f)
		}
	}
}

// counted tells whether what follows the family in a counter is something of the pack.
func (c checker) counted(f Counter, tally string) bool {
	id, _, _ := strings.Cut(strings.TrimPrefix(tally, f.Family), ".")
	if strings.Contains(id, "*") {
		return true
	}
	switch f.Family {
	case "visit.day.":
		_, ok := c.VisitType(id)
		return ok
	case "case.state.":
		_, ok := c.CaseType(id)
		return ok
	case "fact.":
		card, _ := c.Card(HouseholdCard)
		x, ok := card.Field(id)
		return ok && x.Trait
	}
	return true
}

func (c checker) indicator(x *Indicator, env rule.Env) {
	t := &x.Term
	c.term(t)
	c.required(t, "formula", x.Formula)
	r := c.formula(t, "formula", x.Formula, env, rule.Number)
	c.oneOf(t, "unit", x.Unit, figureUnits)
	c.oneOf(t, "direction", x.Direction, figureDirections)
	if x.Decimals > 4 {
		c.bad(t, "decimals", "bad_value", "%q: at most %d decimals", x.ID, 4)
	}
	if len(x.Levels) == 0 {
		c.bad(t, "levels", "missing", "%q needs the key %q", x.ID, "levels")
	}
	for i, n := range x.Levels {
		c.level(t, at("levels", i), n)
	}
	c.subjects(x, r)
	if len(x.Periods) == 0 {
		c.bad(t, "periods", "missing", "%q needs the key %q", x.ID, "periods")
	}
	for i, of := range x.Periods {
		c.oneOf(t, at("periods", i), of, FigurePeriods)
		if r != nil && slices.Index(FigurePeriods, of) < slices.Index(FigurePeriods, "month") {
			c.finer(x, i, r.Names())
		}
	}
	for key, id := range map[string]string{"base": x.Base, "households": x.Households} {
		if _, ok := c.Measure(id); id != "" && !ok {
			c.bad(t, key, "unknown_ref", "there is no measure %q", id)
		}
	}
	if x.Public && x.Households == "" {
		c.bad(t, "households", "missing", "%q is public, so it needs %q: the measure that tells how many households stand behind it", x.ID, "households")
	}
	c.thresholds(x)
}

// subjects checks of whom an indicator is told: of bodies only where each counter names the unit.
func (c checker) subjects(x *Indicator, r *rule.Rule) {
	for i, of := range x.Subjects {
		c.oneOf(&x.Term, at("subjects", i), of, []string{ofPlace, ofBody, ofPost})
		if of != ofBody || r == nil {
			continue
		}
		for _, name := range r.Names() {
			if m, ok := c.MeasureNamed(name); ok && len(m.Tallies) > 0 && !m.Counter().Unit {
				c.bad(&x.Term, at("subjects", i), "bad_value", "%q: %q is not counted by unit", x.ID, name)
			}
		}
	}
}

// finer refuses a week of what is counted by months.
func (c checker) finer(x *Indicator, i int, names []string) {
	for _, name := range names {
		if m, ok := c.MeasureNamed(name); ok && len(m.Tallies) > 0 && m.Counter().Monthly {
			c.bad(&x.Term, at("periods", i), "bad_value", "%q: %q is counted by months", x.ID, name)
		}
	}
}

// thresholds checks target and red of an indicator: what they are counted in, and that red lies on the worse side of the target
// on each day on which both hold.
func (c checker) thresholds(x *Indicator) {
	t := &x.Term
	for key, id := range map[string]string{"target": x.Target, "red": x.Red, "base_least": x.BaseLeast} {
		list := c.valuesOf(id)
		if id != "" && len(list) == 0 {
			c.bad(t, key, "unknown_ref", "there is no parameter %q", id)
		}
		for _, p := range list {
			if key != "base_least" && (p.Unit == Percent) != (x.Unit == Percent) {
				c.bad(t, key, "bad_value", "%q and its parameter %q are counted in different units", x.ID, id)
			}
		}
	}
	if (x.Target != "" || x.Red != "") && x.Direction == "none" {
		c.bad(t, "direction", "bad_value", "%q has a target, so it says whether more is better", x.ID)
	}
	if x.Red != "" && x.Target == "" {
		c.bad(t, "red", "bad_value", "%q has a red light without a target", x.ID)
	}
	for _, target := range c.valuesOf(x.Target) {
		for _, red := range c.valuesOf(x.Red) {
			low, high := red, target
			if x.Direction == Down {
				low, high = target, red
			}
			if target.From <= until(red.To) && red.From <= until(target.To) && beyond(low.Value, high.Value) {
				c.bad(t, "red", "bad_value", "%q: the lights are out of order: %q against the target %q", x.ID, string(red.Value), string(target.Value))
			}
		}
	}
}

// valuesOf are the values that a parameter has or had.
func (c checker) valuesOf(key string) []Parameter {
	var out []Parameter
	for _, p := range c.Parameters {
		if key != "" && p.KeyOf() == key {
			out = append(out, p)
		}
	}
	return out
}
