package pack

import (
	"slices"

	"touyan/internal/kernel"
)

// Visiting are the sections of a pack about visits: what is asked, at which kinds of visits, and how campaigns go
// (requirements C1, C2, C4, C5; domain facts 1.5).
type Visiting struct {
	Forms      []Form         `yaml:"forms"`
	VisitTypes []VisitType    `yaml:"visit_types"`
	Campaigns  []CampaignPlan `yaml:"campaigns"`
}

// Form is a set of fields that is filled in as one. Its formulas know its own answers, the figures of the pack and the day, no more:
// a phone works them out without a network. Of an anonymous form nothing
// is kept but the answers, the place and the day; residents fill in a public one by themselves, on the page of their village.
// Of a Latest one the last answers of a household say how it stands (a checklist); of others each answer counts.
type Form struct {
	Term      `yaml:",inline"`
	Fields    []Field  `yaml:"fields"`
	Anonymous bool     `yaml:"anonymous"`
	Public    bool     `yaml:"public"`
	Latest    bool     `yaml:"latest"`
	Done      []string `yaml:"done"`     // of a latest form: the choices that mean that an item is done
	AskedIn   []string `yaml:"asked_in"` // fields of words whose answers become cases
	AskType   string   `yaml:"ask_type"` // of this type, where no visit says it
	Hint      string   `yaml:"hint"`
	HintEN    string   `yaml:"hint_en"`
}

// What is asked of photos at a visit.
const (
	PhotoNone    = ""
	PhotoConsent = "consent" // may be taken where the household agrees: of things, never of people
	PhotoNeeded  = "needed"  // must be there, by the law that Ground names
)

// VisitType is a kind of visit. Holders of one of Posts make it, or whoever may record visits where there are none. A meeting is
// held at a place with several households.
type VisitType struct {
	Term     `yaml:",inline"`
	Meeting  bool     `yaml:"meeting"`
	Posts    []string `yaml:"posts"`
	Purposes []Choice `yaml:"purposes"`
	Form     string   `yaml:"form"`
	Survey   string   `yaml:"survey"`   // the public form to which the slip of the household leads
	AskType  string   `yaml:"ask_type"` // what a request becomes; none: requests are not taken down
	Photo    string   `yaml:"photo"`
	Ground   string   `yaml:"photo_ground"`
	Confirm  bool     `yaml:"confirm"` // the household may say that it was so
	Rated    bool     `yaml:"rated"`   // the household is asked afterwards how satisfied it is, by a slip or a call, never by the visitor
}

// How a rule of a campaign finds the visitor of a household.
const (
	ByLink    = "link"    // who looks after it by a link of the kind
	ByContact = "contact" // who keeps contact with an organisation of its village, by a duty of a post
	ByHolder  = "holder"  // who holds one of the posts at its lowest place that has one
)

// VisitorRule says who visits, household by household; each goes by the first rule of its campaign that finds somebody with room.
type VisitorRule struct {
	Term  `yaml:",inline"`
	By    string   `yaml:"by"`
	Link  string   `yaml:"link_kind"`
	Duty  string   `yaml:"duty"`
	Posts []string `yaml:"posts"`
	Most  int      `yaml:"most"` // households of one visitor; 0: any number
	Days  int      `yaml:"days"` // until theirs are due, where it is sooner than the campaign
}

// CampaignPlan is how a campaign goes: which visits, to which households, by whom, until when. With Interval they come round.
// Targets are in per cent and off by default: a household that is away or does not wish it is no failure.
type CampaignPlan struct {
	Term        `yaml:",inline"`
	VisitType   string        `yaml:"visit_type"`
	Levels      []int         `yaml:"levels"` // where it is called
	Trait       string        `yaml:"trait"`  // only households with this trait
	TraitValues []string      `yaml:"trait_values"`
	Linked      string        `yaml:"linked"` // only households that have a link of the kind
	Visitors    []VisitorRule `yaml:"visitors"`
	Days        int           `yaml:"days"`
	Interval    int           `yaml:"interval"`
	Rested      int           `yaml:"rested_days"` // households visited within so many days before are left out
	Reached     int           `yaml:"target_reached"`
	Satisfied   int           `yaml:"target_satisfied"`
	Reports     []string      `yaml:"report_posts"` // whose visits are told week by week and month by month
}

// Form finds a form by its id.
func (v *Visiting) Form(id string) (Form, bool) { return find(v.Forms, id) }

// VisitType finds a kind of visit by its id.
func (v *Visiting) VisitType(id string) (VisitType, bool) { return find(v.VisitTypes, id) }

// Campaign finds the plan of a campaign by its id.
func (v *Visiting) Campaign(id string) (CampaignPlan, bool) { return find(v.Campaigns, id) }

// Field finds a field of the form.
func (f Form) Field(id string) (Field, bool) { return find(f.Fields, id) }

// AsCase is the form as the fields of a case that is raised with it: one set of rules for all fields.
func (f Form) AsCase() CaseType { return CaseType{Term: f.Term, Fields: f.Fields} }

// Items are the fields of a checklist.
func (f Form) Items() []Field {
	return slices.DeleteFunc(slices.Clone(f.Fields), func(x Field) bool { return x.Type != FieldChoice && x.Type != FieldYesNo })
}

// IsDone tells whether an answer means that an item of a checklist is done.
func (f Form) IsDone(value string) bool {
	if len(f.Done) == 0 {
		return value == "yes"
	}
	return slices.Contains(f.Done, value)
}

// Reporting are the posts whose visits are told week by week on a day, of all campaigns, in the order of the pack.
func (p *Pack) Reporting(day kernel.Day) []string {
	var out []string
	for _, c := range p.Campaigns {
		for _, id := range c.Reports {
			if c.Valid(day) && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// inherit gives what stands within a definition its days and source. All fields of a form are asked for at once.
func (v *Visiting) inherit() {
	for i := range v.Forms {
		f := &v.Forms[i]
		ct := CaseType{Term: f.Term, Fields: f.Fields}
		ct.inherit()
		for j := range f.Fields {
			f.Fields[j].Start = f.Fields[j].Value == "" // what is worked out is asked of nobody
		}
	}
	for i := range v.VisitTypes {
		for j := range v.VisitTypes[i].Purposes {
			v.VisitTypes[i].Purposes[j].take(v.VisitTypes[i].Term)
		}
	}
	for i := range v.Campaigns {
		for j := range v.Campaigns[i].Visitors {
			v.Campaigns[i].Visitors[j].take(v.Campaigns[i].Term)
		}
	}
}
