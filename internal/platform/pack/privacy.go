package pack

import (
	"slices"

	"touyan/internal/kernel"
)

// After what a period of keeping personal data begins.
const (
	AfterCaseClosed = "case_closed" // the case was closed
	AfterMerged     = "merged"      // the entry was merged into another one
	AfterAnswered   = "answered"    // the request was answered or refused
	AfterLeft       = "left"        // the person died or moved away
	AfterAdded      = "added"       // it was put in
)

var periods = []string{AfterCaseClosed, AfterMerged, AfterAnswered, AfterLeft, AfterAdded}

// PrivacyModule is a part of the product with a notice of its own: who processes which data for what, as residents read it.
type PrivacyModule struct {
	Term   `yaml:",inline"`
	Text   string `yaml:"text"`
	TextEN string `yaml:"text_en"`
}

// PersonalField is a field of personal data: what it is for, on which ground, and how long it is kept (个人信息保护法 art. 5-7,
// 17, 19). A new period is a new definition from its day; the old one ends the day before, so that notices keep their versions.
type PersonalField struct {
	Term      `yaml:",inline"`
	Table     string `yaml:"table"`
	Column    string `yaml:"column"`
	Module    string `yaml:"module"`
	Purpose   string `yaml:"purpose"`
	PurposeEN string `yaml:"purpose_en"`
	Basis     string `yaml:"basis"` // article, as it is quoted
	BasisEN   string `yaml:"basis_en"`
	Sensitive bool   `yaml:"sensitive"`   // 个人信息保护法 art. 28
	Keep      int    `yaml:"keep_months"` // months after After; 0: as long as the record itself
	After     string `yaml:"after"`
	Uncertain bool   `yaml:"uncertain"` // no rule gives the period: the county's own choice
	Reveal    string `yaml:"reveal"`    // permission to see it in clear; empty where everybody who sees the record does
}

// PrivacyRequest is a kind of request that somebody makes about their own data, and how many working days it may take.
type PrivacyRequest struct {
	Term      `yaml:",inline"`
	Days      int    `yaml:"days"`
	Uncertain bool   `yaml:"uncertain"` // the law says 及时 and gives no number: the county sets its own
	Article   string `yaml:"article"`
	ArticleEN string `yaml:"article_en"`
	Relatives bool   `yaml:"relatives"` // near relatives may ask for somebody who has died (art. 49)
}

// PersonalFieldsOn lists the fields in force on a day, in the order of the pack.
func (p *Pack) PersonalFieldsOn(day kernel.Day) []PersonalField {
	return slices.DeleteFunc(slices.Clone(p.PersonalFields), func(f PersonalField) bool { return !f.Valid(day) })
}

// PrivacyModule finds a module by its id.
func (p *Pack) PrivacyModule(id string) (PrivacyModule, bool) { return find(p.PrivacyModules, id) }

// PrivacyRequest finds a kind of request by its id.
func (p *Pack) PrivacyRequest(id string) (PrivacyRequest, bool) { return find(p.PrivacyRequests, id) }

// privacy checks what the pack says of personal data.
func (c checker) privacy() {
	for i := range c.PrivacyModules {
		m := &c.PrivacyModules[i]
		c.term(&m.Term)
		c.required(&m.Term, "text", m.Text)
		c.required(&m.Term, "text_en", m.TextEN)
	}
	for i := range c.PersonalFields {
		c.personalField(&c.PersonalFields[i])
	}
	for i := range c.PrivacyRequests {
		r := &c.PrivacyRequests[i]
		c.term(&r.Term)
		c.required(&r.Term, "article", r.Article)
		c.required(&r.Term, "article_en", r.ArticleEN)
		if r.Days < 1 {
			c.bad(&r.Term, "days", "missing", "%q needs the key %q: working days until it is answered", r.ID, "days")
		}
	}
}

func (c checker) personalField(f *PersonalField) {
	t := &f.Term
	c.term(t)
	for key, value := range map[string]string{
		"table": f.Table, "column": f.Column, "purpose": f.Purpose, "purpose_en": f.PurposeEN, "basis": f.Basis, "basis_en": f.BasisEN,
	} {
		c.required(t, key, value)
	}
	c.ref(t, "module", f.Module, "privacy module", func(id string) bool { _, ok := c.PrivacyModule(id); return ok })
	if (f.Keep > 0) != (f.After != "") {
		c.bad(t, "keep_months", "missing", "%q needs both keep_months and after, or neither", f.ID)
	}
	if f.After != "" && !slices.Contains(periods, f.After) {
		c.bad(t, "after", "unknown_ref", "no period begins with %q: want case_closed, merged, answered, left or added", f.After)
	}
	if f.Reveal != "" && !permShape.MatchString(f.Reveal) {
		c.bad(t, "reveal", "bad_permission", "%q is not a permission: want room.verb", f.Reveal)
	}
}
