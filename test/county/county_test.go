// Package county proves that a county can move by its own sheets: everything that goes out as a sheet comes in again
// elsewhere, on either engine, and goes out the same.
package county

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"touyan/internal/app"
	"touyan/internal/domain/body"
	"touyan/internal/domain/exchange"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/packs"
)

// carried are the registers that hold a county, in the order in which they build on each other. A member must be somebody,
// so persons come before bodies; a case has a handler, so it comes last.
var carried = []string{
	"grid", "households", "persons", "bodies", "members", "posts", "terms", "rolls.collective", "rolls.voters", "rolls.party", "rosters", "accounts", "cases",
}

const code = "141029"

// TestACountyMovesByItsSheets loads the demo county from its own exported sheets on each engine; what goes out there is what
// came in. TOUYAN_COUNTY=full does so with every household of the county (make county).
func TestACountyMovesByItsSheets(t *testing.T) {
	dir := t.TempDir()
	day := kernel.Day("2026-11-16")
	if err := app.MakeDemo(t.Context(), app.Config{Data: dir}, "", day, os.Getenv("TOUYAN_COUNTY") == "full", &strings.Builder{}); err != nil {
		t.Fatal(err)
	}
	from := open(t, app.Config{Data: dir})
	happen(t, from)
	first := sheets(t, from)
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			o := dbtest.Fresh(t, engine)
			a := open(t, app.Config{Data: o.Dir, DB: o.URL})
			divisions(t, a)
			began := time.Now()
			for _, key := range carried {
				r, err := a.Exchange.ImportNow(system(t), key, key+".xlsx", first[key], false)
				if err != nil || len(r.Faults) > 0 || r.Saved != differs(r) {
					t.Fatalf("%s: saved %v, %d faults %+v, %v", key, r.Saved, len(r.Faults), r.Faults[:min(5, len(r.Faults))], err)
				}
				t.Logf("%s in after %s: %+v", key, time.Since(began).Round(time.Second), r.Counts)
			}
			again := sheets(t, a)
			for _, key := range carried {
				differ(t, key, first[key], again[key])
			}
			for _, key := range carried {
				if r, err := a.Exchange.ImportNow(system(t), key, key+".xlsx", again[key], false); err != nil || r.Saved || len(r.Faults) > 0 {
					t.Errorf("%s: its own export again: %+v %v", key, r, err)
				}
			}
		})
	}
}

// happen does in the county what the demo leaves out, so that every sheet has something of its own to carry.
func happen(t *testing.T, a *app.App) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	terms, _, err := a.Body.ListTerms(system(t), body.TermFilter{State: body.TermsAll}, kernel.Page{Limit: 1})
	must(err)
	_, err = a.Body.ExtendTerm(system(t), terms[0].ID, body.Extension{Rev: terms[0].Rev, To: terms[0].To.Add(366), Reason: "换届延期"})
	must(err)
	accounts, _, err := a.Access.List(system(t), "", kernel.Page{Limit: 1})
	must(err)
	_, err = a.Access.Disable(system(t), accounts[0].ID, accounts[0].Rev, "离岗")
	must(err)
	county, err := place.CountyID(code)
	must(err)
	members, _, err := a.Person.Roll(system(t), person.RollFilter{Roll: person.RollCollective, Place: county}, kernel.Page{Limit: 1})
	must(err)
	_, err = a.Person.LoseMember(system(t), members[0].ID, person.Lose{Rev: members[0].Rev, Day: "2026-11-10", Basis: "civil_servant", Doc: "决议2026-2"})
	must(err)
	_, err = a.Person.AdmitMember(system(t), person.Admit{PersonID: members[0].PersonID, PlaceID: members[0].Place.ID, Day: "2026-11-12", Basis: "original", Doc: "决议2026-3"})
	must(err)
}

// differs tells whether a file says anything that was not there: terms, for one, come with their bodies as far as the sheet
// of bodies knows them.
func differs(r exchange.Result) bool {
	return slices.ContainsFunc(r.Counts, func(c exchange.SheetCount) bool { return c.New+c.Changed > 0 })
}

func open(t *testing.T, cfg app.Config) *app.App {
	t.Helper()
	a, err := app.Open(t.Context(), cfg, app.Options{Pack: "xiangning", Now: dbtest.NewClock().Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

func system(t *testing.T) context.Context {
	t.Helper()
	id, err := place.CountyID(code)
	if err != nil {
		t.Fatal(err)
	}
	return kernel.WithActor(t.Context(), kernel.System(id))
}

// divisions enters the county with its townships and villages, as every county begins.
func divisions(t *testing.T, a *app.App) {
	t.Helper()
	csv, err := packs.Divisions("xiangning")
	if err != nil {
		t.Fatal(err)
	}
	if err := a.DB.CreateCounty(t.Context(), db.County{ID: 141029, Code: code, Name: "乡宁县"}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Place.CreateCounty(system(t), code, "乡宁县"); err != nil {
		t.Fatal(err)
	}
	if _, _, faults, err := a.Place.ImportDivisions(system(t), bytes.NewReader(csv)); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
}

// sheets are the county's workbooks in clear.
func sheets(t *testing.T, a *app.App) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, key := range carried {
		var b bytes.Buffer
		if err := a.Exchange.Export(system(t), key, exchange.Ask{Open: true, Reason: "the county moves"}, &b); err != nil {
			t.Fatal(key, err)
		}
		out[key] = b.Bytes()
	}
	return out
}

// derived are columns that are each database's own, by sheet: the number of a person's record; of a case the number given
// here, while the one it came with is kept beside it (moved).
var derived = map[string][]string{"人员": {"编号"}, "诉求": {"编号"}}

// moved are columns that keep what another column was in the county from which a record came, by sheet.
var moved = map[string][2]string{"诉求": {"编号", "原编号"}}

// differ compares two workbooks sheet by sheet, as sets of rows.
func differ(t *testing.T, key string, a, b []byte) {
	t.Helper()
	x, y := rows(t, a), rows(t, b)
	for name, want := range x {
		got := y[name]
		if slices.Equal(want, got) {
			continue
		}
		t.Errorf("%s, %s: %d rows became %d", key, name, len(want), len(got))
		told := 0
		for _, r := range want {
			if _, found := slices.BinarySearch(got, r); !found && told < 3 {
				t.Log("gone:", r)
				told++
			}
		}
		for _, r := range got {
			if _, found := slices.BinarySearch(want, r); !found && told < 6 {
				t.Log("come:", r)
				told++
			}
		}
	}
}

func rows(t *testing.T, book []byte) map[string][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book), excelize.Options{UnzipXMLSizeLimit: 1 << 30, UnzipSizeLimit: 4 << 30})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	out := map[string][]string{}
	for _, name := range f.GetSheetList() {
		list, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		head := slices.Clone(list[0])
		for _, r := range list[1:] {
			if m, ok := moved[name]; ok {
				from, to := slices.Index(head, m[0]), slices.Index(head, m[1])
				if r[to] == "" {
					r[to] = r[from]
				}
			}
		}
		for _, r := range list {
			for i := range r {
				if slices.Contains(derived[name], strings.TrimRight(head[i], "*＊ ")) {
					r[i] = ""
				}
			}
			out[name] = append(out[name], fmt.Sprintf("%q", r))
		}
		slices.Sort(out[name])
	}
	return out
}
