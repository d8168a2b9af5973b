package demo

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"touyan/internal/domain/access"
	"touyan/internal/domain/merit"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/domain/shop"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// meritCounties are the counties whose demo has points of households (requirement F2).
var meritCounties = []string{"zhushan", "xiangfu"}

// The shelf of the demo's shop: name, unit, points, pieces, fen of one. All are invented.
var meritShelf = []struct {
	name, measure string
	points        int64
	pieces, fen   int64
}{{"香皂", "块", 5, 40, 420}, {"毛巾", "条", 8, 30, 650}, {"洗衣液", "瓶", 25, 12, 1990}, {"牙刷", "支", 4, 60, 260}}

// meritDeeds is how many households of the demo have done something.
const meritDeeds = 14

// merits lets the village of the stage decide its list, gives points for a round that is over, stocks its shop, and leaves some deeds
// that wait for their scores.
func (b *Builder) merits(ctx context.Context, today kernel.Day) error {
	if !slices.Contains(meritCounties, b.r.Pack.ID) {
		return nil
	}
	m := &meritScene{b: b}
	if err := m.set(ctx, today); err != nil {
		return err
	}
	for _, do := range []func(context.Context) error{m.round, m.shop, m.waiting, m.lastYear} {
		if err := do(ctx); err != nil {
			return fmt.Errorf("demo: points: %w", err)
		}
	}
	return nil
}

// meritScene is where the points of the demo are given, and by whom.
type meritScene struct {
	b       *Builder
	today   kernel.Day
	base    kernel.Day // from which days are counted back
	village place.Place
	people  []kernel.Actor // who writes down, three who score, who checks, who gives
	houses  []person.Household
	list    *merit.List
}

func (m *meritScene) set(ctx context.Context, today kernel.Day) error {
	b := m.b
	m.today = today
	m.base = today.Add(-8)
	err := b.r.DB.Read(ctx, func(tx *db.ReadTx) error {
		on, err := b.stage(tx)
		m.village = on[1]
		return err
	})
	if err != nil {
		return err
	}
	all, err := b.r.Access.DemoPeople(ctx)
	if err != nil {
		return err
	}
	for _, post := range []string{"village_secretary", "village_director", "village_cadre", "first_secretary", "township_centre_director", "township_centre_clerk"} {
		i := slices.IndexFunc(all, func(p access.DemoPerson) bool { return p.Post == post })
		if i < 0 {
			return fmt.Errorf("demo: nobody is %s", post)
		}
		who, err := b.r.Access.Resolve(ctx, kernel.ActorOf(ctx).CountyID, all[i].AccountID)
		if err != nil {
			return err
		}
		a := kernel.System(who.CountyID)
		a.AccountID, a.PersonID, a.Name = who.AccountID, who.PersonID, who.Name
		m.people = append(m.people, a)
	}
	m.houses, _, err = b.r.Person.Households(ctx, person.HouseholdFilter{Place: m.village.ID}, kernel.Page{Limit: meritDeeds * 2})
	return err
}

// as is somebody of the scene.
func (m *meritScene) as(ctx context.Context, i int) context.Context {
	return kernel.WithActor(ctx, m.people[i])
}

// at sets the clock to a morning, so many days after the base.
func (m *meritScene) at(days int) {
	m.b.clock.Set(m.base.Add(days).Time().Add(9 * time.Hour))
}

// deed is one that somebody wrote down; the raters score it where scored is set. Who is of the household or near to it stands aside.
func (m *meritScene) deed(ctx context.Context, i int, day kernel.Day, scored bool) error {
	item := m.list.Items[i%len(m.list.Items)]
	d, err := m.b.r.Merit.Record(m.as(ctx, 0), merit.NewDeed{HouseholdID: m.houses[i%len(m.houses)].ID, Item: item.ID, Day: day})
	if err != nil || !scored {
		return err
	}
	for n := 1; n <= 3; n++ {
		points := max(1, item.Points-int64((i+n)%3))
		if _, err := m.b.r.Merit.Rate(m.as(ctx, n), d.ID, merit.NewScore{Points: points}); err != nil {
			if kernel.KindOf(err) == kernel.KindForbidden {
				return nil
			}
			return err
		}
	}
	return nil
}

// round is one that is over, and one of what came late.
func (m *meritScene) round(ctx context.Context) error {
	given, err := m.given(ctx)
	if err != nil {
		return err
	}
	return m.ended(ctx, given.ObjectTo.Add(1))
}

