package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"touyan/internal/kernel"
)

func out(name string, rows ...[]any) Out {
	return Out{
		Sheet: Sheet{Name: name, Columns: []Column{{Key: "name", Title: "名称"}, {Key: "n", Title: "数"}, {Key: "ok", Title: "是否"}}},
		Rows: func(yield func([]any, error) bool) {
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
		},
	}
}

func TestAListIsQuotedAndRunsNothing(t *testing.T) {
	to := &Target{Format: CSV}
	if err := Write(to, out("户", []any{`他说"好", 就走`, 3, true}, []any{"=1+1", -2.5, false}, []any{"-12", nil}, []any{"@甲\n乙"})); err != nil {
		t.Fatal(err)
	}
	want := "\ufeff名称,数,是否\r\n\"他说\"\"好\"\", 就走\",3,是\r\n'=1+1,-2.5,否\r\n-12,,\r\n\"'@甲\r\n乙\",,\r\n"
	if to.String() != want {
		t.Errorf("%q\n%q", to.String(), want)
	}
	if mime, ending := to.Type(); mime != "text/csv; charset=utf-8" || ending != "csv" {
		t.Error(mime, ending)
	}
}

func TestSeveralListsGoInOneArchive(t *testing.T) {
	to := &Target{Format: CSV}
	if err := Write(to, out("户", []any{"甲", 1, true}), out("人/口", []any{"乙", 2, false})); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(to.Bytes()), int64(to.Len()))
	if err != nil || len(z.File) != 2 || z.File[0].Name != "01-户.csv" || z.File[1].Name != "02-人-口.csv" {
		t.Fatal(err, z)
	}
	part, err := z.File[1].Open()
	if err != nil {
		t.Fatal(err)
	}
	text, _ := io.ReadAll(part)
	if !strings.Contains(string(text), "乙,2,否") {
		t.Errorf("%s", text)
	}
	one := &Target{Format: CSV, Sheet: "2"}
	if err := Write(one, out("户", []any{"甲"}), out("人", []any{"乙"})); err != nil || !strings.Contains(one.String(), "乙") || strings.Contains(one.String(), "甲") {
		t.Error(err, one.String())
	}
	if err := Write(&Target{Format: CSV, Sheet: "没有"}, out("户")); kernel.KindOf(err) != kernel.KindNotFound {
		t.Error(err)
	}
}

func TestJSONHasTheKeysOfTheColumns(t *testing.T) {
	to := &Target{Format: JSON}
	if err := Write(to, out("户", []any{"甲", 3, true}, []any{"=乙", 2.5})); err != nil {
		t.Fatal(err)
	}
	if want := `[{"name":"甲","n":3,"ok":true},{"name":"=乙","n":2.5,"ok":null}]` + "\n"; to.String() != want {
		t.Error(to.String())
	}
	to = &Target{Format: JSON}
	if err := Write(to, out("户", []any{"甲"}), out("空")); err != nil {
		t.Fatal(err)
	}
	var all map[string][]map[string]any
	if err := json.Unmarshal(to.Bytes(), &all); err != nil || len(all["户"]) != 1 || all["空"] == nil || len(all["空"]) != 0 {
		t.Error(err, to.String())
	}
	if err := Write(&Target{Format: "pdf"}, out("户")); kernel.KindOf(err) != kernel.KindInvalid {
		t.Error(err)
	}
}

// TestWhatGoesOutComesBack: any text survives the way out as a list and in again, and nothing in it begins like a formula.
func TestWhatGoesOutComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[=+\-@'\t甲a1," \n]{0,12}`).Draw(t, "text")
		to := &Target{Format: CSV}
		if err := Write(to, out("户", []any{text, 1, true})); err != nil {
			t.Fatal(err)
		}
		plain, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(to.String(), "\ufeff"))).ReadAll()
		if err != nil || len(plain) != 2 || likeFormula(plain[1][0]) {
			t.Fatalf("%q %v", plain, err)
		}
		l, err := openList(to.Bytes())
		if err != nil || !l.next() || !l.next() {
			t.Fatal(err)
		}
		if got := l.cells()[0].text; got != text && (!strings.HasPrefix(text, "'") || !likeFormula(text[1:])) {
			t.Fatalf("%q came back as %q", text, got)
		}
	})
}
