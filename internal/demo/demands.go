package demo

import (
	"context"
	"strings"

	"touyan/internal/domain/body"
	"touyan/internal/domain/demand"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// demanding sends two demands to villages: one whose day is past, and one that runs, with a field that must be checked again.
func (b *Builder) demanding(ctx context.Context, today kernel.Day) error {
	var on [2]place.Place
	err := b.r.DB.Read(ctx, func(tx *db.ReadTx) (err error) {
		on, err = b.stage(tx)
		return err
	})
	if err != nil {
		return err
	}
	offices, _, err := b.r.Body.ListBodies(ctx, body.BodyFilter{Place: on[0].ID}, kernel.Page{Limit: kernel.MaxLimit})
	if err != nil {
		return err
	}
	var office kernel.ID
	for _, o := range offices {
		if o.Place.ID == on[0].ID && (office == 0 || strings.Contains(o.Name, "便民")) {
			office = o.ID
		}
	}
	if office == 0 {
		return nil
	}
	defer b.clock.Set(b.clock.Now())
	item := "网格日常巡查"
	for _, x := range b.r.Pack.DutyItems {
		if x.Valid(today) && x.Class == pack.DutyBasic {
			item = x.ID
		}
	}
	for _, n := range []struct {
		back int
		demand.NewDemand
	}{
		{9, demand.NewDemand{Kind: demand.KindReport, Title: "冬季取暖隐患排查情况", Text: "烧煤取暖的户，烟囱和通风看过没有", Basis: "消防法 第三十二条", Fields: []demand.NewDemandField{{Name: "烧煤取暖户数"}, {Name: "已查户数"}, {Name: "户主", Why: "核对在家不在家"}}}},
		{2, demand.NewDemand{Kind: demand.KindMeeting, Title: "森林防火部署会", Text: "村支书或主任到会", Basis: "森林防火条例 第二十一条"}},
	} {
		b.at(today, -n.back)
		n.BodyID, n.PlaceID, n.Item, n.Funds = office, on[0].ID, item, "结合日常巡查，不另花钱"
		n.Due = today.Add(5 - n.back)
		if _, err := b.r.Demand.Send(ctx, n.NewDemand); err != nil {
			return err
		}
	}
	return nil
}
