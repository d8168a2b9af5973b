package pack

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/rule"
)

// IsShown tells whether the field is asked for, the others being as they are. A condition on a number or a day that nobody gave
// does not hold.
func (f Field) IsShown(v rule.Values) (bool, error) { return unlessMissing(f.shown, v, true, false) }

// IsRequired tells whether it must be answered; not where its condition reads what nobody gave.
func (f Field) IsRequired(v rule.Values) (bool, error) {
	if f.Required {
		return true, nil
	}
	return unlessMissing(f.required, v, false, false)
}

// Passes tells whether the values stand the field's check, as far as they are there.
func (f Field) Passes(v rule.Values) (bool, error) { return unlessMissing(f.check, v, true, true) }

// unlessMissing is what a condition says: none for a field without it, missing where it reads a number or a day that is not there.
func unlessMissing(r *rule.Rule, v rule.Values, none, missing bool) (bool, error) {
	got, err := holds(r, v, none)
	if rule.Missing(err) {
		return missing, nil
	}
	return got, err
}

// Tree is a formula as data, for front ends that work it out themselves.
type Tree = rule.Tree

// Trees are the formulas of a field as data; nil where it has none.
type Trees struct {
	ShownIf, RequiredIf, Check, Value *Tree
}

// Trees gives the field's formulas as data.
func (f Field) Trees() Trees {
	return Trees{treeOf(f.shown), treeOf(f.required), treeOf(f.check), treeOf(f.value)}
}

func treeOf(r *rule.Rule) *Tree {
	if r == nil {
		return nil
	}
	return r.Tree()
}

func holds(r *rule.Rule, v rule.Values, otherwise bool) (bool, error) {
	if r == nil {
		return otherwise, nil
	}
	got, err := r.Eval(v)
	return got.True(), err
}

// FormFigure is a figure of the pack that the formulas of a form read, with the days on which it holds.
type FormFigure struct {
	Name  string     `json:"name"`
	From  kernel.Day `json:"from"`
	To    kernel.Day `json:"to"` // empty: open
	Value string     `json:"value"`
}

// FiguresOf are the figures that the formulas of a form read, in the order of the pack: of several that hold on a day the last counts.
func (p *Pack) FiguresOf(f Form) []FormFigure {
	used := map[string]bool{}
	for _, x := range f.Fields {
		for _, r := range []*rule.Rule{x.shown, x.required, x.check, x.value} {
			if r == nil {
				continue
			}
			for _, name := range r.Names() {
				used[name] = true
			}
		}
	}
	out := []FormFigure{}
	for _, x := range p.Parameters {
		if used[x.Name] {
			out = append(out, FormFigure{x.Name, x.From, x.To, x.value.String()})
		}
	}
	return out
}

// formEnv are the names that formulas of a form may use.
func (p *Pack) formEnv(f *Form) rule.Env {
	out := p.figures()
	addNames(out, f.Fields)
	return out
}
