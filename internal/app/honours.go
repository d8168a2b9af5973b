package app

import (
	"context"

	"touyan/internal/domain/award"
	"touyan/internal/domain/field"
	"touyan/internal/domain/points"
	"touyan/internal/kernel"
)

// The records that operations on recognition and members' points name.
const (
	kindCandidate = "award_entry"
	kindOwnEntry  = "points_entry"
)

// honours lets phones bring nominations with their photos, scores of candidates, and what members propose of their own.
func (a *App) honours() {
	a.Field.Take(field.Work{Kind: "award_enter", Perm: award.PermEnter, Do: func(ctx context.Context, op field.Op, pics []field.Picture) (field.Outcome, error) {
		var n struct {
			award.NewCandidate
			Round kernel.ID `json:"round_id"`
		}
		if err := op.Read(&n); err != nil {
			return field.Outcome{}, err
		}
		n.ClientKey = op.Key
		c, err := a.Award.Enter(ctx, n.Round, n.NewCandidate)
		if err == nil && len(pics) > 0 {
			c, err = a.Award.AddPhotos(ctx, c.ID, op.Key, uploadsOf(pics))
		}
		if err != nil {
			return field.Outcome{}, err
		}
		return field.Outcome{Record: field.Record{Kind: kindCandidate, ID: c.ID}, Made: true}, nil
	}})
	a.Field.Take(field.Work{Kind: "award_score", Perm: award.PermScore, Do: func(ctx context.Context, op field.Op, _ []field.Picture) (field.Outcome, error) {
		var n struct {
			award.NewScore
			Entry kernel.ID `json:"entry_id"`
		}
		if err := op.Read(&n); err != nil {
			return field.Outcome{}, err
		}
		n.ClientKey = op.Key
		_, err := a.Award.Score(ctx, n.Entry, n.NewScore)
		return field.Outcome{Record: field.Record{Kind: kindCandidate, ID: n.Entry}}, err
	}})
	// a member proposes as themselves: any phone that carries the app may bring it, the account must be theirs
	a.Field.Take(field.Work{Kind: "points_own", Perm: field.PermSync, Do: func(ctx context.Context, op field.Op, pics []field.Picture) (field.Outcome, error) {
		var n points.OwnEntry
		if err := op.Read(&n); err != nil {
			return field.Outcome{}, err
		}
		n.ClientKey = op.Key
		e, err := a.Points.Propose(ctx, n)
		if err == nil && len(pics) > 0 {
			e, err = a.Points.AddFiles(ctx, e.ID, op.Key, uploadsOf(pics))
		}
		if err != nil {
			return field.Outcome{}, err
		}
		return field.Outcome{Record: field.Record{Kind: kindOwnEntry, ID: e.ID}, Made: true}, nil
	}})
}
