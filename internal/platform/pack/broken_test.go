package pack

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"
)

// A pack as small as one can be in which a case type works.
const whole = `pack: {id: a, name: 甲, county: "999999"}
roles:
  - {id: clerk, name: 甲, name_en: A, permissions: [casework.accept], from: 2026-01-01, source: test}
posts:
  - {id: clerk, name: 甲, name_en: A, levels: [2], roles: [clerk], from: 2026-01-01, source: test}
case_types:
  - id: request
    name: 诉求
    name_en: Request
    from: 2026-01-01
    source: test
    initial: new
    fields:
      - {id: sum, name: 金额, name_en: Sum, type: money, start: true, check: 金额 > 0, says: 要大于零, says_en: More than nothing}
    states:
      - {id: new, name: 新, name_en: New, open: true}
      - {id: work, name: 办, name_en: Work, open: true}
      - {id: done, name: 完, name_en: Done, final: true}
    transitions:
      - {id: take, name: 接, name_en: Take, from: [new], to: work, by: [place], permission: casework.accept}
      - {id: finish, name: 完, name_en: Finish, from: [work], to: done, by: [place], permission: casework.accept}
`

// campaignOf is a card with an open and a sealed trait, and a campaign of the households that have one of them.
func campaignOf(trait string) string {
	return `cards:
  - id: household
    name: 卡
    name_en: Card
    from: 2026-01-01
    source: test
    groups:
      - {id: all, name: 全, name_en: All, fields: [{id: poor, name: 穷, name_en: Poor, type: yes_no, trait: true}, {id: sick, name: 病, name_en: Ill, type: yes_no, trait: true, secret: true}]}
visit_types:
  - {id: home, name: 访, name_en: Visit, from: 2026-01-01, source: test}
campaigns:
  - {id: few, name: 几户, name_en: A few, from: 2026-01-01, source: test, visit_type: home, levels: [1], days: 9, trait: ` + trait + `, trait_values: [maybe], visitors: [{id: c, name: 员, name_en: C, by: holder, posts: [clerk]}]}
`
}

