package app_test

import (
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"
)

const (
	maxFile     = 400
	maxFunction = 60
)

func TestArchDrawers(t *testing.T) { run(t, drawers) }

func TestArchSizes(t *testing.T) { run(t, sizes) }

func TestArchNames(t *testing.T) { run(t, names) }

// behindDoors are parts of the standard library that a room reaches only through a machine of platform.
var behindDoors = map[string]string{
	"database/sql": "SQL goes through platform/db",
	"net/http":     "HTTP goes through platform/web",
	"os":           "files and settings come from platform/files and internal/app",
	"os/exec":      "a room starts no program",
	"embed":        "what is embedded lies in packs, migrations and ui",
	"net":          "a room opens no connection",
}

// drawers checks what each file of a room may import, and that each room has its first drawer.
func drawers(tr *tree) []string {
	var out []string
	documented := map[string]bool{}
	for _, s := range tr.files {
		if s.room() == "" || s.test {
			continue
		}
		base := path.Base(s.path)
		d, ok := tr.rules.drawerOf(s.room(), base)
		if !ok {
			out = append(out, s.path+": a room has only the drawers of docs/ARCHITECTURE.md; split one with its name kept, like store_award.go")
			continue
		}
		if base == s.room()+".go" && s.file.Doc != nil {
			documented[s.room()] = true
		}
		out = append(out, tr.drawerImports(s, d)...)
	}
	for _, r := range tr.rules.rooms {
		if !documented[r.name] {
			out = append(out, "internal/domain/"+r.name+"/"+r.name+".go: missing, or without a package comment (what, which law or rule, which tables)")
		}
	}
	return out
}

func (tr *tree) drawerImports(s *source, d drawer) []string {
	var out []string
	for imported, pos := range s.imports() {
		dir, ours := strings.CutPrefix(imported, module+"internal/")
		switch {
		case strings.HasPrefix(dir, "domain/"):
			if !d.rooms {
				out = append(out, s.at(pos, "drawer %s may not use another room (docs/ARCHITECTURE.md, Drawers)", d.name))
			}
		case ours && !slices.Contains(d.may, strings.TrimPrefix(dir, "platform/")):
			out = append(out, s.at(pos, "drawer %s may import only %s (docs/ARCHITECTURE.md, Drawers), not %s", d.name, strings.Join(d.may, ", "), dir))
		case d.name == "http" && imported == "net/http": // names of methods and status codes
		case !ours && behindDoors[imported] != "":
			out = append(out, s.at(pos, "a room may not import %s: %s", imported, behindDoors[imported]))
		}
	}
	return out
}

// sizes: long files and functions come from rooms that do too much.
func sizes(tr *tree) []string {
	var out []string
	for _, s := range tr.files {
		if s.test || ast.IsGenerated(s.file) {
			continue
		}
		if s.lines > maxFile {
			out = append(out, s.at(s.file.Pos(), "%d lines; a file has at most %d: split it with its name kept", s.lines, maxFile))
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := s.fset.Position(f.End()).Line - s.fset.Position(f.Pos()).Line + 1; n > maxFunction {
				out = append(out, s.at(f.Pos(), "%s has %d lines; a function has at most %d", f.Name.Name, n, maxFunction))
			}
		}
	}
	return out
}

// names: a package is called after what it knows, not after what it is made of.
func names(tr *tree) []string {
	var out []string
	for _, s := range tr.files {
		for _, empty := range []string{"util", "utils", "common", "helper", "helpers", "model", "models", "manager", "misc", "types"} {
			if path.Base(s.dir()) == empty {
				out = append(out, s.path+": a package called "+empty+" says nothing; name what it knows")
			}
		}
		for _, group := range s.file.Comments {
			for _, c := range group.List {
				if strings.Contains(c.Text, "TO"+"DO") || strings.Contains(c.Text, "FIX"+"ME") {
					out = append(out, s.at(c.Pos(), "do it, or write an issue: no such notes in code"))
				}
			}
		}
	}
	return out
}
