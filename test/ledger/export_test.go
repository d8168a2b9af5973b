// Package ledger_test proves that other programs of double entry accept the books of a county's year, as the command line writes them.
package ledger_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"touyan/internal/app"
	"touyan/internal/domain/merit"
	"touyan/internal/domain/points"
	"touyan/internal/domain/shop"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/ledger"
)

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// year is a demo county whose books live through what books live through.
type year struct {
	*testing.T
	app   *app.App
	sys   context.Context
	clock *dbtest.Clock
}

const demoDay = kernel.Day("2026-11-16")

// TestF1F2OtherProgramsAcceptTheBooksOfAYear: members' points with a reversal and a closed year, households' points with a round given, a deed
// taken back and a closed year, and the shop's deliveries, stock-take and redemptions, out by `touyan export ledger` and in by bean-check
// and hledger.
func TestF1F2OtherProgramsAcceptTheBooksOfAYear(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			dir := t.TempDir()
			cfg := app.Config{Data: dir}
			if engine != "sqlite" {
				cfg.DB = dbtest.Fresh(t, engine).URL
				must(0, os.WriteFile(filepath.Join(dir, "touyan.toml"), []byte(`db = "`+cfg.DB+`"`+"\n"), 0o600))(t)
			}
			must(0, app.MakeDemo(t.Context(), cfg, "xiangfu", demoDay, false, &strings.Builder{}))(t)
			clock := dbtest.NewClock()
			clock.Set(demoDay.Add(1).Time().Add(9 * time.Hour))
			a := must(app.Open(t.Context(), cfg, app.Options{Now: clock.Now}))(t)
			county := must(a.DB.Counties(t.Context()))(t)[0].ID
			y := &year{T: t, app: a, sys: kernel.WithActor(t.Context(), kernel.System(county)), clock: clock}
			y.branch()
			y.village()
			kinds := y.kinds()
			must(0, a.Close())(t)
			for _, want := range []string{
				"points.base", "points.plus", "points.minus", "points.reversal", "merit.fund", "merit.give", "merit.withdraw", "merit.spend", "shop.delivery", "shop.count",
			} {
				if !kinds[want] {
					t.Errorf("the year has no %s: %v", want, kinds)
				}
			}
			accepted(t, dir, "beancount", "bean-check")
			accepted(t, dir, "hledger", "hledger", "check", "--strict", "-f")
		})
	}
}

// branch takes an entry back, lets the reversal take effect, and closes the year before.
func (y *year) branch() {
	y.Helper()
	list, _, err := y.app.Points.Years(y.sys, 0, 0, 0, kernel.Page{})
	must(list, err)(y)
	for _, one := range list {
		entries, _, err := y.app.Points.Entries(y.sys, points.EntryFilter{Year: one.ID, State: points.Effective}, kernel.Page{Limit: 200})
		must(entries, err)(y)
		if one.State != points.Open || len(entries) == 0 {
			continue
		}
		back := must(y.app.Points.Reverse(y.sys, entries[0].ID, "记错了人"))(y)
		must(y.app.Points.ActMany(y.sys, points.Act{Act: points.StepConfirm, IDs: []kernel.ID{back.ID}}))(y)
		p := must(y.app.Points.Post(y.sys, one.ID, ""))(y)
		y.clock.Set(p.EffectDay.Time().Add(9 * time.Hour))
		must(y.app.Points.Settle(y.sys))(y)
	}
	for _, one := range list {
		if one.Year == 2025 {
			y.close(one.ID)
		}
	}
}

func (y *year) close(id kernel.ID) {
	y.Helper()
	at := must(y.app.Points.GetYear(y.sys, id))(y)
	at = must(y.app.Points.TallyUp(y.sys, id, at.Rev))(y)
	at = must(y.app.Points.Meet(y.sys, id, points.NewMeeting{Rev: at.Rev, Day: kernel.DayOf(y.clock.Now()), Should: 10, Present: 9, Note: "逐人评议"}))(y)
	list, _, err := y.app.Points.Accounts(y.sys, id, kernel.Page{Limit: 200})
	must(list, err)(y)
	var grades []points.NewGrade
	for _, a := range list {
		if a.Reviewed {
			grades = append(grades, points.NewGrade{AccountID: a.ID, Grade: a.Proposed})
		}
	}
	at = must(y.app.Points.Grade(y.sys, id, at.Rev, grades))(y)
	at = must(y.app.Points.File(y.sys, id, at.Rev))(y)
	if at = must(y.app.Points.CloseYear(y.sys, id, at.Rev))(y); at.State != points.Closed {
		y.Fatalf("%+v", at.Year)
	}
}

