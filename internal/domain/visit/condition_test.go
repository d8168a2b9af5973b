package visit

import (
	"os"
	"testing"

	"touyan/internal/platform/pack"
	"touyan/packs"
)

// TestConditionsOnPaperAreWords: whoever fills in a printed sheet is told by answers when a question is theirs, not by a formula.
func TestConditionsOnPaperAreWords(t *testing.T) {
	for county, questions := range map[string]map[string][2]string{
		"zhushan":   {"home_talk.less_why": {"“今年收入比去年”选了“减少”", "“Income compared with last year” is “Less”"}, "home_talk.less_words": {"“减少是因为”选了“别的原因”", "“Why less” is “Something else”"}},
		"xiangning": {"four_asks.branch_words": {"“需要支部做什么”选了，并且“需要支部做什么”没选“没有”", "“What the branch should do” has an answer, and “What the branch should do” is not “Nothing”"}},
		"taoyuan":   {"five_to_household.promise_day": {"“答应办的事”填了", "“What was promised” is filled in"}},
	} {
		p, err := pack.Load(packs.FS, "base", county)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range p.Forms {
			for _, x := range f.Fields {
				zh, en := conditionWords(f, x, false), conditionWords(f, x, true)
				if x.ShownIf != "" && (zh == x.ShownIf || en == x.ShownIf) {
					t.Errorf("%s %s.%s has no words: %s", county, f.ID, x.ID, x.ShownIf)
				}
				if want, ok := questions[f.ID+"."+x.ID]; ok && (zh != want[0] || en != want[1]) {
					t.Errorf("%s.%s: %s | %s", f.ID, x.ID, zh, en)
				}
			}
		}
	}
}

// TestConditionsWithoutWordsStandAsTheyAre: and each kind of condition of the corpus has some.
func TestConditionsWithoutWordsStandAsTheyAre(t *testing.T) {
	own, err := pack.Embedded(packs.FS, "base")
	if err != nil {
		t.Fatal(err)
	}
	own.Files["zz_forms.yaml"] = testForms(t)
	p, err := pack.LoadFolders(own)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"t_chain.kind": "“有人生病”选了“是”", "t_chain.cost": "“什么病”选了“慢性病”或“大病”", "t_chain.debt": "“自付费用”不小于5000.5",
		"t_chain.why": "“有人生病”选了“否”，或者“是否借债”选了“是”", "t_number.workers": "“人口”填了，并且“人口”大于0", "t_number.rooms": "“大户”选了“是”",
		"t_number.settled": "今天 >= 加月(搬来日期, 6)", "t_many.sum": "“要什么帮助”选了“贷款”", "t_many.trips": "“要什么帮助”选了",
	}
	for _, f := range p.Forms {
		for _, x := range f.Fields {
			if words, ok := want[f.ID+"."+x.ID]; ok {
				if got := conditionWords(f, x, false); got != words {
					t.Errorf("%s.%s: %s, want %s", f.ID, x.ID, got, words)
				}
				delete(want, f.ID+"."+x.ID)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("no such questions: %v", want)
	}
}

func testForms(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("testdata/forms.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
