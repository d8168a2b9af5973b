package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

func TestRowsListIsWhole(t *testing.T) {
	rows := rowsOfList()
	if len(rows) != 76 {
		t.Errorf("the requirements have 76 rows, the list %d", len(rows))
	}
	seen := map[string]bool{}
	for _, r := range rows {
		if !slices.Equal(rowIDs(r.id), []string{r.id}) || r.title == "" || seen[r.id] {
			t.Errorf("bad row %+v", r)
		}
		seen[r.id] = true
	}
}

func TestRowIDs(t *testing.T) {
	for title, want := range map[string][]string{
		"B1 a resident's report":       {"B1"},
		"A1 A7 the card of a grid":     {"A1", "A7"},
		"A1, I10: both":                {"A1", "I10"},
		"the page has no serious flaw": nil,
		"B1x is a word":                nil,
	} {
		if got := rowIDs(title); !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", title, got, want)
		}
	}
}

func TestStoriesAreFound(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "test/e2e/report.spec.ts", "test('B1 it\\'s told', async () => {})\n  test.describe(\"A7 card\", () => {\n  test(`plain`, x)")
	write(t, dir, "test/script/a1_import.txtar", "")
	rows, err := proven(dir)
	if err != nil {
		t.Fatal(err)
	}
	if out := plain(rows); told(rows) != 3 || !strings.Contains(out, "test/script/a1_import.txtar: A1 import\n") {
		t.Errorf("want A1, A7 and B1 told:\n%s", out)
	}
	write(t, dir, "test/script/z9_nothing.txtar", "")
	if _, err := proven(dir); err == nil || !strings.Contains(err.Error(), "Z9") {
		t.Errorf("an unknown row must be named, got %v", err)
	}
}

// TestRowsDocIsFresh fails when a story named an unknown row or docs/rows.md was not made again after a title changed.
func TestRowsDocIsFresh(t *testing.T) {
	rows, err := proven(root)
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile(filepath.Join(root, "docs/rows.md"))
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != markdown(rows) {
		t.Error("docs/rows.md is stale: run `go run ./test/rows -md docs/rows.md` (or `make gen`)")
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
