package xlsform_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"touyan/internal/platform/pack"
	"touyan/internal/platform/sheet"
	"touyan/internal/platform/xlsform"
)

// book is a workbook of sheets, each line by line with | between the cells; the first line are its titles.
func book(t *testing.T, tabs map[string]string) []byte {
	t.Helper()
	var outs []sheet.Out
	for _, name := range []string{"survey", "choices", "settings"} {
		var rows [][]string
		for line := range strings.SplitSeq(strings.TrimSpace(tabs[name]), "\n") {
			cells := strings.Split(line, "|")
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			rows = append(rows, cells)
		}
		s := sheet.Sheet{Name: name}
		for _, title := range rows[0] {
			s.Columns = append(s.Columns, sheet.Column{Key: title, Title: title, Text: true})
		}
		outs = append(outs, sheet.Out{Sheet: s, Rows: func(yield func([]any, error) bool) {
			for _, r := range rows[1:] {
				line := make([]any, len(s.Columns))
				for i := range line {
					if line[i] = ""; i < len(r) {
						line[i] = r[i]
					}
				}
				if !yield(line, nil) {
					return
				}
			}
		}})
	}
	var b bytes.Buffer
	if err := sheet.Write(&b, outs...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const lists = `list name|value|Label::English (en)|label::中文 (zh)
yn|yes|Yes|是
yn|no|No|否
help|work|Work|找活
help|loan|A loan|贷款
help|none|None|都不要
sex|m|Male|男
sex|f|Female|女`

// TestConstructsOfPublishedFormsComeIn: titles in any case, with spaces or under other names, types in older words, languages with codes, and
// expressions as published forms have them. Facts of the XLSForm standard (xlsform.org, pyxform), no sheet of somebody else.
func TestConstructsOfPublishedFormsComeIn(t *testing.T) {
	data := book(t, map[string]string{
		"settings": "Form_Title|Form_ID|Version|default_language\n入户登记|hh-visit|2026010101|English (en)",
		"choices":  lists,
		"survey": `Type|Name|Label::English (en)|label:中文|Hint|Relevance|Constraint|constraint message|Required|Calculate|appearance
begin group|who|Who|谁|||||||field-list
string|head|Head|户主|As registered|||| yes||
int|age|Age|年龄|||. >= 0 and . <= 120|0 to 120|true()||
select one from sex|sex|Sex|性别|||||||minimal
decimal|weight|Weight|体重||` + "${age} < 5" + `|. > 0|||||
end group|who
select_one yn|ill|Ill|有病人||||||||
begin_group|care|Care|照护||${ill} = 'yes'||||||
text|what|What|什么病||||| ${age} >= 60||
date|since|Since|哪天起|||. <= today()|Not ahead|||
end_group
select_multiple help|help|Help|要什么|||count-selected(.) <= 2|At most two||||
decimal|sum|Sum|多少||selected(${help}, 'loan') and not(selected(${help}, 'none'))||||||
text|why|Why|原因||${sum} != '' or ${sex} = 'f' or ${ill} = 'no'||||||
begin repeat|member|Members|家里人||||||||
text|name_of|Name|姓名|||||yes||
integer|years|Years|岁|||||||
end repeat|member
calculate|old|Old|老人|||||| if(${age} >= 60, 1, 0) |
integer|more|More|还有几人||count(${member}) > 2 and ${old} = 1||||||`,
	})
	f, err := xlsform.Read(data, "2026-01-01", "sample")
	if err != nil {
		t.Fatal(err)
	}
	p := county(t, "xiangning", xlsform.YAML(f))
	form, ok := p.Form("hh_visit")
	if !ok || form.Name != "入户登记" || form.From != "2026-01-01" {
		t.Fatalf("%v %+v", ok, form)
	}
	for id, want := range map[string][5]string{ // type, name, shown_if, required_if, check
		"head":   {pack.FieldText, "户主", "", "", ""},
		"age":    {pack.FieldNumber, "年龄", "", "", "年龄 >= 0 且 年龄 <= 120 且 四舍五入(年龄, 0) == 年龄"},
		"sex":    {pack.FieldChoice, "性别", "", "", ""},
		"weight": {pack.FieldNumber, "体重", "年龄 < 5", "", "体重 > 0"},
		"ill":    {pack.FieldYesNo, "有病人", "", "", ""},
		"what":   {pack.FieldText, "什么病", "有病人", "年龄 >= 60", ""},
		"since":  {pack.FieldDay, "哪天起", "有病人", "", "哪天起 <= 今天"},
		"help":   {pack.FieldChoices, "要什么", "", "", "个数(要什么) <= 2"},
		"sum":    {pack.FieldNumber, "多少", `包含(要什么, "贷款") 且 非 包含(要什么, "都不要")`, "", ""},
		"why":    {pack.FieldText, "原因", `有(多少) 或 性别 == "女" 或 有(有病人) 且 非 有病人`, "", ""},
		"member": {pack.FieldRows, "家里人", "", "", ""},
		"more":   {pack.FieldNumber, "还有几人", "家里人的行数 > 2 且 老人 == 1", "", "四舍五入(还有几人, 0) == 还有几人"},
	} {
		x, ok := form.Field(id)
		if got := [5]string{x.Type, x.Name, x.ShownIf, x.RequiredIf, x.Check}; !ok || got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	old, _ := form.Field("old")
	age, _ := form.Field("age")
	head, _ := form.Field("head")
	member, _ := form.Field("member")
	if old.Value != "如果(年龄 >= 60, 1, 0)" || !head.Required || !age.Required || age.SaysEN != "0 to 120" || head.Help != "As registered" || len(member.Columns) != 2 || !member.Columns[0].Required {
		t.Errorf("%+v %+v %+v", old, head, member)
	}
}

// TestConstructsThatCannotBeExpressedAreNamed: each published construct that a form of ours has no place for is told with sheet, row and column.
func TestConstructsThatCannotBeExpressedAreNamed(t *testing.T) {
	for row, column := range map[string]string{
		"select_one help or_other|a|A":             "type",
		"select_one_from_file towns.csv|a|A":       "type",
		"select_one help|a|A||||||||work = ${age}": "choice_filter",
		"geopoint|a|A":                       "type",
		"image|a|A":                          "type",
		"note|a|Thank you":                   "type",
		"deviceid|a|A":                       "type",
		"range|a|A||||||||||||start=1 end=5": "parameters",
		"rank help|a|A":                      "type",
		"dateTime|a|A":                       "type",
		"text|a|A||regex(., '^[0-9]{11}$')":  "constraint",
		"text|a|A|../age > 5":                "relevant",
		"text|a|A|position(..) = 1":          "relevant",
		"text|a|A|${last-saved#age} > 1":     "relevant",
		"text|a|A|pulldata('towns', 'name', 'key', ${age}) = 'x'": "relevant",
		"text|a|A|jr:choice-name(${age}, '${age}') = 'x'":         "relevant",
		"integer|a|A||. mod 2 = 0":                                "constraint",
		"text|a|A|||||x":                                          "default",
		"text|a|A||||||${age}":                                    "trigger",
		"begin repeat|a|A|||||||3\ntext|b|B\nend repeat":          "repeat_count",
		"text|a|A|||||||||a.png":                                  "media::image",
		"calculate|a|A|||once(random())":                          "calculation",
	} {
		_, err := xlsform.Read(book(t, map[string]string{
			"settings": "form_id\nf", "choices": lists,
			"survey": "type|name|label|relevant|constraint|calculation|required|default|trigger|jr:count|choice filter|media::image::English (en)|parameters\ninteger|age|Age\n" + row,
		}), "2026-01-01", "x")
		var faults xlsform.Faults
		if !errors.As(err, &faults) {
			t.Errorf("%s: %v", row, err)
			continue
		}
		if f := faults[0]; f.Sheet != "survey" || f.Row != 3 || f.Column != column && (column != "parameters" || f.Column != "type") {
			t.Errorf("%s: told at %s", row, faults)
		}
	}
}
