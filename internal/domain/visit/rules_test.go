package visit

import (
	"maps"
	"testing"

	"pgregory.net/rapid"

	"touyan/internal/kernel"
)

// TestAssignGivesEachHouseholdOneVisitor holds the assignment against what it promises, for grids, posts and limits of any shape.
func TestAssignGivesEachHouseholdOneVisitor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		villages, groups := rapid.IntRange(1, 4).Draw(t, "villages"), rapid.IntRange(1, 3).Draw(t, "groups")
		g := grid{up: map[kernel.ID]kernel.ID{}, home: map[kernel.ID]kernel.ID{}}
		var lowest, all []kernel.ID
		for v := 1; v <= villages; v++ {
			g.up[kernel.ID(v)] = 1000
			all = append(all, kernel.ID(v))
			for k := range groups {
				id := kernel.ID(100*v + k)
				g.up[id] = kernel.ID(v)
				lowest, all = append(lowest, id), append(all, id)
			}
		}
		all = append(all, 1000)
		houses := make([]house, rapid.IntRange(0, 60).Draw(t, "houses"))
		for i := range houses {
			houses[i] = house{id: kernel.ID(5000 + i), code: itoa(10000 + i), at: rapid.SampledFrom(lowest).Draw(t, "at")}
		}
		rules := make([]finder, rapid.IntRange(1, 3).Draw(t, "rules"))
		person := kernel.ID(9000)
		for r := range rules {
			rules[r] = finder{id: itoa(r), most: rapid.IntRange(0, 8).Draw(t, "most"), at: map[kernel.ID][]seat{}, of: map[kernel.ID]seat{}}
			for range rapid.IntRange(0, 6).Draw(t, "seats") {
				person++
				at := rapid.SampledFrom(all).Draw(t, "seat")
				rules[r].at[at] = append(rules[r].at[at], seat{person: person, source: person})
				if len(houses) > 0 && rapid.Bool().Draw(t, "home") {
					g.home[person] = rapid.SampledFrom(houses).Draw(t, "lives").id
				}
			}
			for _, h := range houses {
				if rapid.IntRange(0, 4).Draw(t, "linked") == 0 {
					person++
					rules[r].of[h.id] = seat{person: person, source: person}
				}
			}
		}
		have := burden{}
		got := assign(houses, rules, g, have)
		checkAssigned(t, houses, rules, g, got, have)
	})
}

func checkAssigned(t *rapid.T, houses []house, rules []finder, g grid, got []given, have burden) {
	if len(got) != len(houses) {
		t.Fatal("each household has exactly one line")
	}
	count := burden{}
	for i, x := range got {
		if x.rule < 0 {
			continue
		}
		if g.home[x.seat.person] == houses[i].id {
			t.Fatal("somebody is sent to their own household")
		}
		count[burdenKey{x.rule, x.seat.person}]++
	}
	if !maps.Equal(count, have) {
		t.Fatalf("the burdens %v are not what was given %v", have, count)
	}
	for key, n := range count {
		if most := rules[key.rule].most; most > 0 && n > most {
			t.Fatalf("%d households for one visitor, at most %d", n, most)
		}
	}
	for i, x := range got { // nobody waits while somebody of an unlimited rule could come
		for r := 0; x.rule < 0 && r < len(rules); r++ {
			for at := houses[i].at; at != 0 && rules[r].most == 0; at = g.up[at] {
				if seats := rules[r].at[at]; len(seats) > 0 {
					for _, s := range seats {
						if g.home[s.person] != houses[i].id {
							t.Fatalf("household %d has nobody though rule %d finds %d", i, r, s.person)
						}
					}
					break
				}
			}
		}
	}
}

func TestSharesAreEven(t *testing.T) {
	for _, c := range []struct {
		loads, rooms []int
		n            int
		want         []int
	}{
		{[]int{0, 0, 0}, []int{9, 9, 9}, 7, []int{3, 2, 2}},
		{[]int{4, 0, 1}, []int{9, 9, 9}, 4, []int{0, 3, 1}},
		{[]int{0, 0}, []int{1, 9}, 6, []int{1, 5}},
		{[]int{0, 0}, []int{2, 2}, 4, []int{2, 2}},
		{nil, nil, 0, []int{}},
	} {
		got := even(c.loads, c.rooms, c.n)
		sum := 0
		for i := range got {
			sum += got[i]
			if got[i] > c.rooms[i] {
				t.Errorf("%+v: %v has no room", c, got)
			}
		}
		if sum != c.n || len(got) != len(c.want) {
			t.Errorf("even(%v, %v, %d) = %v", c.loads, c.rooms, c.n, got)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("even(%v, %v, %d) = %v, want %v", c.loads, c.rooms, c.n, got, c.want)
				break
			}
		}
	}
}

func TestAShareIsToldFromThirtyOn(t *testing.T) {
	for _, c := range []struct {
		part, whole int64
		want        int
	}{{0, 0, -1}, {29, 29, -1}, {29, 30, 96}, {30, 30, 100}, {976, 1000, 97}} {
		if got := percent(c.part, c.whole); got != c.want {
			t.Errorf("percent(%d, %d) = %d, want %d", c.part, c.whole, got, c.want)
		}
	}
}

func TestPeriods(t *testing.T) {
	for day, want := range map[kernel.Day]kernel.Span{
		"2026-11-16": {From: "2026-11-16", To: "2026-11-22"}, "2026-11-22": {From: "2026-11-16", To: "2026-11-22"}, "2027-01-01": {From: "2026-12-28", To: "2027-01-03"},
	} {
		if got := period(Week, day); got != want {
			t.Errorf("week of %s: %v", day, got)
		}
	}
	if got := period(Month, "2027-02-10"); got != (kernel.Span{From: "2027-02-01", To: "2027-02-28"}) {
		t.Errorf("month: %v", got)
	}
}

func TestVisitsThatComeRoundAreSpread(t *testing.T) {
	last := kernel.Day("2026-11-16")
	for i := range 10 {
		d := turn("2026-11-16", 30, i, 10)
		if d <= last || d > kernel.Day("2026-11-16").Add(30) {
			t.Errorf("%d: %s", i, d)
		}
		last = d
	}
}
