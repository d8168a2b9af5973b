package visit_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"maps"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/rule"
	"touyan/packs"
)

var update = flag.Bool("update", false, "rewrite testdata/forms.json")

// formCase is how a form stands with some answers. ui/shared/form.test.ts holds the front ends to the same file.
type formCase struct {
	Form    string         `json:"form"`
	Day     kernel.Day     `json:"day"`
	Given   map[string]any `json:"given"`
	Asked   [][2]any       `json:"asked"`
	Answers map[string]any `json:"answers"`
	Worked  map[string]any `json:"worked"`
	Problem *problem       `json:"problem"`
}

type problem struct {
	Field string `json:"field"`
	Code  string `json:"code"`
}

// given draws answers to a form: of the right types, with now and then one that is not whole in a field that is always asked for.
func given(f pack.Form) *rapid.Generator[map[string]any] {
	return rapid.Custom(func(t *rapid.T) map[string]any {
		out := map[string]any{}
		for _, x := range f.Fields {
			if x.Value != "" || rapid.IntRange(0, 4).Draw(t, "left out") == 0 {
				continue
			}
			if x.ShownIf == "" && rapid.IntRange(0, 15).Draw(t, "bad") == 0 {
				out[x.ID] = rapid.SampledFrom([]any{"12x", "2026-02-30", "  ", []any{"nothing"}, 1.5}).Draw(t, "bad answer")
				continue
			}
			out[x.ID] = answer(t, x)
		}
		return out
	})
}

func answer(t *rapid.T, x pack.Field) any {
	switch x.Type {
	case pack.FieldYesNo:
		return rapid.Bool().Draw(t, x.ID)
	case pack.FieldNumber:
		return rapid.SampledFrom([]string{"0", "1", "2", "3", "4", "5", "31", "2.5", " 6 ", "-1"}).Draw(t, x.ID)
	case pack.FieldMoney:
		return json.Number(rapid.SampledFrom([]string{"0", "500049", "500050", "1", "100000000", "123456"}).Draw(t, x.ID))
	case pack.FieldDay:
		return string(kernel.Day("2026-06-30").Add(rapid.IntRange(-500, 200).Draw(t, x.ID)))
	case pack.FieldChoice:
		return rapid.SampledFrom(x.Choices).Draw(t, x.ID).ID
	case pack.FieldChoices:
		list := []any{}
		for _, c := range rapid.SliceOfN(rapid.SampledFrom(x.Choices), 0, 3).Draw(t, x.ID) {
			list = append(list, c.ID)
		}
		return list
	case pack.FieldRows:
		rows := []any{}
		for range rapid.IntRange(0, 3).Draw(t, x.ID) {
			row := map[string]any{}
			for _, c := range x.Columns {
				if n := rapid.IntRange(0, 9).Draw(t, "cell"); n > 1 || c.Required && n > 0 {
					row[c.ID] = answer(t, c.Field())
				}
			}
			rows = append(rows, row)
		}
		return rows
	}
	return rapid.SampledFrom([]string{"有", " 老李 ", "", "二"}).Draw(t, x.ID)
}

// standing is how a form stands, by the parts of the server that decide it.
func standing(t *testing.T, p *pack.Pack, f pack.Form, day kernel.Day, given map[string]any) formCase {
	t.Helper()
	c := formCase{Form: f.ID, Day: day, Given: given, Asked: [][2]any{}, Answers: form.Answers{}, Worked: form.Answers{}}
	asked := f.AsCase()
	all := form.Answers{}
	for _, x := range asked.Asked("") {
		if v, err := form.Typed(p, x, given[x.ID], nil); err == nil && v != nil {
			all[x.ID] = v
		}
	}
	values, _ := form.Settle(f.Fields, asked.Asked(""), func(a form.Answers) rule.Values {
		out := form.Figures(p, day)
		form.Fill(out, f.Fields, a)
		return out
	}, all)
	for _, x := range form.Shown(asked.Asked(""), values) {
		c.Asked = append(c.Asked, [2]any{x.ID, x.Required})
	}
	for _, x := range f.Fields {
		if v, ok := all[x.ID]; ok && x.Value != "" {
			c.Worked[x.ID] = v
		} else if ok {
			c.Answers[x.ID] = v
		}
	}
	sent := maps.Clone(given) // what a phone sends: answers to what is asked
	maps.DeleteFunc(sent, func(id string, _ any) bool {
		return !slices.ContainsFunc(c.Asked, func(a [2]any) bool { return a[0] == id })
	})
	kept, err := casework.FillForm(p, f, day, sent)
	var e *kernel.Error
	switch {
	case errors.As(err, &e):
		c.Problem = &problem{strings.TrimPrefix(e.Field, "fields."), e.Code}
	case err != nil:
		t.Fatal(err)
	case !reflect.DeepEqual(form.Answers(kept), all):
		t.Fatalf("%s %v: kept %v, but shown %v", f.ID, given, kept, all)
	}
	return c
}

// TestC5FormsStandAlikeOnThePhone keeps a corpus of answers to forms with every kind of condition, and how the server takes each.
func TestC5FormsStandAlikeOnThePhone(t *testing.T) {
	more := must(os.ReadFile("testdata/forms.yaml"))(t)
	own := must(pack.Embedded(packs.FS, "zhushan"))(t)
	own.Files["zz_forms.yaml"] = string(more)
	p := must(pack.LoadFolders(must(pack.Embedded(packs.FS, "base"))(t), own))(t)
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	write := func(before string, v any) {
		out.WriteString(before)
		if err := e.Encode(v); err != nil {
			t.Fatal(err)
		}
	}
	codes, cut := map[string]int{}, 0
	out.WriteString(`{"forms": [` + "\n")
	ids := []string{"t_chain", "t_number", "t_many"}
	for i, id := range ids {
		f, _ := p.Form(id)
		write([]string{"", ","}[min(i, 1)], visit.FormShown(p, f))
	}
	out.WriteString(`], "cases": [` + "\n")
	for n := range 300 {
		f, _ := p.Form(ids[n%len(ids)])
		c := standing(t, p, f, []kernel.Day{"2026-06-30", "2025-12-31"}[n/3%2], given(f).Example(n))
		write([]string{"", ","}[min(n, 1)], c)
		if c.Problem != nil {
			codes[c.Problem.Code]++
		}
		if len(c.Answers) < len(c.Given) {
			cut++
		}
	}
	out.WriteString("]}\n")
	for _, code := range []string{"required", "check_failed", "bad_value", "row_incomplete", "formula"} {
		if codes[code] == 0 {
			t.Errorf("no case ends with %s: %v", code, codes)
		}
	}
	if cut < 50 {
		t.Errorf("only %s cases drop an answer", strconv.Itoa(cut))
	}
	const file = "testdata/forms.json"
	if *update {
		if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil { //nolint:gosec // read by all
			t.Fatal(err)
		}
	}
	if had, err := os.ReadFile(file); err != nil || !slices.Equal(had, out.Bytes()) {
		t.Errorf("%s is not how forms stand now; run this test with -update, then the test of ui/shared/form.ts (%v)", file, err)
	}
}
