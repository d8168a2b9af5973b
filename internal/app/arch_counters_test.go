package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"touyan/internal/platform/pack"
)

// What measures of a pack may name is what rooms count: each family that the pack knows is a text of some room that counts, and each
// counter that a room names at once is of a family. A counter put together by a function shows by the constant with which that begins.
func TestArchCountersAreKnown(t *testing.T) {
	texts, named := map[string]bool{}, map[string]string{}
	err := filepath.WalkDir("../domain", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "/indicator/") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.BasicLit:
				if s, err := strconv.Unquote(x.Value); err == nil && x.Kind == token.STRING {
					texts[s] = true
				}
			case *ast.ValueSpec:
				for i, name := range x.Names {
					if lit, ok := first(x.Values, i).(*ast.BasicLit); ok && strings.HasPrefix(name.Name, "measure") {
						s, _ := strconv.Unquote(lit.Value)
						named[s] = path + " " + name.Name
					}
				}
			case *ast.CallExpr:
				sel, ok := x.Fun.(*ast.SelectorExpr)
				if lit, text := first(x.Args, 2).(*ast.BasicLit); ok && text && sel.Sel.Name == "Tally" {
					s, _ := strconv.Unquote(lit.Value)
					named[s] = path
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range pack.Counters {
		whole := texts[c.Family]
		for _, part := range []string{"asset."} { // a family of families: the room adds the second word
			whole = whole || strings.HasPrefix(c.Family, part) && texts[part] && texts[strings.TrimPrefix(c.Family, part)]
		}
		if !whole {
			t.Errorf("no room counts %q any more: take it out of pack.Counters, or mend its name", c.Family)
		}
	}
	for s, where := range named {
		known := false
		for _, c := range pack.Counters {
			known = known || strings.HasPrefix(c.Family, s)
		}
		if _, ok := pack.CounterOf(s); !ok && !known {
			t.Errorf("%s counts %q: add it to pack.Counters, so that packs may measure it", where, s)
		}
	}
	if len(named) < 10 {
		t.Errorf("only %d counters were found", len(named))
	}
}

func first(list []ast.Expr, i int) ast.Expr {
	if i >= len(list) {
		return nil
	}
	return list[i]
}
