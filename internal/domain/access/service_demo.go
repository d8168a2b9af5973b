package access

import (
	"context"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// DemoPeople offers one account for each post of the pack that somebody holds today: the first one that was made, so that
// a builder decides by its order whom a visitor meets.
func (s *Service) DemoPeople(ctx context.Context) ([]DemoPerson, error) {
	out := []DemoPerson{}
	err := s.db.Read(program(ctx), func(tx *db.ReadTx) error {
		first, err := firstOfPosts(tx)
		if err != nil {
			return err
		}
		var shown []kernel.ID
		for _, def := range s.pack().Posts {
			id, ok := first[def.ID]
			if perms, _ := s.pack().PermissionsOf(def.ID); !ok || len(perms) == 0 || slices.Contains(shown, id) {
				continue
			}
			shown = append(shown, id)
			p, err := s.demoPerson(tx, id, def.ID)
			if err != nil {
				return err
			}
			out = append(out, p)
		}
		return nil
	})
	return out, err
}

// firstOfPosts is the oldest account among today's holders of each post.
func firstOfPosts(tx *db.ReadTx) (map[string]kernel.ID, error) {
	var rows []struct {
		Post string    `bun:"post"`
		ID   kernel.ID `bun:"id"`
	}
	err := tx.Select(&rows, `SELECT b.post, MIN(a.id) AS id FROM {account a}
  JOIN {appointment b} ON b.county_id = a.county_id AND b.person_id = a.person_id
  WHERE a.state <> ? AND b.from_day <= ? AND b.to_day >= ? GROUP BY b.post`, Disabled, tx.Today(), tx.Today())
	out := map[string]kernel.ID{}
	for _, r := range rows {
		out[r.Post] = r.ID
	}
	return out, err
}

func (s *Service) demoPerson(tx *db.ReadTx, account kernel.ID, post string) (DemoPerson, error) {
	a, err := viewOf(tx, account)
	if err != nil {
		return DemoPerson{}, err
	}
	posts, err := s.o.Body.PostsOf(tx, a.PersonID, tx.Today())
	if err != nil {
		return DemoPerson{}, err
	}
	def, _ := s.pack().Post(post)
	p := DemoPerson{
		AccountID: a.ID, Name: a.PersonName, Post: def.ID, PostName: def.Name, PostNameEN: def.NameEN, Hint: def.Tasks, HintEN: def.TasksEN,
		Front: "console",
	}
	for _, h := range posts {
		if h.Post != post {
			continue
		}
		if p.PlaceName = h.At.Name; h.Body != nil {
			p.PlaceName = h.Body.Name
		} else if h.At.Level >= kernel.LevelVillage { // who walks the grid carries a phone
			p.Front = "field"
		}
		break
	}
	return p, nil
}

// DemoSignIn is a sign-in without a password, for the demo only.
func (s *Service) DemoSignIn(ctx context.Context, account kernel.ID) (SignedIn, *Me, error) {
	if !s.o.Demo {
		return SignedIn{}, nil, kernel.NotFound("account")
	}
	return s.enter(ctx, SignedIn{kernel.ActorOf(ctx).CountyID, account})
}
