package web

import (
	"encoding/json"
	"maps"
	"path"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"touyan/internal/kernel"
)

// schemas is huma's registry with two additions: names that do not clash between rooms, and kernel.ID as a string.
type schemas struct {
	huma.Registry
	room  string // of the operation being registered
	names map[reflect.Type]string
	taken map[string]bool
}

var idType = reflect.TypeFor[kernel.ID]()

func newSchemas() *schemas {
	s := &schemas{names: map[reflect.Type]string{}, taken: map[string]bool{}}
	s.Registry = huma.NewMapRegistry("#/components/schemas/", s.name)
	s.RegisterTypeAlias(idType, reflect.TypeFor[idText]())
	return s
}

// idText stands for kernel.ID in bodies: the kernel cannot describe itself, it knows no third-party library.
type idText struct{}

// Schema is the string form of an id; empty means none.
func (idText) Schema(huma.Registry) *huma.Schema { return idSchema() }

func idSchema() *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "id", Pattern: "^[0-9]{0,16}$"}
}

// Schema is asked directly, not by way of a struct, only for parameters and form fields. huma reads those by the kind of
// the Go type, so for it an id there is a number, and the check must not ask for a string.
func (s *schemas) Schema(t reflect.Type, allowRef bool, hint string) *huma.Schema {
	if t == idType {
		return &huma.Schema{Format: "id"}
	}
	return s.Registry.Schema(t, allowRef, hint)
}

// MarshalJSON writes the components. A pointer that is always there may be null, which huma does not say of references.
func (s *schemas) MarshalJSON() ([]byte, error) {
	out := maps.Clone(s.Map())
	for t, name := range s.names {
		if t.Kind() != reflect.Struct || out[name] == nil {
			continue
		}
		c := *out[name]
		c.Properties = maps.Clone(c.Properties)
		for _, f := range reflect.VisibleFields(t) {
			key, opts, _ := strings.Cut(f.Tag.Get("json"), ",")
			p := c.Properties[key]
			if f.Type.Kind() == reflect.Pointer && p != nil && p.Ref != "" && !strings.Contains(opts, "omitempty") {
				c.Properties[key] = &huma.Schema{AnyOf: []*huma.Schema{{Ref: p.Ref}, {Type: "null"}}}
			}
		}
		out[name] = &c
	}
	return json.Marshal(out)
}

// documentIDs puts the true schema of ids into the document, beside the lenient one that parameters are checked with.
func documentIDs(_ *huma.OpenAPI, op *huma.Operation) {
	for _, p := range op.Parameters {
		p.Schema = documentID(p.Schema)
	}
	if op.RequestBody == nil {
		return
	}
	for _, media := range op.RequestBody.Content {
		if media.Schema == nil {
			continue
		}
		for name, p := range media.Schema.Properties {
			media.Schema.Properties[name] = documentID(p)
		}
	}
}

func documentID(s *huma.Schema) *huma.Schema {
	if s == nil || s.Type != "" || s.Format != "id" {
		return s
	}
	doc := idSchema()
	doc.Description, doc.Examples = s.Description, s.Examples
	return doc
}

// name keeps the plain name of exported types, which are the words of the contract; others get their room in front, and a
// type that meets a taken name its package.
func (s *schemas) name(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if n, ok := s.names[t]; ok {
		return n
	}
	n := huma.DefaultSchemaNamer(t, hint)
	if t.Kind() != reflect.Struct {
		return n
	}
	if first, _ := utf8.DecodeRuneInString(t.Name()); t.Name() == "" || unicode.IsLower(first) {
		n = capital(s.room) + n
	}
	if s.taken[n] && t.PkgPath() != "" {
		n = capital(path.Base(t.PkgPath())) + n
	}
	for base, i := n, 2; s.taken[n]; i++ {
		n = base + strconv.Itoa(i)
	}
	s.names[t], s.taken[n] = n, true
	return n
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// fillNil makes nil lists and maps of an answer empty ones, as the document promises: a front end never meets null there.
func fillNil(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			fillNil(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() || f.Anonymous {
				fillNil(v.Field(i))
			}
		}
	case reflect.Map:
		if v.IsNil() && v.CanSet() {
			v.Set(reflect.MakeMap(v.Type()))
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return
		}
		if v.IsNil() && v.CanSet() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		for i := range v.Len() {
			fillNil(v.Index(i))
		}
	}
}

func init() {
	huma.DefaultArrayNullable = false // see fillNil
}
