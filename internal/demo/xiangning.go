package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"touyan/internal/domain/access"
	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/packs"
)

// Days is how far back the demo's events begin.
const Days = 30

var xiangningStage = stage{"昌宁镇", "龙鼻村"}

// Xiangning makes the demo county as of a day: the real divisions, the grid and its officers in the county's own numbers,
// departments and task groups, accounts, rosters, and the cases of one township in every state.
func (b *Builder) Xiangning(ctx context.Context, today kernel.Day) error {
	csv, err := packs.Divisions("xiangning")
	if err != nil {
		return err
	}
	b.say(1, 100, "区划 divisions")
	county, err := b.Divisions(ctx, csv)
	if err != nil {
		return err
	}
	ctx = kernel.WithActor(ctx, kernel.System(county))
	b.say(3, 100, "网格和网格员 grids and officers")
	b.Grids(Xiangning)
	if err := b.Save(ctx); err != nil {
		return err
	}
	b.say(30, 100, "机构和岗位 bodies and posts")
	if err := b.offices(ctx); err != nil {
		return err
	}
	if err := b.branches(ctx); err != nil {
		return err
	}
	if err := b.inspectors(ctx, county); err != nil {
		return err
	}
	b.say(40, 100, "账号 accounts")
	if err := b.accounts(ctx); err != nil {
		return err
	}
	b.say(50, 100, "值班 rosters")
	if err := b.rosters(ctx, today); err != nil {
		return err
	}
	if err := b.cases(ctx, today, Cases); err != nil {
		return err
	}
	b.say(95, 100, "村级组织 bodies of the villages")
	if err := b.villageBodies(ctx, today); err != nil {
		return err
	}
	if err := b.stageHouseholds(ctx, today); err != nil {
		return err
	}
	b.say(98, 100, "走访 visits")
	if err := b.visiting(ctx, today); err != nil {
		return err
	}
	b.say(99, 100, "清单 lists")
	if err := b.owes(ctx, today); err != nil {
		return err
	}
	if err := b.memberPoints(ctx, today); err != nil {
		return err
	}
	return b.demanding(ctx, today)
}

// appoint invents somebody and gives them a post at a place or in a body.
func (b *Builder) appoint(ctx context.Context, home kernel.ID, n body.NewAppointment) error {
	p := b.Person()
	who, err := b.r.Person.Create(ctx, person.Draft{Name: p.Name, PlaceID: home, Phone: p.Phone})
	if err != nil {
		return err
	}
	n.PersonID, n.ServicePhone = who.ID, b.servicePhone()
	if n.BodyID == 0 {
		n.PlaceID = home
	}
	_, err = b.r.Body.Appoint(ctx, n)
	return err
}

// offices sets up county and townships: centres, departments, leaders with their places and topics, task groups.
func (b *Builder) offices(ctx context.Context) error {
	county := kernel.ActorOf(ctx).CountyID
	for _, post := range []string{"county_admin", "county_centre_director", "county_centre_clerk", "county_centre_clerk", "auditor"} {
		if err := b.appoint(ctx, county, body.NewAppointment{Post: post}); err != nil {
			return err
		}
	}
	if err := b.appoint(ctx, county, body.NewAppointment{Post: "discipline_officer", Topic: "conduct"}); err != nil {
		return err
	}
	for _, name := range departments {
		if err := b.unit(ctx, county, name, "county_department", "department_head", 2); err != nil {
			return err
		}
	}
	for _, t := range b.townships {
		if err := b.township(ctx, t); err != nil {
			return err
		}
	}
	return b.taskGroups(ctx, county)
}

func (b *Builder) township(ctx context.Context, t place.Place) error {
	for _, post := range []string{"township_secretary", "township_centre_director", "township_centre_clerk", "county_leader"} {
		if err := b.appoint(ctx, t.ID, body.NewAppointment{Post: post}); err != nil {
			return err
		}
	}
	list := offices[:3]
	if t.Name == b.site.township {
		list = offices
		if err := b.appoint(ctx, t.ID, body.NewAppointment{Post: "window_officer"}); err != nil {
			return err
		}
	}
	for _, name := range list {
		kind := "township_office"
		if strings.Contains(name, "综治中心") {
			kind = "governance_centre"
		}
		if err := b.unit(ctx, t.ID, t.Name+name, kind, "department_head", 1); err != nil {
			return err
		}
	}
	return nil
}

// unit makes a body with its head and officers.
func (b *Builder) unit(ctx context.Context, at kernel.ID, name, kind, head string, officers int) error {
	u, err := b.r.Body.CreateBody(ctx, body.NewBody{Name: name, Kind: kind, PlaceID: at})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := b.appoint(ctx, at, body.NewAppointment{Post: head, BodyID: u.ID}); err != nil {
		return err
	}
	for range officers {
		if err := b.appoint(ctx, at, body.NewAppointment{Post: "department_officer", BodyID: u.ID}); err != nil {
			return err
		}
	}
	return nil
}

// forces are the county's task groups and their topics.
var forces = []unit{{"道路交通专班", "road"}, {"饮水安全专班", "water"}, {"人居环境整治专班", "sanitation"}}

// taskGroups are leaders and groups appointed to places and topics (requirements A2).
func (b *Builder) taskGroups(ctx context.Context, county kernel.ID) error {
	for _, g := range forces {
		u, err := b.r.Body.CreateBody(ctx, body.NewBody{Name: g.name, Kind: "task_group", PlaceID: county})
		if err != nil {
			return err
		}
		if err := b.appoint(ctx, county, body.NewAppointment{Post: "task_group_leader", Topic: g.topic}); err != nil {
			return err
		}
		if err := b.appoint(ctx, county, body.NewAppointment{Post: "task_group_member", BodyID: u.ID}); err != nil {
			return err
		}
	}
	return nil
}

