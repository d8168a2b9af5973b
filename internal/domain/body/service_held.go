package body

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// PostsOf lists the posts that a person holds on a day, each with the scope it opens: the place and all below it, for one
// topic where the post has one; or the work of the body, and with a topic also the body's place for that topic.
func (s *Service) PostsOf(tx *db.ReadTx, person kernel.ID, day kernel.Day) ([]Held, error) {
	var out []Held
	err := tx.Together(s.AskPosts(&out, day, "a.person_id = ?", person))
	return out, err
}

// AskPosts is PostsOf as a question that can be put together with others: for the persons whom a condition over `a.person_id`
// names.
func (s *Service) AskPosts(out *[]Held, day kernel.Day, where string, args ...any) db.Ask {
	rows := &[]heldRow{}
	return db.Ask{
		Dest: rows, SQL: selectHeld + where + " AND a.from_day <= ? AND a.to_day >= ? AND a.ended_at = 0 ORDER BY a.from_day, a.id",
		Args: append([]any{kernel.LevelGroup, kernel.LevelGroup}, append(args, day, day)...),
		Then: func(tx *db.ReadTx) (err error) {
			*out, err = s.heldOf(tx, *rows, day)
			return err
		},
	}
}

func (s *Service) heldOf(tx *db.ReadTx, rows []heldRow, day kernel.Day) ([]Held, error) {
	out := make([]Held, 0, len(rows))
	for i := range rows {
		r := &rows[i]
		a, at := r.appointment(), r.At.Place()
		if !at.Open(day) {
			continue
		}
		if a.BodyID != 0 {
			a.Body = &Ref{ID: a.BodyID, Name: r.BodyName}
		} else {
			ref := at.Ref()
			a.Place = &ref
		}
		arms, err := s.arms(tx, a, at, r.Wide)
		if err != nil {
			return nil, err
		}
		out = append(out, Held{Appointment: a, At: at, Arms: arms})
	}
	return out, nil
}

// arms is the scope of a post. Most places open no more than themselves; wide tells that others went into this one, or lie
// in it as grids do in a grid.
func (s *Service) arms(tx *db.ReadTx, a Appointment, at place.Place, wide bool) ([]kernel.Arm, error) {
	if a.BodyID != 0 && a.Topic == "" {
		return []kernel.Arm{{BodyID: a.BodyID, Above: at.Stamp}}, nil
	}
	arms := []kernel.Arm{at.Arm()}
	if wide || tx.Actor().Kind != kernel.ActorSystem { // who sees less may not see what lies behind
		var err error
		if arms, err = s.places.Arms(tx, at); err != nil {
			return nil, err
		}
	}
	for i := range arms {
		arms[i].Topic = a.Topic
	}
	if a.BodyID != 0 {
		arms = append([]kernel.Arm{{BodyID: a.BodyID, Above: at.Stamp}}, arms...)
	}
	return arms, nil
}
