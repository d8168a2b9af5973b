package pack

import (
	"errors"

	"touyan/internal/platform/rule"
)

// condition checks a formula that answers yes or no and stands at a key of a definition, against the names that the definition offers; a fault is
// reported at its place within the text. Nil where the formula is empty or wrong.
func (c checker) condition(t *Term, key, text string, env rule.Env) *rule.Rule {
	if text == "" {
		return nil
	}
	r, err := rule.Compile(text, env, rule.Bool)
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
