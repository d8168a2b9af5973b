package points

import (
	"context"
	"slices"
	"strconv"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/ledger"
	"touyan/internal/platform/pack"
)

// Workdays is the working calendar.
type Workdays interface {
	AddWorkdays(from time.Time, n int) (time.Time, error)
}

// Options are what the room needs from where everything meets.
type Options struct {
	DB    *db.DB
	Pack  pack.Source
	Files files.Store
	Days  Workdays
	Place *place.Service
	Body  *body.Service

	Person *person.Service
}

// Service holds the verbs of the room.
type Service struct {
	db    *db.DB
	packs pack.Source
	files files.Store
	days  Workdays
	place *place.Service
	body  *body.Service
}

// New makes the room; accounts follow members that were entered twice.
func New(o Options) *Service {
	s := &Service{db: o.DB, packs: o.Pack, files: o.Files, days: o.Days, place: o.Place, body: o.Body}
	if o.Person != nil {
		o.Person.Followers = append(o.Person.Followers, person.Follower{Before: s.join, Stay: s.stay, Except: ledger.Tables(), Apart: s.part})
	}
	return s
}

// pack are the rules that hold now.
func (s *Service) pack() *pack.Pack { return s.packs.Now() }

// system is the transaction as the program sees it: a member sees what is their own wherever their branch lies, records of other
// rooms propose entries wherever they lie, and who did what is named whoever looks.
func system(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }

// whole lets a Write reach an entry in the name of the same actor, whom the rules of the room have let in: a member objects to their
// own points, and proposes a deed, also where they have no post in the branch.
func whole(ctx context.Context) context.Context {
	a := kernel.ActorOf(ctx)
	if a.CountyID != 0 {
		a.Arms = []kernel.Arm{{Level: kernel.LevelCounty, PlaceID: a.CountyID}}
	}
	return kernel.WithActor(ctx, a)
}

// schemeOf is the scheme of a year as it was when the year began, and the pack in which it stands.
func (s *Service) schemeOf(y *yearRow) (*pack.Pack, pack.PointScheme) {
	p := s.packs.Version(y.RulesNo)
	out, _ := p.PointScheme(y.Scheme)
	return p, out
}

// postingDays are the working days for which points hang on the board.
func postingDays(p *pack.Pack, sch pack.PointScheme, day kernel.Day) (int, error) {
	if sch.PostingDays > 0 {
		return sch.PostingDays, nil
	}
	x, err := p.Param("points_posting_days", day)
	return x.Int(), err
}

// Schemes are the schemes of the county that hold today, each for its kinds of branches.
func (s *Service) Schemes(ctx context.Context) ([]Scheme, error) {
	out := []Scheme{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		p := s.pack()
		for _, sch := range p.PointSchemes {
			if !sch.Valid(tx.Today()) {
				continue
			}
			n, err := postingDays(p, sch, tx.Today())
			if err != nil {
				return err
			}
			out = append(out, schemeShown(p, sch, n))
		}
		return nil
	})
	return out, err
}

// step notes what was done with an entry.
func step(tx *db.WriteTx, e *entryRow, kind, text string) error {
	who := tx.Actor()
	return tx.Insert(&stepRow{
		Stamp: e.Stamp, YearID: e.YearID, EntryID: e.ID, Kind: kind, At: tx.Now().UnixMilli(), ByPersonID: who.PersonID, ByName: who.Name, Text: text,
	})
}

// inState refuses a step on an entry that stands elsewhere: it came in the wrong order, or somebody was quicker.
func inState(e *entryRow, want ...string) error {
	if slices.Contains(want, e.State) {
		return nil
	}
	return kernel.Conflict("entry_state").With("state", e.State)
}

// yearIn refuses a step of a year that stands elsewhere.
func yearIn(y *yearRow, want ...string) error {
	if slices.Contains(want, y.State) {
		return nil
	}
	if y.State == Closed {
		return kernel.Conflict("year_closed").With("year", strconv.Itoa(y.Year))
	}
	return kernel.Conflict("year_state").With("state", y.State).With("year", strconv.Itoa(y.Year))
}

func changed(is, sent int64) error {
	if is != sent {
		return kernel.Conflict("changed_meanwhile")
	}
	return nil
}