// village takes back what a household was given, counts its stock, and closes its year once it is over.
func (y *year) village() {
	y.Helper()
	pools, _, err := y.app.Merit.Pools(y.sys, 0, kernel.Page{})
	if err != nil || len(pools) == 0 {
		y.Fatal(len(pools), err)
	}
	pool := pools[0].ID
	deeds, _, err := y.app.Merit.List(y.sys, merit.DeedFilter{State: merit.Given}, kernel.Page{Limit: 200})
	must(deeds, err)(y)
	done := false
	for _, d := range deeds { // of those that have not been spent
		if _, err := y.app.Merit.TakeBack(y.sys, d.ID, d.Rev, "不是他家"); err == nil {
			done = true
			break
		}
	}
	if !done {
		y.Fatalf("none of %d deeds can be taken back", len(deeds))
	}
	y.count(pool)
	y.clock.Set(time.Date(2027, 1, 15, 9, 0, 0, 0, kernel.Zone))
	v := must(y.app.Merit.Get(y.sys, pool))(y)
	if v = must(y.app.Merit.CloseYear(y.sys, pool, v.Rev))(y); v.ClosedTo != "2026-12-31" {
		y.Fatalf("%+v", v)
	}
}

// kinds are the kinds of transactions in all books, which agree with themselves.
func (y *year) kinds() map[string]bool {
	y.Helper()
	out := map[string]bool{}
	must(0, y.app.DB.Read(y.sys, func(tx *db.ReadTx) error {
		books, _, err := ledger.Books(tx, "TRUE", nil, kernel.Page{Limit: 200})
		if err != nil {
			return err
		}
		for _, b := range books {
			bad, err := ledger.Check(tx, b.ID)
			if err != nil || len(bad) > 0 {
				y.Fatal(bad, err)
			}
			lines, err := ledger.Trial(tx, b.ID, kernel.EndOfTime)
			if err != nil {
				return err
			}
			for _, l := range lines {
				list, _, err := ledger.Statement(tx, l.ID, kernel.Page{Limit: 200})
				if err != nil {
					return err
				}
				for _, x := range list {
					out[x.Kind] = true
				}
			}
		}
		return nil
	}))(y)
	return out
}

// accepted writes the books by the command line and lets another program check them; and a changed figure it refuses.
func accepted(t *testing.T, dir, format string, check ...string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "books."+format)
	var out, errs bytes.Buffer
	if code := app.Main("test", []string{"export", "ledger", file, "--format", format, "--data", dir}, &out, &errs); code != 0 {
		t.Fatalf("touyan export ledger: %d\n%s%s", code, out.String(), errs.String())
	}
	run := func() ([]byte, error) {
		cmd := exec.CommandContext(t.Context(), check[0], append(check[1:], file)...)
		cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
		return cmd.CombinedOutput()
	}
	if said, err := run(); err != nil {
		t.Errorf("%s: %v\n%.4000s", check[0], err, said)
	}
	text := string(must(os.ReadFile(file))(t))
	if !strings.Contains(text, "carried") && !strings.Contains(text, " balance ") {
		t.Error("no balance of a closed year is asserted")
	}
	i := strings.Index(text, "    Assets:")
	line, _, _ := strings.Cut(text[i:], "\n")
	name, rest, _ := strings.Cut(strings.TrimLeft(line, " "), "  ")
	must(0, os.WriteFile(file, []byte(strings.Replace(text, line, "    "+name+"  1"+rest, 1)), 0o600))(t)
	if _, err := run(); err == nil {
		t.Errorf("%s accepts a wrong amount", check[0])
	}
}

// count finds one piece of a good missing.
func (y *year) count(pool kernel.ID) {
	y.Helper()
	for _, g := range must(y.app.Shop.Goods(y.sys, pool))(y) {
		if g.Pieces > 0 && g.Free == g.Pieces {
			must(y.app.Shop.Count(y.sys, g.ID, shop.NewCount{Counted: g.Pieces - 1, Note: "包装破损"}))(y)
			return
		}
	}
	y.Fatal("nothing on the shelf")
}
