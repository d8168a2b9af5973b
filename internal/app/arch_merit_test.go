package app_test

import (
	"slices"
	"strings"
	"testing"
)

func TestArchMerit(t *testing.T) { run(t, meritApart) }

// meritReaders may use the room of households' points: the shop, where they become goods; where everything meets; and what builds
// demo data and tests.
var meritReaders = []string{"internal/domain/merit/", "internal/domain/shop/", "internal/app/", "internal/demo/", "test/", "bench/"}

// meritApart: no score of a resident decides anything (requirement F2): no other room imports the points of households or names
// their tables, so none can read what a household has.
func meritApart(tr *tree) []string {
	var out []string
	for _, s := range tr.files {
		if slices.ContainsFunc(meritReaders, func(p string) bool { return strings.HasPrefix(s.path, p) }) {
			continue
		}
		for _, i := range s.file.Imports {
			if strings.Trim(i.Path.Value, `"`) == "touyan/internal/domain/merit" {
				out = append(out, s.at(i.Pos(), "touyan/internal/domain/merit: only the shop reads what a household has; no right hangs on it"))
			}
		}
	}
	return out
}
