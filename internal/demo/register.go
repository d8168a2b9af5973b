package demo

import (
	"context"
	"fmt"
	"slices"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// stageVillages is how many villages of the stage have their households in the usual demo.
const stageVillages = 2

// stageHouseholds lets families live in the stage's village and a neighbour, and a few things happen to them.
func (b *Builder) stageHouseholds(ctx context.Context, today kernel.Day) error {
	b.say(96, 100, "户籍 households")
	villages, err := b.registered(ctx)
	if err != nil {
		return err
	}
	if err := b.Register(ctx, villages[:stageVillages], today, func(int, int) {}); err != nil {
		return err
	}
	if err := b.happenings(ctx, villages[0], today); err != nil {
		return err
	}
	if err := b.cards(ctx, villages[:stageVillages]); err != nil {
		return err
	}
	if _, err := b.r.Person.ProposeVoters(ctx, villages[0].ID, today.Add(40)); err != nil {
		return err
	}
	b.say(100, 100, "")
	return nil
}

// Whole lets families live in every other village of the county: about 80,000 households with 250,000 people.
func (b *Builder) Whole(ctx context.Context, today kernel.Day) error {
	county, err := place.CountyID(b.r.Pack.County)
	if err != nil {
		return err
	}
	ctx = kernel.WithActor(ctx, kernel.System(county))
	villages, err := b.registered(ctx)
	if err != nil {
		return err
	}
	return b.Register(ctx, villages[stageVillages:], today, func(done, total int) {
		b.say(done, total, fmt.Sprintf("户籍 households %d/%d", done, total))
	})
}

// registered lists the villages of the county, those of the stage first.
func (b *Builder) registered(ctx context.Context) ([]place.Place, error) {
	var out []place.Place
	err := b.r.DB.Read(ctx, func(tx *db.ReadTx) error {
		stage, err := b.stage(tx)
		if err != nil {
			return err
		}
		for _, v := range b.order {
			p, err := b.r.Place.ByCode(tx, v.row.code)
			if err != nil {
				return err
			}
			out = append(out, p)
		}
		slices.SortStableFunc(out, func(x, y place.Place) int { return rank(stage, x) - rank(stage, y) })
		return nil
	})
	return out, err
}

func rank(stage [2]place.Place, p place.Place) int {
	switch {
	case p.ID == stage[1].ID:
		return 0
	case p.Stamp.TownshipID == stage[0].ID:
		return 1
	}
	return 2
}

// happenings are births, a death, a split, a move and a correction of the last weeks.
func (b *Builder) happenings(ctx context.Context, v place.Place, today kernel.Day) error {
	list, _, err := b.r.Person.Households(ctx, person.HouseholdFilter{Place: v.ID}, kernel.Page{Limit: 60})
	if err != nil {
		return err
	}
	left := []string{person.KindBirth, person.KindDeath, person.KindSplit, person.KindMoveOut, person.KindBirth, person.KindCorrect}
	for i, h := range list {
		if len(left) == 0 {
			return nil
		}
		d, err := b.r.Person.Household(ctx, h.ID, "")
		if err != nil {
			return err
		}
		n, ok := b.happening(left[0], d, today.Add(-3-i))
		if !ok {
			continue
		}
		if _, err := b.r.Person.Record(ctx, h.ID, n); err != nil {
			return fmt.Errorf("demo: %s in %s: %w", n.Kind, h.Code, err)
		}
		left = left[1:]
	}
	return nil
}

// happening is an event that fits the household, where there is one.
func (b *Builder) happening(kind string, d person.HouseholdDetail, day kernel.Day) (person.NewEvent, bool) {
	n := person.NewEvent{Kind: kind, Day: day}
	with := func(relations ...string) kernel.ID {
		for _, m := range d.MemberList {
			if slices.Contains(relations, m.Relation) {
				return m.Person.ID
			}
		}
		return 0
	}
	child, spouse := with("20", "30"), with("11", "12")
	switch kind {
	case person.KindBirth:
		n.Doc = "出生医学证明"
		n.Member = &person.NewMember{Person: &person.Draft{Name: string([]rune(d.HeadName)[:1]) + "小宝", ConfirmDuplicate: true}, Relation: "20", Registered: true, Lives: true}
		return n, spouse != 0
	case person.KindDeath:
		n.PersonID, n.Doc = with("51", "52"), "死亡医学证明"
		return n, n.PersonID != 0
	case person.KindSplit:
		n.Persons, n.Doc = []person.Kin{{PersonID: child, Relation: person.Head}}, "分户申请"
		return n, child != 0 && len(d.MemberList) > 2
	case person.KindMoveOut:
		n.Persons, n.Cause, n.Doc = []person.Kin{{PersonID: child}}, "work", "迁移证"
		return n, child != 0
	}
	address := "12号院3号"
	n.Note, n.House = "门牌录错", &person.HouseFix{Address: &address}
	return n, true
}
