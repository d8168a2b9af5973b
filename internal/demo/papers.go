package demo

import (
	"context"
	"fmt"

	"touyan/internal/domain/bulletin"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// nights does what the nights since the demo's events began would have done: lights turn and cases grow older.
func (b *Builder) nights(ctx context.Context) error {
	if _, err := b.r.Duty.Turn(ctx); err != nil {
		return fmt.Errorf("demo: lights: %w", err)
	}
	if _, err := b.r.Casework.Turn(ctx); err != nil {
		return fmt.Errorf("demo: ages: %w", err)
	}
	return nil
}

// papers issues the weekly sheets of the week before the last, so that the register of papers has a beginning and whoever opens it
// sees what one looks like; last week's is for who tries it.
func (b *Builder) papers(ctx context.Context, today kernel.Day) error {
	var county place.Place
	var on [2]place.Place
	var who kernel.ID
	err := b.r.DB.Read(ctx, func(tx *db.ReadTx) (err error) {
		if on, err = b.stage(tx); err != nil {
			return err
		}
		if county, err = b.r.Place.Load(tx, tx.County()); err != nil {
			return err
		}
		held, err := b.r.Body.OfficersOn(tx, county.ID, tx.Today())
		for _, a := range held {
			if a.Post == "county_admin" {
				who = a.PersonID
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	officer, err := b.r.Access.Resolve(ctx, county.ID, b.accountsOf[who])
	if err != nil {
		return err
	}
	ctx = kernel.WithActor(ctx, officer.For(bulletin.PermIssue))
	defer b.clock.Set(b.clock.Now())
	b.at(today, -7)
	for _, def := range b.r.Pack.BulletinsOn(today) {
		if def.Period != "week" || def.About != "" {
			continue
		}
		for _, p := range []place.Place{county, on[0], on[1]} {
			if int(p.Level) != def.Level {
				continue
			}
			made, err := b.r.Bulletin.Make(ctx, bulletin.NewPaper{Kind: def.ID, PlaceID: p.ID, Day: today.Add(-14)})
			if err != nil {
				return fmt.Errorf("demo: %s: %w", def.ID, err)
			}
			if _, err := b.r.Bulletin.Issue(ctx, made.ID, made.Rev); err != nil {
				return fmt.Errorf("demo: %s: %w", def.ID, err)
			}
		}
	}
	return nil
}
