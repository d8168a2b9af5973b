package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const goReport = `{"Action":"start","Package":"p"}
{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"run","Package":"p","Test":"TestA/one"}
{"Action":"pass","Package":"p","Test":"TestA/one"}
{"Action":"run","Package":"p","Test":"TestA/two"}
{"Action":"output","Package":"p","Test":"TestA/two","Output":"two is wrong\n"}
{"Action":"fail","Package":"p","Test":"TestA/two"}
{"Action":"fail","Package":"p","Test":"TestA"}
{"Action":"run","Package":"p","Test":"TestB"}
{"Action":"pass","Package":"p","Test":"TestB"}
{"Action":"run","Package":"p","Test":"TestC"}
{"Action":"skip","Package":"p","Test":"TestC"}
{"Action":"fail","Package":"p"}
{"Action":"skip","Package":"empty"}
{"Action":"run","Package":"died","Test":"TestD"}
{"Action":"fail","Package":"died"}
{"ImportPath":"broken [broken.test]","Action":"build-output","Output":"does not compile\n"}
{"ImportPath":"broken [broken.test]","Action":"build-fail"}
{"Action":"fail","Package":"broken","FailedBuild":"broken [broken.test]"}
`

func TestGoReport(t *testing.T) {
	p := parse(t, goReport, readGo)
	want(t, p, 2, "p TestA/two (fail)|two is wrong", "p TestC (skip)", "died TestD (run)", "broken (fail)|does not compile")
}

func TestVitestReport(t *testing.T) {
	p := parse(t, `{"testResults":[{"name":"a.test.ts","status":"failed","message":"no module","assertionResults":[]},
		{"name":"b.test.ts","status":"failed","assertionResults":[{"fullName":"adds","status":"passed"},
		{"fullName":"takes","status":"failed","failureMessages":["1 is not 2"]},{"fullName":"later","status":"todo"}]}]}`, readVitest)
	want(t, p, 1, "a.test.ts|no module", "takes (failed)|1 is not 2", "later (todo)")
}

func TestPlaywrightReport(t *testing.T) {
	p := parse(t, `{"errors":[{"message":"no config"}],"suites":[{"title":"a.spec.ts","specs":[{"title":"B1 goes","tests":[
		{"projectName":"desk","status":"expected","results":[{"errors":[]}]},
		{"projectName":"phone","status":"flaky","results":[{"errors":[{"message":"once"}]},{"errors":[]}]}]}],
		"suites":[{"title":"deep","specs":[{"title":"x","tests":[{"projectName":"desk","status":"skipped"}]}]}]}]}`, readPlaywright)
	want(t, p, 1, "before the stories|no config", "a.spec.ts > B1 goes [phone] (flaky)|once", "a.spec.ts > deep > x [desk] (skipped)")
}

func TestReportEndsWithTheSum(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{
		"checks.tsv":               "pass\tvet\npass\tlint\n",
		"go.json":                  `{"Action":"pass","Package":"p","Test":"TestB"}`,
		"vitest.json":              `{"testResults":[{"status":"passed","assertionResults":[{"status":"passed"}]}]}`,
		"sim.json":                 `{"testResults":[{"status":"passed","assertionResults":[{"status":"passed"}]}]}`,
		"playwright-sqlite.json":   `{"suites":[{"specs":[{"tests":[{"status":"expected"}]}]}]}`,
		"playwright-postgres.json": `{"suites":[{"specs":[{"tests":[{"status":"expected"}]}]}]}`,
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if out, ok := report(dir); !ok || !strings.HasSuffix(out, "\n7 passed, 0 failed\n") {
		t.Errorf("all passed, but:\n%s", out)
	}
	if err := os.Remove(filepath.Join(dir, "vitest.json")); err != nil {
		t.Fatal(err)
	}
	if out, ok := report(dir); ok || !strings.HasSuffix(out, "\nfailed: vitest.json: did not run\n6 passed, 1 failed\n") {
		t.Errorf("a part that did not run must fail:\n%s", out)
	}
}

func parse(t *testing.T, text string, f func(r io.Reader, p *part) error) part {
	t.Helper()
	var p part
	if err := f(strings.NewReader(text), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// want compares failures in order; after a bar stands what the output must contain.
func want(t *testing.T, p part, passed int, bad ...string) {
	t.Helper()
	if p.passed != passed || len(p.bad) != len(bad) {
		t.Fatalf("got %d passed and %d not (%v), want %d and %d", p.passed, len(p.bad), p.bad, passed, len(bad))
	}
	for i, b := range bad {
		name, output, _ := strings.Cut(b, "|")
		if p.bad[i].test != name || !strings.Contains(p.bad[i].output, output) {
			t.Errorf("got %+v, want %s", p.bad[i], b)
		}
	}
}
