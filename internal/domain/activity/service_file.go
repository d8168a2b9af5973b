package activity

import (
	"context"
	"slices"
	"strconv"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
)

// own makes the key of a client the account's: nobody meets the record of another by their key.
func own(ctx context.Context, key string) string {
	return "a" + kernel.ActorOf(ctx).AccountID.String() + ":" + key
}

// AddFiles attaches photos and documents to what a body did. What it has already is left out, and an upload whose key came before
// changes nothing.
func (s *Service) AddFiles(ctx context.Context, id kernel.ID, key string, list []files.Upload) (Activity, error) {
	var out Activity
	if len(key) > maxKey {
		return out, kernel.Invalid("client_key", "too_long").With("max", strconv.Itoa(maxKey))
	}
	if len(list) == 0 || len(list) > maxFiles {
		return out, kernel.Invalid("files", "too_many").With("max", strconv.Itoa(maxFiles))
	}
	if err := s.d.Read(ctx, func(tx *db.ReadTx) error { return tx.Get(&activityRow{}, id) }); err != nil {
		return out, err
	}
	var kept []files.Kept
	for _, u := range list {
		k, err := files.Keep(ctx, s.files, u)
		if err != nil {
			return out, err
		}
		if !slices.ContainsFunc(kept, func(o files.Kept) bool { return o.Hash == k.Hash }) {
			kept = append(kept, k)
		}
	}
	err := s.d.Write(ctx, "activity.attach", func(tx *db.WriteTx) error {
		r := &activityRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if err := attach(tx, r, kept, key); err != nil {
			return err
		}
		views, err := s.views(tx.ReadTx, []activityRow{*r})
		if err == nil {
			out = views[0]
		}
		return err
	})
	return out, err
}

func attach(tx *db.WriteTx, r *activityRow, kept []files.Kept, key string) error {
	all, err := filesOf(tx.ReadTx, []kernel.ID{r.ID})
	if err != nil {
		return err
	}
	have := all[r.ID]
	var rows []*fileRow
	for i, k := range kept {
		f := &fileRow{
			Stamp: r.Stamp, ActivityID: r.ID, Hash: k.Hash, Mime: k.Mime, Name: k.Name, Bytes: k.Bytes, Width: k.Width, Height: k.Height,
			Small: k.Small, Medium: k.Medium, At: tx.Now().UnixMilli(),
		}
		if key != "" {
			mine := "a" + tx.Actor().AccountID.String() + ":" + key + ":" + strconv.Itoa(i)
			f.ClientKey = &mine
		}
		there := func(h fileRow) bool {
			return h.Hash == f.Hash || f.ClientKey != nil && h.ClientKey != nil && *h.ClientKey == *f.ClientKey
		}
		if !slices.ContainsFunc(have, there) {
			rows = append(rows, f)
		}
	}
	if len(have)+len(rows) > maxAllFiles {
		return kernel.Invalid("files", "too_many").With("max", strconv.Itoa(maxAllFiles))
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.InsertAll(rows)
}

// File opens a file of an activity that the actor may see, a picture in one of its sizes.
func (s *Service) File(ctx context.Context, activity, id kernel.ID, size string) (*files.File, error) {
	var r fileRow
	err := s.d.Read(ctx, func(tx *db.ReadTx) error { return tx.Get(&r, id) })
	if err == nil && r.ActivityID != activity {
		err = kernel.NotFound("file")
	}
	if err != nil {
		return nil, err
	}
	k := files.Kept{Hash: r.Hash, Small: r.Small, Medium: r.Medium, Mime: r.Mime, Name: r.Name}
	return k.Send(ctx, s.files, size)
}

// Teams are the bodies in the actor's places that write down what they do, with their members.
func (s *Service) Teams(ctx context.Context) ([]Team, error) {
	out := []Team{}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		var kinds []string
		for _, k := range s.pack().BodyKinds {
			if k.Activities {
				kinds = append(kinds, k.ID)
			}
		}
		list, people, err := s.bodies.TeamsOf(tx, kinds, maxTeams)
		if err != nil {
			return err
		}
		stamps := make([]kernel.Stamp, len(list))
		for i, b := range list {
			stamps[i] = b.Stamp
		}
		paths, err := s.places.Paths(tx, stamps)
		for i, b := range list {
			if err == nil {
				out = append(out, Team{ID: b.ID, Name: b.Name, Path: paths[i], People: append([]body.Ref{}, people[b.ID]...)})
			}
		}
		return err
	})
	return out, err
}
