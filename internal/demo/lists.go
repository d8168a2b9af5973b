package demo

import (
	"context"
	"fmt"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/duty"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// owing is who takes part in the demo's lists.
type owing struct {
	b                       *Builder
	ctx                     context.Context
	county, town, village   kernel.ID
	director, clerk         body.Appointment // of the county centre and of the stage's township
	unit                    map[string]kernel.ID
	head                    map[kernel.ID]body.Appointment // of units
	secretary, leader, post body.Appointment
}

// owes makes a handful of lists on the stage, so that the pages of lists live: a responsibility list broken down to a person, a
// task force's list, a village's key points, contact points, and posts without office with what they do each week.
func (b *Builder) owes(ctx context.Context, today kernel.Day) error {
	o := &owing{b: b, ctx: ctx, unit: map[string]kernel.ID{}, head: map[kernel.ID]body.Appointment{}}
	if err := o.find(); err != nil {
		return err
	}
	b.at(today, -20)
	for _, make := range []func(kernel.Day) error{o.responsibility, o.force, o.keyPoints, o.contacts, o.volunteers} {
		if err := make(today); err != nil {
			return fmt.Errorf("demo: lists: %w", err)
		}
	}
	return b.mornings(ctx, today)
}

// mornings opens what comes round, on some of the days on which the program would have run.
func (b *Builder) mornings(ctx context.Context, today kernel.Day) error {
	for _, days := range []int{-20, -7, 0} {
		b.at(today, days)
		if _, err := b.r.Duty.Open(ctx); err != nil {
			return err
		}
	}
	_, err := b.r.Duty.Remind(ctx)
	return err
}

// at puts the clock to the morning of a day.
func (b *Builder) at(today kernel.Day, days int) {
	b.clock.Set(today.Add(days).Time().Add(8*time.Hour + 10*time.Minute))
}

func (o *owing) find() error {
	o.county = kernel.ActorOf(o.ctx).CountyID
	return o.b.r.DB.Read(o.ctx, func(tx *db.ReadTx) error {
		stage, err := o.b.stage(tx)
		if err != nil {
			return err
		}
		o.town, o.village = stage[0].ID, stage[1].ID
		for _, f := range []body.BodyFilter{{Kind: "county_department"}, {Kind: "task_group"}, {Kind: "township_office", Place: o.town}, {Place: o.village}} {
			units, _, err := o.b.r.Body.PageBodies(tx, f, kernel.Page{Limit: kernel.MaxLimit})
			if err != nil {
				return err
			}
			for _, u := range units {
				o.unit[u.Name] = u.ID
			}
		}
		for at, to := range map[kernel.ID]map[string]*body.Appointment{
			o.county:  {"county_centre_director": &o.director},
			o.town:    {"township_centre_director": &o.clerk, "county_leader": &o.leader, "township_secretary": &o.secretary},
			o.village: {"grid_head": &o.post},
		} {
			held, err := o.b.r.Body.OfficersOn(tx, at, tx.Today())
			if err != nil {
				return err
			}
			for _, a := range held {
				if p := to[a.Post]; p != nil && p.ID == 0 {
					*p = a
				}
			}
		}
		return nil
	})
}

// lead is who heads a unit.
func (o *owing) lead(unit kernel.ID) body.Appointment {
	if a, ok := o.head[unit]; ok {
		return a
	}
	list, _, err := o.b.r.Body.ListAppointments(o.ctx, body.AppointmentFilter{Body: unit}, kernel.Page{})
	if err != nil || len(list) == 0 {
		return body.Appointment{}
	}
	a := list[len(list)-1]
	for _, x := range list {
		if x.Post == "department_head" {
			a = x
		}
	}
	o.head[unit] = a
	return a
}

// as acts as the holder of a post who has the permission.
func (o *owing) as(a body.Appointment, perm string) context.Context {
	ctx, err := o.b.as(o.ctx, o.b.accountsOf[a.PersonID])
	if err != nil {
		panic("demo: " + a.Post + " has no account: " + err.Error())
	}
	return kernel.WithActor(ctx, kernel.ActorOf(ctx).For(perm))
}

func (o *owing) add(by body.Appointment, n duty.NewItem) (*duty.ItemDetail, error) {
	return o.b.r.Duty.Add(o.as(by, duty.PermList), n)
}

// step takes a step at the present revision.
func (o *owing) step(by body.Appointment, id kernel.ID, a duty.Act) error {
	ctx := o.as(by, duty.PermList)
	d, err := o.b.r.Duty.Get(ctx, id)
	if err != nil {
		return err
	}
	a.Rev = d.Rev
	_, err = o.b.r.Duty.Act(ctx, id, a)
	return err
}

func (o *owing) responsibility(today kernel.Day) error {
	l, err := o.b.r.Duty.MakeList(o.as(o.director, duty.PermMake), duty.NewList{
		Type: "responsibility", Title: string(today[:4]) + " 年乡村治理重点任务责任清单", PlaceID: o.county, To: today.Add(120),
		Text: "周调度、月通报、季督查都从这份清单里出，不另外报表。",
	})
	if err != nil {
		return err
	}
	farm, road, water := o.unit["县农业农村局"], o.unit["县交通运输局"], o.unit["县水利局"]
	first, err := o.add(o.director, duty.NewItem{ListID: l.ID, Title: "苹果产业提质 3000 亩", BodyID: farm, Weight: 4, Due: today.Add(60)})
	if err != nil {
		return err
	}
	for _, n := range []duty.NewItem{
		{ListID: l.ID, Title: "打通 6 条产业断头路", BodyID: road, Weight: 3, Due: today.Add(2)},
		{ListID: l.ID, Title: "12 个村饮水管网改造", BodyID: water, Weight: 3, Due: today.Add(-4)},
	} {
		i, err := o.add(o.director, n)
		if err != nil {
			return err
		}
		by := o.lead(n.BodyID)
		if err := o.step(by, i.ID, duty.Act{Step: duty.StepAccept}); err != nil {
			return err
		}
		if err := o.step(by, i.ID, duty.Act{Step: duty.StepReport, Progress: 600, Note: "已完成前期勘测和招标，正在施工。"}); err != nil {
			return err
		}
	}
	station := o.unit[o.b.site.township+"农业综合服务中心"]
	second, err := o.add(o.lead(farm), duty.NewItem{ListID: l.ID, ParentID: first.ID, Title: o.b.site.township + "改造老果园 800 亩", BodyID: station, Weight: 2, Due: today.Add(45)})
	if err != nil {
		return err
	}
	if _, err := o.add(o.lead(farm), duty.NewItem{ListID: l.ID, ParentID: first.ID, Title: "办好 4 期果农培训", BodyID: farm, Weight: 1, Due: today.Add(50)}); err != nil {
		return err
	}
	who := o.lead(station)
	third, err := o.add(who, duty.NewItem{ListID: l.ID, ParentID: second.ID, Title: o.b.site.village + "示范园 120 亩", PersonID: who.PersonID, Due: today.Add(30)})
	if err != nil {
		return err
	}
	if err := o.step(who, third.ID, duty.Act{Step: duty.StepAccept}); err != nil {
		return err
	}
	return o.step(who, third.ID, duty.Act{Step: duty.StepReport, Progress: 500, Note: "苗木到位，已栽 60 亩。"})
}

func (o *owing) force(today kernel.Day) error {
	force := o.unit["道路交通专班"]
	if _, err := o.b.Somebody(o.ctx, o.county, "贺建平", body.NewAppointment{Post: "task_group_leader", BodyID: force}); err != nil {
		return err
	}
	l, err := o.b.r.Duty.MakeList(o.as(o.director, duty.PermMake), duty.NewList{
		Type: "task_force", Title: "道路交通专班落实清单", PlaceID: o.county, BodyID: force, To: today.Add(60),
	})
	if err != nil {
		return err
	}
	for i, n := range []duty.NewItem{
		{Title: "排查临水临崖路段 38 处", BodyID: o.unit["县交通运输局"], Due: today.Add(10)},
		{Title: "学校门口增设减速带", BodyID: o.unit["县教育科技局"], Due: today.Add(-2)},
		{Title: "雨季值守和应急物资", BodyID: o.unit["县应急管理局"], Due: today.Add(25)},
	} {
		n.ListID = l.ID
		item, err := o.add(o.director, n)
		if err != nil {
			return err
		}
		if i == 1 {
			_, err = o.b.r.Duty.IssueOrder(o.as(o.director, duty.PermOrder), item.ID, duty.NewOrder{Text: "逾期未报进展，请三日内回报。", Due: o.today().Add(3)})
		} else {
			err = o.step(o.lead(n.BodyID), item.ID, duty.Act{Step: duty.StepAccept})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (o *owing) today() kernel.Day { return kernel.DayOf(o.b.clock.Now()) }

func (o *owing) keyPoints(today kernel.Day) error {
	l, err := o.b.r.Duty.MakeList(o.as(o.clerk, duty.PermMake), duty.NewList{
		Type: "key_points", Title: o.b.site.township + "村干部" + string(today[:4]) + "年度工作要点", PlaceID: o.town, To: kernel.Day(string(today[:4]) + "-12-31"),
	})
	if err != nil {
		return err
	}
	for _, title := range []string{"村集体经济收入增长一成", "建好村史馆", "全年矛盾纠纷不出村"} {
		i, err := o.add(o.clerk, duty.NewItem{ListID: l.ID, Title: title, PersonID: o.post.PersonID, Due: l.To})
		if err != nil {
			return err
		}
		if err := o.step(o.post, i.ID, duty.Act{Step: duty.StepAccept}); err != nil {
			return err
		}
	}
	return nil
}

// contacts: a county leader who answers for the township keeps contact with its branches; one was not visited for long.
func (o *owing) contacts(today kernel.Day) error {
	branch := o.unit[o.b.site.village+"党支部"]
	_, err := o.b.r.Duty.SetContacts(o.ctx, duty.NewContact{Def: "branch_contact", PersonID: o.leader.PersonID, TargetIDs: []kernel.ID{branch}, Last: today.Add(-75)})
	if err == nil {
		_, err = o.b.r.Duty.SetContacts(o.ctx, duty.NewContact{Def: "branch_contact", PersonID: o.secretary.PersonID, TargetIDs: []kernel.ID{branch}, Last: today.Add(-25)})
	}
	return err
}

// volunteers are members without office who took a post.
func (o *owing) volunteers(kernel.Day) error {
	for _, v := range []struct{ name, post string }{{"韩春生", "information_officer"}, {"卫桂香", "mediator"}} {
		if _, err := o.b.Somebody(o.ctx, o.village, v.name, body.NewAppointment{Post: v.post}); err != nil {
			return err
		}
	}
	return nil
}
