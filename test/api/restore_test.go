package api_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"touyan/internal/app"
	"touyan/internal/domain/exchange"
	"touyan/internal/platform/backup"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

const phrase = "correct horse battery"

// TestACountyMoves is the restore drill: a county that works is backed up, first while residents report, then at rest;
// restored on the other engine it verifies, has every row of every table, and shows the same pages and lists.
func TestACountyMoves(t *testing.T) {
	engines := dbtest.Engines()
	for i, from := range engines {
		to := engines[len(engines)-1-i]
		t.Run(from+" to "+to, func(t *testing.T) { moves(newWorld(t, from), to) })
	}
}

func moves(w *world, to string) {
	for i := range 5 {
		w.report(villageA, "路灯不亮", photo(byte(90+i)))
	}
	busy, stop := sync.WaitGroup{}, make(chan struct{})
	busy.Go(func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			default:
				w.report(villageB, fmt.Sprint("水管漏水", n))
			}
		}
	})
	whileBusy := w.backup()
	close(stop)
	busy.Wait()
	res, err := backup.Check(w.t.Context(), bytes.NewReader(whileBusy), w.t.TempDir(), backup.RestoreOptions{Passphrase: phrase})
	w.must(err)
	if len(res.Report.Findings) > 0 || res.Files < 6 {
		w.t.Fatalf("%+v", res)
	}

	file := w.backup()
	o := dbtest.Fresh(w.t, to)
	restored := backup.RestoreOptions{Dir: o.Dir + "/restored", URL: o.URL, Passphrase: phrase}
	res, err = backup.Restore(w.t.Context(), bytes.NewReader(file), restored)
	w.must(err)
	if len(res.Report.Findings) > 0 {
		w.t.Fatalf("%+v", res.Report.Findings)
	}
	there := w.elsewhere(db.Options{Dir: restored.Dir, URL: restored.URL})
	w.sameRows(there)
	w.samePages(there)
	r, err := there.app.DB.Verify(w.t.Context(), db.VerifyOptions{Records: true})
	w.must(err)
	if len(r.Findings) > 0 {
		w.t.Fatalf("%+v", r.Findings)
	}
	there.report(villageA, "在新服务器上报", photo(91)) // keys, counters and ids work on
}

func (w *world) backup() []byte {
	w.t.Helper()
	var out bytes.Buffer
	w.must(backup.Make(w.t.Context(), w.app.DB, &out, backup.MakeOptions{Dir: w.options.Dir, Passphrase: phrase}))
	return out.Bytes()
}

// elsewhere is the same county behind another server.
func (w *world) elsewhere(o db.Options) *world {
	w.t.Helper()
	a, err := app.Open(w.t.Context(), app.Config{Data: o.Dir, DB: o.URL}, app.Options{Now: w.clock.Now, Demo: true, Guesses: 100_000})
	w.must(err)
	srv := httptest.NewServer(a.Web.Handler())
	w.t.Cleanup(func() {
		srv.Close()
		if err := a.Close(); err != nil {
			w.t.Error(err)
		}
	})
	c := *w
	c.app, c.url, c.options = a, srv.URL, o
	return &c
}

// tables is a dump as text: each table's rows, sorted.
type tables struct {
	rows map[string][]string
	at   string
}

func (t *tables) Begin(db.Snapshot) error { return nil }

func (t *tables) Table(name string, cols []db.Column) error {
	t.at = name
	t.rows[name] = []string{fmt.Sprint(cols)}
	return nil
}

func (t *tables) Row(vals []any) error {
	t.rows[t.at] = append(t.rows[t.at], fmt.Sprintf("%#v", vals))
	return nil
}

// sameRows: every table has the rows it had. The journal has one entry more, that of the restore; its head and hashes are
// compared by Verify.
func (w *world) sameRows(there *world) {
	w.t.Helper()
	a, b := &tables{rows: map[string][]string{}}, &tables{rows: map[string][]string{}}
	w.must(w.app.DB.Dump(w.t.Context(), a))
	w.must(there.app.DB.Dump(w.t.Context(), b))
	if got, want := slices.Sorted(maps.Keys(b.rows)), slices.Sorted(maps.Keys(a.rows)); !slices.Equal(got, want) || len(want) < 15 {
		w.t.Fatal(got, want)
	}
	for name, rows := range a.rows {
		more := map[string]int{"journal": 1, "journal_line": 1, "log": 1}[name]
		if name == "journal_head" || name == "journal_hash" {
			continue
		}
		has := map[string]bool{}
		for _, r := range b.rows[name] {
			has[r] = true
		}
		for _, r := range rows {
			if !has[r] {
				w.t.Errorf("%s lacks %s", name, r)
			}
		}
		if len(b.rows[name]) != len(rows)+more {
			w.t.Errorf("%s has %d rows, had %d", name, len(b.rows[name]), len(rows))
		}
	}
	for _, name := range []string{"case", "case_photo", "person", "login", "tally", "search"} {
		if len(a.rows[name]) < 2 && name != "login" {
			w.t.Errorf("%s is empty: nothing was compared", name)
		}
	}
}

// passing is what differs between two answers to one question: the picture of the server's address, the number of the
// request, and the numbers of a workbook's styles.
var passing = regexp.MustCompile(`(?s)<svg.*?</svg>|<span class="mono">[0-9a-f]{16}</span>| s="[0-9]+"`)

// lasting is the rest of an answer; of a workbook, its sheets, whose order in the file is not fixed.
func lasting(body string) string {
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		return passing.ReplaceAllString(body, "")
	}
	var parts []string
	for _, f := range z.File {
		if part, err := f.Open(); err == nil && strings.HasPrefix(f.Name, "xl/worksheets/") {
			text, _ := io.ReadAll(part)
			_, cells, _ := strings.Cut(string(text), "<sheetData") // before it: names of XML, in no fixed order
			parts = append(parts, f.Name+passing.ReplaceAllString(cells, ""))
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, "\n")
}

// samePages compares what people see.
func (w *world) samePages(there *world) {
	w.t.Helper()
	here, away := w.as(w.clerkA), there.as(w.clerkA)
	for _, path := range []string{
		"/api/cases", "/api/places/search?q=龙鼻", "/api/gaps", "/api/bodies", "/api/persons", "/api/places?parent=" + w.id(townA), "/api/exports/cases.xlsx",
	} {
		a, b := here.get(200, path).body, away.get(200, path).body
		a, b = lasting(a), lasting(b)
		if a != b || len(a) < 10 {
			w.t.Errorf("%s differs:\n%s\n%s", path, short(a), short(b))
		}
	}
	for _, path := range []string{"/", "/g/" + villageA} {
		if a, b := lasting(w.browser().get(200, path).body), lasting(there.browser().get(200, path).body); a != b || len(a) < 500 {
			w.t.Errorf("%s differs:\n%s\n%s", path, a, b)
		}
	}
	var a, b bytes.Buffer
	w.must(w.app.Exchange.Export(w.sys, "grid", exchange.Ask{}, &a))
	w.must(there.app.Exchange.Export(w.sys, "grid", exchange.Ask{}, &b))
	if lasting(a.String()) != lasting(b.String()) {
		w.t.Error("the grid workbook differs")
	}
}
