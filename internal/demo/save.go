package demo

import (
	"bytes"
	"context"
	"fmt"
	"strconv"

	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Save imports what was planned as one grid workbook: the same way a county loads its own.
func (b *Builder) Save(ctx context.Context) error {
	w := body.Workbook{}
	for i, g := range b.plan.grids {
		households := ""
		if g.households > 0 {
			households = strconv.Itoa(g.households)
		}
		w.Places = append(w.Places, place.Line{
			Row: i + 2, Code: g.code, Name: g.name, Level: strconv.Itoa(int(g.level)), Parent: g.parent, Kind: g.kind, Households: households,
		})
	}
	for i, o := range b.plan.officers {
		show := "否"
		if o.show {
			show = "是"
		}
		w.Officers = append(w.Officers, body.OfficerLine{
			Row: i + 2, Code: o.code, Post: o.post, Name: o.name, Phone: o.phone, ServicePhone: o.service, From: "2026-01-01", ShowName: show,
		})
	}
	_, faults, err := b.r.Body.Import(ctx, w, func(int, int) error { return nil })
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return fmt.Errorf("demo: %d faults, first %+v", len(faults), faults[0])
	}
	homes := b.plan.households
	b.plan = plan{}
	b.lines = map[string]int{}
	return b.saveHouseholds(ctx, homes)
}

// Divisions enters the county's real places and makes its villages known to Village.
func (b *Builder) Divisions(ctx context.Context, csv []byte) (kernel.ID, error) {
	id, err := place.CountyID(b.r.Pack.County)
	if err != nil {
		return 0, err
	}
	ctx = kernel.WithActor(ctx, kernel.System(id))
	if _, err := b.r.Place.CreateCounty(ctx, b.r.Pack.County, b.r.Pack.Name); err != nil {
		return 0, err
	}
	_, _, faults, err := b.r.Place.ImportDivisions(ctx, bytes.NewReader(csv))
	if err != nil || len(faults) > 0 {
		return 0, fmt.Errorf("demo: divisions: %w %v", err, faults)
	}
	b.lines, b.plan = map[string]int{}, plan{}
	return id, b.r.DB.Read(ctx, func(tx *db.ReadTx) error {
		county, err := b.r.Place.Load(tx, id)
		if err != nil {
			return err
		}
		all, err := b.r.Place.Under(tx, county)
		for _, p := range all {
			switch p.Level {
			case kernel.LevelTownship:
				b.townships = append(b.townships, p)
			case kernel.LevelVillage:
				v := &Node{b: b, row: gridRow{code: p.Code, name: p.Name, level: p.Level}}
				v.village = v
				b.order = append(b.order, v)
			default:
			}
		}
		return err
	})
}
