package visit

import (
	"context"
	"regexp"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// paperNo is how the number of a sheet looks: as it is printed, and typed from it.
var paperNo = regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{10}$`)

// keyOf is the key of a visit. One that was written on a sheet has that of the sheet: of the household and the kind that it was
// printed for, and of no account, because somebody else may type it in.
func keyOf(who kernel.Actor, n NewVisit) *string {
	if n.Paper == "" {
		return clientKey(who, n.ClientKey)
	}
	key := "sheet:" + n.HouseholdID.String() + ":" + n.Type + ":" + n.Paper
	return &key
}

// Paper is a sheet on which a visit to a household is written down.
type Paper struct {
	No    string
	House person.Household
	Path  string
	Type  pack.VisitType
	Form  pack.Form
}

// Sheet is a new sheet for a visit of a kind to a household that the actor may visit. Nothing is stored: its number becomes the key of
// the visit that is entered from it.
func (s *Service) Sheet(ctx context.Context, household kernel.ID, typ string) (Paper, error) {
	p := Paper{No: crypt.Token(10)}
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		if p.House, _, err = s.household(tx, household); err != nil {
			return err
		}
		if p.Type, err = s.visitType(typ, tx.Today()); err != nil {
			return err
		}
		if p.Type.Meeting {
			return kernel.Invalid("type", "unknown_type").With("type", typ)
		}
		a, err := s.around(tx, []kernel.ID{household}, []kernel.Stamp{p.House.Stamp})
		_, p.Path = a.at(p.House.Stamp)
		p.Form, _ = s.pack().Form(p.Type.Form)
		return err
	})
	return p, err
}
