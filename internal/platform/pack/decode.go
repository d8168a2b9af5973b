package pack

import (
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"touyan/internal/platform/rule"
)

// decoder fills Go values from the syntax tree. The library's own decoder stops at the first fault and forgets where a
// value stood; this one goes on, and keeps the places for the checks that follow.
type decoder struct {
	file string
	errs *Errors
	seen map[string]pos // definitions of the present pack, by path

	lists map[string]map[string]int // where in its list a definition stands: by the path of the list and its id
}

// place is where the decoder is: the path for the check of duplicate ids, the key within the definition, and the book of
// places of that definition.
type place struct {
	path, key string
	marks     map[string]pos
}

func (p place) mark(at pos) {
	if p.marks != nil && p.key != "" {
		p.marks[p.key] = at
	}
}

func valueOf(doc *document) reflect.Value { return reflect.ValueOf(doc).Elem() }

func (d *decoder) at(n ast.Node) pos {
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		n = m.Values[0].Key
	}
	if m, ok := n.(*ast.MappingValueNode); ok {
		n = m.Key
	}
	at := pos{file: d.file, line: 1, col: 1}
	if t := n.GetToken(); t != nil && t.Position != nil {
		at.line, at.col = t.Position.Line, t.Position.Column
		if t.Type == token.DoubleQuoteType || t.Type == token.SingleQuoteType {
			at.inner = 1
		}
		if t.Type == token.LiteralType || t.Type == token.FoldedType {
			at.inner = -1
		}
	}
	return at
}

func (d *decoder) value(n ast.Node, v reflect.Value, p place) {
	p.mark(d.at(n))
	switch n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		d.errs.add(d.at(n), "not_allowed", "anchors, aliases, tags and merge keys are not allowed in a pack")
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.mapping(n, v, p)
	case reflect.Slice:
		d.list(n, v, p)
	default:
		d.scalar(n, v)
	}
}

func (d *decoder) scalar(n ast.Node, v reflect.Value) {
	switch x := n.(type) {
	case *ast.StringNode:
		if v.Kind() == reflect.String {
			v.SetString(x.Value)
			return
		}
	case *ast.FloatNode:
		if v.Type() == numberType {
			v.SetString(x.Token.Value)
			return
		}
	case *ast.LiteralNode:
		if v.Kind() == reflect.String {
			v.SetString(strings.TrimSpace(x.Value.Value))
			return
		}
	case *ast.BoolNode:
		if v.Kind() == reflect.Bool {
			v.SetBool(x.Value)
			return
		}
	case *ast.IntegerNode:
		if v.Type() == numberType {
			v.SetString(x.Token.Value)
			return
		}
		if whole, ok := x.Value.(uint64); ok && v.Kind() == reflect.Int && whole <= math.MaxInt32 {
			v.SetInt(int64(whole))
			return
		}
		if n, ok := x.Value.(int64); ok && v.Type() == reflect.TypeFor[Gain]() && n >= -math.MaxInt32 {
			v.SetInt(n)
			return
		}
	}
	d.errs.add(d.at(n), "wrong_type", "want %s", kindName(v.Type()))
}

var numberType = reflect.TypeFor[Number]()

func kindName(t reflect.Type) word {
	switch t.Kind() {
	case reflect.String:
		return "text (put numbers in quotes)"
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	case reflect.Slice:
		return "a list"
	}
	return "keys with values"
}

func (d *decoder) mapping(n ast.Node, v reflect.Value, p place) {
	fields := fieldsOf(v.Type())
	had := map[string]bool{}
	pairs, ok := pairsOf(n)
	if !ok {
		d.errs.add(d.at(n), "wrong_type", "want %s", kindName(v.Type()))
	}
	for _, kv := range pairs {
		key := keyOf(kv)
		index, known := fields[key]
		switch {
		case !known:
			d.errs.add(d.at(kv.Key), "unknown_key", "unknown key %q: want one of %s", key, strings.Join(slices.Sorted(maps.Keys(fields)), ", "))
			(*d.errs)[len(*d.errs)-1].meant = rule.Nearest(key, slices.Sorted(maps.Keys(fields)))
		case had[key]:
			d.errs.add(d.at(kv.Key), "duplicate_key", "key %q stands here twice", key)
		default:
			d.value(kv.Value, v.FieldByIndex(index), place{path: p.path + "/" + key, key: key, marks: p.marks})
		}
		had[key] = true
	}
}

