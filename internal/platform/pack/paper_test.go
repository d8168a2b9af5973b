package pack

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestPapersAboutRecordsAreChecked: a paper about a record tells only what such a record has, and nothing of a period.
func TestPapersAboutRecordsAreChecked(t *testing.T) {
	const notice = `bulletins:
  - {id: own, name: 通知, name_en: Notice, about: duty_order, word: 督, issuer: "{地方}通知", title: "{事项}", from: 2026-01-01, source: test, body: [{text: "{要求}", when: 逾期天数 > 0}]}
`
	for _, x := range []struct{ from, to, wrong string }{
		{"", "", ""},
		{"about: duty_order", "about: nothing", "about"},
		{"word: 督", "word: 督, level: 1", "level"},
		{"word: 督", "word: 督, period: month", "period"},
		{"{事项}", "{进度}", "cannot stand here"}, // a number around the body could be typed over
		{"{要求}", "{走访次数}", "走访次数"},            // a figure, no fact
		{"{要求}", "{要求|上期}", "要求|上期"},          // a record has no period before
		{"{要求}", "{要求", "brace"},
		{`text: "{要求}"`, `lines: 内容`, "内容"}, // of another kind of record
		{`text: "{要求}"`, `chart: 走访次数`, "chart"},
		{"逾期天数 > 0", "走访次数 > 0", "formula"},
	} {
		_, err := Load(fstest.MapFS{"a/pack.yaml": {Data: []byte(whole + strings.Replace(notice, x.from, x.to, 1))}}, "a")
		switch {
		case x.wrong == "" && err != nil:
			t.Errorf("refused: %v", err)
		case x.wrong != "" && (err == nil || !strings.Contains(err.Error(), x.wrong)):
			t.Errorf("%s for %s: %v", x.to, x.from, err)
		}
	}
}
