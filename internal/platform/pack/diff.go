package pack

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// What a new version does with a definition.
const (
	Added   = "added"
	Altered = "changed"
	Ended   = "ended"   // it now has a last day
	Removed = "removed" // it is gone, which must not be: old records speak of it
)

// Change is what a new version does with one definition. Path is its section and id, within the definition it stands in:
// case_types/report/states/handling. File and Line are where the new version says it; of what is gone, where the old one did.
type Change struct {
	What   string      `json:"what" enum:"added,changed,ended,removed"`
	Path   string      `json:"path"`
	Name   string      `json:"name"`
	NameEN string      `json:"name_en"`
	File   string      `json:"file"`
	Line   int         `json:"line"`
	Keys   []KeyChange `json:"keys" nullable:"false"`
}

// KeyChange is one key of a definition that has another value, and where that stands. Label is the key in Chinese. Lists have
// their items with a comma between.
type KeyChange struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Old   string `json:"old"`
	New   string `json:"new"`
	File  string `json:"file"`
	Line  int    `json:"line"`
}

// defined is a definition as it is compared.
type defined struct {
	term *Term
	typ  reflect.Type
	keys map[string]string
}

// Compare lists what differs between two packs, in the order of the sections; what is new or gone within a new or gone
// definition is not listed by itself.
func Compare(before, after *Pack) []Change {
	old, oldOrder := before.index()
	now, order := after.index()
	out := []Change{}
	head := Change{What: Altered, Path: "pack", Name: after.Name, NameEN: after.NameEN, Keys: differ(before.head(), after.head(), reflect.TypeFor[header](), func(string) pos { return pos{} })}
	if len(head.Keys) > 0 {
		out = append(out, head)
	}
	for _, path := range order {
		n := now[path]
		o, was := old[path]
		c := n.term.change(Added, path)
		if was {
			c.What, c.Keys = Altered, differ(o.keys, n.keys, n.typ, func(key string) pos { return standsAt(key, n, o) })
			if len(c.Keys) == 0 {
				continue
			}
			if len(c.Keys) == 1 && c.Keys[0].Key == "to" && o.term.To == "" && n.term.To != "" {
				c.What = Ended
			}
		} else if _, whole := old[parent(path)]; parent(path) != "" && !whole {
			continue
		}
		out = append(out, c)
	}
	for _, path := range oldOrder {
		if _, there := now[path]; there {
			continue
		}
		if _, whole := now[parent(path)]; parent(path) == "" || whole {
			out = append(out, old[path].term.change(Removed, path))
		}
	}
	return out
}

// change is a change of the whole definition.
func (t *Term) change(what, path string) Change {
	return Change{What: what, Path: path, Name: t.Name, NameEN: t.NameEN, File: t.pos.file, Line: t.pos.line, Keys: []KeyChange{}}
}

// standsAt is where the new definition says a key; where it says it no more, where the old one did, and where neither does (the
// key follows from the definition around it), the new definition itself.
func standsAt(key string, now, old defined) pos {
	for _, d := range []defined{now, old} {
		if at, ok := d.term.marks[key]; ok {
			return at
		}
	}
	return now.term.pos
}

// parent is the path of the definition that another one stands in; empty at the top.
func parent(path string) string {
	parts := strings.Split(path, "/")
	if len(parts) < 4 {
		return ""
	}
	return strings.Join(parts[:len(parts)-2], "/")
}

// index finds the definitions of a pack by their paths.
func (p *Pack) index() (map[string]defined, []string) {
	all := map[string]defined{}
	var order []string
	p.eachValue(func(path string, v reflect.Value) {
		all[path] = defined{termOf(v), v.Type(), keysOf(v)}
		order = append(order, path)
	})
	return all, order
}

// head are the keys of the section pack, which is no definition.
func (p *Pack) head() map[string]string {
	return map[string]string{"title": p.Title, "title_en": p.TitleEN, "name": p.Name, "name_en": p.NameEN, "county": p.County}
}

func differ(old, now map[string]string, typ reflect.Type, where func(key string) pos) []KeyChange {
	var out []KeyChange
	for _, key := range slices.Sorted(maps.Keys(now)) {
		if old[key] != now[key] {
			at := where(key)
			out = append(out, KeyChange{Key: key, Label: labelOf(typ, key), Old: old[key], New: now[key], File: at.file, Line: at.line})
		}
	}
	return out
}

// keysOf are the values of a definition as text, by their keys, without the definitions in it.
func keysOf(v reflect.Value) map[string]string {
	out := map[string]string{}
	for key, index := range fieldsOf(v.Type()) {
		f := v.FieldByIndex(index)
		if f.Kind() == reflect.Slice && isDefinition(f.Type().Elem()) {
			continue
		}
		out[key] = textOf(f)
	}
	return out
}

func textOf(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Slice:
		items := make([]string, v.Len())
		for i := range items {
			items[i] = textOf(v.Index(i))
		}
		return strings.Join(items, ", ")
	case reflect.Struct:
		var items []string
		for key, index := range fieldsOf(v.Type()) {
			if f := v.FieldByIndex(index); !f.IsZero() {
				items = append(items, key+": "+textOf(f))
			}
		}
		slices.Sort(items)
		return strings.Join(items, ", ")
	case reflect.Bool, reflect.Int:
		if v.IsZero() {
			return ""
		}
	}
	return fmt.Sprint(v.Interface())
}
