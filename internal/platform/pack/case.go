package pack

import "touyan/internal/kernel"

// What a budget of time is counted in.
const (
	OfWorking  = "working"  // days and hours on working days, by the State Council's calendar; what is meant where nothing is said
	OfCalendar = "calendar" // every day; a last day that is not worked moves on to the next working day (民法典 203)
	OfPlain    = "plain"    // every day, and the last day stays what it is: the county's own rhythm, which no law counts
)

// Budget is a length of time: days, counted from the day after (民法典 201), or hours.
type Budget struct {
	Days  int    `yaml:"days"`
	Hours int    `yaml:"hours"`
	Of    string `yaml:"of"`

	on kernel.Day
}

// Until is a budget that ends with a day which people have set.
func Until(day kernel.Day) Budget { return Budget{Of: OfPlain, on: day} }

// Last is the day that people have set; empty for none.
func (b Budget) Last() kernel.Day { return b.on }

// Set tells whether there is a time at all.
func (b Budget) Set() bool { return b.Days > 0 || b.Hours > 0 || b.on != "" }

// Working tells whether only working days count.
func (b Budget) Working() bool { return b.Of != OfCalendar && b.Of != OfPlain }

// Whom a rung tells, where it is not the offices of a level.
const (
	ToHandler  = "handler"  // who handles the case, or its place while nobody does
	ToAbove    = "above"    // the offices of the place above that of the case
	ToReporter = "reporter" // who raised it, on the page that their code opens
	ToCalled   = "called"   // the departments that were called to it
)

// Rung is what happens once while a case stays in a state: Before its time is over, when it is over, or After; or, among the
// tells of a state or a step, at once. It tells whom it says, or the offices at a level of the grid; of these those alone
// who hold one of Posts.
type Rung struct {
	Term   `yaml:",inline"`
	Before Budget   `yaml:"before"`
	After  Budget   `yaml:"after"`
	To     string   `yaml:"to"`    // handler, above, reporter, called
	Level  int      `yaml:"level"` // instead: 1 county, 2 township, 3 village
	Posts  []string `yaml:"posts"`
}

// Lights are the thresholds of the lights of an open case: amber when no more than Amber is left, blue when no more than
// Blue or than BluePercent of the whole is left. Red is past due.
type Lights struct {
	Amber       Budget `yaml:"amber"`
	Blue        Budget `yaml:"blue"`
	BluePercent int    `yaml:"blue_percent"`
}

// DefaultLights hold where a pack says nothing (supervision practice: blue at a fifth of the time).
var DefaultLights = Lights{Amber: Budget{Days: 1}, Blue: Budget{Days: 2}, BluePercent: 20}

// Clause says who may do something with a case that is no step from state to state.
type Clause struct {
	By         []string `yaml:"by"`
	Permission string   `yaml:"permission"`
	Posts      []string `yaml:"posts"`
}

// Given tells whether anybody may.
func (c Clause) Given() bool { return len(c.By) > 0 }

// Step is the clause in the shape of a transition, for the rules that decide who may.
func (c Clause) Step() Transition {
	return Transition{By: c.By, Permission: c.Permission, Posts: c.Posts}
}

// Extension lets the handler of a case ask for more time and somebody else grant it, at most Times in one state.
type Extension struct {
	Ask   Clause `yaml:"ask"`
	Grant Clause `yaml:"grant"`
	Most  Budget `yaml:"most"` // of one extension
	Times int    `yaml:"times"`
}

// RungsOf are the rungs that hold in a state.
func (c CaseType) RungsOf(s State) []Rung {
	if len(s.Rungs) > 0 {
		return s.Rungs
	}
	return c.Rungs
}

// LightsOf are the thresholds of the case type.
func (c CaseType) LightsOf() Lights {
	if c.Lights.Amber.Set() || c.Lights.Blue.Set() {
		return c.Lights
	}
	return DefaultLights
}

// AllTells are those of all states and steps.
func (c CaseType) AllTells() []Rung {
	var out []Rung
	for _, s := range c.States {
		out = append(out, s.Tells...)
	}
	for _, t := range c.Transitions {
		out = append(out, t.Tells...)
	}
	return out
}

// AtLevel is the level whose offices the rung tells; LevelNone where it tells the handler.
func (r Rung) AtLevel() kernel.Level { return kernel.Level(r.Level) }

// The steps on the time of a case, which every case type may allow. No transition has such an id.
const (
	StepPause      = "pause"
	StepResume     = "resume"
	StepAskTime    = "ask_time"
	StepGrantTime  = "grant_time"
	StepRefuseTime = "refuse_time"
	StepAskPapers  = "ask_papers"
	StepPapersIn   = "papers_in"
)

// StepStart stands for raising the case, where a step says who may not take it.
const StepStart = "start"

// TimeSteps lists them.
var TimeSteps = []string{StepPause, StepResume, StepAskTime, StepGrantTime, StepRefuseTime, StepAskPapers, StepPapersIn}
