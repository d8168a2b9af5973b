package pack

import "slices"

// formTypes are the types of the fields of forms: what can be filled in without the county's records at hand, and nothing that is
// sealed: a visit asks for no numbers of persons.
var formTypes = []string{FieldText, FieldNumber, FieldMoney, FieldDay, FieldChoice, FieldChoices, FieldYesNo, FieldRows}

var (
	photoRules  = []string{PhotoNone, PhotoConsent, PhotoNeeded}
	visitorsBy  = []string{ByLink, ByContact, ByHolder}
	formColumns = []string{FieldText, FieldNumber, FieldMoney, FieldDay, FieldChoice, FieldYesNo}
)

func (c checker) visiting() {
	for i := range c.Forms {
		c.form(&c.Forms[i])
	}
	for i := range c.VisitTypes {
		c.visitType(&c.VisitTypes[i])
	}
	for i := range c.Campaigns {
		c.campaign(&c.Campaigns[i])
	}
}

func (c checker) form(f *Form) {
	t := &f.Term
	c.term(t)
	if len(f.Fields) == 0 {
		c.bad(t, "fields", "missing", "%q needs the key %q", f.ID, "fields")
	}
	ct := f.AsCase()
	c.fields(&ct, c.formEnv(f)) // the fields are those of the form: their formulas are ready afterwards
	for i := range f.Fields {
		c.formField(&f.Fields[i])
	}
	c.refs(t, "asked_in", f.AskedIn, "field", func(id string) bool { x, ok := f.Field(id); return ok && x.Type == FieldText })
	c.askType(t, f.AskType)
	if f.Public && len(f.AskedIn) > 0 && f.AskType == "" {
		c.bad(t, "ask_type", "missing", "%q needs the key %q", f.ID, "ask_type")
	}
	if f.Public && !f.Anonymous {
		c.bad(t, "anonymous", "bad_value", "form %q is public, so it is anonymous: nobody signs in to answer it", f.ID)
	}
	if f.Latest && f.Anonymous {
		c.bad(t, "latest", "bad_value", "form %q is anonymous, so no household has its last answers", f.ID)
	}
	for i, id := range f.Done {
		has := func(x Field) bool { _, ok := x.Choice(id); return ok }
		if !f.Latest || !slices.ContainsFunc(f.Fields, has) {
			c.bad(t, at("done", i), "unknown_ref", "no item of the checklist %q has the choice %q", f.ID, id)
		}
	}
}

func (c checker) formField(x *Field) {
	t := &x.Term
	if !slices.Contains(formTypes, x.Type) && slices.Contains(fieldTypes, x.Type) {
		c.bad(t, "type", "bad_value", "there is no type %q: want one of %v", x.Type, formTypes)
	}
	for i := range x.Columns {
		if col := &x.Columns[i]; !slices.Contains(formColumns, col.Type) {
			c.bad(&col.Term, "type", "bad_value", "a column is of one of the types %v, not %q", formColumns, col.Type)
		}
	}
}

// askType checks the type of the cases that requests become: an officer can raise it where the household lies.
func (c checker) askType(t *Term, id string) {
	ct, ok := c.CaseType(id)
	switch {
	case id == "":
	case !ok:
		c.bad(t, "ask_type", "unknown_ref", "there is no case type %q", id)
	case ct.BoundAt != 0 || ct.Sealed || ct.Internal || ct.FromCase:
		c.bad(t, "ask_type", "bad_value", "requests at a visit cannot become %q: it is not raised for residents at their place", id)
	case slices.ContainsFunc(ct.Fields, func(f Field) bool { return f.Start && (f.Required || f.RequiredIf != "") }):
		c.bad(t, "ask_type", "bad_value", "requests at a visit cannot become %q: it asks for more than words", id)
	}
}

