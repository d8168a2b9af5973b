package pack

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"touyan/internal/platform/rule"
)

const year = "work_years:\n  - id: y\n    year: 2027\n    name: 甲\n    name_en: A\n    from: 2027-01-01\n    source: test\n    festivals:\n"

func TestFaultsOfFiguresAreFoundWhereTheyStand(t *testing.T) {
	param := func(id, value, unit string) string {
		return head + "parameters:\n  - {id: " + id + ", value: " + value + ", unit: " + unit + ", " + tail
	}
	for name, c := range map[string]struct{ text, en, zh string }{
		"below the floor":  {param("disclosure_days", "14", "day"), `packs/a/pack.yaml:3:34: "disclosure_days" may not be less than 15 (村民委员会组织法 第35条)`, "不得少于 15"},
		"above a ceiling":  {param("party_excellent_share", `"40%"`, "percent"), `packs/a/pack.yaml:3:40: "party_excellent_share" may not be more than 1/3 (中国共产党支部工作条例(试行))`, "不得超过 1/3"},
		"by another name":  {head + "parameters:\n  - {id: x, key: audit_log_months, value: 5, unit: month, " + tail, `"x" may not be less than 6 (网络安全法 第23条)`, "网络安全法"},
		"unit of the law":  {param("disclosure_days", "20", "workday"), `"disclosure_days" is counted in "day", because the law sets a limit in it`, "单位"},
		"no figure":        {param("x", "many", "day"), `packs/a/pack.yaml:3:20: "many" is not a figure such as 15`, "不是数"},
		"no value":         {head + "parameters:\n  - {id: x, unit: day, " + tail, `"x" needs the key "value"`, "缺少“value”"},
		"no unit":          {param("x", "3", "daies"), `packs/a/pack.yaml:3:29: there is no unit "daies": want one of day, workday`, "没有单位"},
		"two at once":      {param("x", "3", "day") + "  - {id: y, key: x, value: 4, unit: day, " + tail, `"x" and "y" both hold on 2026-01-01: let the earlier one end the day before`, "同时有效"},
		"numeric code":     {head + "codes:\n  - {id: l, items: [{id: 1, name: 甲}], " + tail, `packs/a/pack.yaml:3:26: want text (put numbers in quotes)`, "数字要加引号"},
		"local code":       {head + "codes:\n  - {id: l, local: true, items: [{id: '1', name: 甲}], " + tail, `list "l" is local, so each code says what it is in the standard`, "本地代码表"},
		"day of next year": {head + year + "      - {id: n, name: 甲, name_en: A, free: [2027-01-01, 2028-01-01]}\n", `packs/a/pack.yaml:10:57: 2028-01-01 does not lie in 2027`, "不在 2027 年"},
		"day twice":        {head + year + "      - {id: n, name: 甲, name_en: A, free: [2027-01-01, 2027-01-01]}\n", `2027-01-01 stands in the calendar twice`, "写了两次"},
		"works on Monday":  {head + year + "      - {id: n, name: 甲, name_en: A, free: [2027-01-01], worked: [2027-01-04]}\n", `2027-01-04 is no weekend`, "本来就是工作日"},
		"half a calendar":  {head + year + "      - {id: n, name: 甲, name_en: A, free: [2027-05-01]}\n", `the calendar of 2027 is not whole`, "没有元旦"},
		"year twice":       {head + year + "      - {id: n, name: 甲, name_en: A, free: [2027-01-01]}\n  - {id: z, year: 2027, festivals: [{id: n, name: 甲, name_en: A, free: [2027-01-01]}], " + tail, `the calendar of 2027 is already "y"`, "已有"},
		"key nearly right": {head + "topics:\n  - {id: x, sealde: true, " + tail, `unknown key "sealde": want one of from, id, name, name_en, sealed, source, to; is "sealed" meant?`, "是否指“sealed”？"},
		"id nearly right":  {small + "body_kinds:\n  - {id: k, term_years: 5, announce_days: 9, announce_to: [clark], " + tail, `there is no post "clark"; is "clerk" meant?`, "是否指“clerk”？"},
	} {
		_, err := loadText(c.text)
		var all Errors
		if !errors.As(err, &all) || !strings.Contains(all.In("en"), c.en) || !strings.Contains(all.In("zh"), c.zh) {
			t.Errorf("%s: want %q and %q, got\n%v\n%v", name, c.en, c.zh, err, all.In("zh"))
		}
	}
}

// TestFormulasPointIntoTheYAML: the column of a fault is that of the character in the file.
func TestFormulasPointIntoTheYAML(t *testing.T) {
	for text, want := range map[string]string{
		"  - {id: x, name: 金颔 > 3, ":   `packs/a/pack.yaml:3:19: formula: there is no "金颔" here: is "金额" meant?`,
		"  - {id: x, name: \"金额 >\", ": `packs/a/pack.yaml:3:24: formula: the formula breaks off here`,
		"  - {id: x, name: '3 + 金颔', ": `packs/a/pack.yaml:3:24: formula: there is no "金颔"`,
	} {
		var doc document
		var errs Errors
		readPack(Folder{Name: "packs/a", Files: map[string]string{"pack.yaml": head + "topics:\n" + text + strings.TrimPrefix(tail, "name: 甲, ")}}, &doc, &errs)
		c := checker{doc.sum(), &errs}
		if r := c.condition(&c.Topics[0].Term, "name", c.Topics[0].Name, rule.Env{"金额": rule.Number}); r != nil || len(errs) != 1 || !strings.HasPrefix(errs[0].Error(), want) {
			t.Errorf("got %v, want %s", errs, want)
		}
	}
}

