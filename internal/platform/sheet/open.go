package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"

	"touyan/internal/kernel"
)

// workbook is an opened file: its sheets, texts, and which cell styles show dates.
type workbook struct {
	parts    map[string]*zip.File
	sheets   []tab
	strings  []string
	dates    []bool // by number of a cell style
	date1904 bool
}

// tab is one sheet as the workbook lists it.
type tab struct {
	name   string
	hidden bool
	part   string
}

// gate looks at the outside only: size, kind, and how large the parts claim to be. The unpacking holds them to that.
func gate(data []byte) (*zip.Reader, error) {
	switch {
	case len(data) > MaxBytes:
		return nil, kernel.Invalid("file", "file_too_large").With("max_mb", strconv.Itoa(MaxBytes>>20))
	case len(data) == 0:
		return nil, kernel.Invalid("file", "empty_file")
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return nil, kernel.Invalid("file", "xls_or_locked") // the old format, or a password
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, kernel.Invalid("file", "not_xlsx").Because(err)
	}
	var total uint64
	for _, part := range z.File {
		total += min(part.UncompressedSize64, maxUnzip+1)
	}
	if len(z.File) > maxParts || total > maxUnzip {
		return nil, kernel.Invalid("file", "file_too_large").With("max_mb", strconv.Itoa(maxUnzip>>20))
	}
	return z, nil
}

// open reads what a workbook tells of itself.
func open(data []byte) (*workbook, error) {
	z, err := gate(data)
	if err != nil {
		return nil, err
	}
	b := &workbook{parts: map[string]*zip.File{}}
	for _, f := range z.File {
		b.parts[strings.TrimPrefix(path.Clean(strings.ReplaceAll(f.Name, `\`, "/")), "/")] = f
	}
	for _, step := range []func() error{b.index, b.texts, b.styles} {
		if err := step(); err != nil {
			return nil, kernel.Invalid("file", "not_xlsx").Because(err)
		}
	}
	return b, nil
}

// each walks the elements of a part that opens; a part that is not there has none.
func (b *workbook) each(part string, see func(*scanner) error) error {
	f, ok := b.parts[part]
	if !ok {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	s := newScanner(io.LimitReader(r, maxUnzip))
	for {
		switch err := s.next(); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		if err := see(s); err != nil {
			return err
		}
	}
}

// index finds the sheets and their parts.
func (b *workbook) index() error {
	target := map[string]string{}
	main := "xl/workbook.xml"
	err := b.each("_rels/.rels", func(s *scanner) error {
		if s.is("Relationship") && strings.HasSuffix(s.attr("Type"), "/officeDocument") {
			main = strings.TrimPrefix(s.attr("Target"), "/")
		}
		return nil
	})
	if err != nil {
		return err
	}
	dir := path.Dir(main)
	err = b.each(path.Join(dir, "_rels", path.Base(main)+".rels"), func(s *scanner) error {
		if s.is("Relationship") && len(target) < maxParts {
			to := s.attr("Target")
			if !strings.HasPrefix(to, "/") {
				to = path.Join(dir, to)
			}
			target[s.attr("Id")] = strings.TrimPrefix(to, "/")
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = b.each(main, func(s *scanner) error {
		switch {
		case s.end:
		case s.is("workbookPr"):
			b.date1904 = on(s.attr("date1904"))
		case s.is("sheet") && len(b.sheets) < maxParts:
			state := s.attr("state")
			b.sheets = append(b.sheets, tab{name: s.attr("name"), hidden: strings.Contains(strings.ToLower(state), "hidden"), part: target[s.attr("r:id")]})
		}
		return nil
	})
	if err == nil && len(b.sheets) == 0 {
		err = errors.New("no sheets")
	}
	return err
}

// textCost is what a text takes beside its bytes: a file may have a hundred million empty ones.
const textCost = 16

// textBound is what all shared texts of a file may take; a test lowers it.
var textBound = maxUnzip / 2

// maxStyles bounds formats and styles; spreadsheets themselves allow about as many.
const maxStyles = 1 << 16

// texts reads the shared texts: several runs of one text are one, phonetic ones are passed over.
func (b *workbook) texts() error {
	var text strings.Builder
	total, phonetic := 0, false
	return b.each("xl/sharedStrings.xml", func(s *scanner) error {
		switch {
		case s.is("rPh"):
			phonetic = !s.end
		case s.is("t") && s.end && !phonetic:
			switch {
			case text.Len() > 4*maxCell: // too long already
			case s.long:
				text.WriteString(strings.Repeat("…", maxCell+1)) // the cell will be told to be too long
			default:
				text.Write(s.text)
			}
		case s.is("si") && (s.end || s.empty):
			if total += text.Len() + textCost; total > textBound {
				return errors.New("too much text")
			}
			b.strings = append(b.strings, escaped(text.String()))
			text.Reset()
		}
		return nil
	})
}

var notDate = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.|_.|\*.`)

// styles notes which cell styles show a date: only that tells a date from a number.
func (b *workbook) styles() error {
	custom := map[string]bool{}
	inside := false
	return b.each("xl/styles.xml", func(s *scanner) error {
		switch {
		case s.is("numFmt") && !s.end && len(custom) < maxStyles:
			code := strings.ToLower(notDate.ReplaceAllString(s.attr("formatCode"), ""))
			custom[s.attr("numFmtId")] = strings.ContainsAny(code, "yd年月日")
		case s.is("cellXfs"):
			inside = !s.end
		case inside && s.is("xf") && !s.end && len(b.dates) < maxStyles:
			id := s.attr("numFmtId")
			n, _ := strconv.Atoi(id)
			b.dates = append(b.dates, custom[id] || n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 36 || n >= 50 && n <= 58)
		}
		return nil
	})
}

func on(s string) bool { return s == "1" || s == "true" }

var hexRun = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// escaped resolves the signs that the format writes as _x000D_.
func escaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return hexRun.ReplaceAllStringFunc(s, func(m string) string {
		n, _ := strconv.ParseInt(m[2:6], 16, 32)
		return string(rune(n))
	})
}

// Names lists the visible sheets of a workbook.
func Names(data []byte) ([]string, error) {
	b, err := open(data)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, t := range b.sheets {
		if !t.hidden {
			out = append(out, clean(t.name))
		}
	}
	return out, nil
}
