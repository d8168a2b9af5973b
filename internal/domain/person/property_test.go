package person_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// Whatever happens to households, in any order, accepted or refused, taken back or not: an open household has one head, a
// person is in one household, and the counters say what the records say.
func TestAnyCourseOfEventsKeepsTheRegisterSound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		var ids []kernel.ID
		for i := range 3 {
			ids = append(ids, w.family(w.group, string([]rune("王李张")[i])).ID)
		}
		day := kernel.Day("2020-02-01")
		rapid.Check(t, func(r *rapid.T) {
			for range 6 {
				day = day.Add(rapid.IntRange(0, 2).Draw(r, "days"))
				h, err := w.s.Household(w.sys, rapid.SampledFrom(ids).Draw(r, "house"), day)
				ok(t, err)
				if rapid.IntRange(0, 4).Draw(r, "back") == 0 {
					_, _ = w.s.TakeBack(w.sys, h.Events[len(h.Events)-1].ID, "试")
					continue
				}
				out, err := w.s.Record(w.sys, h.ID, w.anyEvent(r, h, day, ids))
				if err == nil {
					for _, x := range out.Households {
						if x.ID != h.ID {
							ids = append(ids, x.ID)
						}
					}
				} else if kernel.KindOf(err) == kernel.KindInternal {
					r.Fatal(err)
				}
			}
			w.oneHeadEach(r, ids)
		})
		w.sound()
	})
}

func (w *world) anyEvent(r *rapid.T, h person.HouseholdDetail, day kernel.Day, ids []kernel.ID) person.NewEvent {
	n := person.NewEvent{Day: day, Kind: rapid.SampledFrom([]string{
		person.KindBirth, person.KindMoveIn, person.KindTransfer, person.KindDeath, person.KindMoveOut, person.KindSplit,
		person.KindMerge, person.KindHead, person.KindCorrect,
	}).Draw(r, "kind")}
	w.n++
	fresh := &person.NewMember{Person: &person.Draft{Name: fmt.Sprintf("新%d", w.n), ConfirmDuplicate: true}, Relation: "97", Registered: true, Lives: true}
	from := h
	if n.Kind == person.KindTransfer {
		from, _ = w.s.Household(w.sys, rapid.SampledFrom(ids).Draw(r, "from"), day)
	}
	var some []person.Kin
	for _, m := range from.MemberList {
		if rapid.Bool().Draw(r, "take") {
			some = append(some, person.Kin{PersonID: m.Person.ID, Relation: "97"})
		} else {
			n.HeadID = m.Person.ID
		}
	}
	switch n.Kind {
	case person.KindBirth, person.KindMoveIn:
		n.Member = fresh
	case person.KindDeath:
		if len(some) > 0 {
			n.PersonID = some[0].PersonID
		}
	case person.KindSplit:
		if len(some) > 0 {
			some[0].Relation = "02"
		}
		n.Persons = some
	case person.KindMerge:
		n.OtherID = rapid.SampledFrom(ids).Draw(r, "other")
	case person.KindCorrect:
		lives := rapid.Bool().Draw(r, "lives")
		n.Note = "录错"
		if len(some) > 0 {
			n.Fixes = []person.MemberFix{{PersonID: some[0].PersonID, Lives: &lives}}
		}
	default:
		n.Persons = some
	}
	return n
}

func (w *world) oneHeadEach(r *rapid.T, ids []kernel.ID) {
	seen := map[kernel.ID]kernel.ID{}
	for _, id := range ids {
		h, err := w.s.Household(w.sys, id, "")
		if err != nil {
			r.Fatal(err)
		}
		heads := 0
		for _, m := range h.MemberList {
			if m.Relation == "02" {
				heads++
			}
			if other := seen[m.Person.ID]; other != 0 && other != id {
				r.Fatalf("%s is in two households", m.Person.Name)
			}
			seen[m.Person.ID] = id
		}
		if open := h.To == ""; open && heads != 1 || !open && len(h.MemberList) > 0 {
			r.Fatalf("%s: open %v, %d heads, %d members", h.Code, open, heads, len(h.MemberList))
		}
	}
}
