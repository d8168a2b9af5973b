package fact

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
)

// wanted is a change against what stands: values as they are stored, none empty.
type wanted struct {
	hard, sealed     bool
	ver, now         int64 // versions: of whoever changes it, and of what stands
	base, has, value string
}

// decide says what becomes of a change: three values decide, the one it was made on, the one that stands, and the new one. The
// base of a sealed field is masked and tells nothing.
func decide(w wanted) string {
	switch {
	case w.value == w.has:
		return Same
	case w.ver == w.now, !w.sealed && w.base == w.has:
		return Applied
	case w.hard:
		return Waits
	}
	return Told
}

// stored is a value as it is kept and compared; no value is the empty text.
func stored(v any) string {
	if v == nil {
		return ""
	}
	return form.Written(v)
}

// read is a value as JSON says it; nil is none.
func read(text string) any {
	if text == "" {
		return nil
	}
	all, err := form.Read(`{"v":` + text + `}`)
	if err != nil {
		return nil
	}
	return all["v"]
}

// traitOf is the text by which lists find an answer: a choice, or yes. No finds nothing: nobody looks for who has not.
func traitOf(f pack.CardField, v any) string {
	switch x := v.(type) {
	case string:
		if f.Trait && f.Type == pack.FieldChoice {
			return x
		}
	case bool:
		if f.Trait && x {
			return Yes
		}
	}
	return ""
}

// Yes is the value by which a trait of yes or no is asked for.
const Yes = "yes"

// inForce refuses a choice that is not given any more; one that stands already may stay.
func inForce(f pack.CardField, v any, has string, day kernel.Day) error {
	id, _ := v.(string)
	if f.Type != pack.FieldChoice || v == nil || stored(v) == has {
		return nil
	}
	if c, ok := f.Choice(id); ok && !c.Valid(day) {
		return kernel.Invalid("fields."+f.ID, "choice_not_in_force").With("name", c.Name).With("name_en", c.NameEN)
	}
	return nil
}
