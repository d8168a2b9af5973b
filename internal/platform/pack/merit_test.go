package pack

import (
	"strings"
	"testing"
)

// F2: points are only ever given, and never for using an app: the check names the file and the line.
func TestAHouseholdHasNoMinusItem(t *testing.T) {
	const good = `
merit_schemes:
  - {id: m, name: 甲, name_en: A, every: month, raters: 3, pick: median, spread: 5, recheck_percent: 10, max_item: 20, split: members, year_end: carry, offline_hours: 8, sync_hours: 24, from: 2026-01-01, source: test,
     deed_items: [
       {id: a, name: 打扫村道, name_en: Swept the road, points: 10}]}
case_types:
`
	text := strings.Replace(whole, "case_types:\n", good[1:], 1)
	if p, err := loadText(text); err != nil {
		t.Fatal(err)
	} else if s, ok := p.MeritOn("2026-06-01"); !ok || s.Raters != 3 || s.DeedItems[0].Source != "test" {
		t.Fatalf("%+v", s)
	}
	for name, c := range map[string]struct{ old, new, en, zh string }{
		"minus":       {"points: 10", "points: -10", `"a" has -10 points: a household is only ever given points`, `农户积分只加不减`},
		"nothing":     {"points: 10", "points: 0", `"a" has 0 points`, `农户积分只加不减`},
		"too much":    {"points: 10", "points: 21", `one deed brings at most 20`, `一件事最多 20 分`},
		"log-ins":     {"打扫村道", "每天签到", `pays for using an app`, `给用软件发分`},
		"even median": {"raters: 3", "raters: 4", `a median needs an odd number of raters`, `单数个评分人`},
		"no lot":      {"recheck_percent: 10", "recheck_percent: 0", `recheck_percent is 1 to 100, not 0`, `应在 1 到 100 之间`},
	} {
		bad := strings.Replace(text, c.old, c.new, 1)
		_, err := loadText(bad)
		all, ok := err.(Errors) //nolint:errorlint // as the loader gives it
		if !ok || bad == text {
			t.Errorf("%s: %v", name, err)
			continue
		}
		line := strings.Count(bad[:strings.Index(bad, c.new)], "\n") + 1
		found := false
		for _, e := range all {
			found = found || strings.Contains(e.In("en"), c.en) && strings.Contains(e.In("zh"), c.zh) && e.Line == line && e.File == "packs/a/pack.yaml"
		}
		if !found {
			t.Errorf("%s: want line %d %s, got %v %v", name, line, c.en, err, all.In("zh"))
		}
	}
}
