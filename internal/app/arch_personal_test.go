package app_test

import (
	"go/ast"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

func TestArchReveals(t *testing.T) { run(t, reveals) }

// openers open sealed text for another reason than to show it; each says why nobody sees it.
var openers = map[string]string{
	"internal/domain/person/store.go open":             "called by views and Numbers, which mask unless exchange has declared the look, and by Reveal, which declares it",
	"internal/domain/person/service_own.go WithPhones": "the number goes into a blind index of another room",
	"internal/domain/person/service_paper.go isThere":  "compares with what is handed in, and shows nothing",
	"internal/domain/casework/service_hand.go bound":   "compares with those for whose sake somebody must stand aside, and answers yes or no",
	"internal/domain/visit/service_photo.go Photo":     "a picture of a house, not of a person, made with consent: whoever sees the visit sees it",
	"internal/domain/emergency/service_call.go keysOf": "the keys of an emergency, which are no personal data",
	"internal/domain/emergency/service_call.go read":   "for who works in the emergency while it lasts; after its end called by Unseal alone, which declares the look and its reason",
	"internal/domain/fact/service_set.go compared":     "compares two answers, or fills a sheet for which exchange has declared the look",
	"internal/domain/fact/service_settle.go unhide":    "compares; conflict masks, RevealConflict declares the look",
	"internal/domain/field/service_push.go opened":     "carries out what an officer entered; the answer tells its key and what it made",
	"internal/domain/field/service_photo.go unseal":    "puts a photo together for the record that takes it",
	"internal/domain/feed/service_deliver.go secretOf": "the key with which events are signed, which is no personal data",
	"internal/domain/feed/service_own.go addressOf":    "the letter of the day goes there, to its own owner, and nobody is shown it",
	"internal/domain/feed/service_own.go pushSecret":   "the server's own key, which is no personal data",
	"internal/domain/feed/service_own.go targetOf":     "the message of the day goes there, to its own owner's browser, and nobody is shown it",
	"internal/domain/privacy/service_held.go plain":    "called by held, which declares the look and its reason before",
}

// reveals: whatever opens sealed personal data in a room either masks it in the same breath or declares the look, so that it
// stands in the journal.
func reveals(tr *tree) []string {
	var out []string
	for _, s := range tr.files {
		if s.test || s.room() == "" {
			continue
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !calls(f, "keys", "Open") && !calls(f, "vault", "Open") || openers[s.path+" "+f.Name.Name] != "" {
				continue
			}
			if !calls(f, "tx", "View") && !calls(f, "crypt", "MaskPhone") && !calls(f, "crypt", "MaskName") && !calls(f, "form", "Masked") {
				out = append(out, s.at(f.Pos(), "%s opens sealed data and neither masks it (crypt.Mask…, form.Masked) nor declares the look (tx.View)", f.Name.Name))
			}
		}
	}
	return out
}

// calls tells whether a function calls a method whose receiver ends with a name: s.keys.Open, keys.Open, s.keys().Open.
func calls(f *ast.FuncDecl, on, method string) bool {
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != method {
			return true
		}
		of := sel.X
		if call, ok := of.(*ast.CallExpr); ok {
			of = call.Fun
		}
		switch x := of.(type) {
		case *ast.Ident:
			found = found || x.Name == on
		case *ast.SelectorExpr:
			found = found || x.Sel.Name == on
		}
		return true
	})
	return found
}

// TestCatalogueKnowsEverySecret: a sealed column without a line in packs/base/privacy.yaml has no purpose, ground or period.
func TestCatalogueKnowsEverySecret(t *testing.T) {
	p := mustPack(t)
	known := map[string]bool{}
	for _, f := range p.PersonalFields {
		known[f.Table+"."+f.Column] = true
		if f.Source == "" || f.Basis == "" {
			t.Errorf("%s: no source or basis", f.ID)
		}
	}
	columns := secretColumns(t)
	if len(columns) < 4 {
		t.Fatalf("found only %v: the search has gone blind", columns)
	}
	for _, c := range columns {
		if !known[c] {
			t.Errorf("t_%s is sealed and has no line in packs/base/privacy.yaml", c)
		}
	}
}

// secretColumns finds the fields of type kernel.Secret in the record structs of all rooms, as table.column.
func secretColumns(t *testing.T) []string {
	t.Helper()
	tr, err := loadTree()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range tr.files {
		if s.test || s.room() == "" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			st, ok := n.(*ast.StructType)
			if !ok {
				return true
			}
			table := ""
			for _, f := range st.Fields.List {
				name := bunTag(f)
				if rest, ok := strings.CutPrefix(name, "table:t_"); ok {
					table = rest
				}
				sel, ok := f.Type.(*ast.SelectorExpr)
				if ok && sel.Sel.Name == "Secret" && table != "" {
					out = append(out, table+"."+name)
				}
			}
			return true
		})
	}
	return out
}

func bunTag(f *ast.Field) string {
	if f.Tag == nil {
		return ""
	}
	text, _ := strconv.Unquote(f.Tag.Value)
	name, _, _ := strings.Cut(reflect.StructTag(text).Get("bun"), ",")
	return name
}

func mustPack(t *testing.T) *pack.Pack {
	t.Helper()
	p, err := pack.Load(packs.FS, "base")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// personColumn is how a column is called that holds the id of a person.
var personColumn = regexp.MustCompile(`(^|_)person_id$`)

// TestPersonsAreDeclared: every column that holds a person stands in the Refs of its table, so that a merge of two entries
// moves it and the page at the counter shows it; the journal says who acted then and is never rewritten.
func TestPersonsAreDeclared(t *testing.T) {
	tr, err := loadTree()
	if err != nil {
		t.Fatal(err)
	}
	declared := map[string]bool{}
	for _, table := range db.Tables() {
		for _, r := range table.Refs {
			declared[table.Name+"."+r.Col] = true
		}
	}
	seen := 0
	for _, s := range tr.files {
		if s.test || s.room() == "" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			st, ok := n.(*ast.StructType)
			if !ok {
				return true
			}
			table := ""
			for _, f := range st.Fields.List {
				name := bunTag(f)
				if rest, ok := strings.CutPrefix(name, "table:t_"); ok {
					table = rest
				}
				if table == "" || !personColumn.MatchString(name) {
					continue
				}
				seen++
				if !declared[table+"."+name] {
					t.Errorf("t_%s.%s holds a person: declare it, Refs: []db.Ref{{Col: %q, To: \"person\"}}", table, name, name)
				}
			}
			return true
		})
	}
	if seen < 4 {
		t.Errorf("saw only %d columns: the search has gone blind", seen)
	}
}

// TestTheCounterShowsEveryTable: a table that speaks of persons has a section of its own on the page at the counter, or fields
// in the catalogue from which one is made.
func TestTheCounterShowsEveryTable(t *testing.T) {
	own := []string{"account", "appointment", "case", "member", "privacy_request"} // privacy/service_held.go
	fields := mustPack(t).PersonalFields
	for _, table := range db.RefsTo("person") {
		listed := slices.ContainsFunc(fields, func(f pack.PersonalField) bool { return f.Table == table.Name })
		if !listed && !slices.Contains(own, table.Name) {
			t.Errorf("t_%s speaks of persons, and packs/base/privacy.yaml has no field of it", table.Name)
		}
	}
}
