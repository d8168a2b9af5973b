package demo

import (
	"testing"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// TestFormsOfVisitsAreFilledInAsTheyAsk: a question that follows from an answer is answered too, whatever was drawn.
func TestFormsOfVisitsAreFilledInAsTheyAsk(t *testing.T) {
	for _, county := range []string{"xiangning", "zhushan", "longshan", "xiangfu", "taoyuan", "anhua"} {
		p, err := pack.Load(packs.FS, "base", county)
		if err != nil {
			t.Fatal(err)
		}
		b := New(Rooms{Pack: p}, NewClock(kernel.Day("2026-11-16").Time()), 1)
		for _, typ := range p.VisitTypes {
			f, ok := p.Form(typ.Form)
			if !ok {
				continue
			}
			for range 300 {
				given := b.fillIn(f)
				if _, err := casework.FillForm(p, f, "2026-11-16", given); err != nil {
					t.Fatalf("%s %s: %v of %v", county, f.ID, err, given)
				}
			}
		}
	}
}
