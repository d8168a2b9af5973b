package app_test

import (
	"go/ast"
	"go/token"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestArchSQL(t *testing.T) { run(t, sqlTokens) }

func TestArchTables(t *testing.T) { run(t, oneHome) }

var (
	bareTable = regexp.MustCompile(`\bt_(\w+|$)`)
	braces    = regexp.MustCompile(`\{([a-z][a-z0-9_]*)( [a-z][a-z0-9_]*)?\}`)
	sqlWord   = regexp.MustCompile(`\b(SELECT|FROM|JOIN|INSERT|UPDATE|DELETE|WHERE)\b`)
)

// text is a string literal with its place.
type text struct {
	s   string
	pos token.Pos
	tag bool // a struct tag
}

// texts lists the string literals of a file.
func (s *source) texts() []text {
	var out []text
	tags := map[*ast.BasicLit]bool{}
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.Field:
			if n.Tag != nil {
				tags[n.Tag] = true
			}
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				if v, err := strconv.Unquote(n.Value); err == nil {
					out = append(out, text{v, n.Pos(), tags[n]})
				}
			}
		}
		return true
	})
	return out
}

// tablesIn lists the tables that a text names in braces. `{id}` of a path is none: braces without an alias count in SQL only.
func tablesIn(s string) []string {
	var out []string
	for _, m := range braces.FindAllStringSubmatch(s, -1) {
		if m[2] != "" || sqlWord.MatchString(s) {
			out = append(out, m[1])
		}
	}
	return out
}

// declared maps each table to the folders that declare it: db.Table{Name: "case", …}; the name may be a constant.
func (tr *tree) declared() map[string][]string {
	out := map[string][]string{}
	consts := tr.constants()
	for _, s := range tr.files {
		if s.test {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			name := tableName(lit, consts[s.dir()])
			if name != "" && !slices.Contains(out[name], s.dir()) {
				out[name] = append(out[name], s.dir())
			}
			return true
		})
	}
	return out
}

// constants are the string constants of each folder.
func (tr *tree) constants() map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, s := range tr.files {
		if out[s.dir()] == nil {
			out[s.dir()] = map[string]string{}
		}
		for _, d := range s.file.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.CONST {
				for _, spec := range g.Specs {
					v := spec.(*ast.ValueSpec)
					for i, x := range v.Values {
						out[s.dir()][v.Names[i].Name] = stringOf(x, nil)
					}
				}
			}
		}
	}
	return out
}

// tableName is the Name of a literal that also has a Place: a table. A map of tables leaves the literal's type out.
func tableName(lit *ast.CompositeLit, consts map[string]string) string {
	name, placed := "", false
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return ""
		}
		key, ok := kv.Key.(*ast.Ident)
		switch {
		case ok && key.Name == "Name":
			name = stringOf(kv.Value, consts)
		case ok && key.Name == "Place":
			placed = true
		}
	}
	if !placed {
		return ""
	}
	return name
}

// stringOf is the text of a literal or constant.
func stringOf(x ast.Expr, consts map[string]string) string {
	switch x := x.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(x.Value)
		if err == nil && x.Kind == token.STRING {
			return s
		}
	case *ast.Ident:
		return consts[x.Name]
	}
	return ""
}

// tablesNamed lists the other rooms whose tables a file of a room names.
func (tr *tree) tablesNamed(s *source) []string {
	var out []string
	owners := tr.declared()
	for _, x := range s.texts() {
		for _, table := range tablesIn(x.s) {
			for _, dir := range owners[table] {
				if other, ok := strings.CutPrefix(dir, "internal/domain/"); ok && other != s.room() {
					out = append(out, other)
				}
			}
		}
	}
	return out
}

// sqlTokens: outside the door nobody writes t_…, and a room's braces name its own tables or those it has an arrow to.
func sqlTokens(tr *tree) []string {
	var out []string
	owners := tr.declared()
	for _, s := range tr.files {
		if s.test || s.dir() == "migrations" || strings.HasPrefix(s.path, "internal/platform/db/") ||
			strings.HasPrefix(s.path, "test/") || strings.HasPrefix(s.path, "bench/") {
			continue
		}
		for _, x := range s.texts() {
			out = append(out, tr.judge(s, x, owners)...)
		}
	}
	return out
}

func (tr *tree) judge(s *source, x text, owners map[string][]string) []string {
	var out []string
	if x.tag {
		if name, ok := strings.CutPrefix(reflect.StructTag(x.s).Get("bun"), "table:t_"); ok {
			name, _, _ = strings.Cut(name, ",")
			if !slices.Contains(owners[name], s.dir()) {
				out = append(out, s.at(x.pos, "record of t_%s, which this package does not declare with db.Declare", name))
			}
		}
		return out
	}
	if m := bareTable.FindString(x.s); m != "" {
		out = append(out, s.at(x.pos, "names %s; write {%s alias}, so that the actor's scope applies", m, strings.TrimPrefix(m, "t_")))
	}
	mine, _ := tr.rules.room(s.room())
	for _, table := range tablesIn(x.s) {
		switch owner := owners[table]; {
		case len(owner) == 0:
			out = append(out, s.at(x.pos, "{%s} is declared by no room", table))
		case slices.Contains(owner, s.dir()):
		case owner[0] == "internal/platform/db": // tallies and search keys, scoped like all else; the journal's the door refuses itself
		case s.room() == "" || !slices.Contains(mine.uses, strings.TrimPrefix(owner[0], "internal/domain/")):
			out = append(out, s.at(x.pos, "{%s} belongs to %s, to which there is no arrow in docs/ARCHITECTURE.md", table, owner[0]))
		}
	}
	return out
}

// oneHome: each table is declared by exactly one package. That migrations and declarations agree: TestTablesAreDeclared.
func oneHome(tr *tree) []string {
	var out []string
	for name, dirs := range tr.declared() {
		if len(dirs) > 1 {
			out = append(out, "table "+name+" is declared by "+strings.Join(dirs, " and ")+"; a table has one home")
		}
	}
	return out
}
