package pack

import "touyan/internal/kernel"

// Honouring is the section of a pack about recognition (requirements F2, F3; domain facts 1.8.4).
type Honouring struct {
	Awards []Award `yaml:"awards"`
}

// Who may be honoured.
const (
	AwardHousehold = "household"
	AwardPerson    = "person" // of a household
	AwardVillage   = "village"
	AwardMember    = "member" // of the Party
	AwardBody      = "body"
)

// Award is a scheme by which households, people, villages, members or bodies are honoured: what is looked at, who scores it, what
// bars, who decides, how long it is posted and for how long it holds. Points are whole; what is scored is in hundredths.
type Award struct {
	Term       `yaml:",inline"`
	Subject    string           `yaml:"subject"`
	Levels     []int            `yaml:"levels"`      // of the places at which a round is held
	Scale      int              `yaml:"award_scale"` // what the weights add up to, in points
	Step       int              `yaml:"score_step"`  // of a score, in hundredths of a point
	Raters     int              `yaml:"raters"`      // how many score an item at least; their mean counts
	Dimensions []AwardDimension `yaml:"dimensions"`
	Bands      []AwardBand      `yaml:"bands"`
	Vetoes     []AwardVeto      `yaml:"vetoes"`
	Titles     []AwardTitle     `yaml:"award_titles"`
	Traits     []Trait          `yaml:"award_traits"` // a household has one of them; none: every household
	Apply      bool             `yaml:"apply"`        // a subject may enter by itself
	Nominators []string         `yaml:"nominators"`   // posts; none: nobody nominates
	Review     AwardReview      `yaml:"review"`
	Quotas     []AwardQuota     `yaml:"quotas"`

	PostingDays   int `yaml:"posting_days"` // working days
	AnswerDays    int `yaml:"answer_days"`  // to an objection, working days
	ValidMonths   int `yaml:"valid_months"`
	RecheckMonths int `yaml:"recheck_months"` // 0: no re-check
	BarMonths     int `yaml:"bar_months"`     // after it was revoked

	Uncertain bool `yaml:"uncertain"` // names, weights, levels and quotas stand in no document that was found: the county sets its own
}

// AwardDimension is one side that is looked at: a flag, a virtue. It is earned from At points on; 0: it is not earned by itself.
type AwardDimension struct {
	Term  `yaml:",inline"`
	At    int         `yaml:"at"`
	Items []AwardItem `yaml:"award_items"`
}

// AwardItem is one thing that is scored, up to Weight points, by holders of posts or by members of bodies.
type AwardItem struct {
	Term        `yaml:",inline"`
	Weight      int      `yaml:"weight"`
	ScorerPosts []string `yaml:"scorer_posts"`
	ScorerKinds []string `yaml:"scorer_bodies"` // kinds of bodies of the subject's place
	ScorerRoles []string `yaml:"scorer_roles"`  // in them; none: every role
	Evidence    string   `yaml:"look_at"`       // what to look at
	EvidenceEN  string   `yaml:"look_at_en"`
}

// AwardBand is what is won from At points on, and with so many dimensions earned, until the next band begins: half open, so that
// nothing lies between two.
type AwardBand struct {
	Term   `yaml:",inline"`
	At     int `yaml:"at"`
	Earned int `yaml:"earned"`
}

// AwardVeto is a fact that bars. It is an answer of the household's card, a case of a type that stands open against a village, or
// what somebody found and gives the document for.
type AwardVeto struct {
	Term      `yaml:",inline"`
	About     string   `yaml:"about"`
	Trait     Trait    `yaml:"trait_is"`
	CaseTypes []string `yaml:"open_cases"`
}

// AwardTitle is how a title is called for some: whoever is meant by it, a title that is Open stands beside it for any member of a family.
type AwardTitle struct {
	Term `yaml:",inline"`
	Open bool `yaml:"open_to_all"`
}

// AwardShare is a part of the voters: at least Num of Den, or more than that with Over; Of whom: those present or all who should attend.
type AwardShare struct {
	Num  int    `yaml:"num"`
	Den  int    `yaml:"den"`
	Over bool   `yaml:"over"`
	Of   string `yaml:"of_whom"`
}

// Of whom a share is taken.
const (
	OfPresent = "present"
	OfShould  = "should"
)

// AwardReview says which body reviews, and by which vote.
type AwardReview struct {
	BodyKinds []string   `yaml:"body_kinds"`
	Quorum    AwardShare `yaml:"quorum"` // of those who should attend
	Pass      AwardShare `yaml:"pass"`
	VotersMin int        `yaml:"voters_min"`
}

// AwardQuota is how many may win in one round at each place of a level.
type AwardQuota struct {
	Level int `yaml:"level"`
	Most  int `yaml:"most"`
}

// Award finds a scheme by its id.
func (a *Honouring) Award(id string) (Award, bool) { return find(a.Awards, id) }

// AwardsOn lists the schemes of a day.
func (a *Honouring) AwardsOn(day kernel.Day) []Award {
	var out []Award
	for _, x := range a.Awards {
		if x.Valid(day) {
			out = append(out, x)
		}
	}
	return out
}

// Items are the things scored, in their order.
func (a Award) Items() []AwardItem {
	var out []AwardItem
	for _, d := range a.Dimensions {
		out = append(out, d.Items...)
	}
	return out
}

// Item finds a thing scored by its id.
func (a Award) Item(id string) (AwardItem, bool) { return find(a.Items(), id) }

// Band finds a band by its id.
func (a Award) Band(id string) (AwardBand, bool) { return find(a.Bands, id) }

// Veto finds a veto by its id.
func (a Award) Veto(id string) (AwardVeto, bool) { return find(a.Vetoes, id) }

// Title finds a title by its id.
func (a Award) Title(id string) (AwardTitle, bool) { return find(a.Titles, id) }

func (a *Honouring) inherit() {
	for i := range a.Awards {
		x := &a.Awards[i]
		for j := range x.Dimensions {
			x.Dimensions[j].take(x.Term)
			for k := range x.Dimensions[j].Items {
				x.Dimensions[j].Items[k].take(x.Term)
			}
		}
		for j := range x.Bands {
			x.Bands[j].take(x.Term)
		}
		for j := range x.Vetoes {
			x.Vetoes[j].take(x.Term)
		}
		for j := range x.Titles {
			x.Titles[j].take(x.Term)
		}
	}
}
