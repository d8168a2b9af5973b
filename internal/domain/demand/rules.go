package demand

import (
	"slices"
	"strconv"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// clean checks what a demand says of itself. What is missing is told one thing after the other, as the form asks for them.
func (n NewDemand) clean(today kernel.Day) (NewDemand, error) {
	if !slices.Contains(Kinds, n.Kind) {
		return n, kernel.Invalid("kind", "bad_value").With("value", n.Kind)
	}
	var err error
	for _, f := range []struct {
		name   string
		s      *string
		most   int
		needed bool
	}{
		{"title", &n.Title, maxTitle, true},
		{"text", &n.Text, maxText, true},
		{"basis", &n.Basis, maxBasis, true},
		{"item", &n.Item, maxBasis, true},
		{"funds", &n.Funds, maxBasis, true},
		{"beyond", &n.Beyond, maxBasis, false},
	} {
		if *f.s, err = kernel.Words(f.name, *f.s, f.most, f.needed); err != nil {
			return n, err
		}
	}
	switch {
	case n.Fen < 0:
		return n, kernel.Invalid("fen", "out_of_range")
	case !(kernel.Span{From: today, To: n.Due}).Valid() || n.Due > today.Add(366):
		return n, kernel.Invalid("due", "demand_due")
	case len(n.Fields) > maxFields:
		return n, kernel.Invalid("fields", "too_many").With("max", strconv.Itoa(maxFields))
	case n.Kind == KindReport && len(n.Fields) == 0:
		return n, kernel.Invalid("fields", "demand_fields")
	}
	seen := map[string]bool{}
	for i := range n.Fields {
		f := &n.Fields[i]
		if f.Name, err = kernel.Words("fields", f.Name, maxField, true); err != nil {
			return n, err
		}
		if f.Why, err = kernel.Words("fields", f.Why, maxBasis, false); err != nil {
			return n, err
		}
		if seen[plain(f.Name)] {
			return n, kernel.Invalid("fields", "demand_twice").With("name", f.Name)
		}
		seen[plain(f.Name)] = true
	}
	return n, nil
}

// plain is a name without what people write around it: 联系电话（必填） is 联系电话.
func plain(name string) string {
	if i := strings.IndexAny(name, "（(:："); i > 0 {
		name = name[:i]
	}
	return strings.ToLower(strings.Join(strings.Fields(name), ""))
}

// heldIn tells for each field where the county has it already.
func heldIn(fields []NewDemandField, known map[string]string) []DemandField {
	out := make([]DemandField, len(fields))
	for i, f := range fields {
		out[i] = DemandField{Name: f.Name, Held: known[plain(f.Name)], Why: f.Why}
	}
	return out
}

// refuseHeld refuses a field that the county holds, where nobody says why it must be asked all the same.
func refuseHeld(fields []DemandField) error {
	for _, f := range fields {
		if f.Held != "" && f.Why == "" {
			return kernel.Invalid("fields", "demand_held").With("name", f.Name).With("where", f.Held)
		}
	}
	return nil
}

func countHeld(fields []DemandField) int {
	n := 0
	for _, f := range fields {
		if f.Held != "" {
			n++
		}
	}
	return n
}

// itemOf checks the item of the duty list: one of the county's, and none that a department has taken back. A county without a list in
// its pack names the item in words.
func itemOf(p *pack.Pack, item string, day kernel.Day) (id, name string, err error) {
	var valid []pack.DutyItem
	for _, x := range p.DutyItems {
		if x.Valid(day) {
			valid = append(valid, x)
		}
	}
	if len(valid) == 0 {
		return "", item, nil
	}
	i := slices.IndexFunc(valid, func(x pack.DutyItem) bool { return x.ID == item })
	switch {
	case i < 0:
		return "", "", kernel.Invalid("item", "demand_item").With("value", item)
	case valid[i].Class == pack.DutyTakenBack:
		return "", "", kernel.Conflict("demand_taken_back").With("item", valid[i].Name).With("owner", valid[i].Owner)
	}
	return valid[i].ID, valid[i].Name, nil
}

// weekOf is the Monday of a day's week: what a village bears is counted by weeks.
func weekOf(day kernel.Day) kernel.Day { return day.Add(-(int(day.Time().Weekday()) + 6) % 7) }

// mean is an average with one decimal, rounded down; too few say nothing.
func mean(sum, n int64) string {
	if n < 5 {
		return ""
	}
	tenths := sum * 10 / n
	return strconv.FormatInt(tenths/10, 10) + "." + strconv.FormatInt(tenths%10, 10)
}

// capOf is how many demands may reach a village in a week; 0 where the county has set none.
func capOf(p *pack.Pack, day kernel.Day) int { return paramOf(p, capKey, day) }

func paramOf(p *pack.Pack, key string, day kernel.Day) int {
	x, err := p.Param(key, day)
	if err != nil {
		return 0
	}
	return x.Int()
}
