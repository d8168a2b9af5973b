package casework

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/pack"
)

const county kernel.ID = 141029

func anyStamp() *rapid.Generator[kernel.Stamp] {
	return rapid.Custom(func(t *rapid.T) kernel.Stamp {
		id := rapid.Int64Range(1, 3)
		return kernel.Stamp{
			TownshipID: kernel.ID(10 + id.Draw(t, "township")), VillageID: kernel.ID(20 + id.Draw(t, "village")),
			BodyID: kernel.ID(rapid.Int64Range(0, 2).Draw(t, "body")), Topic: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "topic"),
			Sealed: rapid.Bool().Draw(t, "sealed"),
		}
	})
}

func anyActor() *rapid.Generator[kernel.Actor] {
	return rapid.Custom(func(t *rapid.T) kernel.Actor {
		a := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: county, PersonID: kernel.ID(rapid.Int64Range(1, 3).Draw(t, "person"))}
		for range rapid.IntRange(0, 3).Draw(t, "grants") {
			arm := kernel.Arm{Sealed: rapid.Bool().Draw(t, "opens")}
			switch rapid.IntRange(0, 2).Draw(t, "arm") {
			case 0:
				arm.BodyID = kernel.ID(rapid.Int64Range(1, 2).Draw(t, "of"))
			case 1:
				arm.Level, arm.PlaceID = kernel.LevelTownship, kernel.ID(10+rapid.Int64Range(1, 3).Draw(t, "at"))
			default:
				arm.Level, arm.PlaceID = kernel.LevelVillage, kernel.ID(20+rapid.Int64Range(1, 3).Draw(t, "at"))
				arm.Topic = rapid.SampledFrom([]string{"", "a"}).Draw(t, "narrow")
			}
			a.Grants = append(a.Grants, kernel.Grant{Perms: []string{rapid.SampledFrom([]string{"x.do", "x.see"}).Draw(t, "perm")}, Arm: arm})
		}
		return a
	})
}

// Whoever may take a step stands to the case as the pack says, by a post that gives the permission there.
func TestMay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyActor().Draw(t, "actor")
		p := party{stamp: anyStamp().Draw(t, "case"), assignee: kernel.ID(rapid.Int64Range(0, 3).Draw(t, "assignee")), reporter: kernel.ID(rapid.Int64Range(0, 3).Draw(t, "reporter"))}
		by := rapid.SampledFrom([]string{pack.ByPlace, pack.ByBody, pack.ByAssignee, pack.ByReporter, pack.BySystem}).Draw(t, "by")
		step := pack.Transition{By: []string{by}, Permission: "x.do"}
		want := false
		for _, g := range a.Grants {
			holds := slices.Contains(g.Perms, "x.do")
			covers := g.Arm.Covers(p.stamp, county)
			want = want || by == pack.ByPlace && holds && covers && g.Arm.BodyID == 0 ||
				by == pack.ByBody && holds && covers && g.Arm.BodyID != 0 || by == pack.ByAssignee && holds && a.PersonID == p.assignee
		}
		want = want || by == pack.ByReporter && a.PersonID == p.reporter
		if got := may(step, a, p); got != want {
			t.Fatalf("may %s: %v, want %v", by, got, want)
		}
		step.Permission = ""
		if by != pack.ByReporter && may(step, a, p) {
			t.Fatal("a step without a permission is nobody's")
		}
		if may(step, kernel.Actor{Kind: kernel.ActorPublic, CountyID: county}, p) {
			t.Fatal("anybody may")
		}
	})
}

