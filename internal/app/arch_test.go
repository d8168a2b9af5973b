// Tests of the architecture: they read docs/ARCHITECTURE.md and every Go file, and fail with the reason where the two part.
// Each check is a function from a tree of parsed files to complaints; TestArchBites feeds each a small sin, so that a check
// which has gone blind is noticed.
package app_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const (
	root   = "../.."
	module = "touyan/"
)

// source is one Go file.
type source struct {
	path  string // with slashes, from the root of the project
	test  bool
	lines int
	file  *ast.File
	fset  *token.FileSet
}

func (s *source) dir() string { return path.Dir(s.path) }

// at words a complaint about a place in the file.
func (s *source) at(pos token.Pos, format string, args ...any) string {
	return fmt.Sprintf("%s:%d: %s", s.path, s.fset.Position(pos).Line, fmt.Sprintf(format, args...))
}

// imports lists the import paths with where they stand.
func (s *source) imports() map[string]token.Pos {
	out := map[string]token.Pos{}
	for _, i := range s.file.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		out[p] = i.Pos()
	}
	return out
}

// room is the room a file belongs to, or nothing.
func (s *source) room() string {
	rest, ok := strings.CutPrefix(s.path, "internal/domain/")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}

// tree is what a check looks at.
type tree struct {
	files []*source
	rules rules
}

// check is one rule of the house.
type check func(tr *tree) []string

// run fails with every complaint of a check on the real tree.
func run(t *testing.T, c check) {
	t.Helper()
	tr, err := loadTree()
	if err != nil {
		t.Fatal(err)
	}
	complaints := c(tr)
	slices.Sort(complaints)
	for _, s := range slices.Compact(complaints) {
		t.Error(s)
	}
}

// loadTree parses the project once for all tests.
var loadTree = sync.OnceValues(func() (*tree, error) {
	doc, err := os.ReadFile(filepath.Join(root, "docs/ARCHITECTURE.md"))
	if err != nil {
		return nil, err
	}
	tr := &tree{}
	if tr.rules, err = readRules(string(doc)); err != nil {
		return nil, err
	}
	return tr, walk(func(name string) error {
		if path.Ext(name) != ".go" {
			return nil
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return err
		}
		return tr.add(name, string(text))
	})
})

// walk visits every file that belongs to the project: not what was built, installed or made while running.
func walk(visit func(name string) error) error {
	return filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		if d.IsDir() {
			hidden := strings.HasPrefix(d.Name(), ".") && name != "." && name != ".ci"
			if hidden || slices.Contains([]string{"node_modules", "testdata", "test-results"}, d.Name()) ||
				slices.Contains([]string{"bin", "tools", "ui/dist"}, name) {
				return filepath.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() {
			return nil
		}
		return visit(name)
	})
}

// add parses one file into the tree.
func (tr *tree) add(name, text string) error {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, text, parser.ParseComments)
	if err != nil {
		return err
	}
	tr.files = append(tr.files, &source{
		path: name, test: strings.HasSuffix(name, "_test.go"), lines: strings.Count(text, "\n"), file: f, fset: fset,
	})
	return nil
}
