package pack

// Emergencies is the section of a pack about emergencies: floods, epidemics and the like (requirement B8).
type Emergencies struct {
	EmergencyKinds []EmergencyKind `yaml:"emergency_kinds"`
}

// EmergencyKind is a kind of emergency: who may switch it on, where and for how long, what is reported how often, why a household
// needs help before others, and how long that list is kept after the end. A longer time is a new decision, never a setting.
type EmergencyKind struct {
	Term        `yaml:",inline"`
	Approvers   []string `yaml:"approvers"` // posts, at the place or above it
	Levels      []int    `yaml:"levels"`    // of the places for which it is switched on
	Hours       int      `yaml:"max_hours"` // at once
	ReportForm  string   `yaml:"report_form"`
	ReportLevel int      `yaml:"report_level"` // the places from which reports come
	ReportEvery int      `yaml:"report_minutes"`
	Needs       []Choice `yaml:"help_reasons"`
	Traits      []Trait  `yaml:"help_traits"` // of a household's card: who is on the list from the beginning
	DeleteDays  int      `yaml:"delete_days"` // after the end
	LateHours   int      `yaml:"late_hours"`  // after the end, for what a phone without a network brings of before; 72 where nothing is said
	Hint        string   `yaml:"hint"`
	HintEN      string   `yaml:"hint_en"`
}

// Trait is an answer of the card of a household by which households are found.
type Trait struct {
	Field string `yaml:"field"`
	Value string `yaml:"value"`
}

// EmergencyKind finds a kind of emergency by its id.
func (e *Emergencies) EmergencyKind(id string) (EmergencyKind, bool) {
	return find(e.EmergencyKinds, id)
}

// Reports tells whether a form is that of the reports of an emergency.
func (e *Emergencies) Reports(form string) bool {
	for _, k := range e.EmergencyKinds {
		if k.ReportForm == form {
			return true
		}
	}
	return false
}

func (e *Emergencies) inherit() {
	for i := range e.EmergencyKinds {
		k := &e.EmergencyKinds[i]
		if k.LateHours == 0 {
			k.LateHours = usualLateHours
		}
		for j := range k.Needs {
			k.Needs[j].take(k.Term)
		}
	}
}

// The bounds of an emergency: an exception that lasts, or whose list of households is kept for long, is none (domain facts 2.7,
// 个人信息保护法 art. 19, 47).
const (
	maxEmergencyHours = 240
	maxDeleteDays     = 90
	usualLateHours    = 72
	minutesOfDay      = 24 * 60
)

func (c checker) emergencies() {
	for i := range c.EmergencyKinds {
		c.emergency(&c.EmergencyKinds[i])
	}
}

func (c checker) emergency(k *EmergencyKind) {
	t := &k.Term
	c.term(t)
	if len(k.Approvers) == 0 {
		c.bad(t, "approvers", "missing", "%q needs the key %q", k.ID, "approvers")
	}
	c.refs(t, "approvers", k.Approvers, "post", func(id string) bool { _, ok := c.Post(id); return ok })
	if len(k.Levels) == 0 {
		c.bad(t, "levels", "missing", "%q needs the key %q", k.ID, "levels")
	}
	for i, n := range k.Levels {
		c.level(t, at("levels", i), n)
		if n > 3 {
			c.bad(t, at("levels", i), "bad_value", "%q: an emergency is switched on for a county, townships or villages", k.ID)
		}
	}
	c.level(t, "report_level", k.ReportLevel)
	if k.Hours < 1 || k.Hours > maxEmergencyHours {
		c.bad(t, "max_hours", "bad_value", "%q: an emergency is switched on for 1 to %d hours at once, not %d", k.ID, maxEmergencyHours, k.Hours)
	}
	if k.DeleteDays < 1 || k.DeleteDays > maxDeleteDays {
		c.bad(t, "delete_days", "bad_value", "%q: the list of households is deleted 1 to %d days after the end, not %d", k.ID, maxDeleteDays, k.DeleteDays)
	}
	if k.LateHours < 1 || k.LateHours > 24*k.DeleteDays {
		c.bad(t, "late_hours", "bad_value", "%q: what comes late is taken for 1 hour to the days until the list is deleted, not for %d hours", k.ID, k.LateHours)
	}
	if k.ReportEvery < 15 || minutesOfDay%k.ReportEvery != 0 {
		c.bad(t, "report_minutes", "bad_value", "%q: report_minutes is at least 15 and divides a day, not %d", k.ID, k.ReportEvery)
	}
	if f, ok := c.Form(k.ReportForm); !ok || f.Anonymous || f.Latest || len(f.AskedIn) > 0 {
		c.bad(t, "report_form", "unknown_ref", "there is no form of reports %q", k.ReportForm)
	}
	if len(k.Needs) == 0 {
		c.bad(t, "help_reasons", "missing", "%q needs the key %q", k.ID, "help_reasons")
	}
	for i := range k.Needs {
		c.names(&k.Needs[i].Term)
	}
	card, _ := c.Card(HouseholdCard)
	for i, x := range k.Traits {
		f, ok := card.Field(x.Field)
		if !ok || !f.Trait {
			c.bad(t, at("help_traits", i), "unknown_ref", "the card of a household has no trait %q", x.Field)
		} else if _, known := f.Choice(x.Value); !known && (f.Type != FieldYesNo || x.Value != "yes") {
			c.bad(t, at("help_traits", i), "unknown_ref", "the trait %q has no answer %q", x.Field, x.Value)
		}
	}
}
