package pack

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
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
	Dispatching `yaml:",inline"`

	KinRelations    []KinRelation    `yaml:"kin_relations"`
	PrivacyModules  []PrivacyModule  `yaml:"privacy_modules"`
	PersonalFields  []PersonalField  `yaml:"personal_fields"`
	PrivacyRequests []PrivacyRequest `yaml:"privacy_requests"`
}

// Load reads the packs in order, each from the folder of its id in fsys, and checks the sum. The error is an Errors unless
// the files themselves cannot be read.
func Load(fsys fs.FS, ids ...string) (*Pack, error) {
	var doc document
	var errs Errors
	whole := true
	for _, id := range ids {
		ok, err := readPack(fsys, id, &doc, &errs)
		if err != nil {
			return nil, err
		}
		whole = whole && ok
	}
	p := doc.sum()
	// What is missing because its file could not be parsed at all would only be reported a second time.
	if whole {
		check(p, &errs)
	}
	if len(errs) > 0 {
		errs.sort()
		return nil, errs
	}
	return p, nil
}

func (d *document) sum() *Pack {
	d.Dispatching.inherit()
	for i := range d.CaseTypes {
		d.CaseTypes[i].inherit()
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
		Bars: d.Bars, KinRelations: d.KinRelations,
		Posts: d.Posts, Topics: d.Topics, CaseTypes: d.CaseTypes, Dispatching: d.Dispatching,
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
	}
	for i := range c.Transitions {
		c.Transitions[i].take(c.Term)
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
		}
	}
}

func (t *Term) take(from Term) {
	t.From, t.To = from.From, from.To
	if t.Source == "" {
		t.Source = from.Source
	}
}

// readPack adds the files of one pack to the document; not ok means that some file could not be parsed.
func readPack(fsys fs.FS, id string, doc *document, errs *Errors) (ok bool, err error) {
	files, err := fs.Glob(fsys, path.Join(id, "*.yaml"))
	if err != nil {
		return false, fmt.Errorf("pack %s: %w", id, err)
	}
	if len(files) == 0 {
		errs.add(pos{file: "packs/" + id}, "no_pack", "there is no pack %q: no folder of that name with YAML in it", id)
		return false, nil
	}
	d := &decoder{errs: errs, seen: map[string]pos{}}
	doc.Pack.ID = ""
	ok = true
	for _, file := range files {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return false, fmt.Errorf("pack %s: %w", id, err)
		}
		d.file = "packs/" + file
		ok = d.decode(data, doc) && ok
	}
	if doc.Pack.ID != id {
		errs.add(pos{file: "packs/" + id + "/pack.yaml"}, "pack_id", "key pack.id must be the name of the folder, %q", id)
	}
	return ok, nil
}

// decode adds one file to the document.
func (d *decoder) decode(data []byte, doc *document) bool {
	if len(data) > maxFile {
		d.errs.add(pos{file: d.file}, "too_large", "the file has more than %d bytes", maxFile)
		return false
	}
	file, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		d.errs.add(d.where(err), "syntax", "%s", plain(err))
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
