package demo

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"slices"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
	"touyan/internal/platform/sheet"
)

// villageBodies gives every village its branch, committees and collective with their members and terms, by the registers
// that a county loads its own with. Some terms end soon or have ended, and some bodies have the faults that the list of
// problems is for. The secretary, who heads the grid, often heads the others too.
func (b *Builder) villageBodies(ctx context.Context, today kernel.Day) error {
	villages, err := b.villages(ctx)
	if err != nil {
		return err
	}
	var bodies, members [][]any
	for i, v := range villages {
		w := b.settle(i, v, today)
		bodies, members = append(bodies, w.bodies...), append(members, w.members...)
	}
	if err := b.load(ctx, "bodies", bodies); err != nil {
		return err
	}
	if err := b.load(ctx, "members", members); err != nil {
		return err
	}
	if err := b.relatives(ctx); err != nil {
		return err
	}
	_, err = b.r.Body.Announce(ctx)
	return err
}

// villages are those of the county, in the order of the builder's.
func (b *Builder) villages(ctx context.Context) ([]place.Place, error) {
	out := make([]place.Place, len(b.order))
	return out, b.r.DB.Read(ctx, func(tx *db.ReadTx) (err error) {
		for i, v := range b.order {
			if out[i], err = b.r.Place.ByCode(tx, v.row.code); err != nil {
				return err
			}
		}
		return nil
	})
}

// village is what the sheets say of one village.
type village struct {
	b               *Builder
	at              place.Place
	from, to        kernel.Day
	bodies, members [][]any
}

func (w *village) body(name, kind, came string) string {
	name = w.at.Name + name
	w.bodies = append(w.bodies, []any{w.at.Code, name, kind, "", "", "", string(w.from), "", "", string(w.from), string(w.to), came})
	return name
}

func (w *village) member(body, role string, p Person) {
	w.members = append(w.members, []any{w.at.Code, body, p.Name, p.Phone, role, string(w.from), ""})
}

// settle draws the bodies of one village. Where the stage has them already, only their terms and what is missing come.
func (b *Builder) settle(i int, v place.Place, today kernel.Day) *village {
	left := 400 + b.rng.IntN(900) // days to the end of the term
	switch {
	case v.Name == b.site.village:
		left = 45
	case i%9 == 4:
		left = 5 + b.rng.IntN(85)
	case i%23 == 11:
		left = -5 - b.rng.IntN(60)
	}
	to := today.Add(left)
	w := &village{b: b, at: v, from: kernel.DayOf(to.Time().AddDate(-5, 0, 1)), to: to}
	secretary, there := b.heads[i], slices.Contains(b.branched, v.ID)
	branch := w.body("党支部", "党支部", "选举")
	committee, kind := "村民委员会", "村民委员会"
	if v.Kind == "community" {
		committee, kind = "居民委员会", "居民委员会"
	}
	called := w.body(committee, kind, "选举")
	if !there {
		w.member(branch, "书记", secretary)
		for _, role := range []string{"副书记", "委员", "党员", "党员", "党员"} {
			w.member(branch, role, b.Person())
		}
		director := secretary
		if i%3 == 2 {
			director = b.Person()
		}
		if i%29 != 17 { // one without a head
			w.member(called, "主任", director)
		}
		for _, role := range []string{"副主任", "委员", "委员", "委员"} {
			w.member(called, role, b.Person())
		}
	}
	if v.Kind == "community" {
		return w
	}
	b.supervise(i, w)
	b.collective(w, secretary)
	return w
}

// supervise adds the supervision committee: now and then there is none, or too few sit in it.
func (b *Builder) supervise(i int, w *village) {
	if i%31 == 7 {
		return
	}
	name := w.body("村务监督委员会", "村务监督委员会", "会议推选")
	w.member(name, "主任", b.Person())
	for range 2 - i%37/36 {
		w.member(name, "委员", b.Person())
	}
}

func (b *Builder) collective(w *village, secretary Person) {
	name := w.body("股份经济合作社", "农村集体经济组织", "会议推选")
	for _, role := range []string{"理事", "理事", "监事长", "监事", "财务会计人员"} {
		w.member(name, role, b.Person())
	}
	w.member(name, "理事长", secretary)
}

// load takes rows in by a register of the room of bodies, as an upload would.
func (b *Builder) load(ctx context.Context, key string, rows [][]any) error {
	all := b.r.Body.Registers()
	r := all[slices.IndexFunc(all, func(r register.Register) bool { return r.Key == key })]
	return b.r.DB.Write(ctx, "body.import", func(tx *db.WriteTx) error {
		sheets, err := r.Sheets(tx.ReadTx)
		if err != nil {
			return err
		}
		var file bytes.Buffer
		if err := sheet.Write(&file, sheet.Out{Sheet: sheets[0], Rows: each(rows)}); err != nil {
			return err
		}
		book, faults, err := sheet.Read(file.Bytes(), sheets)
		if err != nil || len(faults) > 0 {
			return fmt.Errorf("demo: %s: %w %v", key, err, faults)
		}
		plan, err := r.Plan(tx.ReadTx, book, tx.NewID)
		if err != nil {
			return err
		}
		if faults := plan.Faults(); len(faults) > 0 {
			return fmt.Errorf("demo: %s: %d faults, first %+v", key, len(faults), faults[0])
		}
		return plan.Carry(tx, func(int) error { return nil })
	})
}

func each(rows [][]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// relatives makes a father of the committee of the stage's village and a son of its supervision committee known: a case
// that the law bars.
func (b *Builder) relatives(ctx context.Context) error {
	var father, son kernel.ID
	list, _, err := b.r.Body.ListBodies(ctx, body.BodyFilter{Q: b.site.village}, kernel.Page{})
	for _, x := range list {
		d, derr := b.r.Body.GetBody(ctx, x.ID)
		if err != nil || derr != nil {
			return fmt.Errorf("demo: %w %w", err, derr)
		}
		for _, m := range d.MemberList {
			switch {
			case x.Kind == "villagers_committee" && m.Role == "member":
				father = m.PersonID
			case x.Kind == "supervision_committee" && m.Role == "member":
				son = m.PersonID
			}
		}
	}
	if err != nil || father == 0 || son == 0 {
		return fmt.Errorf("demo: nobody to be related in %s: %w", b.site.village, err)
	}
	old, err := b.r.Person.Get(ctx, father)
	if err != nil {
		return err
	}
	young, err := b.r.Person.Get(ctx, son)
	if err != nil {
		return err
	}
	name := string([]rune(old.Name)[:1]) + string([]rune(young.Name)[1:])
	if _, err := b.r.Person.Update(ctx, son, person.Change{Rev: young.Rev, Name: &name}); err != nil {
		return err
	}
	_, err = b.r.Body.AddKin(ctx, father, body.NewKinship{OtherID: son, Relation: "child", Source: "本人申报"})
	return err
}
