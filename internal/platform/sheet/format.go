package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"touyan/internal/kernel"
)

// Format is in what form rows go out.
type Format string

// The formats. A list (RFC 4180, UTF-8 with its mark, so that a spreadsheet reads the characters right) holds one sheet: several go
// as lists in one archive. JSON is a list of objects by the keys of the columns, or of several sheets one such list by each name.
const (
	XLSX Format = "xlsx"
	CSV  Format = "csv"
	JSON Format = "json"
)

// Target is a writer that says in what form it wants the rows, and of which sheet (by its name or number from 1; empty: of all).
// Whatever writes a workbook to it writes that.
type Target struct {
	Format Format
	Sheet  string
	bytes.Buffer

	archive bool
}

// Type is the media type of what was written, and the ending of its name.
func (t *Target) Type() (mime, ending string) {
	switch {
	case t.archive:
		return "application/zip", "zip"
	case t.Format == CSV:
		return "text/csv; charset=utf-8", "csv"
	case t.Format == JSON:
		return "application/json", "json"
	}
	return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"
}

func (t *Target) write(outs []Out) error {
	outs, err := t.chosen(outs)
	if err != nil {
		return err
	}
	switch {
	case t.Format == CSV && len(outs) > 1:
		t.archive = true
		return writeArchive(&t.Buffer, outs)
	case t.Format == CSV:
		return writeList(&t.Buffer, outs[0])
	case t.Format == JSON:
		return writeObjects(&t.Buffer, outs)
	case t.Format == XLSX || t.Format == "":
		return Write(&t.Buffer, outs...)
	}
	return kernel.Invalid("format", "unknown_format").With("value", string(t.Format))
}

func (t *Target) chosen(outs []Out) ([]Out, error) {
	if t.Sheet == "" {
		return outs, nil
	}
	for i, o := range outs {
		if o.Name == t.Sheet || strconv.Itoa(i+1) == t.Sheet {
			return []Out{o}, nil
		}
	}
	return nil, kernel.NotFound("sheet").With("name", t.Sheet)
}

func writeArchive(w io.Writer, outs []Out) error {
	z := zip.NewWriter(w)
	for i, o := range outs {
		part, err := z.Create(fmt.Sprintf("%02d-%s.csv", i+1, strings.NewReplacer("/", "-", `\`, "-").Replace(o.Name)))
		if err != nil {
			return err
		}
		if err := writeList(part, o); err != nil {
			return err
		}
	}
	return z.Close()
}

func writeList(w io.Writer, o Out) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	c.UseCRLF = true
	line := make([]string, len(o.Columns))
	for i, col := range o.Columns {
		line[i] = harmless(col.Title)
	}
	if err := c.Write(line); err != nil {
		return err
	}
	err := o.each(func(values []any) error {
		for i := range line {
			line[i] = ""
			if i < len(values) {
				line[i] = listed(values[i])
			}
		}
		return c.Write(line)
	})
	c.Flush()
	if err != nil {
		return err
	}
	return c.Error()
}

// each hands over row by row.
func (o Out) each(do func([]any) error) error {
	if o.Rows == nil {
		return nil
	}
	for values, err := range o.Rows {
		if err != nil {
			return err
		}
		if err := do(values); err != nil {
			return err
		}
	}
	return nil
}

// listed is a value as text: numbers plain, yes and no in words as in a workbook.
func listed(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case bool:
		if x {
			return yes
		}
		return no
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	case int, int32, int64:
		return fmt.Sprint(x)
	}
	return harmless(fmt.Sprint(v))
}

var plainNumber = regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?$`)

// harmless keeps a spreadsheet from taking text for a formula: whatever begins like one gets the mark of text before it. A list that
// comes back is read without the mark.
func harmless(text string) string {
	if likeFormula(text) {
		return "'" + text
	}
	return text
}

func likeFormula(text string) bool {
	return text != "" && strings.ContainsRune("=+-@\t\r\n", rune(text[0])) && !plainNumber.MatchString(text)
}

// writeObjects writes the rows as they come, so that a long list is not held twice.
func writeObjects(w *bytes.Buffer, outs []Out) error {
	if len(outs) == 1 {
		return writeRows(w, outs[0])
	}
	for i, o := range outs {
		name, err := json.Marshal(o.Name)
		if err != nil {
			return err
		}
		w.WriteString(map[bool]string{true: "{", false: ","}[i == 0])
		w.Write(name)
		w.WriteByte(':')
		if err := writeRows(w, o); err != nil {
			return err
		}
	}
	w.WriteString("}\n")
	return nil
}

func writeRows(w *bytes.Buffer, o Out) error {
	keys := make([][]byte, len(o.Columns))
	for i, col := range o.Columns {
		keys[i], _ = json.Marshal(col.Key) // text
	}
	n := 0
	w.WriteByte('[')
	err := o.each(func(values []any) error {
		if n++; n > 1 {
			w.WriteByte(',')
		}
		w.WriteByte('{')
		for i, key := range keys {
			var v any
			if i < len(values) {
				v = told(values[i])
			}
			text, err := json.Marshal(v)
			if err != nil {
				return err
			}
			if i > 0 {
				w.WriteByte(',')
			}
			w.Write(key)
			w.WriteByte(':')
			w.Write(text)
		}
		w.WriteByte('}')
		return nil
	})
	w.WriteString("]\n")
	return err
}

// told keeps numbers, yes and no as they are; whatever else is said in a cell is text.
func told(v any) any {
	switch v.(type) {
	case nil, bool, int, int32, int64, float64:
		return v
	}
	return fmt.Sprint(v)
}
