package demo

import (
	"context"
	"maps"
	"slices"
	"strings"

	"touyan/internal/domain/body"
	"touyan/internal/domain/duty"
	"touyan/internal/kernel"
)

// owesSmall makes a list of a small county on which something is due soon, something is late, and something is late enough for those
// who watch over it, so that the reminders of a morning can be seen; and a contact point past its interval.
func (b *Builder) owesSmall(ctx context.Context, typ string, today kernel.Day) error {
	o := &owing{b: b, ctx: ctx, unit: map[string]kernel.ID{}, head: map[kernel.ID]body.Appointment{}}
	if err := o.find(); err != nil {
		return err
	}
	b.at(today, -20)
	office := o.office()
	t, ok := b.r.Pack.ListType(typ)
	if office == 0 || !ok {
		return nil
	}
	l, err := b.r.Duty.MakeList(o.as(o.clerk, duty.PermMake), duty.NewList{
		Type: typ, Title: o.b.site.township + string(today[:4]) + "年" + t.Name, PlaceID: o.town, To: today.Add(120),
	})
	if err != nil {
		return err
	}
	for _, n := range []duty.NewItem{
		{Title: "入冬前修好 2 处机耕路", Due: today.Add(2)},
		{Title: "河道清淤 3 公里", Due: today.Add(-1)},
		{Title: "散养户粪污整治 12 户", Due: today.Add(-5)},
	} {
		n.ListID, n.BodyID = l.ID, office
		i, err := o.add(o.clerk, n)
		if err == nil {
			err = o.step(o.lead(office), i.ID, duty.Act{Step: duty.StepAccept})
		}
		if err != nil {
			return err
		}
	}
	if o.secretary.PersonID == 0 || o.unit[b.site.village+"党支部"] == 0 {
		return nil
	}
	_, err = b.r.Duty.SetContacts(ctx, duty.NewContact{
		Def: "branch_contact", PersonID: o.secretary.PersonID, TargetIDs: []kernel.ID{o.unit[b.site.village+"党支部"]}, Last: today.Add(-75),
	})
	return err
}

// office is the agricultural office of the township on the stage, or any other of its offices.
func (o *owing) office() kernel.ID {
	for _, name := range slices.Sorted(maps.Keys(o.unit)) {
		if strings.HasPrefix(name, o.b.site.township) && strings.Contains(name, "农业") {
			return o.unit[name]
		}
	}
	return 0
}