func TestFollowCodes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := randomCode()
		typed := strings.NewReplacer("0", rapid.SampledFrom([]string{"0", "O", "o"}).Draw(t, "zero"), "1", rapid.SampledFrom([]string{"1", "I", "l"}).Draw(t, "one"),
			"-", rapid.SampledFrom([]string{"-", " ", ""}).Draw(t, "gap")).Replace(strings.ToLower(code))
		if NormalCode(typed) != code || len(code) != 19 {
			t.Fatalf("%q typed as %q reads %q", code, typed, NormalCode(typed))
		}
		if s := rapid.String().Draw(t, "text"); NormalCode(s) != "" && NormalCode(NormalCode(s)) != NormalCode(s) {
			t.Fatalf("%q", s)
		}
	})
	keys, err := crypt.Load(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	other, err := crypt.Load(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	a := codeFor(keys, "r:1-2")
	if a != codeFor(keys, "r:1-2") || a == codeFor(keys, "r:12") || a == codeFor(other, "r:1-2") || NormalCode(a) != a {
		t.Fatal("the code of a request must be its own, and the server's secret")
	}
	if no := newNo("2026-11-22"); len(no) != 14 || no[:9] != "20261122-" {
		t.Fatal(no)
	}
}

// everyDay is a calendar on which every day is worked.
type everyDay struct{}

func (everyDay) IsWorkday(kernel.Day) (bool, error) { return true, nil }

func (everyDay) AddWorkdays(from time.Time, n int) (time.Time, error) {
	return kernel.DayOf(from).Add(n + 1).Time(), nil
}

func (everyDay) WorkdaysBetween(a, b kernel.Day) (int, error) {
	return int(b.Time().Sub(a.Time()) / (24 * time.Hour)), nil
}

func TestWorkdaysLeft(t *testing.T) {
	now := time.Date(2026, 11, 16, 9, 0, 0, 0, kernel.Zone)
	for due, want := range map[kernel.Day]int{"2026-11-10": 0, "2026-11-16": 0, "2026-11-18": 2} {
		if got := workdaysLeft(everyDay{}, now, due.Add(1).Time().UnixMilli()-1); got != want {
			t.Errorf("%s: %d", due, got)
		}
	}
}

func TestLights(t *testing.T) {
	now := time.Date(2026, 11, 16, 9, 0, 0, 0, kernel.Zone)
	l := lightsOn(everyDay{}, now, pack.DefaultLights)
	rank := map[string]int{"red": 0, "amber": 1, "blue": 2, "green": 3}
	rapid.Check(t, func(t *rapid.T) {
		since := now.Add(-time.Duration(rapid.IntRange(0, 30*24).Draw(t, "since")) * time.Hour).UnixMilli()
		a := now.Add(time.Duration(rapid.IntRange(-500, 1000).Draw(t, "a")) * time.Hour).UnixMilli()
		b := a + int64(rapid.IntRange(0, 500).Draw(t, "later"))*3600_000
		if rank[l.of(true, b, since)] < rank[l.of(true, a, since)] {
			t.Fatal("more time must not look worse")
		}
		if (l.of(true, a, since) == "red") != (a < l.now) || l.of(false, a, since) != "" || l.of(true, noDue, since) != "" {
			t.Fatal("red means overdue; what is closed or has no term has no light")
		}
	})
	none, _ := endOf(everyDay{}, now, pack.Budget{})
	one, _ := endOf(everyDay{}, now, pack.Budget{Days: 1})
	if none != noDue || one != kernel.Day("2026-11-18").Time().UnixMilli()-1 {
		t.Fatal("a term ends with its last day")
	}
}

func TestAwaits(t *testing.T) {
	waits := func(who ...string) pack.State { return pack.State{Waiting: who} }
	for _, x := range []struct {
		st                 pack.State
		assignee, reporter kernel.ID
		want               kernel.ID
	}{
		{waits(pack.ByPlace), 0, 7, 0},
		{waits(pack.ByBody, pack.ByAssignee), 3, 7, 3},
		{waits(pack.ByReporter), 3, 7, 7},
		{waits(pack.ByReporter), 3, 0, 3},
		{waits(pack.ByPlace), 3, 7, 3},
	} {
		if got := awaits(x.st, x.assignee, x.reporter); got != x.want {
			t.Errorf("%+v: %d", x, got)
		}
	}
}
