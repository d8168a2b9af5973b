package privacy

import (
	"touyan/internal/domain/access"
	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/fact"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Options are what the room needs from where everything meets.
type Options struct {
	DB       *db.DB
	Pack     pack.Source
	Keys     *crypt.Keys
	Days     casework.Workdays
	Place    *place.Service
	Person   *person.Service
	Body     *body.Service
	Access   *access.Service
	Casework *casework.Service
	Visit    *visit.Service
	Fact     *fact.Service
}

// Service holds the verbs of the room.
type Service struct {
	db    *db.DB
	packs pack.Source
	keys  *crypt.Keys
	days  casework.Workdays
	o     Options
}

// New makes the room.
func New(o Options) *Service {
	return &Service{db: o.DB, packs: o.Pack, keys: o.Keys, days: o.Days, o: o}
}

// pack is the county's rules as they are now.
func (s *Service) pack() *pack.Pack { return s.packs.Now() }

// system is the transaction as the program sees it: for the names around a record that the actor may see.
func system(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }
