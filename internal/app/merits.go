package app

import (
	"context"

	"touyan/internal/domain/field"
	"touyan/internal/domain/merit"
	"touyan/internal/domain/shop"
	"touyan/internal/kernel"
	"touyan/internal/platform/files"
)

// kindDeed is what an operation on points names as its record.
const kindDeed = "merit_deed"

// merits lets phones bring deeds with their photos, scores, and what a counter on the road handed out; they hold what that has along.
func (a *App) merits() {
	a.Field.Carry(field.List{Kind: "allowance", Perm: shop.PermKeep, Tables: []string{"shop_allowance", "shop_share"}, Load: a.Shop.Mine})
	a.Field.Take(field.Work{Kind: "redeem", Perm: shop.PermKeep, Do: func(ctx context.Context, op field.Op, _ []field.Picture) (field.Outcome, error) {
		var n shop.NewRedeem
		if err := op.Read(&n); err != nil {
			return field.Outcome{}, err
		}
		if n.AllowanceID == 0 {
			return field.Outcome{}, kernel.Invalid("allowance_id", "required")
		}
		n.ClientKey, n.At = op.Key, op.At
		r, err := a.Shop.Redeem(ctx, n)
		if err != nil {
			return field.Outcome{}, err
		}
		return field.Outcome{Record: field.Record{Kind: "shop_redeem", ID: r.ID}, Made: true}, nil
	}})
	a.Field.Take(field.Work{Kind: "deed", Perm: merit.PermRecord, Do: func(ctx context.Context, op field.Op, pics []field.Picture) (field.Outcome, error) {
		var n merit.NewDeed
		if err := op.Read(&n); err != nil {
			return field.Outcome{}, err
		}
		n.ClientKey = op.Key
		d, err := a.Merit.Record(ctx, n)
		if err == nil && len(pics) > 0 {
			d, err = a.Merit.AddPhotos(ctx, d.ID, op.Key, uploadsOf(pics))
		}
		if err != nil {
			return field.Outcome{}, err
		}
		return field.Outcome{Record: field.Record{Kind: kindDeed, ID: d.ID}, Made: true}, nil
	}})
	a.Field.Take(field.Work{Kind: "deed_score", Perm: merit.PermRate, Do: func(ctx context.Context, op field.Op, _ []field.Picture) (field.Outcome, error) {
		var n struct {
			merit.NewScore
			Deed kernel.ID `json:"deed_id"`
		}
		if err := op.Read(&n); err != nil {
			return field.Outcome{}, err
		}
		n.ClientKey = op.Key
		_, err := a.Merit.Rate(ctx, n.Deed, n.NewScore)
		return field.Outcome{Record: field.Record{Kind: kindDeed, ID: n.Deed}}, err
	}})
}

func uploadsOf(pics []field.Picture) []files.Upload {
	out := make([]files.Upload, len(pics))
	for i, p := range pics {
		out[i] = files.Upload{Name: p.Name, Data: p.Data}
	}
	return out
}
