package pack

import (
	"slices"
	"strings"
)

// The bounds of a scheme.
const (
	hundredths     = 100
	maxAwardScale  = 1000
	maxAwardDays   = 60
	maxAwardMonths = 120
)

var (
	awardSubjects = []string{AwardHousehold, AwardPerson, AwardVillage, AwardMember, AwardBody}
	// vetoesAbout is what may bar (domain facts 1.8.4): what somebody did against the law or against others, found by whoever has
	// to find it.
	vetoesAbout = []string{"crime", "order", "cult", "violence", "neglect", "gambling", "drugs", "building", "environment", "safety", "discipline", "finance", "false_claim"}
	// neverBars is what may bar nobody: to petition is a right, to be ill, disabled, poor or in debt is no fault (domain facts
	// 1.8.4, 2.6; 信访工作条例). No pack can take a word out of it.
	neverBars = []string{"petition", "complaint", "illness", "disability", "debt", "poverty", "relief", "credit", "away", "belief", "sex", "family_size"}
	// neverFields are fields of a household's card that bar nobody.
	neverFields = []string{"poor", "risk_class", "relief", "help_first", "help_note", "away", "away_to", "main_income", "housing_grade", "water", "workers_away", "land", "hazard"}
	// neverWords betray in a name what the word behind `about` hides.
	neverWords = []string{
		"信访", "上访", "举报", "投诉", "病", "残疾", "债", "欠款", "贷款", "失信", "低保", "贫困", "petition", "complain", "illness", "disab", "debt", "credit",
	}
	// neverCases are the types of cases by which residents turn to the county, or in which somebody is helped.
	neverCases = []string{"report", "tip", "agency", "mediation", "risk_household", "job_match", "job_offer", "question_letter"}
	// kinWords are in titles that mean one sex or one place in the family.
	kinWords = []string{"媳", "婆", "妻", "夫", "母", "父", "女", "daughter", "mother", "wife", "husband", "father"}
)

func (c checker) awards() {
	for i := range c.Awards {
		c.award(&c.Awards[i])
	}
}

func (c checker) award(a *Award) {
	t := &a.Term
	c.term(t)
	c.oneOf(t, "subject", a.Subject, awardSubjects)
	if len(a.Levels) == 0 {
		c.bad(t, "levels", "missing", "%q needs the key %q", a.ID, "levels")
	}
	for i, n := range a.Levels {
		c.level(t, at("levels", i), n)
		if n > 3 || a.Subject == AwardVillage && n > 2 {
			c.bad(t, at("levels", i), "bad_value", "%q: a round is held at a county, a township or a village, and for villages above them", a.ID)
		}
	}
	if !a.Apply && len(a.Nominators) == 0 {
		c.bad(t, "nominators", "missing", "%q: nobody can enter: write apply or nominators", a.ID)
	}
	c.refs(t, "nominators", a.Nominators, "post", c.hasPost)
	c.awardDays(a)
	c.awardItems(a)
	c.awardBands(a)
	c.awardReview(a)
	c.awardWho(a)
	for i := range a.Vetoes {
		c.awardVeto(a, &a.Vetoes[i])
	}
}

func (c checker) hasPost(id string) bool { _, ok := c.Post(id); return ok }

func (c checker) awardDays(a *Award) {
	t := &a.Term
	between := func(key string, n, least, most int) {
		if n < least || n > most {
			c.bad(t, key, "bad_value", "%q: %s is %d to %d, not %d", a.ID, key, least, most, n)
		}
	}
	between("award_scale", a.Scale, 1, maxAwardScale)
	between("score_step", a.Step, 1, a.Scale*hundredths)
	between("raters", a.Raters, 1, 50)
	between("posting_days", a.PostingDays, 1, maxAwardDays)
	between("answer_days", a.AnswerDays, 1, maxAwardDays)
	between("valid_months", a.ValidMonths, 1, maxAwardMonths)
	between("recheck_months", a.RecheckMonths, 0, a.ValidMonths)
	between("bar_months", a.BarMonths, 0, maxAwardMonths)
}

// awardItems checks that the weights add up to the scale, to the point.
func (c checker) awardItems(a *Award) {
	sum, seen := 0, map[string]bool{}
	for i := range a.Dimensions {
		d := &a.Dimensions[i]
		c.names(&d.Term)
		of := 0
		for j := range d.Items {
			x := &d.Items[j]
			c.names(&x.Term)
			if seen[x.ID] {
				c.bad(&x.Term, "id", "duplicate_id", "%q: there are two items %q", a.ID, x.ID)
			}
			seen[x.ID] = true
			if x.Weight < 1 || a.Step > 0 && x.Weight*hundredths%a.Step != 0 {
				c.bad(&x.Term, "weight", "bad_value", "item %q: a weight is at least 1 and a whole number of steps, not %d", x.ID, x.Weight)
			}
			of += x.Weight
			if len(x.ScorerPosts)+len(x.ScorerKinds) == 0 {
				c.bad(&x.Term, "scorer_posts", "missing", "item %q: nobody scores it: write scorer_posts or scorer_bodies", x.ID)
			}
			c.refs(&x.Term, "scorer_posts", x.ScorerPosts, "post", c.hasPost)
			c.refs(&x.Term, "scorer_bodies", x.ScorerKinds, "body kind", c.hasBodyKind)
		}
		if d.At < 0 || d.At > of {
			c.bad(&d.Term, "at", "bad_value", "dimension %q has %d points, so it is not earned from %d on", d.ID, of, d.At)
		}
		sum += of
	}
	if sum != a.Scale {
		c.bad(&a.Term, "award_scale", "bad_sum", "%q: the weights add up to %d, not to award_scale %d", a.ID, sum, a.Scale)
	}
}

