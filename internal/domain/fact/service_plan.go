package fact

import (
	"errors"
	"strconv"
	"strings"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
)

// batch is how many households are entered at once.
const batch = 200

func (p *cardsPlan) row(r register.Record) {
	fault := func(column, code string, args ...string) { p.Fault(sheetName, r.Row, column, code, args...) }
	code := r.Get("house")
	h, ok := p.houses[code]
	switch {
	case !ok:
		fault(colHouse, "unknown_household", "code", code)
		return
	case h.To != "":
		fault(colHouse, "household_closed", "code", code)
		return
	case p.seen[code] != 0:
		fault(colHouse, "duplicate_row", "first_row", strconv.Itoa(p.seen[code]))
		return
	}
	p.seen[code] = r.Row
	list, ok := p.changes(r, h)
	switch {
	case !ok:
	case len(list) == 0:
		p.Same(sheetName)
	case len(p.facts[h.ID]) == 0:
		values := map[string]any{}
		for _, c := range list {
			values[c.Field] = c.Value
		}
		p.New(sheetName, func(tx *db.WriteTx) error {
			p.fresh = append(p.fresh, Entry{h.ID, h.Stamp, values})
			return p.flush(tx, batch)
		})
	default:
		p.Change(sheetName, func(tx *db.WriteTx) error {
			_, err := p.s.SetIn(tx, h.ID, "", list)
			return err
		})
	}
}

// changes are the answers of a row that differ from what is known.
func (p *cardsPlan) changes(r register.Record, h person.Household) (out []Change, ok bool) {
	ok = true
	for _, f := range p.card.Fields() {
		text := strings.TrimSpace(r.Get("f." + f.ID))
		if text == "" {
			continue
		}
		c, differs, err := p.change(f, text, p.facts[h.ID])
		if err != nil {
			code := "bad_value"
			var ke *kernel.Error
			if errors.As(err, &ke) {
				code = ke.Code
			}
			p.Fault(sheetName, r.Row, form.Column(f.Field, false).Title, code, "value", text, "name", text)
			ok = false
			continue
		}
		if differs {
			out = append(out, c)
		}
	}
	return out, ok
}

func (p *cardsPlan) change(f pack.CardField, text string, facts []factRow) (Change, bool, error) {
	c := Change{Field: f.ID}
	masked, err := p.s.cell(f, facts, false)
	if err != nil || f.Sealed() && text == masked {
		return c, false, err // as it went out
	}
	v, code := form.Cell(f.Field, text)
	if code != "" {
		return c, false, kernel.Invalid(f.ID, code)
	}
	if c.Value, err = form.Typed(p.s.packs.Now(), f.Field, v, nil); err != nil {
		return c, false, err
	}
	has := ""
	for _, r := range facts {
		if r.Field != f.ID {
			continue
		}
		c.Ver = r.Ver
		if has, err = p.s.plain(r); err != nil {
			return c, false, err
		}
	}
	if err := inForce(f, c.Value, has, p.today); err != nil {
		return c, false, err
	}
	return c, stored(c.Value) != has, nil
}

// flush enters what has gathered, once it is as much as that.
func (p *cardsPlan) flush(tx *db.WriteTx, least int) error {
	if len(p.fresh) < least {
		return nil
	}
	err := p.s.Enter(tx, p.fresh)
	p.fresh = nil
	return err
}

// Carry saves the plan. What gathers begins anew, because a Write may run twice.
func (p *cardsPlan) Carry(tx *db.WriteTx, step func(n int) error) error {
	p.fresh = nil
	if err := p.Draft.Carry(tx, step); err != nil {
		return err
	}
	return p.flush(tx, 1)
}
