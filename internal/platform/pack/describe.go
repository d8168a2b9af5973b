package pack

import (
	"maps"
	"reflect"
	"slices"

	"touyan/internal/kernel"
)

// Section is one section of a pack as it is shown: whatever definitions it has.
type Section struct {
	Key   string  `json:"key"`
	Items []Entry `json:"items" nullable:"false"`
}

// Entry is a definition as it is shown: its keys that say something, and the definitions that stand in it.
type Entry struct {
	ID     string     `json:"id"`
	Name   string     `json:"name"`
	NameEN string     `json:"name_en"`
	From   kernel.Day `json:"from"`
	To     kernel.Day `json:"to"`
	Source string     `json:"source"`
	File   string     `json:"file"` // where it was last said, as in errors
	Line   int        `json:"line"`
	Keys   []KeyValue `json:"keys" nullable:"false"`
	Parts  []Section  `json:"parts" nullable:"false"`
}

// KeyValue is one key of a definition with its value as text; Items has the single ones of a list. Label is the key in
// Chinese.
type KeyValue struct {
	Key   string   `json:"key"`
	Label string   `json:"label"`
	Value string   `json:"value"`
	Items []string `json:"items" nullable:"false"`
}

// Describe writes a pack out, section by section, as far as it has something.
func (p *Pack) Describe() []Section {
	out := []Section{}
	for _, s := range sections() {
		if list := reflect.ValueOf(p).Elem().FieldByName(s.field); list.Len() > 0 {
			out = append(out, Section{s.key, entries(list)})
		}
	}
	return out
}

func entries(list reflect.Value) []Entry {
	out := make([]Entry, list.Len())
	for i := range out {
		out[i] = entry(list.Index(i))
	}
	return out
}

// common are the keys of every definition, which an Entry has by name.
var common = []string{"id", "name", "name_en", "source"}

func entry(v reflect.Value) Entry {
	t := termOf(v)
	e := Entry{
		ID: t.ID, Name: t.Name, NameEN: t.NameEN, From: t.From, To: t.To, Source: t.Source, File: t.pos.file, Line: t.pos.line,
		Keys: []KeyValue{}, Parts: []Section{},
	}
	fields := fieldsOf(v.Type())
	for _, key := range slices.Sorted(maps.Keys(fields)) {
		f := v.FieldByIndex(fields[key])
		switch {
		case f.Kind() == reflect.Slice && isDefinition(f.Type().Elem()):
			if f.Len() > 0 {
				e.Parts = append(e.Parts, Section{key, entries(f)})
			}
		case f.IsZero(), slices.Contains(common, key), (key == "from" || key == "to") && f.Type() == reflect.TypeFor[kernel.Day]():
		default:
			e.Keys = append(e.Keys, keyValue(labelOf(v.Type(), key), key, f))
		}
	}
	return e
}

func keyValue(label, key string, f reflect.Value) KeyValue {
	kv := KeyValue{Key: key, Label: label, Value: textOf(f), Items: []string{}}
	if f.Kind() == reflect.Slice {
		for i := range f.Len() {
			kv.Items = append(kv.Items, textOf(f.Index(i)))
		}
	}
	return kv
}

// MayTake lists the posts whose holders may take a transition as officers, in the order of the pack.
func (p *Pack) MayTake(x Transition) []Post {
	var out []Post
	if x.Permission == "" {
		return out
	}
	for _, po := range p.Posts {
		held := slices.Contains(x.By, ByAssignee) || len(po.Levels) > 0 && slices.Contains(x.By, ByPlace) || len(po.BodyKinds) > 0 && slices.Contains(x.By, ByBody) ||
			slices.Contains(x.By, ByPost) && slices.Contains(x.Posts, po.ID) ||
			slices.Contains(x.By, ByQueue) && slices.ContainsFunc(p.Queues, func(q Queue) bool { return slices.Contains(q.Posts, po.ID) })
		if perms, _ := p.PermissionsOf(po.ID); held && slices.Contains(perms, x.Permission) {
			out = append(out, po)
		}
	}
	return out
}