// inspectors are a team of the county that goes on tours (requirements D7): to each tour it gets its seats. They are drawn by a
// stream of their own, so that the county beside them stays as it is.
func (b *Builder) inspectors(ctx context.Context, county kernel.ID) error {
	rng := b.rng
	defer func() { b.rng = rng }()
	b.rng = rand.New(rand.NewPCG(b.seed, b.seed+1))
	team, err := b.r.Body.CreateBody(ctx, body.NewBody{Name: "乡宁县第一巡察组", Kind: "inspection_team", PlaceID: county})
	for _, post := range []string{"inspection_leader", "inspection_member", "inspection_member"} {
		if err == nil {
			err = b.appoint(ctx, county, body.NewAppointment{Post: post, BodyID: team.ID})
		}
	}
	return err
}

// branches are the Party branches and villagers' committees of the stage's village and some of its neighbours.
func (b *Builder) branches(ctx context.Context) error {
	var villages []place.Place
	err := b.r.DB.Read(ctx, func(tx *db.ReadTx) error {
		stage, err := b.stage(tx)
		if err != nil {
			return err
		}
		villages, _, err = b.r.Place.Children(tx, stage[0].ID, kernel.Page{Limit: 4})
		villages = append(villages, stage[1])
		return err
	})
	for _, v := range villages {
		if err != nil {
			return err
		}
		b.branched = append(b.branched, v.ID)
		err = b.branch(ctx, v)
	}
	return err
}

func (b *Builder) branch(ctx context.Context, v place.Place) error {
	committee, called := "villagers_committee", "村民委员会"
	if v.Kind == "community" {
		committee, called = "residents_committee", "居民委员会"
	}
	for _, u := range []struct {
		name, kind, head, role string
		members                int
	}{{"党支部", "party_branch", "party_secretary", "党员", 7}, {called, committee, "village_director", "委员", 3}} {
		unit, err := b.r.Body.CreateBody(ctx, body.NewBody{Name: v.Name + u.name, Kind: u.kind, PlaceID: v.ID})
		if err != nil {
			return err
		}
		if err := b.appoint(ctx, v.ID, body.NewAppointment{Post: u.head, BodyID: unit.ID}); err != nil {
			return err
		}
		for range u.members {
			p := b.Person()
			who, err := b.r.Person.Create(ctx, person.Draft{Name: p.Name, PlaceID: v.ID, Phone: p.Phone})
			if err != nil {
				return err
			}
			if _, err := b.r.Body.AddMember(ctx, unit.ID, who.ID, u.role, b.since(memberSince)); err != nil {
				return err
			}
		}
	}
	return nil
}

// accounts gives everybody with a post an account, the stage's officers first: the demo offers the first of each post.
func (b *Builder) accounts(ctx context.Context) error {
	var first, rest []access.NewAccount
	err := b.r.DB.Read(ctx, func(tx *db.ReadTx) error {
		all, err := b.r.Person.All(tx)
		if err != nil {
			return err
		}
		stage, err := b.stage(tx)
		for _, p := range all {
			if b.onStage(stage, p.Stamp) {
				first = append(first, access.NewAccount{PersonID: p.ID})
			} else {
				rest = append(rest, access.NewAccount{PersonID: p.ID})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	list := append(first, rest...)
	for i := range list {
		list[i].Login = fmt.Sprintf("%s%05d", b.login, i+1)
	}
	ids, err := b.r.Access.Enroll(ctx, list)
	if err != nil {
		return err
	}
	b.accountsOf = map[kernel.ID]kernel.ID{}
	for i, a := range list {
		b.accountsOf[a.PersonID] = ids[i]
	}
	return nil
}

// stage is the showcase township and village.
func (b *Builder) stage(tx *db.ReadTx) (places [2]place.Place, err error) {
	village, err := b.r.Place.ByCode(tx, b.Village(b.site.village).row.code)
	if err != nil {
		return places, err
	}
	township, err := b.r.Place.Load(tx, village.Stamp.TownshipID)
	return [2]place.Place{township, village}, err
}

// onStage: somebody of the village, or of the township's or county's offices.
func (b *Builder) onStage(stage [2]place.Place, s kernel.Stamp) bool {
	level, id := s.Lowest(0)
	return s.VillageID == stage[1].ID || level == kernel.LevelCounty || id == stage[0].ID
}

// rosters put somebody on duty each day of the next weeks in the villages of the stage.
func (b *Builder) rosters(ctx context.Context, today kernel.Day) error {
	b.clock.Set(today.Time().Add(8 * time.Hour))
	defer b.clock.Set(today.Add(-Days).Time().Add(8 * time.Hour))
	var villages []place.Place
	err := b.r.DB.Read(ctx, func(tx *db.ReadTx) error {
		stage, err := b.stage(tx)
		if err != nil {
			return err
		}
		villages, _, err = b.r.Place.Children(tx, stage[0].ID, kernel.Page{Limit: kernel.MaxLimit})
		return err
	})
	for _, v := range villages {
		held, _, lerr := b.r.Body.ListAppointments(ctx, body.AppointmentFilter{Place: v.ID, On: today}, kernel.Page{})
		if err != nil || lerr != nil {
			return fmt.Errorf("roster: %w %w", err, lerr)
		}
		for d := range 14 {
			if len(held) == 0 {
				break
			}
			if _, err := b.r.Body.SetRoster(ctx, v.ID, today.Add(d), []kernel.ID{held[d%len(held)].ID}); err != nil {
				return err
			}
		}
	}
	return err
}

// Pack is the pack of the demo county.
const Pack = "xiangning"
