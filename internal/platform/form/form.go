// Package form holds answers to the fields of a pack: each is typed by its field, conditions decide which are asked for, and what
// is required, or must hold, is held to. Cases, cards of households and forms of visits are all filled in by it.
package form

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/pack"
)

// Answers are the values of fields by their ids, in the shape of JSON: text, number ("12.5"), money (fen), day, the ids of
// choices, yes or no, {id, name} of a record, rows.
type Answers map[string]any

// Ref names a record that a field points to.
type Ref struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Lookup finds the name of a record that a field may point to.
type Lookup func(f pack.Field, id kernel.ID) (string, error)

// The limits of fields.
const (
	MaxText   = 2000
	maxRows   = 200
	maxSecret = 200
	maxFen    = int64(1e15)
)

var (
	numberForm = regexp.MustCompile(`^-?[0-9]{1,15}(\.[0-9]{1,6})?$`)
	// PhoneForm is what a telephone number looks like that somebody leaves.
	PhoneForm = regexp.MustCompile(`^\+?[0-9][0-9 -]{4,18}[0-9]$`)
)

// Read reads what is stored; an empty text is none.
func Read(text string) (Answers, error) {
	out := Answers{}
	if text == "" {
		return out, nil
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	return out, d.Decode(&out)
}

// Write is the form in which answers are stored: the same answers give the same text.
func (a Answers) Write() (string, error) {
	if len(a) == 0 {
		return "", nil
	}
	b, err := json.Marshal(a)
	return string(b), err
}

// Written is the form in which two values are compared.
func Written(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

func bad(f pack.Field) *kernel.Error { return kernel.Invalid("fields."+f.ID, "bad_value") }

// Typed checks one answer against the type of its field; nil is no answer.
func Typed(p *pack.Pack, f pack.Field, v any, find Lookup) (any, error) {
	if s, ok := v.(string); ok {
		v = strings.TrimSpace(s)
	}
	if v == nil || v == "" {
		return nil, nil
	}
	s, isText := v.(string)
	switch f.Type {
	case pack.FieldText, pack.FieldNumber, pack.FieldMoney, pack.FieldDay:
		return plain(f.Type, "fields."+f.ID, v)
	case pack.FieldPhone:
		if isText && PhoneForm.MatchString(s) {
			return s, nil
		}
	case pack.FieldSecret:
		if isText && utf8.RuneCountInString(s) <= maxSecret {
			return s, nil
		}
	case pack.FieldIDNumber:
		n, err := kernel.CleanIDNumber(s, kernel.EndOfTime)
		if isText && err == nil {
			return n, nil
		}
		return nil, bad(f).Because(err)
	case pack.FieldPaper: // attached, never typed
		return nil, kernel.Invalid("fields."+f.ID, "not_asked")
	case pack.FieldChoice:
		if _, ok := f.Choice(s); ok {
			return s, nil
		}
	case pack.FieldChoices:
		return picked(f, v)
	case pack.FieldYesNo:
		if b, ok := v.(bool); ok {
			return b, nil
		}
	case pack.FieldRows:
		return tabled(p, f, v, find)
	case pack.FieldPapers:
		return listed(f, v)
	default:
		return pointed(p, f, v, find)
	}
	return nil, bad(f)
}

// plain checks text, a number, money or a day.
func plain(typ, field string, v any) (any, error) {
	s, isText := v.(string)
	n, isNumber := v.(json.Number)
	if f, ok := v.(float64); ok { // what came through a reader that does not keep numbers apart
		b, _ := json.Marshal(f)
		n, isNumber = json.Number(b), true
	}
	switch {
	case typ == pack.FieldText && isText:
		if utf8.RuneCountInString(s) > MaxText {
			return nil, kernel.Invalid(field, "too_long").With("max", strconv.Itoa(MaxText))
		}
		return s, nil
	case typ == pack.FieldNumber && (isText && numberForm.MatchString(s) || isNumber && numberForm.MatchString(n.String())):
		return s + n.String(), nil
	case typ == pack.FieldMoney && isNumber:
		if fen, err := n.Int64(); err == nil && fen >= 0 && fen <= maxFen {
			return n, nil
		}
	case typ == pack.FieldDay && isText:
		if d, err := kernel.ParseDay(s); err == nil {
			return string(d), nil
		}
	}
	return nil, kernel.Invalid(field, "bad_value")
}

func picked(f pack.Field, v any) (any, error) {
	list, ok := v.([]any)
	out := []any{}
	for _, one := range list {
		id, _ := one.(string)
		if _, known := f.Choice(id); !known {
			ok = false
		} else if !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	switch {
	case !ok:
		return nil, bad(f)
	case len(out) == 0:
		return nil, nil
	}
	return out, nil
}

// listed checks a list of ids; which of them count the service decides.
func listed(f pack.Field, v any) (any, error) {
	list, ok := v.([]any)
	for _, one := range list {
		_, isText := one.(string)
		ok = ok && isText && len(list) <= maxRows
	}
	if !ok {
		return nil, bad(f)
	}
	return v, nil
}

// pointed checks a field that names a record, or an item of the catalogue.
func pointed(p *pack.Pack, f pack.Field, v any, find Lookup) (any, error) {
	id, _ := v.(string)
	switch x := v.(type) { // as it is stored
	case map[string]any:
		id, _ = x["id"].(string)
	case Ref:
		id = x.ID
	}
	if f.Type == pack.FieldService {
		if item, ok := p.ServiceItem(id); ok {
			return Ref{item.ID, item.Name}, nil
		}
		return nil, bad(f)
	}
	n, err := kernel.ParseID(id)
	if err != nil {
		return nil, bad(f)
	}
	name, err := find(f, n)
	return Ref{n.String(), name}, err
}

// Masked is the sealed answer of a field as far as everybody who deals with the record may know: the ends of numbers.
func Masked(f pack.Field, v any) string {
	said, _ := v.(string)
	switch f.Type {
	case pack.FieldPhone:
		return crypt.MaskPhone(said)
	case pack.FieldIDNumber:
		return crypt.MaskIDNumber(said)
	}
	return ""
}
