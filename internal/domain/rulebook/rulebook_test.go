package rulebook_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/rulebook"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

type world struct {
	t    *testing.T
	ctx  context.Context
	d    *db.DB
	c    *dbtest.Clock
	book *pack.Book
	s    *rulebook.Service
}

func each(t *testing.T, fn func(*world)) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		fn(server(t, d, c))
	})
}

// server is a server over the data: its own book, as a second program would have.
func server(t *testing.T, d *db.DB, c *dbtest.Clock) *world {
	t.Helper()
	w := &world{t: t, ctx: dbtest.System(t), d: d, c: c}
	var folders []pack.Folder
	for _, id := range []string{"base", "xiangning"} {
		f, err := pack.Embedded(packs.FS, id)
		if err != nil {
			t.Fatal(err)
		}
		folders = append(folders, f)
	}
	p, err := pack.LoadFolders(folders...)
	if err != nil {
		t.Fatal(err)
	}
	w.book = pack.NewBook(d.Now, p)
	w.s = rulebook.New(d, w.book)
	w.s.Begin(folders, p)
	return w
}

// own is the county's folder with more in it.
func own(t *testing.T, more string) pack.Folder {
	t.Helper()
	f, err := pack.Embedded(packs.FS, "xiangning")
	if err != nil {
		t.Fatal(err)
	}
	f.Files["own.yaml"] = more
	return f
}

const street = "posts:\n  - {id: street_head, name: 街长, name_en: Street head, levels: [4], roles: [grid_officer], from: 2026-01-01, source: test}\n"

func (w *world) today() kernel.Day { return kernel.DayOf(w.d.Now()) }

