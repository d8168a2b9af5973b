package pack

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"touyan/internal/kernel"
)

// The bounds of a pack: what a parser of YAML does with more of it may take minutes. The largest file so far has 30 KB and some
// 1,500 pieces (lines, and what stands between commas).
const (
	maxFile   = 256 << 10
	maxPieces = 10_000 // of one file
	maxWhole  = 40_000 // of all files
	maxDepth  = 64     // of brackets
)

// piecesOf counts the lines and commas of a file.
func piecesOf(text string) int { return strings.Count(text, "\n") + strings.Count(text, ",") }

// deep tells whether brackets, or dashes in one line ("- - -"), stand one in another beyond measure.
func deep(text string) bool {
	brackets, dashes := 0, 0
	var before rune
	for _, r := range text {
		mark := before == '-' || before == '?'
		switch r {
		case '[', '{':
			brackets++
		case ']', '}':
			brackets = max(brackets-1, 0)
		}
		switch {
		case (r == ' ' || r == '\t') && mark:
			dashes++
		case r != ' ' && r != '\t' && (mark || r != '-' && r != '?'): // a ruler of dashes is none
			dashes = 0
		}
		if brackets > maxDepth || dashes > maxDepth {
			return true
		}
		before = r
	}
	return false
}

// header is the section `pack` of pack.yaml.
type header struct {
	ID      string     `yaml:"id"`
	Name    string     `yaml:"name"`
	NameEN  string     `yaml:"name_en"`
	Title   string     `yaml:"title"`
	TitleEN string     `yaml:"title_en"`
	County  string     `yaml:"county"`
	Watch   string     `yaml:"supervision_phone"` // the number by which residents tell the county of its officers
	From    kernel.Day `yaml:"from"`
	Source  string     `yaml:"source"`
}

// document is what the files of all packs add up to.
type document struct {
	Pack          header      `yaml:"pack"`
	Levels        []Level     `yaml:"levels"`
	PlaceKinds    []PlaceKind `yaml:"place_kinds"`
	BodyKinds     []BodyKind  `yaml:"body_kinds"`
	Bars          []Bar       `yaml:"bars"`
	Roles         []Role      `yaml:"roles"`
	Posts         []Post      `yaml:"posts"`
	Topics        []Topic     `yaml:"topics"`
	CaseTypes     []CaseType  `yaml:"case_types"`
	Data          `yaml:",inline"`
	ListTypes     []ListType `yaml:"list_types"`
	Duties        []PostDuty `yaml:"duties"`
	Dispatching   `yaml:",inline"`
	Visiting      `yaml:",inline"`
	Emergencies   `yaml:",inline"`
	MembersPoints `yaml:",inline"`
	Measuring     `yaml:",inline"`
	Honouring     `yaml:",inline"`
	Merits        `yaml:",inline"`
	Papers        `yaml:",inline"`

	LinkKinds       []LinkKind       `yaml:"link_kinds"`
	Cards           []Card           `yaml:"cards"`
	KinRelations    []KinRelation    `yaml:"kin_relations"`
	PrivacyModules  []PrivacyModule  `yaml:"privacy_modules"`
	PersonalFields  []PersonalField  `yaml:"personal_fields"`
	PrivacyRequests []PrivacyRequest `yaml:"privacy_requests"`
}

