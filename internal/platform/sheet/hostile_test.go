package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
)

// with adds a part to a workbook of one sheet and one name.
func with(t *testing.T, name string, fill func(w io.Writer)) []byte {
	t.Helper()
	old := parts(t, func(w io.Writer) { _, _ = io.WriteString(w, `<row r="2"><c r="A2" t="s"><v>0</v></c></row>`) })
	z, err := zip.NewReader(bytes.NewReader(old), int64(len(old)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	fill(part)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func times(w io.Writer, n int, text string) {
	many := strings.Repeat(text, 1000)
	for range n / 1000 {
		_, _ = io.WriteString(w, many)
	}
}

// TestAHostileFileCostsLittle: some hundred kilobytes that unpack to much must cost neither memory nor time, whatever they say.
func TestAHostileFileCostsLittle(t *testing.T) {
	files := map[string][]byte{
		"a text of many runs": parts(t, func(w io.Writer) {
			_, _ = io.WriteString(w, `<row r="2"><c r="A2" t="inlineStr"><is>`)
			times(w, 1000, `<r><t>`+strings.Repeat("x", 100_000)+`</t></r>`)
			_, _ = io.WriteString(w, `</is></c></row>`)
		}),
		"a text between comments": parts(t, func(w io.Writer) {
			_, _ = io.WriteString(w, `<row r="2"><c r="A2" t="inlineStr"><is><t>`)
			times(w, 1000, strings.Repeat("x", 200_000)+`<!-- -->`) // 200 MB
			_, _ = io.WriteString(w, `</t></is></c></row>`)
		}),
		"a value of brackets": parts(t, func(w io.Writer) {
			for range 20 {
				_, _ = io.WriteString(w, `<row r="`+strings.Repeat(">", 200_000)+`"></row>`)
			}
		}),
		"merged cells without end": parts(t, func(w io.Writer) {
			_, _ = io.WriteString(w, `</sheetData>`)
			times(w, 2_000_000, `<mergeCell ref="A2:A3"/>`)
		}),
		"a shared text without end": with(t, "xl/sharedStrings.xml", func(w io.Writer) {
			_, _ = io.WriteString(w, `<sst><si>`)
			times(w, 1000, `<t>`+strings.Repeat("x", 200_000)+`</t>`)
			_, _ = io.WriteString(w, `</si></sst>`)
		}),
		"formats without end": with(t, "xl/styles.xml", func(w io.Writer) {
			for i := range 1_000_000 {
				_, _ = io.WriteString(w, `<numFmt numFmtId="`+strings.Repeat("9", i%9)+time.Duration(i).String()+`" formatCode="0"/>`)
			}
		}),
	}
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := time.Now()
			_, _, _ = Read(data, []Sheet{people})
			runtime.ReadMemStats(&after)
			// What is handed out in all, garbage too: a text put together again and again is a multiple of the file.
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 1000 || int64(after.HeapSys)-int64(before.HeapSys) > 500<<20 {
				t.Errorf("%d MB for a file of %d kB", mb, len(data)>>10)
			}
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("%s for a file of %d kB", took, len(data)>>10)
			}
		})
	}
}

// TestEmptyTextsCountToo: each takes its place in memory.
func TestEmptyTextsCountToo(t *testing.T) {
	defer func(was int) { textBound = was }(textBound)
	textBound = 1 << 20
	data := with(t, "xl/sharedStrings.xml", func(w io.Writer) { times(w, 100_000, `<si/>`) })
	if _, _, err := Read(data, []Sheet{people}); err == nil {
		t.Error("a file of empty texts was taken whole")
	}
}