// apply brings the county's folder with a head of streets.
func (w *world) apply(from kernel.Day) rulebook.Version {
	w.t.Helper()
	v, err := w.s.Apply(w.ctx, rulebook.Proposal{Folder: own(w.t, street), From: from, Note: "县委办〔2026〕12号"})
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

func code(err error) string {
	var e *kernel.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func TestAVersionHoldsFromItsDayAndOldOnesStay(t *testing.T) {
	each(t, func(w *world) {
		from := w.today().Add(3)
		if v := w.apply(from); v.No != 2 || v.From != from {
			w.t.Fatalf("%+v", v)
		}
		if _, ok := w.book.Now().Post("street_head"); ok || w.book.Number() != 1 {
			w.t.Error("a planned version holds already")
		}
		if _, ok := w.book.On(from).Post("street_head"); !ok {
			w.t.Error("the version does not hold on its day")
		}
		w.c.Add(3 * 24 * time.Hour)
		if _, ok := w.book.Now().Post("street_head"); !ok || w.book.Number() != 2 {
			w.t.Error("the version does not hold once its day has come")
		}
		if _, ok := w.book.Version(1).Post("street_head"); ok {
			w.t.Error("version 1 has changed")
		}
		list, err := w.s.Versions(w.ctx)
		if err != nil || len(list) != 2 || list[0].State != rulebook.StateNow || list[0].Note == "" || list[0].By == "" || list[1].State != rulebook.StatePast || !list[1].Rooted {
			w.t.Errorf("versions %+v %v", list, err)
		}
		changes, err := w.s.Changes(w.ctx, 0, 2)
		if err != nil || len(changes) != 1 || changes[0].Path != "posts/street_head" || changes[0].What != pack.Added || changes[0].File != "xiangning/own.yaml" || changes[0].Line != 2 {
			w.t.Errorf("changes %+v %v", changes, err)
		}
		if _, err := w.s.Changes(w.ctx, 0, 9); kernel.KindOf(err) != kernel.KindNotFound {
			w.t.Error(err)
		}
	})
}

func TestAnyTwoVersionsAreCompared(t *testing.T) {
	each(t, func(w *world) {
		w.apply(w.today())
		second := strings.Replace(street, "name: 街长", "name: 街道长", 1)
		if _, err := w.s.Apply(w.ctx, rulebook.Proposal{Folder: own(w.t, second), From: w.today().Add(5)}); err != nil {
			w.t.Fatal(err)
		}
		told := func(since, no int) string {
			changes, err := w.s.Changes(w.ctx, since, no)
			if err != nil {
				return code(err)
			}
			out := ""
			for _, c := range changes {
				out += c.What + " " + c.Path
				for _, k := range c.Keys {
					out += fmt.Sprintf(" %s: %s > %s (%s:%d)", k.Key, k.Old, k.New, k.File, k.Line)
				}
			}
			return out
		}
		for _, c := range []struct {
			since, no int
			want      string
		}{
			{1, 3, "added posts/street_head"},
			{2, 3, "changed posts/street_head name: 街长 > 街道长 (xiangning/own.yaml:2)"},
			{0, 3, "changed posts/street_head name: 街长 > 街道长 (xiangning/own.yaml:2)"},
			{3, 2, "changed posts/street_head name: 街道长 > 街长 (xiangning/own.yaml:2)"},
			{3, 1, "removed posts/street_head"},
			{2, 2, ""},
			{0, 1, ""},
			{9, 2, "not_found"},
			{1, 9, "not_found"},
		} {
			if got := told(c.since, c.no); got != c.want {
				w.t.Errorf("%d to %d: %s, want %s", c.since, c.no, got, c.want)
			}
		}
	})
}

func TestAnotherServerSeesAVersionAtItsNextLook(t *testing.T) {
	each(t, func(w *world) {
		other := server(w.t, w.d, w.c)
		w.apply(w.today())
		if err := other.s.Refresh(other.ctx); err != nil {
			w.t.Fatal(err)
		}
		if _, ok := other.book.Now().Post("street_head"); !ok || other.book.Number() != 2 {
			w.t.Error("the other server does not know the version")
		}
	})
}

func TestWhatCannotFollowIsRefusedAndChangesNothing(t *testing.T) {
	each(t, func(w *world) {
		w.apply(w.today())
		for want, p := range map[string]rulebook.Proposal{
			"pack_from_past":    {Folder: own(w.t, street+"    tasks: 一\n"), From: w.today().Add(-1)},
			"bad_day":           {Folder: own(w.t, street), From: "tomorrow"},
			"pack_unchanged":    {Folder: own(w.t, street), From: w.today()},
			"pack_removes":      {Folder: own(w.t, ""), From: w.today()},
			"pack_other_county": {Folder: own(w.t, street), From: w.today()},
			"pack_faults":       {Folder: own(w.t, "posts:\n  - {id: street_head, colour: red}\n"), From: w.today()},
		} {
			if want == "pack_from_past" {
				p.Folder = own(w.t, strings.Replace(street, "街长", "街长二", 1))
			}
			if want == "pack_other_county" {
				p.Folder.Files["pack.yaml"] = strings.Replace(p.Folder.Files["pack.yaml"], "141029", "430923", 1)
			}
			if _, err := w.s.Apply(w.ctx, p); code(err) != want {
				w.t.Errorf("%v, want %s", err, want)
			}
		}
		if list, err := w.s.Versions(w.ctx); err != nil || len(list) != 2 {
			w.t.Errorf("something was saved: %+v %v", list, err)
		}
		changes, err := w.s.Diff(w.ctx, own(w.t, ""))
		if err != nil || len(changes) != 1 || changes[0].What != pack.Removed {
			w.t.Errorf("a removal is shown: %+v %v", changes, err)
		}
	})
}

func TestANewerProgramCarriesTheCountysRulesOverItsBase(t *testing.T) {
	each(t, func(w *world) {
		w.apply(w.today())
		if err := w.s.Follow(w.ctx, "2"); err != nil || w.book.Number() != 2 {
			w.t.Fatalf("the same base makes no version: %v, %d", err, w.book.Number())
		}
		base, err := pack.Embedded(packs.FS, "base")
		if err != nil {
			w.t.Fatal(err)
		}
		base.Files["more.yaml"] = "topics:\n  - {id: tea, name: 茶, name_en: Tea, from: 2026-01-01, source: test}\n"
		p, err := pack.LoadFolders(base)
		if err != nil {
			w.t.Fatal(err)
		}
		newer := server(w.t, w.d, w.c)
		newer.s.Begin([]pack.Folder{base}, p)
		if err := newer.s.Follow(w.ctx, "2"); err != nil {
			w.t.Fatal(err)
		}
		now := newer.book.Now()
		_, tea := now.Topic("tea")
		_, head := now.Post("street_head")
		if !tea || !head || newer.book.Number() != 3 {
			w.t.Errorf("base %v, own %v, version %d", tea, head, newer.book.Number())
		}
	})
}

func TestRulesTellWhoMayTakeEachStep(t *testing.T) {
	each(t, func(w *world) {
		r := w.s.Rules()
		if r.No != 1 || len(r.Sections) < 10 {
			w.t.Fatalf("version %d with %d sections", r.No, len(r.Sections))
		}
		for _, x := range r.Takers {
			if x.Transition == "accept" && len(x.Posts) == 0 {
				w.t.Error("nobody may accept")
			}
		}
	})
}