// TestEachKindOfBrokenPackSaysWhereAndWhatInstead: every kind of broken pack that issue and page name gives its error with file,
// line and column and what to write instead, in both languages, and gives no pack.
func TestEachKindOfBrokenPackSaysWhereAndWhatInstead(t *testing.T) {
	if _, err := loadText(whole); err != nil {
		t.Fatal(err)
	}
	long := "金额 > 0" + strings.Repeat(" 且 1>0", 200)
	// The place is that of the text `at` in the broken pack.
	for name, c := range map[string]struct{ old, new, at, en, zh string }{
		"unknown key": {
			"initial: new", "initail: new\n    initial: new", "initail",
			`unknown key "initail": want one of `, `不认识“initail”这一项，可用的有：`,
		},
		"unknown key, nearly right": {
			"initial: new", "initail: new\n    initial: new", "initail",
			`; is "initial" meant?`, `；是否指“initial”？`,
		},
		"reference nearly right": {
			"roles: [clerk]", "roles: [clark]", "clark",
			`there is no role "clark"; is "clerk" meant?`, `没有角色“clark”；是否指“clerk”？`,
		},
		"reference to nothing alike": {
			"to: done, by", "to: archive, by", "archive",
			`there is no state "archive"; want one of new, work, done`, `没有状态“archive”；应当是 new、work、done 之一`,
		},
		"reference to a field": {
			"by: [place], permission: casework.accept}\n", "by: [place], asks: [price], permission: casework.accept}\n", "price",
			`there is no field "price"; want one of sum`, `没有栏目“price”；应当是 sum 之一`,
		},
		"campaign of a trait that is sealed": { // who is visited would tell it
			"case_types:\n", campaignOf("sick") + "case_types:\n", "sick, trait_values",
			`the card of a household has no open trait "sick"`, `户情卡上没有可以公开查的特征“sick”`,
		},
		"campaign of an answer that there is not": {
			"case_types:\n", campaignOf("poor") + "case_types:\n", "maybe]",
			`the trait "poor" has no answer "maybe"`, `特征“poor”没有答案“maybe”`,
		},
		"somebody who works on it, and is no person": {
			"type: money, start: true, check", "type: money, acts: true, start: true, check", "true, start",
			`field "sum": acts is for fields of the type person`, `栏目“sum”：acts 只用于人员(person)`,
		},
		"id of another kind": { // a post is called like that, but a role is asked for
			"{id: clerk, name: 甲, name_en: A, levels: [2], roles: [clerk]", "{id: mayor, name: 甲, name_en: A, levels: [2], roles: [mayor]", "mayor], from",
			`there is no role "mayor"; want one of clerk`, `没有角色“mayor”；应当是 clerk 之一`,
		},
		"state that nobody reaches": {
			"      - {id: done", "      - {id: lost, name: 失, name_en: Lost, final: true}\n      - {id: done", "lost, name",
			`no case can reach state "lost": name it in to of a step, or give it retired: true`, `没有一个事项能到“lost”这个状态：请让一个步骤的 to 指向它，或写 retired: true`,
		},
		"no state that ends it": {
			"name_en: Done, final: true", "name_en: Done, open: true", "- {id: new",
			`no case of type "request" can ever end: give one of its states final: true`, `“request”这类事项永远办不结：请给其中一个状态写 final: true`,
		},
		"a state that leads nowhere": {
			"from: [work], to: done", "from: [new], to: done", "work, name",
			`a case in state "work" can never end: it needs a step, by somebody who may take it, on the way to a final state`, `“work”状态的事项永远办不结：要有一个有人能走的步骤，通向办结状态`,
		},
		"step that nobody may take": {
			"[place], permission: casework.accept}\n      - {id: finish", "[place], permission: casework.close}\n      - {id: finish", "[place], permission: casework.close",
			`nobody may take transition "take": no post of those in by has the permission "casework.close"; give it to a role of one, or name others`,
			`没有人能走“take”这一步：by 里的人没有一个岗位有权限“casework.close”；请给其中一个岗位的角色加上这个权限，或换别人办`,
		},
		"step of nobody": {
			"by: [place], permission: casework.accept}\n      - {id: finish", "by: [], permission: casework.accept}\n      - {id: finish", "[], permission",
			`nobody may take transition "take": say in by who may, such as [place] or [body, assignee]`, `请在 by 里写明谁可以，如 [place] 或 [body, assignee]`,
		},
		"below a legal floor": {
			"case_types:\n", "parameters:\n  - {id: disclosure_days, name: 甲, name_en: A, value: 14, unit: day, from: 2026-01-01, source: test}\ncase_types:\n", "14, unit",
			`"disclosure_days" may not be less than 15 (村民委员会组织法 第35条)`, `“disclosure_days”不得少于 15(村民委员会组织法 第35条)`,
		},
		"above a legal ceiling": {
			"case_types:\n", "parameters:\n  - {id: petition_decide_days, name: 甲, name_en: A, value: 61, unit: day, from: 2026-01-01, source: test}\ncase_types:\n", "61, unit",
			`"petition_decide_days" may not be more than 60 (信访工作条例)`, `“petition_decide_days”不得超过 60(信访工作条例)`,
		},
		"formula with a wrong name": {
			"check: 金额 > 0", "check: 金颔 > 0", "金颔",
			`formula: there is no "金颔" here: is "金额" meant?`, `公式：`,
		},
		"formula that breaks off": {
			"check: 金额 > 0", "check: 金额 >", "check: 金额 >|",
			`formula: the formula breaks off here: a value or a bracket is missing`, `公式：公式到这里断了`,
		},
		"formula of another type": {
			"check: 金额 > 0", "check: 金额 + 1", "金额 + 1",
			`formula: the formula gives a number, but yes or no is wanted here`, `公式：公式的结果是`,
		},
		"formula that could cost too much": {
			"check: 金额 > 0", "check: " + long, "金额 > 0 且",
			`formula: the formula has more than 500 parts: cut it into several`, `公式：公式超过 500 个部分:请拆成几条`,
		},
		"formula that is too long": {
			"check: 金额 > 0", "check: 金额 > 0" + strings.Repeat("0", 2000), "金额 > 00",
			`formula: the formula has more than 2000 characters: cut it into several`, `公式：公式超过 2000 个字符:请拆成几条`,
		},
		"an alias, which could swell": {
			"from: [new]", "from: &x [new]", "&x",
			`anchors, aliases, tags and merge keys are not allowed in a pack`, `规则包里不能用 YAML 的锚点、别名、标签和合并键`,
		},
	} {
		text := strings.Replace(whole, c.old, c.new, 1)
		p, err := loadText(text)
		var all Errors
		at := "packs/a/pack.yaml:" + standing(t, text, c.at) + ": "
		if !errors.As(err, &all) {
			t.Errorf("%s: %v %v", name, p, err)
			continue
		}
		told := slices.ContainsFunc(all, func(e Error) bool {
			en, zh := e.In("en"), e.In("zh")
			return strings.HasPrefix(en, at) && strings.Contains(en, c.en) && strings.HasPrefix(zh, at) && strings.Contains(zh, c.zh)
		})
		if p != nil || text == whole || !told {
			t.Errorf("%s: want\n%s%s\n%s\ngot\n%v\n%v", name, at, c.en, c.zh, err, all.In("zh"))
		}
	}
}

