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
// case_types/report/states/handling.
type Change struct {
	What   string      `json:"what" enum:"added,changed,ended,removed"`
	Path   string      `json:"path"`
	Name   string      `json:"name"`
	NameEN string      `json:"name_en"`
	Keys   []KeyChange `json:"keys" nullable:"false"`
}

// KeyChange is one key of a definition that has another value. Lists have their items with a comma between.
type KeyChange struct {
	Key string `json:"key"`
	Old string `json:"old"`
	New string `json:"new"`
}

// defined is a definition as it is compared.
type defined struct {
	term *Term
	keys map[string]string
}

// Compare lists what differs between two packs, in the order of the sections; what is new or gone within a new or gone
// definition is not listed by itself.
func Compare(before, after *Pack) []Change {
	old, oldOrder := before.index()
	now, order := after.index()
	out := []Change{}
	head := Change{What: Altered, Path: "pack", Name: after.Name, NameEN: after.NameEN, Keys: differ(before.head(), after.head())}
	if len(head.Keys) > 0 {
		out = append(out, head)
	}
	for _, path := range order {
		n := now[path]
		o, was := old[path]
		c := Change{What: Added, Path: path, Name: n.term.Name, NameEN: n.term.NameEN, Keys: []KeyChange{}}
		if was {
			c.What, c.Keys = Altered, differ(o.keys, n.keys)
			if len(c.Keys) == 0 {
				continue
			}
			if len(c.Keys) == 1 && c.Keys[0].Key == "to" && o.term.To == "" {
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
			o := old[path]
			out = append(out, Change{What: Removed, Path: path, Name: o.term.Name, NameEN: o.term.NameEN, Keys: []KeyChange{}})
		}
	}
	return out
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
		all[path] = defined{termOf(v), keysOf(v)}
		order = append(order, path)
	})
	return all, order
}

// head are the keys of the section pack, which is no definition.
func (p *Pack) head() map[string]string {
	return map[string]string{"title": p.Title, "title_en": p.TitleEN, "name": p.Name, "name_en": p.NameEN, "county": p.County}
}

func differ(old, now map[string]string) []KeyChange {
	var out []KeyChange
	for _, key := range slices.Sorted(maps.Keys(now)) {
		if old[key] != now[key] {
			out = append(out, KeyChange{key, old[key], now[key]})
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
