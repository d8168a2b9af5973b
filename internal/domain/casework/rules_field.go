package casework

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// facts are the values of a case's fields by their ids, in the shape of JSON: text, number ("12.5"), money (fen), day, the
// ids of choices, yes or no, {id, name} of a record, rows.
type facts map[string]any

// ref names a record that a field points to.
type ref struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// The limits of fields.
const (
	maxRows   = 200
	maxSecret = 200
	maxFen    = int64(1e15)
)

var numberForm = regexp.MustCompile(`^-?[0-9]{1,15}(\.[0-9]{1,6})?$`)

// readFacts reads what is stored; an empty text is none.
func readFacts(text string) (facts, error) {
	out := facts{}
	if text == "" {
		return out, nil
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	return out, d.Decode(&out)
}

// write is the form in which facts are stored: the same facts give the same text.
func (f facts) write() (string, error) {
	if len(f) == 0 {
		return "", nil
	}
	b, err := json.Marshal(f)
	return string(b), err
}

// lookup finds the name of a record that a field may point to.
type lookup func(f pack.Field, id kernel.ID) (string, error)

// scene is what formulas may know of a case beside its answers.
type scene struct {
	topic, text string
	files       int
	day         kernel.Day
}

// fill takes the answers that a step asks for into the facts of a case: each is typed, those that are not shown are dropped,
// and what is required, or must hold, is.
func fill(p *pack.Pack, ct pack.CaseType, step string, at scene, have, given facts, find lookup) (facts, error) {
	asked := ct.Asked(step)
	by, _ := ct.Transition(step)
	out := maps.Clone(have)
	if out == nil {
		out = facts{}
	}
	for id := range given {
		if !slices.ContainsFunc(asked, func(f pack.Field) bool { return f.ID == id }) {
			return nil, kernel.Invalid("fields."+id, "not_asked")
		}
	}
	for _, f := range asked {
		v, err := typed(p, f, given[f.ID], stays(have[f.ID], find))
		if err == nil && f.Type == pack.FieldRows {
			v, err = follows(f, have[f.ID], v, given[f.ID] != nil, by.Amends)
		}
		if err != nil {
			return nil, err
		}
		if _, answered := given[f.ID]; answered && v == nil {
			delete(out, f.ID)
		} else if v != nil {
			out[f.ID] = v
		}
	}
	return out, holdTo(p, ct, step, by.Partial, at, out)
}

// holdTo checks conditions and requirements. Papers are attached once the case is there, so raising it asks for none.
func holdTo(p *pack.Pack, ct pack.CaseType, step string, partial bool, at scene, out facts) error {
	asked := ct.Asked(step)
	values := valuesOf(p, ct, at, out)
	for _, f := range asked {
		shown, err := f.IsShown(values)
		if err != nil {
			return kernel.Invalid("fields."+f.ID, "formula").Because(err)
		}
		if !shown {
			delete(out, f.ID)
			continue
		}
		must, err := f.IsRequired(values)
		if err != nil {
			return kernel.Invalid("fields."+f.ID, "formula").Because(err)
		}
		if _, there := out[f.ID]; must && !there && !partial && (step != "" || f.Type != pack.FieldPaper) {
			return kernel.Invalid("fields."+f.ID, "required")
		}
	}
	for _, f := range asked {
		ok, err := f.Passes(values)
		if _, there := out[f.ID]; there && err == nil && !ok {
			return kernel.Invalid("fields."+f.ID, "check_failed").With("says", f.Says).With("says_en", f.SaysEN)
		}
	}
	return nil
}

// typed checks one answer against the type of its field; nil is no answer.
func typed(p *pack.Pack, f pack.Field, v any, find lookup) (any, error) {
	wrong := kernel.Invalid("fields."+f.ID, "bad_value")
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
		if isText && phoneForm.MatchString(s) {
			return s, nil
		}
	case pack.FieldSecret:
		if isText && utf8.RuneCountInString(s) <= maxSecret {
			return s, nil
		}
	case pack.FieldIDNumber:
		n, err := person.CleanIDNumber(s, kernel.EndOfTime)
		if isText && err == nil {
			return n, nil
		}
		return nil, wrong.Because(err)
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
	return nil, wrong
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
		return s, short(field, s, MaxText, nil)
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
		return nil, kernel.Invalid("fields."+f.ID, "bad_value")
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
		return nil, kernel.Invalid("fields."+f.ID, "bad_value")
	}
	return v, nil
}

// pointed checks a field that names a record, or an item of the catalogue.
func pointed(p *pack.Pack, f pack.Field, v any, find lookup) (any, error) {
	id, _ := v.(string)
	if m, ok := v.(map[string]any); ok { // as it is stored
		id, _ = m["id"].(string)
	}
	if f.Type == pack.FieldService {
		if item, ok := p.ServiceItem(id); ok {
			return ref{item.ID, item.Name}, nil
		}
		return nil, kernel.Invalid("fields."+f.ID, "bad_value")
	}
	n, err := kernel.ParseID(id)
	if err != nil {
		return nil, kernel.Invalid("fields."+f.ID, "bad_value")
	}
	name, err := find(f, n)
	return ref{n.String(), name}, err
}

// dutyOf is the item of the township's duty list under which a case falls: what triage said, or what its topic says.
func dutyOf(p *pack.Pack, c *caseRow, day kernel.Day) (pack.DutyItem, bool) {
	if c.DutyItem != "" {
		return p.DutyItem(c.DutyItem)
	}
	return p.DutyOf(c.Topic, day)
}

// forbids tells whether the duty list keeps a case from being handed to somebody at a level: what a department has taken back
// or must lead itself is not pushed down to a township or a village.
func forbids(d pack.DutyItem, level kernel.Level) bool {
	return level >= kernel.LevelTownship && (d.Class == pack.DutyTakenBack || d.Class == pack.DutyAssisting)
}
