package files

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"
)

// pdf is a document of one empty page, with more in its catalogue and more objects behind it.
func pdf(more, objects string) []byte {
	return []byte("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R" + more + ">>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n" +
		"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n" + objects + "trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n")
}

// objectStream hides objects as writers of today do.
func objectStream(dict, content string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write([]byte(content))
	_ = z.Close()
	return fmt.Sprintf("9 0 obj\n<</Type/ObjStm/N 1/First 4/Length %d%s>>\nstream\n%s\nendstream\nendobj\n", b.Len(), dict, b.String())
}

func TestDocumentsThatDoSomethingAreRefused(t *testing.T) {
	const script = "4 0 <</S/JavaScript/JS(app.alert(1))>>"
	for name, x := range map[string]struct {
		data []byte
		want string
	}{
		"plain":                  {pdf("", ""), ""},
		"a page to open at":      {pdf("/OpenAction[3 0 R/Fit]", ""), ""},
		"a link":                 {pdf("", "5 0 obj\n<</S/URI/URI(https://www.gov.cn)>>\nendobj\n"), ""},
		"packed objects":         {pdf("", objectStream("/Filter/FlateDecode", "4 0 <</Type/Font>>")), ""},
		"a name alike":           {pdf("/JSON 1/LaunchDate(2026)", ""), ""},
		"script":                 {pdf("/OpenAction<</S/JavaScript/JS(app.alert(1))>>", ""), "document_active"},
		"script, escaped":        {pdf("/OpenAction<</S/J#61vaScript/J#53(app.alert(1))>>", ""), "document_active"},
		"script, packed":         {pdf("", objectStream("/Filter/FlateDecode", script)), "document_active"},
		"script, packed, named":  {pdf("", objectStream("/Filter[/Fl]", script)), "document_active"},
		"script, packed, hidden": {pdf("", strings.Replace(objectStream("/Filter/FlateDecode", script), "/ObjStm", "/Obj#53tm", 1)), "document_active"},
		"packed twice":           {pdf("", objectStream("/Filter[/ASCIIHexDecode/FlateDecode]", "")), "document_active"},
		"packed otherwise":       {pdf("", objectStream("/Filter/LZWDecode", "")), "document_active"},
		"not packed":             {pdf("", "9 0 obj\n<</Type/ObjStm/N 1>>\nstream\n"+script+"\nendstream\nendobj\n"), "document_active"},
		"a program":              {pdf("/OpenAction<</S/Launch/F(cmd.exe)>>", ""), "document_active"},
		"a file inside":          {pdf("/Names<</EmbeddedFiles<</Names[(a)4 0 R]>>>>", ""), "document_active"},
		"a form by program":      {pdf("/AcroForm<</XFA 4 0 R>>", ""), "document_active"},
		"locked":                 {pdf("", "trailer\n<</Encrypt 4 0 R>>\n"), "document_locked"},
		"bomb":                   {pdf("", objectStream("/Filter/FlateDecode", strings.Repeat(" ", unpackedMost+1))), "document_active"},
		"damaged":                {pdf("", strings.Replace(objectStream("/Filter/FlateDecode", script), "stream\n", "stream\nxx", 1)), "document_broken"},
		"cut":                    {pdf("", "")[:100], "document_broken"},
		"too large":              {append(pdf("", ""), make([]byte, MaxBytes)...), "document_too_large"},
		"another thing":          {[]byte("PK\x03\x04 %PDF-1.4 %%EOF"), "picture_type"},
	} {
		if got := code(Document(x.data)); got != x.want {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
}

func FuzzDocument(f *testing.F) {
	f.Add(pdf("", ""))
	f.Add(pdf("/AA<</O 4 0 R>>", objectStream("/Filter/FlateDecode", "4 0 <</S/Launch>>")))
	f.Fuzz(func(t *testing.T, data []byte) {
		if Document(data) == nil && bytes.Contains(data, []byte("/JavaScript ")) {
			t.Fatal("let through")
		}
	})
}
