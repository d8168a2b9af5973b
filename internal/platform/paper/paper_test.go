package paper_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"touyan/internal/platform/paper"
	"touyan/internal/platform/paper/papertest"
)

func sample() *paper.Paper {
	long := strings.Repeat("全县各级干部走村入户听民声解民忧办实事", 60)
	return &paper.Paper{
		Issuer: "走遍竹山工作简报", Number: "竹走访〔2026〕1号", Title: "领导干部走访情况周报", To: "各乡镇党委、政府",
		Body: []paper.Block{
			{Heading: &paper.Heading{Level: 1, Words: "一、总体情况"}},
			{Text: []paper.Run{{Words: "全县走访"}, {Words: "1234", Link: "http://localhost/console/papers/1/figures/1"}, {Words: "户次。" + long}}},
			{Heading: &paper.Heading{Level: 2, Words: "（一）各乡镇"}},
			{Table: &paper.Table{
				Caption: "各乡镇情况", Head: []string{"地方", "走访次数"}, Numbers: []bool{false, true},
				Rows: [][]paper.Run{{{Words: "城关镇"}, {Words: "12"}}, {{Words: "<溢水镇> & \x01"}, {Words: "9", Link: "http://localhost/2"}}},
			}},
			{Chart: &paper.Chart{Caption: "走访次数", Bars: []paper.Bar{{Name: "城关镇", Part: 1000, Light: "green", Value: paper.Run{Words: "12"}}, {Name: "溢水镇", Part: 750, Value: paper.Run{Words: "9"}}}}},
		},
		Signed: "走遍竹山工作专班", Date: "2026年11月30日", CopyTo: "县委常委", PrintedBy: "走遍竹山工作专班", PrintedOn: "2026年11月30日",
		Annexes: []paper.Annex{{Title: "数据依据", Body: []paper.Block{{Table: &paper.Table{Head: []string{"序号", "指标"}, Rows: [][]paper.Run{{{Words: "1"}, {Words: "走访次数"}}}}}}}},
	}
}

func write(t *testing.T, p *paper.Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := paper.WriteDocx(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func partsOf(t *testing.T, docx []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(data)
	}
	return out
}

// TestTheLayoutOfGB9704: the measures of GB/T 9704-2012, read from the XML.
func TestTheLayoutOfGB9704(t *testing.T) {
	parts := partsOf(t, write(t, sample()))
	doc := parts["word/document.xml"]
	for what, want := range map[string]string{
		"A4":                           `<w:pgSz w:w="11906" w:h="16838"/>`,
		"margins 37, 26, 35, 28 mm":    `<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"`,
		"22 lines in 225 mm":           `w:line="579" w:lineRule="exact"`,
		"28 characters in 156 mm":      `<w:spacing w:val="-5"/><w:sz w:val="32"/>`,
		"two characters in":            `w:firstLineChars="200"`,
		"title 2号 小标宋":                 `w:eastAsia="方正小标宋简体" w:hint="eastAsia"/><w:sz w:val="44"/>`,
		"first level 黑体":               `w:eastAsia="黑体"`,
		"second level 楷体":              `w:eastAsia="楷体_GB2312"`,
		"body 3号 仿宋":                   `w:eastAsia="仿宋_GB2312"`,
		"the issuer in red":            `<w:color w:val="FF0000"/>`,
		"the number with 〔〕":           `竹走访〔2026〕1号`,
		"a figure leads to its basis":  `<w:hyperlink r:id="rIdL1"`,
		"the head of tables repeats":   `<w:tblHeader/>`,
		"what XML cannot hold is gone": `&lt;溢水镇&gt; &amp;  `,
		"the print record at the foot": `w:tblpYSpec="bottom"`,
	} {
		if !strings.Contains(doc, want) {
			t.Errorf("%s: no %s", what, want)
		}
	}
	for name, want := range map[string]string{
		"word/footer_odd.xml": `<w:jc w:val="right"/>`, "word/footer_even.xml": `<w:jc w:val="left"/>`, "word/settings.xml": `<w:evenAndOddHeaders/>`,
		"word/fontTable.xml": `<w:font w:name="方正小标宋简体"><w:altName w:val="宋体"/>`, "word/_rels/document.xml.rels": `Target="http://localhost/console/papers/1/figures/1"`,
	} {
		if !strings.Contains(parts[name], want) {
			t.Errorf("%s: no %s", name, want)
		}
	}
	for name, text := range parts {
		d := xml.NewDecoder(strings.NewReader(text))
		for !strings.HasSuffix(name, ".png") {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

func TestTheSamePaperGivesTheSameBytes(t *testing.T) {
	if !bytes.Equal(write(t, sample()), write(t, sample())) {
		t.Error("two writings of one paper differ")
	}
}

// TestLibreOfficeOpensIt converts a paper to PDF and counts: A4, 22 lines of 28 characters on a page full of text.
func TestLibreOfficeOpensIt(t *testing.T) {
	p := &paper.Paper{Title: "题", Body: []paper.Block{{Text: []paper.Run{{Words: strings.Repeat("国", 28*22*3)}}}}, Annexes: sample().Annexes}
	p.Body = append(p.Body, sample().Body[3:]...)
	pdf := papertest.Convert(t, write(t, p))
	if info := pdf.Info(); !strings.Contains(info, "A4") {
		t.Errorf("the pages: %s", info)
	}
	lines := strings.Split(strings.TrimSpace(pdf.Words("-f", "2", "-l", "2")), "\n")
	full := 0
	for _, l := range lines {
		switch n := strings.Count(l, "国"); {
		case n == 28:
			full++
		case n > 0:
			t.Errorf("a line of %d characters", n)
		}
	}
	if full != 22 {
		t.Errorf("%d lines on a full page:\n%s", full, strings.Join(lines, "\n"))
	}
	if end := pdf.Words(); !strings.Contains(end, "数据依据") || !strings.Contains(end, "溢水镇") {
		t.Error("tables and annex are not in the PDF")
	}
}

// TestASignatureStandsNeverAlone: where it does not fit below the text, the last paragraph goes over with it; the day of printing stays on its line.
func TestASignatureStandsNeverAlone(t *testing.T) {
	p := &paper.Paper{Issuer: "竹山县督办通知", Number: "竹督办〔2026〕1号", Title: "督办通知", To: "农业局", Signed: "竹山县督查室", Date: "2026年12月31日", CopyTo: "县委", PrintedBy: "竹山县督查室", PrintedOn: "2026年12月31日"}
	for range 9 {
		p.Body = append(p.Body, paper.Block{Text: []paper.Run{{Words: "请抓紧办理。"}}})
	}
	p.Body = append(p.Body, paper.Block{Text: []paper.Run{{Words: "最后一段。"}}})
	pdf := papertest.Convert(t, write(t, p))
	first, second := pdf.Words("-l", "1"), pdf.Words("-f", "2")
	if strings.Contains(first, "竹山县督查室") {
		t.Fatalf("the test is too short: the signature is on the first page\n%s", first)
	}
	if !strings.Contains(second, "最后一段") {
		t.Errorf("the signature stands alone:\n%s", second)
	}
	if said := strings.ReplaceAll(second, " ", ""); !strings.Contains(said, "2026年12月31日印发") {
		t.Errorf("the day of printing is broken:\n%s", second)
	}
}
