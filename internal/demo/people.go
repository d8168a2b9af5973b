package demo

import (
	"context"
	"fmt"

	"touyan/internal/domain/access"
	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
)

// Somebody is a person with an account, and the posts they were given.
type Somebody struct {
	Person, Account kernel.ID
	Posts           []kernel.ID
}

// Somebody invents a person who lives at a place, under a name of the caller's, gives them posts and an account. A post
// that names neither place nor body is held where the person lives.
func (b *Builder) Somebody(ctx context.Context, home kernel.ID, name string, posts ...body.NewAppointment) (Somebody, error) {
	var out Somebody
	who, err := b.r.Person.Create(ctx, person.Draft{Name: name, PlaceID: home, Phone: b.phone()})
	if err != nil {
		return out, fmt.Errorf("demo: %s: %w", name, err)
	}
	out.Person = who.ID
	for _, n := range posts {
		n.PersonID = who.ID
		if n.BodyID == 0 && n.PlaceID == 0 {
			n.PlaceID = home
		}
		a, err := b.r.Body.Appoint(ctx, n)
		if err != nil {
			return out, fmt.Errorf("demo: %s as %s: %w", name, n.Post, err)
		}
		out.Posts = append(out.Posts, a.ID)
	}
	ids, err := b.r.Access.Enroll(ctx, []access.NewAccount{{PersonID: who.ID, Login: "p" + who.ID.String()}})
	if err != nil {
		return out, err
	}
	out.Account = ids[0]
	return out, nil
}
