package xlsform_test

import (
	"bytes"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"

	"touyan/internal/platform/pack"
	"touyan/internal/platform/sheet"
	"touyan/internal/platform/xlsform"
	"touyan/packs"
)

// county are the base rules with those of a county, and with one more file.
func county(t *testing.T, id, more string) *pack.Pack {
	t.Helper()
	base, err := pack.Embedded(packs.FS, "base")
	if err != nil {
		t.Fatal(err)
	}
	own, err := pack.Embedded(packs.FS, id)
	if err != nil {
		t.Fatal(err)
	}
	if more != "" {
		own.Files["zz_import.yaml"] = more
	}
	p, err := pack.LoadFolders(base, own)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func write(t *testing.T, f pack.Form) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := xlsform.Write(&b, f); err != nil {
		t.Fatalf("%s: %v", f.ID, err)
	}
	return b.Bytes()
}

func sample(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// cells is all that a workbook says.
func cells(t *testing.T, data []byte) []sheet.Tab {
	t.Helper()
	tabs, err := sheet.Raw(data)
	if err != nil {
		t.Fatal(err)
	}
	return tabs
}

// TestEveryFormOfThePacksGoesOutAndComesBack: a form, its workbook, and the form that is read from it say the same; the form that
// came back loads as part of the county's pack.
func TestEveryFormOfThePacksGoesOutAndComesBack(t *testing.T) {
	seen := 0
	for _, id := range []string{"xiangning", "zhushan", "longshan", "xiangfu", "taoyuan"} {
		p := county(t, id, "")
		for _, f := range p.Forms {
			data := write(t, f)
			back, err := xlsform.Read(data, "2020-01-01", "x")
			if err != nil {
				t.Errorf("%s: %v", f.ID, err)
				continue
			}
			again := write(t, back)
			if a, b := cells(t, data), cells(t, again); !reflect.DeepEqual(a, b) {
				t.Errorf("%s: its workbook is another after a round:\n%v\n%v", f.ID, a, b)
			}
			if a, b := xlsform.YAML(f), xlsform.YAML(back); a != b {
				t.Errorf("%s came back as\n%s\nit was\n%s", f.ID, b, a)
			}
			q := county(t, id, strings.Replace(xlsform.YAML(back), "- id: "+f.ID, "- id: came_back", 1))
			if _, ok := q.Form("came_back"); !ok {
				t.Errorf("%s is gone", f.ID)
			}
			seen++
		}
	}
	if seen < 10 {
		t.Errorf("only %d forms: the search has gone blind", seen)
	}
}

// TestAPublishedSampleBecomesAForm: what xlsform.org describes (survey, choices, settings; select_one and select_multiple, relevant,
// constraint with its message, calculate, groups, a repeat, required, hints, two languages) becomes a form that a pack can have.
func TestAPublishedSampleBecomesAForm(t *testing.T) {
	f, err := xlsform.Read(sample(t, "household.xlsx"), "2026-01-01", "sample")
	if err != nil {
		t.Fatal(err)
	}
	got, want := xlsform.YAML(f), string(sample(t, "household.yaml"))
	if got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
	p := county(t, "xiangning", got)
	form, ok := p.Form("household_survey")
	if !ok || len(form.Fields) != 10 {
		t.Fatalf("%v %+v", ok, form)
	}
	back, err := xlsform.Read(write(t, form), "2026-01-01", "sample")
	if err != nil || xlsform.YAML(back) != got {
		t.Fatalf("%v: came back as\n%s", err, xlsform.YAML(back))
	}
}

// TestWhatCannotBeExpressedIsNamed: each by its sheet, row and column.
func TestWhatCannotBeExpressedIsNamed(t *testing.T) {
	_, err := xlsform.Read(sample(t, "faults.xlsx"), "2026-01-01", "sample")
	var faults xlsform.Faults
	if !errors.As(err, &faults) {
		t.Fatal(err)
	}
	want := strings.TrimSpace(string(sample(t, "faults.txt")))
	if faults.Error() != want {
		t.Errorf("got\n%s\nwant\n%s", faults.Error(), want)
	}
	bad := pack.Form{Term: pack.Term{ID: "x", Name: "表", NameEN: "Form"}, Fields: []pack.Field{
		{Term: pack.Term{ID: "who", Name: "谁", NameEN: "Who"}, Type: pack.FieldPerson, Posts: []string{"grid_head"}},
		{Term: pack.Term{ID: "n", Name: "数", NameEN: "Number"}, Type: pack.FieldNumber, Check: "数 < 大病线"},
	}}
	err = xlsform.Write(&bytes.Buffer{}, bad)
	if !errors.As(err, &faults) || len(faults) != 2 || faults[0].Column != "type" || faults[1].Column != "constraint" || faults[1].Row != 2 {
		t.Errorf("%v", err)
	}
}

// FuzzRead: whatever a file holds, reading it ends with a form or with faults.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"household.xlsx", "faults.xlsx"} {
		b, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(_ *testing.T, data []byte) {
		form, err := xlsform.Read(data, "2026-01-01", "x")
		if err == nil {
			_ = xlsform.YAML(form)
		}
	})
}