// given is a round that was decided, scored, looked at again, posted and given.
func (m *meritScene) given(ctx context.Context) (*merit.Round, error) {
	r := m.b.r
	m.at(-20)
	s, err := r.Merit.Scheme(ctx)
	if err != nil {
		return nil, err
	}
	m.list, err = r.Merit.Adopt(m.as(ctx, 0), merit.NewList{PlaceID: m.village.ID, From: m.base.Add(-20), Basis: "村民代表会议", Items: s.Items})
	if err != nil {
		return nil, err
	}
	if _, err := r.Merit.Fund(m.as(ctx, 0), m.list.PoolID, merit.NewFund{Fen: 500_000, Source: "村集体经济收益"}); err != nil {
		return nil, err
	}
	m.at(-12)
	for i := range meritDeeds {
		if err := m.deed(ctx, i, m.base.Add(-18+i%6), true); err != nil {
			return nil, err
		}
	}
	m.at(-10)
	if s, err = r.Merit.Scheme(ctx); err != nil {
		return nil, err
	}
	round, err := m.posted(ctx, s.Period)
	if err != nil {
		return nil, err
	}
	m.b.clock.Set(round.ObjectTo.Add(1).Time().Add(9 * time.Hour))
	_, err = r.Merit.Issue(m.as(ctx, 4), round.ID, round.Rev)
	return round, err
}

// posted gathers a round of a period, looks at what was drawn, and posts it.
func (m *meritScene) posted(ctx context.Context, period string) (*merit.Round, error) {
	r := m.b.r
	round, err := r.Merit.Gather(m.as(ctx, 0), merit.NewRound{PlaceID: m.village.ID, Period: period})
	if err != nil {
		return nil, err
	}
	deeds, _, err := r.Merit.List(ctx, merit.DeedFilter{Round: round.ID}, kernel.Page{Limit: kernel.MaxLimit})
	if err != nil {
		return nil, err
	}
	for _, d := range deeds {
		if d.Drawn {
			if _, err := r.Merit.Check(m.as(ctx, 4), d.ID, merit.NewCheck{Agrees: true, Note: "到户看过，属实"}); err != nil {
				return nil, err
			}
		}
	}
	if round, err = r.Merit.Round(ctx, round.ID); err != nil {
		return nil, err
	}
	return r.Merit.Post(m.as(ctx, 0), round.ID, round.Rev)
}

// ended leaves a round of what came late, posted on a day: its days are over today, so somebody has to give its points.
func (m *meritScene) ended(ctx context.Context, day kernel.Day) error {
	for i := range 4 {
		if err := m.deed(ctx, i, day, true); err != nil {
			return err
		}
	}
	s, err := m.b.r.Merit.Scheme(ctx)
	if err != nil {
		return err
	}
	_, err = m.posted(ctx, s.Period)
	return err
}

// shop puts goods on the shelf and lets a household take something.
func (m *meritScene) shop(ctx context.Context) error {
	var first *shop.Good
	for _, x := range meritShelf {
		g, err := m.b.r.Shop.Add(m.as(ctx, 0), m.list.PoolID, shop.NewGood{Name: x.name, Measure: x.measure, Points: x.points})
		if err != nil {
			return err
		}
		if _, err := m.b.r.Shop.Deliver(m.as(ctx, 0), g.ID, shop.NewDelivery{Pieces: x.pieces, Fen: x.pieces * x.fen, Note: "镇供销社"}); err != nil {
			return err
		}
		if first == nil {
			first = g
		}
	}
	accounts, _, err := m.b.r.Merit.Accounts(ctx, m.list.PoolID, kernel.Page{Limit: 5})
	if err != nil {
		return err
	}
	for _, a := range accounts {
		if a.Free >= first.Points {
			_, err := m.b.r.Shop.Redeem(m.as(ctx, 5), shop.NewRedeem{
				PoolID: m.list.PoolID, HouseholdID: a.House.ID, Lines: []shop.Take{{GoodID: first.ID, Pieces: 1}}, Confirm: shop.BySign, Signature: "M40 90 L80 40 L110 100 M130 60 L200 70 M160 30 L170 120",
			})
			return err
		}
	}
	return nil
}

// waiting are deeds that no round has gathered yet.
func (m *meritScene) waiting(ctx context.Context) error {
	m.b.at(m.today, 0)
	for i := range 4 {
		if err := m.deed(ctx, i+3, m.today, i%2 == 0); err != nil {
			return err
		}
	}
	return nil
}

// lastYear gives another village of the township a round of last year that was given before it ended. Nobody has closed that year yet:
// a demo is some weeks old, and this is how it has an end of a year.
func (m *meritScene) lastYear(ctx context.Context) error {
	villages, err := m.b.villages(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(villages, func(v place.Place) bool {
		return v.ID != m.village.ID && v.Stamp.TownshipID == m.village.Stamp.TownshipID
	})
	if i < 0 {
		return nil
	}
	year, err := strconv.Atoi(string(m.today[:4]))
	if err != nil {
		return err
	}
	last := *m
	last.village, last.base = villages[i], kernel.Day(fmt.Sprintf("%d-11-25", year-1))
	last.houses, _, err = m.b.r.Person.Households(ctx, person.HouseholdFilter{Place: last.village.ID}, kernel.Page{Limit: meritDeeds * 2})
	if err == nil {
		_, err = last.given(ctx)
	}
	m.b.at(m.today, 0)
	return err
}