// TestEveryFaultHasChineseWords reads the program text: each format of a fault must be in the list.
func TestEveryFaultHasChineseWords(t *testing.T) {
	all, err := parser.ParseDir(token.NewFileSet(), ".", nil, 0) //nolint:staticcheck // the files of one folder are enough
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	ast.Inspect(all["pack"], func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		f, ok := call.Fun.(*ast.SelectorExpr)
		at := map[string]int{"bad": 3, "add": 2}[selector(f, ok)]
		if at == 0 || len(call.Args) <= at {
			return true
		}
		if lit, ok := call.Args[at].(*ast.BasicLit); ok && lit.Kind == token.STRING {
			format, _ := strconv.Unquote(lit.Value)
			found++
			if zh, ok := chinese[format]; !ok || strings.Count(zh, "%") != strings.Count(format, "%") {
				t.Errorf("words_zh.go lacks %q, or has it with other arguments", format)
			}
		}
		return true
	})
	if found < 50 {
		t.Errorf("only %d faults found", found)
	}
}

func selector(f *ast.SelectorExpr, ok bool) string {
	if !ok {
		return ""
	}
	return f.Sel.Name
}

func TestCompareTellsWhatAVersionDoes(t *testing.T) {
	before, err := loadText(small + life)
	if err != nil {
		t.Fatal(err)
	}
	next := strings.NewReplacer("from: [new], to: done", "from: [new], to: filed", "      - {id: done,", "      - {id: filed, name: 存, name_en: Filed, final: true}\n      - {id: done, retired: true,", "topics:\n  - {id: road, ", "topics:\n  - {id: road, to: 2026-12-31, ", "name: 完, name_en: Done", "name: 办结, name_en: Done").Replace(small+life) +
		"body_kinds:\n  - {id: club, member_roles: [{id: head, name: 长, name_en: Head}], " + tail
	after, err := loadText(next)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range Compare(before, after) {
		line := fmt.Sprintf("%s:%d %s %s", c.File, c.Line, c.What, c.Path)
		for _, k := range c.Keys {
			line += fmt.Sprintf(" %s(%s):%d %q > %q", k.Key, k.Label, k.Line, k.Old, k.New)
		}
		got = append(got, line)
	}
	want := "packs/a/pack.yaml:22 added body_kinds/club\n" +
		`packs/a/pack.yaml:7 ended topics/road to(截止日期):7 "" > "2026-12-31"` + "\n" +
		"packs/a/pack.yaml:17 added case_types/report/states/filed\n" +
		`packs/a/pack.yaml:18 changed case_types/report/states/done name(名称):18 "完" > "办结" retired(停用):18 "" > "true"` + "\n" +
		`packs/a/pack.yaml:20 changed case_types/report/transitions/finish to(到哪个状态):20 "done" > "filed"` // no day: it does not end
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	got = nil
	for _, c := range Compare(after, before) {
		got = append(got, c.What+" "+c.Path)
	}
	if strings.Join(got, " ") != "changed topics/road changed case_types/report/states/done changed case_types/report/transitions/finish removed body_kinds/club removed case_types/report/states/filed" {
		t.Error(got)
	}
	if len(Compare(before, before)) != 0 {
		t.Error("a pack does not differ from itself")
	}
}

func TestFoldersComeBackAsTheyWereSealed(t *testing.T) {
	f := Folder{ID: "a", Name: "packs/a", Files: map[string]string{"pack.yaml": small + life}}
	text, hash, err := Seal([]Folder{f})
	if err != nil {
		t.Fatal(err)
	}
	back, err := Unseal(text)
	if err != nil || len(back) != 1 || back[0].Hash() != f.Hash() || len(hash) != 64 {
		t.Fatal(back, hash, err)
	}
	if _, again, _ := Seal(back); again != hash {
		t.Error("the same files have the same hash")
	}
	for _, bad := range []string{"", "!", "aGVsbG8="} {
		if _, err := Unseal(bad); err == nil {
			t.Errorf("%q is not sealed", bad)
		}
	}
}

func TestAFolderHasItsBounds(t *testing.T) {
	fsys := fstest.MapFS{}
	for i := range maxFiles + 1 {
		fsys[fmt.Sprint(i, ".yaml")] = &fstest.MapFile{}
	}
	if _, err := ReadFolder(fsys, "a", "a"); err == nil {
		t.Error("too many files")
	}
	f, err := ReadFolder(fstest.MapFS{"pack.yaml": {Data: []byte(head + "# " + strings.Repeat("x", maxFile))}}, "a", "a")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := LoadFolders(f); err == nil || !strings.Contains(err.Error(), "more than 262144 bytes") {
		t.Error(err)
	}
}

// TestEveryKeyHasChineseWords: an editor that knows the schema tells an official what each key is for, and so does the page of
// the rules.
func TestEveryKeyHasChineseWords(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var look func(reflect.Type)
	look = func(typ reflect.Type) {
		if typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ] {
			return
		}
		seen[typ] = true
		for key, index := range fieldsOf(typ) {
			if labelOf(typ, key) == "" {
				t.Errorf("keys_zh.go lacks %q of %s", key, typ.Name())
			}
			look(typ.FieldByIndex(index).Type)
		}
	}
	look(reflect.TypeFor[document]())
}

func TestSchemaNamesTheKeysOfEverySection(t *testing.T) {
	b, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sections() {
		if !strings.Contains(string(b), `"`+s.key+`"`) {
			t.Errorf("the schema lacks %s", s.key)
		}
	}
	for _, l := range limits {
		if _, err := exact(Number(l.floor + l.ceiling)); l.floor == "" != (l.ceiling == "") && err != nil {
			t.Errorf("limit of %s: %v", l.key, err)
		}
	}
}
