package pack

import (
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// prize is a scheme as small as one can be; what a test changes in it is refused at its place.
const prize = `body_kinds:
  - {id: council, name: 会, name_en: Council, from: 2026-01-01, source: test}
cards:
  - id: household
    name: 卡
    name_en: Card
    from: 2026-01-01
    source: test
    groups:
      - {id: all, name: 全, name_en: All, fields: [{id: poor, name: 脱贫户, name_en: Poor, type: yes_no, trait: true}]}
awards:
  - id: prize
    name: 奖
    name_en: Prize
    from: 2026-01-01
    source: test
    subject: household
    levels: [3]
    award_scale: 10
    score_step: 100
    raters: 1
    apply: true
    dimensions:
      - id: all
        name: 全
        name_en: All
        award_items:
          - {id: one, name: 一, name_en: One, weight: 4, scorer_posts: [clerk]}
          - {id: two, name: 二, name_en: Two, weight: 6, scorer_posts: [clerk]}
    bands:
      - {id: good, name: 好, name_en: Good, at: 8}
    vetoes:
      - {id: crime, name: 违法, name_en: Offence, about: crime}
    review: {body_kinds: [council], quorum: {num: 2, den: 3}, pass: {num: 1, den: 2, over: true, of_whom: present}, voters_min: 3}
    posting_days: 5
    answer_days: 5
    valid_months: 24
    recheck_months: 12
    bar_months: 24
`

func TestASchemeIsRefusedAtItsPlace(t *testing.T) {
	text := whole + prize
	load := func(text string) error {
		_, err := Load(fstest.MapFS{"a/pack.yaml": {Data: []byte(text)}}, "a")
		return err
	}
	if err := load(text); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ was, is, at, says string }{
		"weights":             {"weight: 6", "weight: 5", "award_scale: 10", "the weights add up to 9, not to award_scale 10"},
		"petitions":           {"about: crime", "about: petition", "about: petition", `"petition" bars nobody`},
		"illness by its name": {"name: 违法", "name: 长期患病", "name: 长期患病", `"病" bars nobody`},
		"debt by its name":    {"name_en: Offence", "name_en: In debt", "name: 违法", `"debt" bars nobody`},
		"a field of need":     {"about: crime", `about: crime, trait_is: {field: poor, value: "yes"}`, "trait_is", `"poor" bars nobody`},
		"what residents say":  {"about: crime", "about: crime, open_cases: [report]", "open_cases", `"report" bars nobody`},
		"bands that fall":     {"at: 8}", "at: 8}\n      - {id: less, name: 差, name_en: Less, at: 7}", "at: 7", "bands rise from one to the next"},
		"half is no majority": {"over: true", "over: false", "review:", "more than half of the votes"},
		"two voters":          {"voters_min: 3", "voters_min: 2", "review:", "at least 3 people vote"},
		"nobody scores":       {"weight: 4, scorer_posts: [clerk]", "weight: 4", "id: one", "nobody scores it"},
		"one sex":             {"subject: household", "subject: person\n    award_titles:\n      - {id: d, name: 好媳妇, name_en: Good wife}", "{id: d,", "open_to_all"},
	} {
		broken := strings.Replace(text, c.was, c.is, 1)
		err := load(broken)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		line := strings.Count(broken[:strings.Index(broken, c.at)], "\n") + 1
		if !strings.Contains(err.Error(), ".yaml:"+strconv.Itoa(line)+":") {
			t.Errorf("%s: not told at line %d: %v", name, line, err)
		}
	}
}
