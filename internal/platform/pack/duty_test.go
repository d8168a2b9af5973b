package pack

import (
	"strings"
	"testing"
)

const maker = head + "roles:\n  - {id: r, permissions: [duty.make], " + tail + "posts:\n  - {id: p, levels: [2], body_kinds: [k], roles: [r], " + tail +
	"body_kinds:\n  - {id: k, " + tail

// TestBrokenListsAreRefused: each fault of a list type or a duty is named where it stands.
func TestBrokenListsAreRefused(t *testing.T) {
	list := func(more string) string {
		return maker + "list_types:\n  - {id: l, permission: duty.make, levels: [1], breakdown: [unit], " + more + tail
	}
	duty := func(more string) string {
		return maker + "duties:\n  - {id: d, posts: [p], text: 甲, text_en: A, " + more + tail
	}
	for _, good := range []string{list(""), list("proof: true, evidence: [photo], "), duty(""), duty("cycle: {every: week, due: 5, holiday: before}, "), duty("cycle: {every: days, days: 30}, targets: [k], ")} {
		if _, err := loadText(good); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct{ text, want string }{
		"nobody makes it":      {strings.Replace(list(""), "permission: duty.make, levels", "permission: duty.other, levels", 1), `no post gives "duty.other"`},
		"made nowhere":         {strings.Replace(list(""), "levels: [1], ", "", 1), `needs the key "levels"`},
		"owned by nobody":      {strings.Replace(list(""), "breakdown: [unit], ", "", 1), `needs the key "breakdown"`},
		"unknown owner":        {strings.Replace(list(""), "[unit]", "[club]", 1), `"club": want one of`},
		"proof of nothing":     {list("proof: true, "), `asks for proof, so it needs the key "evidence"`},
		"more than all":        {list("near_percent: 120, "), `near_percent 120: want at most 100`},
		"behind":               {list("behind: 1200, "), `behind 1200`},
		"supervisor":           {list("supervisors: [nobody], "), `there is no post "nobody"`},
		"told to nobody":       {list("reminders: [{id: x, name: 甲, name_en: A, to: supervisors}], "), `goes to supervisors, and "l" names none`},
		"before and after":     {list("reminders: [{id: x, name: 甲, name_en: A, to: owner, days_before: 1, days_after: 1}], "), `not both`},
		"view":                 {list("views: [{id: century, name: 甲, name_en: A}], "), `id "century": want one of`},
		"field without choice": {list("fields: [{id: f, name: 甲, name_en: A, kind: choice}], "), `choices belong to the kind choice`},
		"post of a duty":       {strings.Replace(duty(""), "posts: [p]", "posts: [q]", 1), `there is no post "q"`},
		"interval":             {duty("cycle: {every: days}, "), `every: days and days belong together`},
		"targets by calendar":  {duty("cycle: {every: week}, targets: [k], "), `comes round by an interval`},
		"cycle":                {duty("cycle: {every: moon}, "), `every "moon": want one of`},
		"daily before":         {duty("cycle: {every: day, holiday: before}, "), `a daily duty keeps or skips`},
	} {
		_, err := loadText(c.text)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: want %q, got\n%v", name, c.want, err)
		}
	}
}
