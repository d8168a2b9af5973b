package db

import (
	"encoding/json"
	"reflect"
	"strconv"
	"unicode/utf8"

	"touyan/internal/kernel"
)

// A line of the journal is JSON, and its digest is one of JSON. An import of a county writes a million of them, so the plain
// values are written by hand, byte for byte as encoding/json writes them; what is not plain it writes itself.

// appendPlain appends a column.
func appendPlain(b []byte, v reflect.Value) []byte {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return append(b, "null"...)
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.String:
		return appendText(b, v.String())
	case reflect.Int, reflect.Int32, reflect.Int64:
		return strconv.AppendInt(b, v.Int(), 10)
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool())
	}
	x, err := json.Marshal(v.Interface())
	if err != nil {
		return append(b, `""`...)
	}
	return append(b, x...)
}

// appendText appends a text in quotes.
func appendText(b []byte, s string) []byte {
	start := len(b)
	b = append(b, '"')
	from := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(append(append(b, s[from:i]...), '\\'), c)
			from = i + 1
		case c < ' ' || c == '<' || c == '>' || c == '&', c == 0xe2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2]&^1 == 0xa8: // and the separators of lines
			return appendOther(b[:start], s)
		}
	}
	if !utf8.ValidString(s) {
		return appendOther(b[:start], s)
	}
	return append(append(b, s[from:]...), '"')
}

func appendOther(b []byte, s string) []byte {
	x, _ := json.Marshal(s)
	return append(b, x...)
}

// appendID appends an id as it stands in JSON, a text that is empty for none, and a comma.
func appendID(b []byte, id kernel.ID) []byte {
	if id == 0 {
		return append(b, `"",`...)
	}
	return append(strconv.AppendInt(append(b, '"'), int64(id), 10), `",`...)
}
