package form

import (
	"encoding/json"
	"slices"
	"strconv"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/rule"
)

// What this file decides ui/shared/form.ts decides alike on a phone without a network; internal/domain/visit/testdata/forms.json
// holds both to it.

// Settle works out the answers that follow from others and drops those to fields that are not shown, until nothing changes any more:
// what hangs on a dropped answer is looked at anew. values are the answers as formulas see them. A formula that cannot be worked out
// leaves its answer out; the first such error is returned with the rest done.
func Settle(fields, asked []pack.Field, values func(Answers) rule.Values, out Answers) (rule.Values, error) {
	for {
		wrong := compute(fields, values, out)
		now := values(out)
		if !hide(asked, now, out) {
			return now, wrong
		}
	}
}

// compute works out the answers that follow from others, in the order of the fields.
func compute(fields []pack.Field, values func(Answers) rule.Values, out Answers) (first error) {
	worked := slices.DeleteFunc(slices.Clone(fields), func(f pack.Field) bool { return f.Value == "" })
	for _, f := range worked {
		delete(out, f.ID)
	}
	for _, f := range worked {
		v, ok, err := f.Compute(values(out))
		if ok && err == nil {
			if out[f.ID], ok = answerOf(f, v); !ok {
				delete(out, f.ID)
				err = kernel.Invalid("value", "bad_value")
			}
		}
		if err != nil && first == nil {
			first = kernel.Invalid("fields."+f.ID, "formula").Because(err)
		}
	}
	return first
}

// answerOf is the result of a formula as an answer.
func answerOf(f pack.Field, v rule.Value) (any, bool) {
	switch f.Type {
	case pack.FieldMoney:
		fen, ok := v.Fen()
		return json.Number(strconv.FormatInt(int64(fen), 10)), ok
	case pack.FieldYesNo:
		return v.True(), true
	}
	return v.String(), true
}

// hide drops the answers to fields that are not shown, and tells whether there were any.
func hide(asked []pack.Field, values rule.Values, out Answers) bool {
	n := len(out)
	for _, f := range asked {
		if shown, err := f.IsShown(values); err == nil && !shown {
			delete(out, f.ID)
		}
	}
	return len(out) < n
}

// Asked is a field that is asked for.
type Asked struct {
	ID       string
	Required bool
}

// Shown are the fields that are asked for as things stand. One whose condition cannot be worked out is not.
func Shown(asked []pack.Field, values rule.Values) []Asked {
	out := []Asked{}
	for _, f := range asked {
		if shown, err := f.IsShown(values); err != nil || !shown {
			continue
		}
		must, err := f.IsRequired(values)
		out = append(out, Asked{f.ID, must && err == nil})
	}
	return out
}

// Hold drops the answers to fields that are not shown, and checks of the others what is required (where must says that it is
// asked for now) and what must hold.
func Hold(asked []pack.Field, values rule.Values, out Answers, must func(pack.Field) bool) error {
	for _, f := range asked {
		shown, err := f.IsShown(values)
		if err != nil {
			return kernel.Invalid("fields."+f.ID, "formula").Because(err)
		}
		if !shown {
			delete(out, f.ID)
			continue
		}
		required, err := f.IsRequired(values)
		if err != nil {
			return kernel.Invalid("fields."+f.ID, "formula").Because(err)
		}
		if _, there := out[f.ID]; required && !there && must(f) {
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
