package app_test

import (
	"io/fs"
	"os"
	"path/filepath"
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

// ownWords are the names of the counties with packs, and the names of what their packs define beyond base.
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
		out[d.Name()], out[strings.TrimRight(p.Name, "县区")] = d.Name(), d.Name()
		for _, c := range pack.Compare(base, p) {
			if c.What == pack.Added && len([]rune(c.Name)) > 3 && !strings.Contains(general, c.Name) {
				out[c.Name] = d.Name()
			}
		}
	}
	if len(out) < 50 {
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
