package access

import (
	"context"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// CreateAdmin enters a first administrator: person, post at the county, account, and the one-time link by which they
// choose a password. It works on an empty county and is for the program itself, as its administrator runs it.
func (s *Service) CreateAdmin(ctx context.Context, name, login string) (string, error) {
	if kernel.ActorOf(ctx).Kind != kernel.ActorSystem {
		return "", kernel.Forbidden("system_only")
	}
	login = NormalLogin(login)
	if err := checkLogin(login); err != nil {
		return "", err
	}
	county, err := s.o.Place.CreateCounty(ctx, s.pack().County, s.pack().Name)
	if err != nil {
		return "", err
	}
	err = s.db.Read(ctx, func(tx *db.ReadTx) error { return freeLogin(tx, login) })
	if err != nil {
		return "", err
	}
	who, err := s.o.Person.Create(ctx, person.Draft{Name: name, PlaceID: county.ID})
	if err != nil {
		return "", err
	}
	if _, err := s.o.Body.Appoint(ctx, body.NewAppointment{Post: PostAdmin, PersonID: who.ID, PlaceID: county.ID}); err != nil {
		return "", err
	}
	inv, err := s.Create(ctx, NewAccount{PersonID: who.ID, Login: login})
	if err != nil {
		return "", err
	}
	return inv.InvitePath, nil
}
