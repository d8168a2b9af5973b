package points

import (
	"context"
	"slices"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// leadOn makes what the results of a year lead to: for the first holder of the posts in or at the branch, who is not the member.
func (s *Service) leadOn(tx *db.WriteTx, y *yearRow) error {
	list, err := accountsOf(tx.ReadTx, y.ID)
	if err != nil {
		return err
	}
	have, err := followsOf(tx.ReadTx, y.ID)
	if err != nil {
		return err
	}
	owners, err := s.owners(tx.ReadTx, y)
	if err != nil {
		return err
	}
	_, sch := s.schemeOf(y)
	var rows []*followRow
	for _, a := range list {
		for _, f := range sch.Follows {
			if !a.Reviewed || !follows(f, a.Band, a.Grade) || slices.ContainsFunc(have, func(h followRow) bool { return h.AccountID == a.ID && h.Rule == f.ID }) {
				continue
			}
			owner := firstOf(owners, f.Posts, a.PersonID)
			rows = append(rows, &followRow{
				Stamp: y.Stamp, YearID: y.ID, AccountID: a.ID, PersonID: a.PersonID, PersonName: a.PersonName, Rule: f.ID, Kind: f.Kind, OwnerID: owner.PersonID, OwnerName: owner.PersonName,
				DueDay: tx.Today().Add(f.Days), Open: true,
			})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.InsertAll(rows)
}

// owners are who holds posts in the branch, and at its place.
func (s *Service) owners(tx *db.ReadTx, y *yearRow) ([]body.Appointment, error) {
	d, _, err := s.body.Team(system(tx), y.BodyID, tx.Today())
	if err != nil {
		return nil, err
	}
	at, err := s.body.OfficersOn(system(tx), d.PlaceID, tx.Today())
	if err != nil {
		return nil, err
	}
	in, err := postsIn(system(tx), y.BodyID, tx.Today())
	for _, p := range in {
		at = append(at, body.Appointment{Post: p.Post, PersonID: p.PersonID, PersonName: p.PersonName})
	}
	return at, err
}

// firstOf is the first holder of the first of some posts who is not the member themselves.
func firstOf(list []body.Appointment, posts []string, member kernel.ID) body.Appointment {
	for _, p := range posts {
		for _, a := range list {
			if a.Post == p && a.PersonID != member {
				return a
			}
		}
	}
	return body.Appointment{}
}

// Hand gives what a result leads to, to somebody else, with another day.
func (s *Service) Hand(ctx context.Context, id kernel.ID, rev int64, owner kernel.ID, due kernel.Day) (*Follow, error) {
	return s.follow(ctx, id, rev, "points.hand", func(tx *db.WriteTx, f *followRow) error {
		p, err := s.body.Person(tx.ReadTx, owner)
		switch _, bad := kernel.ParseDay(string(due)); {
		case err != nil:
			return err
		case bad != nil || due < tx.Today():
			return kernel.Invalid("due", "in_the_past")
		case owner == f.PersonID:
			return kernel.Invalid("owner_id", "own_points")
		}
		f.OwnerID, f.OwnerName, f.DueDay = p.ID, p.Name, due
		return nil
	})
}

// Finish writes down what was done about a result.
func (s *Service) Finish(ctx context.Context, id kernel.ID, rev int64, note string) (*Follow, error) {
	return s.follow(ctx, id, rev, "points.finish", func(tx *db.WriteTx, f *followRow) error {
		note, err := kernel.Words("note", note, maxText, true)
		if err != nil {
			return err
		}
		f.Open, f.DoneDay, f.Note = false, tx.Today(), note
		return nil
	})
}

func (s *Service) follow(ctx context.Context, id kernel.ID, rev int64, action string, do func(*db.WriteTx, *followRow) error) (*Follow, error) {
	var out *Follow
	err := s.db.Write(ctx, action, func(tx *db.WriteTx) error {
		var f followRow
		if err := tx.Lock(&f, id); err != nil {
			return err
		}
		switch who := tx.Actor(); {
		case !f.Open:
			return kernel.Conflict("follow_done").With("day", string(f.DoneDay))
		case f.Rev != rev:
			return kernel.Conflict("changed_meanwhile")
		case who.Is(f.PersonID):
			return kernel.Forbidden("own_points")
		}
		if err := do(tx, &f); err != nil {
			return err
		}
		if err := tx.Update(&f); err != nil {
			return err
		}
		list, err := s.followsShown(tx.ReadTx, []followRow{f})
		if err == nil {
			out = &list[0]
		}
		return err
	})
	return out, err
}

// followsShown dresses what results lead to with the names of their rules.
func (s *Service) followsShown(tx *db.ReadTx, rows []followRow) ([]Follow, error) {
	ids := make([]kernel.ID, len(rows))
	for i, f := range rows {
		ids[i] = f.YearID
	}
	years, err := yearsByID(system(tx), ids)
	out := make([]Follow, len(rows))
	for i, f := range rows {
		y := years[f.YearID]
		_, sch := s.schemeOf(&y)
		rule := Named{ID: f.Rule}
		for _, r := range sch.Follows {
			if r.ID == f.Rule {
				rule = named(r.Term)
			}
		}
		out[i] = Follow{
			ID: f.ID, Rev: f.Rev, YearID: f.YearID, Year: y.Year, Person: body.Ref{ID: f.PersonID, Name: f.PersonName}, Rule: rule, Kind: f.Kind, OwnerID: f.OwnerID, Owner: f.OwnerName,
			Due: f.DueDay, Done: f.DoneDay, Note: f.Note, Late: f.Open && f.DueDay < tx.Today(),
		}
	}
	return out, err
}
