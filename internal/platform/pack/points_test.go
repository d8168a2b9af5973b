package pack

import (
	"strings"
	"testing"
)

// stars is a scheme as small as one can be; what a test changes in it is refused at its place.
const stars = `
body_kinds:
  - {id: branch, name: 支部, name_en: Branch, from: 2026-01-01, source: test}
visit_types:
  - {id: home, name: 访, name_en: Visit, from: 2026-01-01, source: test}
point_schemes:
  - id: stars
    name: 积分
    name_en: Points
    from: 2026-01-01
    source: test
    body_kinds: [branch]
    recorders: [scribe]
    confirmers: [head]
    member_classes:
      - {id: all, name: 党员, name_en: Members, base: 60, other: true}
    point_items:
      - {id: good, name: 好事, name_en: A deed, sign: plus, points: 1, cap_event: 2, cap_period: 6, evidence: [note]}
      - {id: choose, name: 大事, name_en: A task, sign: plus, points: 2, points_most: 5, cap_period: 20, evidence: [note]}
      - {id: bad, name: 违诺, name_en: A breach, sign: minus, points: 5, evidence: [note]}
    proposals:
      - {id: seen, name: 走访, name_en: Visits, record: visit, item: good}
    bands:
      - {id: none, name: 不合格, name_en: Failed, below: 60, grade: unqualified}
      - {id: four, name: 四星, name_en: Four, least: 60, below: 96, grade: qualified}
      - {id: five, name: 五星, name_en: Five, least: 96, grade: excellent}
    follow_ups:
      - {id: talk, name: 谈话, name_en: Talk, bands: [none], kind: talk, posts: [head], days: 15}
`

// F1: each thing that makes a scheme of points unfair or unworkable is refused, with file and line, in both languages.
func TestASchemeOfPointsIsRefusedAtItsPlace(t *testing.T) {
	text := strings.Replace(whole, "posts:\n", `  - {id: scribes, name: 记, name_en: S, permissions: [points.record], from: 2026-01-01, source: test}
  - {id: heads, name: 核, name_en: H, permissions: [points.record, points.confirm], from: 2026-01-01, source: test}
posts:
  - {id: scribe, name: 记, name_en: S, levels: [3], roles: [scribes], from: 2026-01-01, source: test}
  - {id: head, name: 核, name_en: H, levels: [3], roles: [heads], from: 2026-01-01, source: test}
`, 1) + stars
	if _, err := loadText(text); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ old, new, says string }{
		"a gap as published (95 to 96)":  {"least: 60, below: 96", "least: 60, below: 95", `totals from 95 up to 96 have no result`},
		"two bands have one total":       {"least: 60, below: 96", "least: 60, below: 97", `both have the totals from 96 up to 97`},
		"the first band has a floor":     {"name_en: Failed, below: 60", "name_en: Failed, least: 0, below: 60", `the first band "none" has no least`},
		"the last band has an end":       {"name_en: Five, least: 96", "name_en: Five, least: 96, below: 100", `the last band "five" has no below`},
		"no cap at all":                  {"cap_event: 2, cap_period: 6, evidence", "evidence", `"good" has no cap`},
		"a cap of an event too low":      {"cap_event: 2, cap_period: 6", "cap_event: 0.5, cap_period: 6", `the cap of an event (0.5) lies below`},
		"a cap of a period too low":      {"cap_event: 2, cap_period: 6", "cap_event: 2, cap_period: 1", `the cap of a period (1) lies below`},
		"who records confirms":           {"recorders: [scribe]", "recorders: [head]", `is confirmed by the posts that record it`},
		"who may not confirm":            {"confirmers: [head]", "confirmers: [scribe]", `no role with the permission "points.confirm"`},
		"log-ins":                        {"name: 好事", "name: 每天登录", `scores the use of an application`},
		"reading":                        {"id: good, name: 好事, name_en: A deed", "id: good, name: 好事, name_en: Read news", `scores the use of an application`},
		"a photo alone":                  {"cap_period: 6, evidence: [note]", "cap_period: 6, evidence: [photo]", `nobody is made to bring a photo`},
		"no evidence":                    {"cap_period: 6, evidence: [note]", "cap_period: 6", `needs the key "evidence"`},
		"more than one decimal":          {"points: 1, cap_event", "points: 1.25, cap_event", `at most one decimal`},
		"nothing":                        {"points: 1, cap_event", "points: 0, cap_event", `gives nothing`},
		"a range that falls":             {"points_most: 5", "points_most: 1", `points_most is more than points`},
		"nobody is left over":            {"base: 60, other: true", "base: 60", `one class of "stars" is that of all others`},
		"a base above the cap":           {"    member_classes:\n      - {id: all", "    cap_total: 50\n    member_classes:\n      - {id: all", `begins with more than the cap`},
		"an item nobody knows":           {"record: visit, item: good", "record: visit, item: gone", `"gone"`},
		"a proposal that takes off":      {"record: visit, item: good", "record: visit, item: bad", `"bad"`},
		"a proposal with points to pick": {"record: visit, item: good", "record: visit, item: choose", `whose points somebody has to choose`},
		"a proposal from use":            {"record: visit, item: good", "record: login, item: good", `"login"`},
		"all cases speak":                {"record: visit, item: good", "record: case, item: good", `needs the key "types"`},
		"a follow-up without end":        {"posts: [head], days: 15", "posts: [head], days: 0", `1 to 366 days`},
		"a follow-up of nobody":          {"kind: talk, posts: [head]", "kind: talk", `needs the key "posts"`},
		"a follow-up for no band":        {"bands: [none], kind", "kind", `needs the key "bands"`},
	} {
		bad := strings.Replace(text, c.old, c.new, 1)
		_, err := loadText(bad)
		all, ok := err.(Errors) //nolint:errorlint // as the loader gives it
		if !ok || bad == text {
			t.Errorf("%s: %v", name, err)
			continue
		}
		found := false
		for _, e := range all {
			found = found || strings.Contains(e.In("en"), c.says) && e.In("zh") != e.In("en") && e.Line > 0 && e.File == "packs/a/pack.yaml"
		}
		if !found {
			t.Errorf("%s: want %s, got %v", name, c.says, err)
		}
	}
}
