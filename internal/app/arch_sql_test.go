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

func TestArchTables(t *testing.T) { run(t, tables) }

var (
	bareTable = regexp.MustCompile(`\bt_(\w+|$)`)
	braces    = regexp.MustCompile(`\{([a-z][a-z0-9_]*)( [a-z][a-z0-9_]*)?\}`)
	sqlWord   = regexp.MustCompile(`\b(SELECT|FROM|JOIN|INSERT|UPDATE|DELETE|WHERE)\b`)
	created   = regexp.MustCompile(`(?i)CREATE TABLE (?:IF NOT EXISTS )?t_(\w+)`)
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

// declared maps each table to the folders that declare it: db.Table{Name: "case", …}.
func (tr *tree) declared() map[string][]string {
	out := map[string][]string{}
	for _, s := range tr.files {
		if s.test {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if name := tableName(n); name != "" && !slices.Contains(out[name], s.dir()) {
				out[name] = append(out[name], s.dir())
			}
			return true
		})
	}
	return out
}

// tableName is the Name of a table literal; nothing for other nodes. Inside a map of tables the literal's type is left out.
func tableName(n ast.Node) string {
	lit, ok := n.(*ast.CompositeLit)
	if !ok {
		return ""
	}
	keys := map[string]string{}
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return ""
		}
		key, isIdent := kv.Key.(*ast.Ident)
		if value, isLit := kv.Value.(*ast.BasicLit); isIdent && isLit {
			keys[key.Name], _ = strconv.Unquote(value.Value)
		} else if isIdent {
			keys[key.Name] = "-"
		}
	}
	if keys["Place"] == "" {
		return ""
	}
	return keys["Name"]
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
		if s.test || s.dir() == "migrations" || strings.HasPrefix(s.path, "internal/platform/db/") || strings.HasPrefix(s.path, "test/") {
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
		case s.room() == "" || !slices.Contains(mine.uses, strings.TrimPrefix(owner[0], "internal/domain/")):
			out = append(out, s.at(x.pos, "{%s} belongs to %s, to which there is no arrow in docs/ARCHITECTURE.md", table, owner[0]))
		}
	}
	return out
}

// tables: each table is declared by exactly one package and made by a migration, and no migration makes another.
func tables(tr *tree) []string {
	var out []string
	owners := tr.declared()
	made := map[string]bool{}
	for name, sql := range tr.sql {
		if !strings.HasPrefix(name, "migrations/") || strings.HasPrefix(name, "migrations/golden/") {
			continue
		}
		for _, m := range created.FindAllStringSubmatch(sql, -1) {
			made[m[1]] = true
			if len(owners[m[1]]) == 0 {
				out = append(out, name+": t_"+m[1]+" is declared by no package (db.Declare in a room's store.go)")
			}
		}
	}
	for name, dirs := range owners {
		if len(dirs) > 1 {
			out = append(out, "table "+name+" is declared by "+strings.Join(dirs, " and ")+"; a table has one home")
		}
		if !made[name] {
			out = append(out, dirs[0]+" declares table "+name+", which no migration makes")
		}
	}
	return out
}