func (c checker) visitType(v *VisitType) {
	t := &v.Term
	c.term(t)
	for i := range v.Purposes {
		c.names(&v.Purposes[i].Term)
	}
	c.refs(t, "posts", v.Posts, "post", func(id string) bool { _, ok := c.Post(id); return ok })
	c.mayRef(t, "form", v.Form, "form of visits", func(id string) bool { f, ok := c.Form(id); return ok && !f.Anonymous })
	c.mayRef(t, "survey", v.Survey, "form of visits", func(id string) bool { f, ok := c.Form(id); return ok && f.Public })
	c.askType(t, v.AskType)
	c.oneOf(t, "photo", v.Photo, photoRules)
	if (v.Photo == PhotoNeeded) != (v.Ground != "") {
		c.bad(t, "photo_ground", "missing", "%q: photo: needed and photo_ground belong together: which law asks for a photo", v.ID)
	}
	if f, _ := c.Form(v.Form); v.Meeting && f.Latest {
		c.bad(t, "form", "bad_value", "%q is a meeting, so it has no checklist of a household", v.ID)
	}
	if v.Meeting && (v.Confirm || v.Rated) {
		c.bad(t, "meeting", "bad_value", "%q is a meeting: no household confirms or rates it", v.ID)
	}
}

func (c checker) campaign(p *CampaignPlan) {
	t := &p.Term
	c.term(t)
	if v, ok := c.VisitType(p.VisitType); !ok || v.Meeting {
		c.bad(t, "visit_type", "unknown_ref", "there is no visit to a household %q", p.VisitType)
	}
	if len(p.Levels) == 0 {
		c.bad(t, "levels", "missing", "%q needs the key %q", p.ID, "levels")
	}
	for i, n := range p.Levels {
		c.level(t, at("levels", i), n)
	}
	if len(p.Visitors) == 0 {
		c.bad(t, "visitors", "missing", "%q needs the key %q", p.ID, "visitors")
	}
	if (p.Days > 0) == (p.Interval > 0) {
		c.bad(t, "days", "missing", "campaign %q needs days until it is due, or an interval in which visits come round", p.ID)
	}
	c.campaignTrait(p)
	for key, n := range map[string]int{"target_reached": p.Reached, "target_satisfied": p.Satisfied} {
		if n > 100 {
			c.bad(t, key, "bad_value", "%s %d: want at most 100 per cent", key, n)
		}
	}
	c.mayRef(t, "linked", p.Linked, "kind of links", c.hasLinkKind)
	c.refs(t, "report_posts", p.Reports, "post", func(id string) bool { _, ok := c.Post(id); return ok })
	for i := range p.Visitors {
		c.visitorRule(&p.Visitors[i])
	}
}

// campaignTrait: a campaign of some households is of those with a trait of their card, one that is not sealed: who is visited
// would tell it.
func (c checker) campaignTrait(p *CampaignPlan) {
	if (p.Trait == "") != (len(p.TraitValues) == 0) {
		c.bad(&p.Term, "trait", "missing", "campaign %q: trait and trait_values belong together", p.ID)
		return
	}
	if p.Trait == "" {
		return
	}
	card, _ := c.Card(HouseholdCard)
	f, ok := card.Field(p.Trait)
	if !ok || !f.Trait || f.Sealed() {
		c.bad(&p.Term, "trait", "unknown_ref", "the card of a household has no open trait %q", p.Trait)
		return
	}
	for i, v := range p.TraitValues {
		if _, ok := f.Choice(v); !ok && (f.Type != FieldYesNo || v != "yes") {
			c.bad(&p.Term, at("trait_values", i), "unknown_ref", "the trait %q has no answer %q", p.Trait, v)
		}
	}
}

func (c checker) hasLinkKind(id string) bool { _, ok := c.LinkKind(id); return ok }

func (c checker) visitorRule(r *VisitorRule) {
	t := &r.Term
	c.names(t)
	c.oneOf(t, "by", r.By, visitorsBy)
	c.mayRef(t, "link_kind", r.Link, "kind of links", c.hasLinkKind)
	c.mayRef(t, "duty", r.Duty, "duty", func(id string) bool { d, ok := c.PostDuty(id); return ok && len(d.Targets) > 0 })
	c.refs(t, "posts", r.Posts, "post", func(id string) bool { _, ok := c.Post(id); return ok })
	if (r.By == ByLink) != (r.Link != "") || (r.By == ByContact) != (r.Duty != "") || (r.By == ByHolder) != (len(r.Posts) > 0) {
		c.bad(t, "by", "missing", "rule %q: by: link takes link_kind, by: contact takes duty, by: holder takes posts", r.ID)
	}
}
