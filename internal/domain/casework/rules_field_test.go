package casework

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"touyan/internal/kernel"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// BenchmarkRouteAndValidate is what the pack costs when a case is raised: its way, its duty item, and its answers with their
// conditions. It stays under 0.2 ms.
func BenchmarkRouteAndValidate(b *testing.B) {
	p, err := pack.Load(packs.FS, "base", "xiangfu")
	if err != nil {
		b.Fatal(err)
	}
	ct, _ := p.CaseType("project")
	given := facts{
		"title": "入户路", "kind": "road", "budget": json.Number("3000000"), "residents": true, "resolution": "村民会议表决通过", "decision_no": "3号",
		"decision_day": "2026-11-10", "sources": []any{map[string]any{"source": "state", "sum": json.Number("3000000")}},
	}
	c := &caseRow{Type: "report"}
	c.Topic = "dispute"
	for b.Loop() {
		p.RouteOf(pack.Routing{Type: "report", Topic: "dispute", PlaceKind: "village"}, "2026-11-22")
		dutyOf(p, c, "2026-11-22")
		if _, err := fill(p, ct, "", scene{topic: "road", text: "入户路硬化", day: "2026-11-22"}, nil, given, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// What a step answers is stored so that reading it gives the same again, whatever was typed; what is wrong is refused.
func TestAnswersAreStoredAsTheyAreRead(t *testing.T) {
	p, err := pack.Load(packs.FS, "base")
	if err != nil {
		t.Fatal(err)
	}
	ct, _ := p.CaseType("project")
	rapid.Check(t, func(t *rapid.T) {
		given := facts{
			"title": "入户路", "kind": "road", "budget": json.Number("12"), "residents": false,
			"sources": []any{map[string]any{"source": "state", "sum": json.Number("12")}},
		}
		for _, f := range ct.Asked("") {
			if rapid.IntRange(0, 3).Draw(t, "odd "+f.ID) > 0 {
				continue
			}
			given[f.ID] = rapid.OneOf(rapid.Just[any](nil), rapid.Just[any](true), rapid.Just[any]("road"), rapid.Just[any](json.Number("12")),
				rapid.Map(rapid.String(), func(s string) any { return s })).Draw(t, f.ID)
		}
		out, err := fill(p, ct, "", scene{topic: "", text: ""}, nil, given, nil)
		if err != nil {
			if kernel.KindOf(err) != kernel.KindInvalid {
				t.Fatal(err)
			}
			return
		}
		text, err := out.Write()
		if err != nil {
			t.Fatal(err)
		}
		back, err := form.Read(text)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := back.Write(); err != nil || again != text {
			t.Fatalf("%s reads %s, %v", text, again, err)
		}
	})
}

// A pause never changes how much working time a case has in all.
func TestAPauseGivesBackWhatWasLeft(t *testing.T) {
	p, err := pack.Load(packs.FS, "base")
	if err != nil {
		t.Fatal(err)
	}
	w := p.Calendar()
	rapid.Check(t, func(t *rapid.T) {
		since := time.Date(2026, 1, 5, 9, 0, 0, 0, kernel.Zone).Add(time.Duration(rapid.IntRange(0, 200*24).Draw(t, "hours")) * time.Hour)
		b := pack.Budget{Days: rapid.IntRange(1, 20).Draw(t, "days")}
		if rapid.Bool().Draw(t, "in hours") {
			b = pack.Budget{Hours: rapid.IntRange(1, 200).Draw(t, "budget")}
		}
		due, err := endOf(w, since, b)
		if err != nil {
			t.Fatal(err)
		}
		at := since.Add(time.Duration(rapid.Int64Range(0, due-since.UnixMilli()).Draw(t, "pause")) * time.Millisecond)
		left, err := leftOf(w, at, due, b)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := goOn(w, at, left, b); err != nil || again < due || again > due+1 && b.Days == 0 {
			t.Fatalf("%v from %s: due %d, after a pause of nothing at %s %d, %v", b, since, due, at, again, err)
		}
	})
}
