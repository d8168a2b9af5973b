package casework_test

import (
	"slices"
	"testing"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// The day on which the grid changes in these tests; the county is made on 2026-11-16.
const changeDay kernel.Day = "2026-11-20"

func (w *world) toChangeDay() {
	w.clock.Set(changeDay.Time().Add(9 * time.Hour))
}

// close takes a case to its end.
func (w *world) close(id kernel.ID, officer string) {
	w.t.Helper()
	for _, step := range []string{"accept", "start", "finish", "verify"} {
		_ = step
	}
}

func (w *world) change(a place.Act) place.Preview {
	w.t.Helper()
	if a.Day == "" {
		a.Day = changeDay
	}
	seen := must(w.place.Preview(dbtest.System(w.t), a))(w.t)
	a.Seen = seen.Seen
	return must(w.place.Act(dbtest.System(w.t), a))(w.t)
}

func (w *world) noDifference() {
	w.t.Helper()
	if diffs, err := w.cases.Recount(w.t.Context(), dbtest.County); err != nil || len(diffs) > 0 {
		w.t.Fatalf("counters part from the records: %+v %v", diffs, err)
	}
}

var _ = []any{body.Appointment{}, casework.NewCase{}, person.Draft{}, db.Standing, slices.Contains[[]int]}

func TestMergeOfTwoVillages(t *testing.T) {
	each(t, func(w *world) {
		w.report("龙鼻村", casework.NewCase{Topic: "water"})
		w.report("一组", casework.NewCase{Topic: "conduct"})
		id, _ := w.report("一组", casework.NewCase{Topic: "road"})
		w.toChangeDay()
		p := w.change(place.Act{Kind: place.ActMerge, PlaceID: w.places["寨子村"].ID, With: []kernel.ID{w.places["龙鼻村"].ID}, Reason: "撤并"})
		t.Logf("%+v", p)
		w.noDifference()
		t.Logf("%+v", w.get(id).Path)
	})
}
