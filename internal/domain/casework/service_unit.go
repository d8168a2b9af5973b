package casework

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
)

// unitArms are the bodies in which the actor may raise cases.
func unitArms(a kernel.Actor) []kernel.ID {
	var out []kernel.ID
	for _, arm := range a.For(PermCreate).Arms {
		if arm.BodyID != 0 {
			out = append(out, arm.BodyID)
		}
	}
	return out
}

// ownUnits are the bodies in whose name the actor may raise a case where they have no post at the place.
func (s *Service) ownUnits(tx *db.ReadTx, f pack.Field) ([]TargetPerson, error) {
	var rows []struct {
		targetBody
		Kind string `bun:"kind"`
	}
	in, args := place.Among("b.id", unitArms(tx.Actor()))
	err := tx.Select(&rows, "SELECT b.id, b.name, b.place_id, b.kind FROM {body b} WHERE "+in+" AND b.from_day <= ? AND b.to_day >= ?", append(args, tx.Today(), tx.Today())...)
	out := []TargetPerson{}
	for _, b := range rows {
		if len(f.BodyKinds) == 0 || slices.Contains(f.BodyKinds, b.Kind) {
			out = append(out, TargetPerson{ID: b.ID, Name: b.Name})
		}
	}
	return out, err
}

// Places finds by a part of the name where the actor may raise a case of a type that belongs to a unit: at their own places, and at
// the place of their unit and below it (a department registers with a community that is not its own).
func (s *Service) Places(ctx context.Context, typ, q string) ([]place.Found, error) {
	ct, ok := s.pack().CaseType(typ)
	if !ok || ct.HandTo == "" {
		return nil, kernel.Invalid("type", "unknown_type").With("type", typ)
	}
	who := kernel.ActorOf(ctx)
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		var at []struct {
			kernel.Stamp
		}
		in, args := place.Among("b.id", unitArms(who))
		err := tx.Select(&at, "SELECT b.township_id, b.village_id, b.group_id, b.micro_id FROM {body b} WHERE "+in, args...)
		for _, b := range at {
			arm := kernel.Arm{}
			arm.Level, arm.PlaceID = b.Lowest(tx.County())
			who.Arms = append(slices.Clone(who.Arms), arm)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.place.Search(kernel.WithActor(ctx, who), q, 20)
}

// dealings flags who stands behind the other side of a contract of a village: somebody with a seat there, or a near relative.
func (s *Service) dealings(tx *db.ReadTx, ct pack.CaseType, c *caseRow, said facts) ([]body.Dealing, error) {
	out := []body.Dealing{}
	for _, f := range ct.Fields {
		name, _ := said[f.ID].(string)
		if to := refsAt(said, f.ID); len(to) > 0 {
			name = to[0].name
		}
		if len(f.ApartFrom) == 0 || name == "" {
			continue
		}
		more, err := s.body.Dealings(system(tx), strings.TrimSpace(name), c.VillageID, f.ApartFrom)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// begin takes the answers that are asked for when a case is raised, and the way that the pack proposes for it.
func (s *Service) begin(tx *db.WriteTx, ct pack.CaseType, c *caseRow, n NewCase) error {
	if err := s.answer(tx, ct, "", c, n.Fields); err != nil {
		return err
	}
	if n.ParentID != 0 {
		if err := tx.Get(&caseRow{}, n.ParentID); err != nil {
			return err
		}
		c.ParentID = n.ParentID
	}
	if ct.HandTo != "" {
		return handTo(c, ct.HandTo)
	}
	return nil
}

// handTo gives a case to the body that one of its fields names.
func handTo(c *caseRow, field string) error {
	all, err := form.Read(c.Facts)
	if err != nil {
		return err
	}
	to := refsAt(all, field)
	if len(to) == 0 {
		return kernel.Invalid("fields."+field, "required")
	}
	c.setHandler(handler{BodyID: to[0].id, BodyName: to[0].name})
	return nil
}