func (c checker) awardBands(a *Award) {
	if len(a.Bands) == 0 {
		c.bad(&a.Term, "bands", "missing", "%q needs the key %q", a.ID, "bands")
	}
	before := -1
	for i := range a.Bands {
		b := &a.Bands[i]
		c.names(&b.Term)
		if b.At <= before || b.At > a.Scale {
			c.bad(&b.Term, "at", "bad_value", "band %q: bands rise from one to the next and end within the scale", b.ID)
		}
		if before = b.At; b.Earned < 0 || b.Earned > len(a.Dimensions) {
			c.bad(&b.Term, "earned", "bad_value", "band %q: there are only %d dimensions", b.ID, len(a.Dimensions))
		}
	}
	levels := []int{}
	for _, q := range a.Quotas {
		if q.Most < 1 || slices.Contains(levels, q.Level) {
			c.bad(&a.Term, "quotas", "bad_value", "%q: a quota is at least 1, one for each level", a.ID)
		}
		levels = append(levels, q.Level)
		c.level(&a.Term, "quotas", q.Level)
	}
}

func (c checker) awardReview(a *Award) {
	t, r := &a.Term, a.Review
	if len(r.BodyKinds) == 0 {
		c.bad(t, "review", "missing", "%q needs the key %q", a.ID, "review.body_kinds")
	}
	c.refs(t, "review.body_kinds", r.BodyKinds, "body kind", c.hasBodyKind)
	for _, s := range []AwardShare{r.Quorum, r.Pass} {
		if s.Den < 1 || s.Num < 1 || s.Num > s.Den || s.Over && s.Num == s.Den {
			c.bad(t, "review", "bad_value", "%q: a share is num of den, such as 2 of 3", a.ID)
		}
	}
	if 2*r.Pass.Num < r.Pass.Den || 2*r.Pass.Num == r.Pass.Den && !r.Pass.Over {
		c.bad(t, "review", "bad_value", "%q: what passes has more than half of the votes", a.ID)
	}
	c.oneOf(t, "of_whom", r.Pass.Of, []string{OfPresent, OfShould})
	if r.VotersMin < 3 {
		c.bad(t, "review", "bad_value", "%q: at least 3 people vote", a.ID)
	}
}

// awardWho checks whom a scheme is for. A title that means one sex never stands alone: any member of a family can be honoured.
func (c checker) awardWho(a *Award) {
	card, _ := c.Card(HouseholdCard)
	for i, x := range a.Traits {
		if f, ok := card.Field(x.Field); !ok || !f.Trait || f.Sealed() {
			c.bad(&a.Term, at("award_traits", i), "unknown_ref", "the card of a household has no open trait %q", x.Field)
		}
	}
	named, open := false, false
	says := func(t Term) bool {
		return slices.ContainsFunc(kinWords, func(w string) bool { return strings.Contains(strings.ToLower(t.Name+" "+t.NameEN), w) })
	}
	for i := range a.Titles {
		x := &a.Titles[i]
		c.names(&x.Term)
		named, open = named || says(x.Term), open || x.Open
	}
	if a.Subject == AwardPerson && (named || says(a.Term)) && !open {
		c.bad(&a.Term, "award_titles", "not_for_all", "%q: a title of one sex or place in the family needs another beside it that is open_to_all", a.ID)
	}
}

// awardVeto refuses what may bar nobody.
func (c checker) awardVeto(a *Award, v *AwardVeto) {
	t := &v.Term
	c.names(t)
	switch {
	case slices.Contains(neverBars, v.About):
		c.bad(t, "about", "never_a_veto", "%q: %q bars nobody: petitions, illness, debt and need are no vetoes", v.ID, v.About)
		return
	case slices.Contains(neverFields, v.Trait.Field):
		c.bad(t, "trait_is", "never_a_veto", "%q: %q bars nobody: petitions, illness, debt and need are no vetoes", v.ID, v.Trait.Field)
		return
	}
	for _, w := range neverWords {
		if strings.Contains(strings.ToLower(v.Name+" "+v.NameEN), w) {
			c.bad(t, "name", "never_a_veto", "%q: %q bars nobody: petitions, illness, debt and need are no vetoes", v.ID, w)
			return
		}
	}
	c.oneOf(t, "about", v.About, vetoesAbout)
	if v.Trait.Field != "" {
		card, _ := c.Card(HouseholdCard)
		if f, ok := card.Field(v.Trait.Field); !ok || !f.Trait || f.Sealed() || a.Subject != AwardHousehold && a.Subject != AwardPerson {
			c.bad(t, "trait_is", "unknown_ref", "the card of a household has no open trait %q", v.Trait.Field)
		}
	}
	for i, id := range v.CaseTypes {
		if slices.Contains(neverCases, id) || a.Subject != AwardVillage && a.Subject != AwardBody {
			c.bad(t, at("open_cases", i), "never_a_veto", "%q: %q bars nobody: petitions, illness, debt and need are no vetoes", v.ID, id)
		}
	}
	c.refs(t, "open_cases", v.CaseTypes, "case type", func(id string) bool { _, ok := c.CaseType(id); return ok })
}
