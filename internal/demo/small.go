package demo

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/packs"
)

// partyMember is the code of full members of the Party (GB/T 4762).
const partyMember = "01"

// smallCases is how many cases a small county has.
const smallCases = 24

// County makes the demo county of a pack as of a day.
func (b *Builder) County(ctx context.Context, id string, today kernel.Day) error {
	c, ok := counties[id]
	if !ok && id != Pack {
		return kernel.Invalid("county", "no_such_demo").With("county", id).With("counties", strings.Join(Counties(), ", "))
	}
	home, err := place.CountyID(b.r.Pack.County)
	if err != nil {
		return err
	}
	if id == Pack {
		err = b.Xiangning(ctx, today)
	} else {
		err = b.small(ctx, id, c, today)
	}
	if err != nil {
		return err
	}
	ctx = kernel.WithActor(ctx, kernel.System(home))
	if err := b.nights(ctx); err != nil {
		return err
	}
	return b.papers(ctx, today)
}

// small fills the first villages of one township: groups, a few households, and somebody in each post and body that the pack
// defines, with an account each. It takes seconds, so that each county's stories can be played in the county's own words.
func (b *Builder) small(ctx context.Context, id string, c county, today kernel.Day) error {
	csv, err := packs.Divisions(id)
	if err != nil {
		return err
	}
	b.site = stage{c.township, c.villages[0]}
	b.dial, b.login = c.dial, id
	begin := b.clock.Now()
	if slices.Contains(meritCounties, id) { // a year of points that is over needs villages that were there in it
		b.clock.Set(begin.AddDate(-1, 0, 0))
	}
	home, err := b.Divisions(ctx, csv)
	b.clock.Set(begin)
	if err != nil {
		return err
	}
	ctx = kernel.WithActor(ctx, kernel.System(home))
	s := b.staff(c, today)
	for _, do := range []struct {
		what string
		do   func() error
	}{
		{"网格 grids", func() error { return b.Save(ctx) }},
		{"岗位和机构 posts and bodies", func() error { return s.load(ctx) }},
		{"账号 accounts", func() error { return b.accounts(ctx) }},
		{"成员 members", func() error { return b.load(ctx, "members", s.members) }},
		{"值班 rosters", func() error { return b.rosters(ctx, today) }},
		{"诉求 cases", func() error { return b.cases(ctx, today, smallCases) }},
		{"户籍 households", func() error { return b.families(ctx, today) }},
		{"党员 Party members", func() error { return b.partyMembers(ctx) }},
		{"走访 visits", func() error { return b.visiting(ctx, today) }},
		{"农户积分 households' points", func() error { return b.merits(ctx, today) }},
		{"评选 honours", func() error { return b.awarding(ctx, today) }},
		{"清单 lists", func() error { return b.owesSmall(ctx, cmp.Or(c.list, "task"), today) }},
		{"职责 duties", func() error { return b.mornings(ctx, today) }},
		{"党员积分 points", func() error { return b.memberPoints(ctx, today) }},
		{"对村要求 demands", func() error { return b.demanding(ctx, today) }},
		{"任期 terms", func() error { _, err := b.r.Body.Announce(ctx); return err }},
	} {
		b.say(0, 100, do.what)
		if err := do.do(); err != nil {
			return fmt.Errorf("demo: %s: %s: %w", id, do.what, err)
		}
	}
	b.say(100, 100, "")
	return nil
}

// settleGrids keeps the villages of the stage and cuts them into groups and micro-grids; it gives their codes by level.
func (b *Builder) settleGrids(c county) [kernel.LevelMicro + 1][]string {
	var at [kernel.LevelMicro + 1][]string
	at[kernel.LevelCounty] = []string{b.r.Pack.County + "000000"}
	for _, t := range b.townships {
		if t.Name == c.township {
			at[kernel.LevelTownship] = slices.Insert(at[kernel.LevelTownship], 0, t.Code)
		} else {
			at[kernel.LevelTownship] = append(at[kernel.LevelTownship], t.Code)
		}
	}
	stem := at[kernel.LevelTownship][0][:9]
	all := b.order
	b.order = nil
	for _, name := range c.villages {
		i := slices.IndexFunc(all, func(n *Node) bool { return n.row.name == name && strings.HasPrefix(n.row.code, stem) })
		if i < 0 {
			panic("demo: no village " + name)
		}
		v := all[i]
		b.order = append(b.order, v)
		at[kernel.LevelVillage] = append(at[kernel.LevelVillage], v.row.code)
		for g := range 2 {
			group := v.Group(numeral(g+1) + "组")
			at[kernel.LevelGroup] = append(at[kernel.LevelGroup], group.row.code)
			for m := range 2 {
				at[kernel.LevelMicro] = append(at[kernel.LevelMicro], group.Micro(sides[m]).Households(5).row.code)
			}
		}
	}
	return at
}

// families lets people live in the villages of the stage, and a few things happen to them.
func (b *Builder) families(ctx context.Context, today kernel.Day) error {
	villages, err := b.villages(ctx)
	if err != nil {
		return err
	}
	if err := b.Register(ctx, villages, today, func(int, int) {}); err != nil {
		return err
	}
	if err := b.happenings(ctx, villages[0], today); err != nil {
		return err
	}
	return b.cards(ctx, villages)
}

// partyMembers enters the Party members among the villagers in the branch of their village.
func (b *Builder) partyMembers(ctx context.Context) error {
	villages, err := b.villages(ctx)
	for _, v := range villages {
		if err != nil {
			return err
		}
		err = b.partyMembersOf(ctx, v)
	}
	return err
}

func (b *Builder) partyMembersOf(ctx context.Context, v place.Place) error {
	branches, _, err := b.r.Body.ListBodies(ctx, body.BodyFilter{Place: v.ID, Kind: "party_branch"}, kernel.Page{})
	if err != nil || len(branches) == 0 {
		return err
	}
	var found []kernel.ID
	err = b.r.DB.Read(ctx, func(tx *db.ReadTx) error {
		all, err := b.r.Person.All(tx)
		for _, p := range all {
			if p.Political == partyMember && p.Stamp.VillageID == v.ID {
				found = append(found, p.ID)
			}
		}
		return err
	})
	for _, id := range found {
		if err != nil {
			return err
		}
		_, err = b.r.Body.AddMember(ctx, branches[0].ID, id, "party_member", b.since(memberSince))
	}
	return err
}
