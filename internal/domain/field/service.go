package field

import (
	"context"
	"sync"

	"touyan/internal/domain/activity"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/fact"
	"touyan/internal/domain/link"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
)

// Options are what the room needs.
type Options struct {
	DB    *db.DB
	Keys  *crypt.Keys
	Files files.Store
	Rules func() int // the version of the county's rules
	Rooms
	// Resolve says who an account is today: what was held too long is carried out as its officer, with the rights of the hour.
	Resolve func(ctx context.Context, county, account kernel.ID) (kernel.Actor, error)
	Loads   int // first loads that run at a time; 0: four
}

// Rooms are those whose records devices hold and change.
type Rooms struct {
	Place    *place.Service
	Person   *person.Service
	Link     *link.Service
	Fact     *fact.Service
	Casework *casework.Service
	Duty     *duty.Service
	Visit    *visit.Service
	Activity *activity.Service
}

// Service is the room's verbs.
type Service struct {
	d       *db.DB
	o       Options
	sources []Source
	lists   []List
	works   []Work
	loads   chan struct{}

	mu     sync.Mutex
	taking map[kernel.ID]*sync.Mutex // devices that push just now
}

// New makes the room; what devices hold and bring is entered by Hold, Carry and Take.
func New(o Options) *Service {
	if o.Loads == 0 {
		o.Loads = 4
	}
	s := &Service{d: o.DB, o: o, loads: make(chan struct{}, o.Loads), taking: map[kernel.ID]*sync.Mutex{}}
	s.ownSources()
	s.works = append(s.ownWorks(), s.visitWorks()...)
	return s
}

// device finds a device of the actor that may still come.
func (s *Service) device(tx *db.ReadTx, id kernel.ID) (deviceRow, error) {
	var d deviceRow
	if err := tx.Get(&d, id); kernel.KindOf(err) == kernel.KindNotFound || err == nil && d.AccountID != tx.Actor().AccountID {
		return d, kernel.NotFound("field_device").With("id", id.String())
	} else if err != nil {
		return d, err
	}
	if d.RevokedAt != 0 {
		return d, kernel.Forbidden("device_revoked")
	}
	return d, nil
}
