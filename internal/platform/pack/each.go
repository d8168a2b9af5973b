package pack

import (
	"reflect"
	"strings"
)

// each calls fn for every definition of the pack, those within others too: with the key of the section, and the id of the
// definition it stands in, empty at the top.
func (p *Pack) each(fn func(section, within string, t *Term)) {
	for _, s := range sections() {
		list := reflect.ValueOf(p).Elem().FieldByName(s.field)
		for i := range list.Len() {
			walkTerms(list.Index(i), s.key, "", fn)
		}
	}
}

// section is a list of definitions of a pack: its key in YAML, and the field of document and Pack.
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

// walkTerms visits a definition, and the definitions in its lists.
func walkTerms(v reflect.Value, key, within string, fn func(section, within string, t *Term)) {
	t := termOf(v)
	fn(key, within, t)
	for _, f := range reflect.VisibleFields(v.Type()) {
		sub, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if f.Type.Kind() != reflect.Slice || !isDefinition(f.Type.Elem()) || sub == "" {
			continue
		}
		list := v.FieldByIndex(f.Index)
		for i := range list.Len() {
			walkTerms(list.Index(i), key+"/"+sub, strings.TrimPrefix(within+"/"+t.ID, "/"), fn)
		}
	}
}

func isDefinition(t reflect.Type) bool {
	_, ok := reflect.New(t).Interface().(interface{ term() *Term })
	return ok
}
