package body

import (
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// base sets what a body is built on, one thing of a kind that the pack names for it.
func (s *Service) base(tx *db.ReadTx, r *bodyRow, body, at kernel.ID) error {
	k, _ := s.pack().BodyKind(r.Kind)
	switch {
	case body != 0 && at != 0:
		return kernel.Invalid("based_body_id", "place_or_body")
	case body != 0:
		var b bodyRow
		if err := tx.Get(&b, body); err != nil {
			return err
		}
		if body == r.ID || !slices.Contains(k.BasedIn, b.Kind) {
			return kernel.Invalid("based_body_id", "not_a_base").With("kind", k.Name).With("name", b.Name)
		}
	case at != 0:
		p, err := s.places.LoadOpen(tx, at)
		if err != nil {
			return err
		}
		if !slices.Contains(k.BasedAt, int(p.Level)) {
			return kernel.Invalid("based_place_id", "not_a_base").With("kind", k.Name).With("name", p.Name)
		}
	}
	r.BasedBody, r.BasedPlace = body, at
	return nil
}

// bases names what bodies are built on; what lies out of sight has no name.
func (s *Service) bases(tx *db.ReadTx, list []Body) error {
	var in, at []kernel.ID
	for _, b := range list {
		if b.BasedBody != 0 {
			in = append(in, b.BasedBody)
		}
		if b.BasedPlace != 0 {
			at = append(at, b.BasedPlace)
		}
	}
	bodies, err := selectBodies(tx, in)
	if err != nil {
		return err
	}
	places, err := s.places.LoadMany(tx, at)
	for i := range list {
		switch b := &list[i]; {
		case b.BasedBody != 0:
			b.BasedOn = &Base{What: "body", ID: b.BasedBody, Name: bodies[b.BasedBody].Name}
		case b.BasedPlace != 0:
			b.BasedOn = &Base{What: "place", ID: b.BasedPlace, Name: places[b.BasedPlace].Name}
		}
	}
	return err
}

// built names the organisations that are built on a body.
func (s *Service) built(tx *db.ReadTx, body kernel.ID) ([]Ref, error) {
	list, err := selectBodyRows(tx, "b.based_body_id <> 0 AND b.based_body_id = ? AND b.to_day >= ?", body, tx.Today())
	out := make([]Ref, len(list))
	for i, b := range list {
		out[i] = Ref{b.ID, b.Name}
	}
	return out, err
}

// followBase lets organisations that are built on a grid follow it when it goes into another one.
func (s *Service) followBase(tx *db.WriteTx, r *place.Rehoming) error {
	for _, rep := range r.Replaced {
		var rows []bodyRow
		if err := tx.Select(&rows, "SELECT b.* FROM {body b} WHERE b.based_place_id <> 0 AND b.based_place_id = ? AND b.to_day >= ?", rep.From.ID, r.Day); err != nil {
			return err
		}
		for i := range rows {
			rows[i].BasedPlace = rep.To.ID
			if err := tx.Update(&rows[i]); err != nil {
				return err
			}
		}
	}
	return nil
}