func (d *document) sum() *Pack {
	d.Data.inherit()
	d.Dispatching.inherit()
	d.Visiting.inherit()
	d.Emergencies.inherit()
	d.Merits.inherit()
	d.MembersPoints.inherit()
	d.Honouring.inherit()
	for i := range d.CaseTypes {
		d.CaseTypes[i].inherit()
	}
	for i := range d.ListTypes {
		d.ListTypes[i].inherit()
	}
	for i := range d.Cards {
		d.Cards[i].inherit()
	}
	for i := range d.BodyKinds {
		for j := range d.BodyKinds[i].MemberRoles {
			d.BodyKinds[i].MemberRoles[j].take(d.BodyKinds[i].Term)
		}
	}
	h := d.Pack
	return &Pack{
		ID: h.ID, Name: h.Name, NameEN: h.NameEN, Title: h.Title, TitleEN: h.TitleEN, County: h.County,
		From: h.From, Source: h.Source, SupervisionPhone: h.Watch, Levels: d.Levels, PlaceKinds: d.PlaceKinds, BodyKinds: d.BodyKinds, Roles: d.Roles,
		Bars: d.Bars, LinkKinds: d.LinkKinds, Cards: d.Cards, KinRelations: d.KinRelations, Data: d.Data,
		Posts: d.Posts, Topics: d.Topics, CaseTypes: d.CaseTypes, ListTypes: d.ListTypes, Duties: d.Duties, Dispatching: d.Dispatching, Visiting: d.Visiting, Emergencies: d.Emergencies, Measuring: d.Measuring, MembersPoints: d.MembersPoints, Honouring: d.Honouring,
		Merits:         d.Merits,
		Papers:         d.Papers,
		PrivacyModules: d.PrivacyModules, PersonalFields: d.PersonalFields, PrivacyRequests: d.PrivacyRequests,
	}
}

// inherit gives states and transitions the days and the source of their case type.
func (c *CaseType) inherit() {
	for i := range c.Rungs {
		c.Rungs[i].take(c.Term)
	}
	for i := range c.States {
		c.States[i].take(c.Term)
		for j := range c.States[i].Rungs {
			c.States[i].Rungs[j].take(c.Term)
		}
		for j := range c.States[i].Tells {
			c.States[i].Tells[j].take(c.Term)
		}
	}
	for i := range c.Transitions {
		c.Transitions[i].take(c.Term)
		for j := range c.Transitions[i].Tells {
			c.Transitions[i].Tells[j].take(c.Term)
		}
	}
	for _, rungs := range [][]Rung{c.Calls.Rungs, c.Calls.ActRungs} {
		for i := range rungs {
			rungs[i].take(c.Term)
		}
	}
	for i := range c.Fields {
		f := &c.Fields[i]
		f.take(c.Term)
		for j := range f.Choices {
			f.Choices[j].take(c.Term)
		}
		for j := range f.Columns {
			f.Columns[j].take(c.Term)
			for k := range f.Columns[j].Choices {
				f.Columns[j].Choices[k].take(c.Term)
			}
		}
	}
}

func (t *Term) take(from Term) {
	t.From, t.To = from.From, from.To
	if t.Source == "" {
		t.Source = from.Source
	}
}

// decode adds one file to the document.
func (d *decoder) decode(data []byte, doc *document) bool {
	switch text := string(data); {
	case len(text) > maxFile || piecesOf(text) > maxPieces:
		d.errs.add(pos{file: d.file}, "too_large", "the file has more than %d bytes, or more than %d lines and commas: make several of it", maxFile, maxPieces)
		return false
	case deep(text):
		d.errs.add(pos{file: d.file}, "too_deep", "brackets or dashes stand more than %d deep in each other", maxDepth)
		return false
	}
	file, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		d.errs.add(d.where(err), "syntax", "this is not YAML: %s", plain(err))
		return false
	}
	for _, x := range file.Docs {
		if x.Body != nil && x.Body.Type() != ast.CommentType {
			d.value(x.Body, valueOf(doc), place{})
		}
	}
	return true
}

func (d *decoder) where(err error) pos {
	at := pos{file: d.file, line: 1, col: 1}
	var ye yaml.Error
	if errors.As(err, &ye) && ye.GetToken() != nil && ye.GetToken().Position != nil {
		at.line, at.col = ye.GetToken().Position.Line, ye.GetToken().Position.Column
	}
	return at
}

// plain is the message of a syntax error without the source lines that follow it.
func plain(err error) string {
	var ye yaml.Error
	if errors.As(err, &ye) {
		return ye.GetMessage()
	}
	text, _, _ := strings.Cut(err.Error(), "\n")
	return text
}
