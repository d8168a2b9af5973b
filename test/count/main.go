// Command count adds up the reports that scripts/test.sh leaves in a folder, shows every failure, and ends with one line,
// `N passed, N failed`. It fails when anything failed, was skipped, or is missing.
//
//	checks.tsv                one line each for vet, lint and generated files: pass or fail, tab, name
//	go.json                   go test -json
//	vitest.json, sim.json     vitest --reporter=json: front-end units, phones on a bad network
//	playwright-ENGINE.json    playwright --reporter=json, one for each engine
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// engines are those on which the browser stories must have run.
var engines = []string{"sqlite", "postgres"}

// mostNamed bounds the failures of one part that are named again at the end.
const mostNamed = 10

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: count FOLDER")
		os.Exit(2)
	}
	text, ok := report(os.Args[1])
	if _, err := os.Stdout.WriteString(text); err != nil || !ok {
		os.Exit(1)
	}
}

// part is one report's result.
type part struct {
	name   string
	passed int
	bad    []failure // failed and skipped alike: a skipped test proves nothing
}

// failure is one test that did not pass.
type failure struct{ test, output string }

func (p *part) fail(test, output string) { p.bad = append(p.bad, failure{test, output}) }

// report reads all parts, puts them into words and tells whether everything passed.
func report(dir string) (string, bool) {
	parts := []part{
		read(dir, "checks.tsv", readChecks),
		read(dir, "go.json", readGo),
		read(dir, "vitest.json", readVitest),
		read(dir, "sim.json", readVitest),
	}
	for _, e := range engines {
		parts = append(parts, read(dir, "playwright-"+e+".json", readPlaywright))
	}
	var w strings.Builder
	passed, failed := 0, 0
	for _, p := range parts {
		show(&w, p)
		passed += p.passed
		failed += len(p.bad)
	}
	for _, p := range parts {
		fmt.Fprintf(&w, "%-26s %5d passed %5d failed\n", p.name, p.passed, len(p.bad))
	}
	for _, p := range parts { // once more by name: a long output is often shown by its end
		for _, f := range p.bad[:min(len(p.bad), mostNamed)] {
			fmt.Fprintf(&w, "failed: %s: %s\n", p.name, f.test)
		}
	}
	fmt.Fprintf(&w, "%d passed, %d failed\n", passed, failed)
	return w.String(), failed == 0
}

func show(w *strings.Builder, p part) {
	sort.SliceStable(p.bad, func(i, j int) bool { return p.bad[i].test < p.bad[j].test })
	for _, f := range p.bad {
		fmt.Fprintf(w, "--- FAIL %s: %s\n%s\n", p.name, f.test, f.output)
	}
}

// read opens one report. A report that is missing, unreadable or without any test is a failure: that part did not run.
func read(dir, name string, parse func(io.Reader, *part) error) part {
	p := part{name: name}
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		p.fail("did not run", err.Error())
		return p
	}
	defer f.Close() //nolint:errcheck // read only: closing cannot lose anything
	if err := parse(f, &p); err != nil {
		p.fail("unreadable report", err.Error())
	}
	if p.passed == 0 && len(p.bad) == 0 {
		p.fail("no test ran", "")
	}
	return p
}
