package pack

import (
	"maps"
	"reflect"
	"slices"
	"strings"
)

// section is a list of definitions of a pack: its key in YAML, and where it lies in document and Pack.
type section struct {
	key, field string
	typ        reflect.Type
}

// sections lists the sections in the order of the document.
func sections() []section {
	var out []section
	for _, f := range reflect.VisibleFields(reflect.TypeFor[document]()) {
		key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if f.Type.Kind() == reflect.Slice && key != "" {
			out = append(out, section{key, f.Name, f.Type.Elem()})
		}
	}
	return out
}

// eachValue calls fn for every definition of the pack, and for those that stand in others: with its path, which is the
// section and the id, such as case_types/report/states/handling.
func (p *Pack) eachValue(fn func(path string, v reflect.Value)) {
	for _, s := range sections() {
		list := reflect.ValueOf(p).Elem().FieldByName(s.field)
		for i := range list.Len() {
			visit(list.Index(i), s.key, fn)
		}
	}
}

func visit(v reflect.Value, key string, fn func(string, reflect.Value)) {
	path := key + "/" + termOf(v).ID
	fn(path, v)
	fields := fieldsOf(v.Type())
	for _, sub := range slices.Sorted(maps.Keys(fields)) {
		if list := v.FieldByIndex(fields[sub]); list.Kind() == reflect.Slice && isDefinition(list.Type().Elem()) {
			for i := range list.Len() {
				visit(list.Index(i), path+"/"+sub, fn)
			}
		}
	}
}

func isDefinition(t reflect.Type) bool {
	_, ok := reflect.New(t).Interface().(interface{ term() *Term })
	return ok
}

// ids are the ids of all definitions, for suggestions.
func (p *Pack) ids() []string {
	var out []string
	p.eachValue(func(_ string, v reflect.Value) { out = append(out, termOf(v).ID) })
	return out
}
