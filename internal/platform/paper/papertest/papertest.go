// Package papertest reads Word documents in tests.
package papertest

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"testing"
)

var tag = regexp.MustCompile(`<[^>]*>`)

// Words are the words of a document, without what surrounds them.
func Words(t testing.TB, docx []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return tag.ReplaceAllString(string(text), "")
}
