package xlsform

import (
	"fmt"
	"strconv"
	"strings"

	"touyan/internal/platform/pack"
)

// YAML is a form as a file of a pack has it.
func YAML(f pack.Form) string {
	var b strings.Builder
	b.WriteString("forms:\n")
	y := yaml{&b}
	y.term("  ", f.Term)
	y.word("    ", "from", string(f.From))
	y.word("    ", "to", string(f.To))
	y.word("    ", "source", f.Source)
	y.yes("    ", "anonymous", f.Anonymous)
	y.yes("    ", "public", f.Public)
	y.yes("    ", "latest", f.Latest)
	y.list("    ", "done", f.Done)
	y.list("    ", "asked_in", f.AskedIn)
	y.word("    ", "ask_type", f.AskType)
	y.word("    ", "hint", f.Hint)
	y.word("    ", "hint_en", f.HintEN)
	b.WriteString("    fields:\n")
	for _, x := range f.Fields {
		y.field(x)
	}
	return b.String()
}

type yaml struct{ b *strings.Builder }

func (y yaml) word(in, key, value string) {
	if value != "" {
		fmt.Fprintf(y.b, "%s%s: %s\n", in, key, strconv.QuoteToGraphic(value))
	}
}

func (y yaml) yes(in, key string, value bool) {
	if value {
		fmt.Fprintf(y.b, "%s%s: true\n", in, key)
	}
}

func (y yaml) list(in, key string, ids []string) {
	if len(ids) > 0 {
		fmt.Fprintf(y.b, "%s%s: [%s]\n", in, key, strings.Join(ids, ", "))
	}
}

// term begins an entry of a list.
func (y yaml) term(in string, t pack.Term) {
	fmt.Fprintf(y.b, "%s- id: %s\n", in, t.ID)
	y.word(in+"  ", "name", t.Name)
	y.word(in+"  ", "name_en", t.NameEN)
}

func (y yaml) field(f pack.Field) {
	const in = "        "
	y.term("      ", f.Term)
	y.word(in, "type", f.Type)
	y.yes(in, "required", f.Required)
	y.word(in, "required_if", f.RequiredIf)
	y.word(in, "shown_if", f.ShownIf)
	y.word(in, "check", f.Check)
	y.word(in, "says", f.Says)
	y.word(in, "says_en", f.SaysEN)
	y.word(in, "value", f.Value)
	y.word(in, "help", f.Help)
	y.word(in, "help_en", f.HelpEN)
	y.choices(in, f.Choices)
	if len(f.Columns) == 0 {
		return
	}
	fmt.Fprintf(y.b, "%scolumns:\n", in)
	for _, c := range f.Columns {
		y.term(in+"  ", c.Term)
		y.word(in+"    ", "type", c.Type)
		y.yes(in+"    ", "required", c.Required)
		y.choices(in+"    ", c.Choices)
	}
}

func (y yaml) choices(in string, list []pack.Choice) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(y.b, "%schoices:\n", in)
	for _, c := range list {
		y.term(in+"  ", c.Term)
	}
}