// standing is the line and column of a text, or of where it ends if a bar follows it.
func standing(t *testing.T, in, text string) string {
	t.Helper()
	text, after := strings.CutSuffix(text, "|")
	i := strings.Index(in, text)
	if i < 0 {
		t.Fatalf("%q does not stand in the pack", text)
	}
	if after {
		i += len(text)
	}
	before := in[:i]
	return fmt.Sprintf("%d:%d", 1+strings.Count(before, "\n"), 1+utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]))
}

// TestALoadIsBounded: whatever the files hold, reading them ends soon, and with an error instead of a full memory. The parser takes
// time by the square of some of these, so the loader counts before it lets it begin.
func TestALoadIsBounded(t *testing.T) {
	for name, text := range map[string]string{
		"brackets":         "case_types: " + strings.Repeat("[", 60_000),
		"brackets within":  "case_types: " + strings.Repeat("[", maxDepth-1) + strings.Repeat("]", maxDepth-1),
		"braces":           "case_types: " + strings.Repeat("{a: ", 60_000),
		"dashes":           strings.Repeat("- ", 100_000),
		"questions":        strings.Repeat("? ", 100_000),
		"ever further in":  nested(700),
		"definitions":      "topics:\n" + strings.Repeat("  - {id: x}\n", maxPieces-10),
		"keys":             strings.Repeat("x: 1\n", maxPieces-10),
		"keys in one line": "topics: {" + strings.Repeat("x: 1, ", maxPieces-10) + "}",
		"a long name":      "topics:\n  - {id: " + strings.Repeat("x", 200_000) + "}\n",
		"references":       "topics: &a [" + strings.Repeat("*a, ", maxPieces-10) + "]",
		"a long text":      "topics: \"" + strings.Repeat("\\u4e00", 40_000) + "\"",
		"too many lines":   strings.Repeat("\n", maxPieces+1),
		"too many bytes":   strings.Repeat("# 太长的说明\n", maxFile/10),
	} {
		begun := time.Now()
		_, err := Load(fstest.MapFS{"a/pack.yaml": &fstest.MapFile{Data: []byte(text)}}, "a")
		took := time.Since(begun)
		t.Log(name, took)
		if err == nil || took > 20*time.Second {
			t.Errorf("%s: %v in %v", name, err, took)
		}
	}
	if _, err := loadText("# " + strings.Repeat("-", 100) + "\n# " + strings.Repeat("- ", 30) + "\n" + whole); err != nil {
		t.Error("rulers are comments:", err)
	}
	files := map[string]string{}
	for i := range maxWhole/maxPieces + 1 {
		files[fmt.Sprint("f", i, ".yaml")] = strings.Repeat("# x\n", maxPieces-1)
	}
	if _, err := LoadFolders(Folder{ID: "a", Name: "a", Files: files}); err == nil || !strings.Contains(err.Error(), "the pack has more than 40000 lines and commas") {
		t.Error(err)
	}
}

// nested is a mapping in a mapping, so many deep.
func nested(deep int) string {
	var b strings.Builder
	for i := range deep {
		fmt.Fprintf(&b, "%sa:\n", strings.Repeat(" ", i))
	}
	return b.String()
}
