package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"touyan/internal/kernel"
)

// listLines walks the rows of a CSV file. Quoted as a spreadsheet quotes; everything in it is text.
type listLines struct {
	r    *csv.Reader
	no   int
	rest []cell
	bad  error
}

// isList tells a CSV file from a workbook by its first bytes.
func isList(data []byte) bool {
	return len(data) > 0 && !bytes.HasPrefix(data, []byte("PK")) && !bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) &&
		!bytes.ContainsRune(data[:min(len(data), 4096)], 0)
}

// openList refuses what is not UTF-8: a GBK file read as something else would save wrong names.
func openList(data []byte) (*listLines, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		return nil, kernel.Invalid("file", "csv_not_utf8")
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	if first, _, _ := bytes.Cut(data, []byte("\n")); bytes.Count(first, []byte("\t")) > bytes.Count(first, []byte(",")) {
		r.Comma = '\t'
	}
	return &listLines{r: r}, nil
}

func (l *listLines) row() int      { return l.no }
func (l *listLines) cells() []cell { return l.rest }
func (l *listLines) hidden() bool  { return false }
func (l *listLines) err() error    { return l.bad }
func (l *listLines) close()        {}

func (l *listLines) next() bool {
	rec, err := l.r.Read()
	if err != nil {
		if !errors.Is(err, io.EOF) {
			l.bad = kernel.Invalid("file", "bad_csv").Because(err)
		}
		return false
	}
	l.no, _ = l.r.FieldPos(0)
	l.rest = l.rest[:0]
	for _, text := range rec[:min(len(rec), maxColumns+1)] {
		if rest, marked := strings.CutPrefix(text, "'"); marked && likeFormula(rest) {
			text = rest
		}
		l.rest = append(l.rest, cell{text: text})
	}
	return true
}

// Titles are the texts of the first row of a CSV file, for whoever must find out which table it is.
func Titles(data []byte) ([]string, error) {
	l, err := openList(data)
	if err != nil {
		return nil, err
	}
	var out []string
	if l.next() {
		for _, c := range l.cells() {
			out = append(out, title(c.text))
		}
	}
	return out, l.bad
}

// IsCSV tells whether a file is a list rather than a workbook.
func IsCSV(data []byte) bool { return isList(data) }
