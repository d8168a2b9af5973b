package app_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"touyan/internal/platform/pack"
	"touyan/packs"
)

// TestArchNoCountyInGo: what only one county knows stands in its pack. Go that knows a county by its name, or by a word of its
// own, would be a branch of the code for it. The demo, tests and measurements may.
func TestArchNoCountyInGo(t *testing.T) {
	words := ownWords(t)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "test" || d.Name() == "bench" || d.Name() == "demo" || d.Name() == "dbtest"):
			return fs.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		for word, county := range words {
			if strings.Contains(string(text), word) {
				t.Errorf("%s holds %q, which only %s knows: it belongs into its pack", path, word, county)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// common are names that a county of the packs has and many others too.
var common = map[string]bool{"城关镇": true}

// ownWords are the names and codes of the counties with packs, those of their townships and villages, and the names of what their
// packs define beyond base or call otherwise.
func ownWords(t *testing.T) map[string]string {
	t.Helper()
	base, err := pack.Load(packs.FS, "base")
	if err != nil {
		t.Fatal(err)
	}
	general := textOf(t, "base")
	dirs, err := fs.ReadDir(packs.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, d := range dirs {
		if d.Name() == "base" || d.Name() == "starter" {
			continue
		}
		p, err := pack.Load(packs.FS, "base", d.Name())
		if err != nil {
			t.Fatal(err)
		}
		out[d.Name()], out[p.County], out[strings.TrimRight(p.Name, "县区")] = d.Name(), d.Name(), d.Name()
		for _, c := range pack.Compare(base, p) {
			named := c.What == pack.Added || slices.ContainsFunc(c.Keys, func(k pack.KeyChange) bool { return k.Key == "name" })
			if named && len([]rune(c.Name)) > 2 && !strings.Contains(general, c.Name) {
				out[c.Name] = d.Name()
			}
		}
		list, _ := packs.Divisions(d.Name())          // one pack is written without them
		_, rows, _ := strings.Cut(string(list), "\n") // below the heads of the columns
		for line := range strings.Lines(rows) {
			name := strings.TrimSpace(line[strings.LastIndexByte(line, ',')+1:])
			for _, end := range []string{"村民委员会", "居民委员会", "居委会", "村委会", "委会"} {
				name = strings.TrimSuffix(name, end)
			}
			if len([]rune(name)) > 2 && !common[name] {
				out[name] = d.Name()
			}
		}
	}
	if len(out) < 1500 {
		t.Fatalf("only %d words found", len(out))
	}
	return out
}

// textOf is all that a pack says: a county's word that stands there too is everybody's.
func textOf(t *testing.T, id string) string {
	t.Helper()
	files, err := fs.Glob(packs.FS, id+"/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range files {
		b, err := fs.ReadFile(packs.FS, f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(b)
	}
	return all.String()
}
