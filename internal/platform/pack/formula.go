package pack

import (
	"errors"

	"touyan/internal/platform/rule"
)

// formula checks a formula that stands at a key of a definition, against the names that the definition offers; a fault is
// reported at its place within the text. Nil where the formula is empty or wrong.
func (c checker) formula(t *Term, key, text string, env rule.Env, want rule.Type) *rule.Rule {
	if text == "" {
		return nil
	}
	r, err := rule.Compile(text, env, want)
	if err == nil {
		return r
	}
	at, ok := t.marks[key]
	if !ok {
		at = t.pos
	}
	var fault *rule.Error
	if errors.As(err, &fault) && ok && at.inner >= 0 {
		at.col += at.inner + fault.At
	}
	c.errs.add(at, "formula", "formula: %s", err)
	return nil
}
