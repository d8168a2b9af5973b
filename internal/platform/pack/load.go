package pack

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"touyan/internal/kernel"
)

// maxFile bounds one file of a pack; the largest so far has 20 KB.
const maxFile = 1 << 20

// header is the section `pack` of pack.yaml.
type header struct {
	ID      string     `yaml:"id"`
	Name    string     `yaml:"name"`
	NameEN  string     `yaml:"name_en"`
	Title   string     `yaml:"title"`
	TitleEN string     `yaml:"title_en"`
	County  string     `yaml:"county"`
	From    kernel.Day `yaml:"from"`
	Source  string     `yaml:"source"`
}

// document is what the files of all packs add up to.
type document struct {
	Pack        header      `yaml:"pack"`
	Levels      []Level     `yaml:"levels"`
	PlaceKinds  []PlaceKind `yaml:"place_kinds"`
	BodyKinds   []BodyKind  `yaml:"body_kinds"`
	Bars        []Bar       `yaml:"bars"`
	Roles       []Role      `yaml:"roles"`
	Posts       []Post      `yaml:"posts"`
	Topics      []Topic     `yaml:"topics"`
	CaseTypes   []CaseType  `yaml:"case_types"`
	Data        `yaml:",inline"`
	ListTypes   []ListType `yaml:"list_types"`
	Duties      []PostDuty `yaml:"duties"`
	Dispatching `yaml:",inline"`

	KinRelations    []KinRelation    `yaml:"kin_relations"`
	PrivacyModules  []PrivacyModule  `yaml:"privacy_modules"`
	PersonalFields  []PersonalField  `yaml:"personal_fields"`
	PrivacyRequests []PrivacyRequest `yaml:"privacy_requests"`
}

func (d *document) sum() *Pack {
	d.Data.inherit()
	d.Dispatching.inherit()
	for i := range d.CaseTypes {
		d.CaseTypes[i].inherit()
	}
	for i := range d.ListTypes {
		d.ListTypes[i].inherit()
	}
	for i := range d.BodyKinds {
		for j := range d.BodyKinds[i].MemberRoles {
			d.BodyKinds[i].MemberRoles[j].take(d.BodyKinds[i].Term)
		}
	}
	h := d.Pack
	return &Pack{
		ID: h.ID, Name: h.Name, NameEN: h.NameEN, Title: h.Title, TitleEN: h.TitleEN, County: h.County,
		From: h.From, Source: h.Source, Levels: d.Levels, PlaceKinds: d.PlaceKinds, BodyKinds: d.BodyKinds, Roles: d.Roles,
		Bars: d.Bars, KinRelations: d.KinRelations, Data: d.Data,
		Posts: d.Posts, Topics: d.Topics, CaseTypes: d.CaseTypes, ListTypes: d.ListTypes, Duties: d.Duties, Dispatching: d.Dispatching,
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
	for i := range c.Calls.Rungs {
		c.Calls.Rungs[i].take(c.Term)
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
	if len(data) > maxFile {
		d.errs.add(pos{file: d.file}, "too_large", "the file has more than %d bytes", maxFile)
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
