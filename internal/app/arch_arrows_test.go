package app_test

import (
	"path"
	"slices"
	"strings"
	"testing"
)

func TestArchArrows(t *testing.T) { run(t, arrows) }

func TestArchRoomsExist(t *testing.T) { run(t, roomsExist) }

func TestArchKernel(t *testing.T) { run(t, kernelAlone) }

// arrows checks each import of our own packages against the tables.
func arrows(tr *tree) []string {
	var out []string
	for _, s := range tr.files {
		from, ok := tr.rules.layerOf(s.dir())
		if !ok {
			out = append(out, s.path+": this folder belongs to no layer; add it to the table of layers in docs/ARCHITECTURE.md")
			continue
		}
		for imported, pos := range s.imports() {
			dir, ours := strings.CutPrefix(imported, module)
			if !ours {
				continue
			}
			if why := tr.forbids(s, from, dir); why != "" {
				out = append(out, s.at(pos, "imports %s: %s", dir, why))
			}
		}
	}
	return out
}

// forbids says why a file may not import a folder; nothing when it may.
func (tr *tree) forbids(s *source, from layer, dir string) string {
	to, ok := tr.rules.layerOf(dir)
	switch {
	case dir == s.dir():
		return ""
	case !ok:
		return "it belongs to no layer"
	case strings.HasSuffix(dir, "/dbtest") && !s.test && from.name != "test":
		return "throwaway databases are for tests only"
	case from.name == "domain" && to.name == "domain":
		return tr.roomForbids(s, path.Base(dir))
	case from.name == to.name && from.name == "platform":
		return ""
	case slices.Contains(from.may, to.name), s.test && slices.Contains(from.tests, to.name):
		return ""
	}
	return from.name + " may not use " + to.name + " (arrows point down: docs/ARCHITECTURE.md, Layers)"
}

// roomForbids checks the arrow between two rooms; tests may use any earlier room.
func (tr *tree) roomForbids(s *source, other string) string {
	from, i := tr.rules.room(s.room())
	_, j := tr.rules.room(other)
	switch {
	case i < 0 || j < 0:
		return "a room is missing in docs/ARCHITECTURE.md, Rooms"
	case slices.Contains(from.uses, other), s.test && j < i:
		return ""
	case j < i:
		return "room " + from.name + " has no arrow to " + other + "; add it in docs/ARCHITECTURE.md, Rooms, if it is right"
	}
	return "room " + other + " comes after " + from.name + "; let it travel as an event"
}

// roomsExist compares the table of rooms with the folders: no room unlisted, none gone, no arrow unused or pointing back.
func roomsExist(tr *tree) []string {
	var out []string
	used := map[string]map[string]bool{}
	for _, s := range tr.files {
		r := s.room()
		if r == "" {
			continue
		}
		if used[r] == nil {
			used[r] = map[string]bool{}
		}
		for imported := range s.imports() {
			if other, ok := strings.CutPrefix(imported, module+"internal/domain/"); ok {
				used[r][other] = true
			}
		}
		for _, other := range tr.tablesNamed(s) {
			used[r][other] = true
		}
		if _, i := tr.rules.room(r); i < 0 {
			out = append(out, "room "+r+" is missing in docs/ARCHITECTURE.md, Rooms")
		}
	}
	for i, r := range tr.rules.rooms {
		if used[r.name] == nil {
			out = append(out, "docs/ARCHITECTURE.md lists room "+r.name+", which does not exist")
			continue
		}
		for _, u := range r.uses {
			if _, j := tr.rules.room(u); j < 0 || j >= i {
				out = append(out, "docs/ARCHITECTURE.md: room "+r.name+" may use only rooms above it, not "+u)
			}
			if !used[r.name][u] {
				out = append(out, "docs/ARCHITECTURE.md lists the arrow "+r.name+" -> "+u+", which nothing uses; remove it")
			}
		}
	}
	return out
}

// kernelAlone: what every room speaks must not drag anything in.
func kernelAlone(tr *tree) []string {
	var out []string
	for _, s := range tr.files {
		if s.dir() != "internal/kernel" || s.test {
			continue
		}
		for imported, pos := range s.imports() {
			first, _, _ := strings.Cut(imported, "/")
			if strings.Contains(first, ".") || strings.HasPrefix(imported, module) {
				out = append(out, s.at(pos, "imports %s: kernel uses the standard library only, because every package depends on it", imported))
			}
		}
	}
	return out
}
