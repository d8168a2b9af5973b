package app

import (
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// held tells what the county has already, by the names under which forms ask for it, and where: the columns of every register, the
// fields of the household card, and every figure that is counted. Whoever demands one of them of a village is told.
func (a *App) held(tx *db.ReadTx) (map[string]string, error) {
	out := map[string]string{}
	for _, r := range a.registers() {
		sheets, err := r.Sheets(tx)
		if err != nil {
			return nil, err
		}
		for _, s := range sheets {
			for _, c := range s.Columns {
				if _, there := out[c.Title]; !there {
					out[c.Title] = r.Title
				}
			}
		}
	}
	p := a.Packs.Now()
	if card, ok := p.Card(pack.HouseholdCard); ok {
		for _, f := range card.Fields() {
			out[f.Name] = card.Name
		}
	}
	for _, m := range p.Measures {
		out[m.Name] = "指标"
	}
	for _, x := range p.Indicators {
		out[x.Name] = "指标"
	}
	return out, nil
}
