package app_test

import (
	"go/ast"
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestArchMerit(t *testing.T) { run(t, meritApart) }

// meritReaders may use the room of households' points: the shop, where they become goods; where everything meets; and what builds
// demo data and tests. The books, which show auditors what is there, know the ledger alone (ledgerReaders).
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

func TestArchLedgerReaders(t *testing.T) { run(t, ledgerApart) }

// ledgerReaders are the rooms that use the ledger, with the reason. Any other could read by an account's id what a household has.
var ledgerReaders = map[string]string{
	"internal/domain/merit/":  "keeps the books of villages in it",
	"internal/domain/shop/":   "keeps goods in the books of villages",
	"internal/domain/points/": "keeps the books of branches in it",
	"internal/domain/book/":   "shows them to auditors, writes nothing and decides nothing (bookOnlyShows)",
}

func ledgerApart(tr *tree) []string {
	var out []string
	for _, s := range tr.files {
		if !strings.HasPrefix(s.path, "internal/domain/") || slices.ContainsFunc(slices.Collect(maps.Keys(ledgerReaders)), func(p string) bool { return strings.HasPrefix(s.path, p) }) {
			continue
		}
		for _, i := range s.file.Imports {
			if strings.Trim(i.Path.Value, `"`) == "touyan/internal/platform/ledger" {
				out = append(out, s.at(i.Pos(), "touyan/internal/platform/ledger: a room that keeps books stands in ledgerReaders with its reason; no other reads accounts"))
			}
		}
	}
	return out
}

func TestArchBookOnlyShows(t *testing.T) { run(t, bookOnlyShows) }

// bookOnlyShows: the room that shows the books has no Write, and no other room uses it, so that nothing is decided by what it reads.
func bookOnlyShows(tr *tree) []string {
	var out []string
	for _, s := range tr.files {
		inBook := strings.HasPrefix(s.path, "internal/domain/book/")
		if strings.HasPrefix(s.path, "internal/domain/") && !inBook {
			for _, i := range s.file.Imports {
				if strings.Trim(i.Path.Value, `"`) == "touyan/internal/domain/book" {
					out = append(out, s.at(i.Pos(), "touyan/internal/domain/book: only shown, to people"))
				}
			}
		}
		if !inBook || strings.HasSuffix(s.path, "_test.go") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if ok && (sel.Sel.Name == "WriteTx" || sel.Sel.Name == "Write" && !isSheet(sel)) {
				out = append(out, s.at(sel.Pos(), "the books are only shown: this room writes nothing"))
			}
			return true
		})
	}
	return out
}

// isSheet tells sheet.Write and the answer's own rw.Write from a Write of the data.
func isSheet(sel *ast.SelectorExpr) bool {
	x, ok := sel.X.(*ast.Ident)
	return ok && (x.Name == "sheet" || x.Name == "rw")
}