// list replaces a list of plain values; a list of definitions is merged by id into what earlier packs gave.
func (d *decoder) list(n ast.Node, v reflect.Value, p place) {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		d.errs.add(d.at(n), "wrong_type", "want a list")
		return
	}
	if _, defs := reflect.New(v.Type().Elem()).Interface().(interface{ term() *Term }); defs {
		for _, item := range seq.Values {
			d.define(item, v, p)
		}
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(seq.Values), len(seq.Values)))
	for i, item := range seq.Values {
		d.value(item, v.Index(i), place{path: p.path, key: fmt.Sprintf("%s[%d]", p.key, i), marks: p.marks})
	}
}

// define adds one definition to a list, or overrides the keys of the one that has its id.
func (d *decoder) define(n ast.Node, list reflect.Value, p place) {
	id, at := d.idOf(n)
	if id == "" && d.hasID(n) {
		d.errs.add(at, "wrong_type", "want %s", kindName(reflect.TypeFor[string]()))
		return
	}
	if id == "" {
		d.errs.add(at, "missing", "a definition needs the key %q", "id")
		return
	}
	path := p.path + "/" + id
	if first, twice := d.seen[path]; twice {
		d.errs.add(at, "duplicate_id", "id %q is defined twice, first at %s:%d", id, first.file, first.line)
		return
	}
	d.seen[path] = at
	i := d.indexIn(list, p.path, id)
	if i == list.Len() {
		list.Set(reflect.Append(list, reflect.Zero(list.Type().Elem())))
	}
	t := termOf(list.Index(i))
	t.pos = at
	if t.marks == nil {
		t.marks = map[string]pos{}
	}
	d.value(n, list.Index(i), place{path: path, marks: t.marks})
}

// indexIn is where the definition with the id stands in a list, or will stand when it is appended.
func (d *decoder) indexIn(list reflect.Value, path, id string) int {
	at, known := d.lists[path]
	if !known {
		at = map[string]int{}
		for i := range list.Len() {
			at[termOf(list.Index(i)).ID] = i
		}
		d.lists[path] = at
	}
	i, there := at[id]
	if !there {
		i = list.Len()
		at[id] = i
	}
	return i
}

func termOf(v reflect.Value) *Term { return v.Addr().Interface().(interface{ term() *Term }).term() }

func (d *decoder) idOf(n ast.Node) (string, pos) {
	pairs, _ := pairsOf(n)
	for _, kv := range pairs {
		if keyOf(kv) != "id" {
			continue
		}
		s, ok := kv.Value.(*ast.StringNode)
		if !ok {
			return "", d.at(kv.Value)
		}
		return s.Value, d.at(s)
	}
	return "", d.at(n)
}

// hasID tells that the id is there, but is no text, so that at is its place.
func (d *decoder) hasID(n ast.Node) bool {
	pairs, _ := pairsOf(n)
	return slices.ContainsFunc(pairs, func(kv *ast.MappingValueNode) bool { return keyOf(kv) == "id" })
}

func keyOf(kv *ast.MappingValueNode) string {
	if s, ok := kv.Key.(*ast.StringNode); ok {
		return s.Value
	}
	return kv.Key.String()
}

func pairsOf(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch x := n.(type) {
	case *ast.MappingNode:
		return x.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{x}, true
	}
	return nil, false
}

// fieldsOf maps the keys of a struct to its fields; an outer field hides an embedded one of the same key.
func fieldsOf(t reflect.Type) map[string][]int {
	out := map[string][]int{}
	for _, f := range reflect.VisibleFields(t) {
		key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if key == "" || !f.IsExported() {
			continue
		}
		if old, ok := out[key]; !ok || len(f.Index) < len(old) {
			out[key] = f.Index
		}
	}
	return out
}
