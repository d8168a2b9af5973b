package book

import (
	"context"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// Room is one that keeps books: it names the owners of its accounts, and tells what stands behind its transactions.
type Room interface {
	AccountNames(tx *db.ReadTx, list []ledger.Account) (map[kernel.ID]string, error)
	Behind(tx *db.ReadTx, kind string, ids []kernel.ID) (map[kernel.ID]ledger.Source, error)
}

// Service holds the verbs of the room.
type Service struct {
	db    *db.DB
	place *place.Service
	rooms []Room
}

// New makes the room, for the books of some rooms.
func New(d *db.DB, places *place.Service, rooms ...Room) *Service {
	return &Service{db: d, place: places, rooms: rooms}
}

// system is the transaction as the program sees it: places are named whoever looks.
func system(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }

// Books is a page of the books at a place and below, or of all that the actor sees, the newest first.
func (s *Service) Books(ctx context.Context, at kernel.ID, kind string, page kernel.Page) (out []Book, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		where, args := "TRUE", []any{}
		if at != 0 {
			if where, args, err = s.place.Within(tx, "b", at); err != nil {
				return err
			}
		}
		if kind != "" {
			where, args = where+" AND b.kind = ?", append(args, kind)
		}
		rows, n, err := ledger.Books(tx, where, args, page)
		if err != nil {
			return err
		}
		next = n
		out, err = s.books(tx, rows)
		return err
	})
	return out, next, err
}

func (s *Service) books(tx *db.ReadTx, rows []ledger.Book) ([]Book, error) {
	ids, stamps := make([]kernel.ID, len(rows)), make([]kernel.Stamp, len(rows))
	for i, b := range rows {
		ids[i], stamps[i] = b.PlaceID, b.Stamp
	}
	names, err := s.place.Names(system(tx), ids)
	if err != nil {
		return nil, err
	}
	paths, err := s.place.Paths(system(tx), stamps)
	out := make([]Book, len(rows))
	for i, b := range rows {
		p := names[b.PlaceID]
		out[i] = Book{ID: b.ID, Kind: b.Kind, Name: b.Name, Place: p.Ref(), Path: paths[i], From: b.OpenFrom, ClosedTo: b.ClosedTo, OpenTo: b.OpenTo}
	}
	return out, err
}

func (s *Service) book(tx *db.ReadTx, b ledger.Book) (Book, error) {
	list, err := s.books(tx, []ledger.Book{b})
	if err != nil {
		return Book{}, err
	}
	return list[0], nil
}

// asOf checks a moment; without one it is the end of today.
func asOf(tx *db.ReadTx, at At) (ledger.AsOf, error) {
	if at.No < 0 {
		return ledger.AsOf{}, kernel.Invalid("no", "bad_number")
	}
	if at.Day == "" {
		at.Day = tx.Today()
	}
	_, err := kernel.ParseDay(string(at.Day))
	return ledger.AsOf{Day: at.Day, No: at.No}, err
}

// Trial is the trial balance of a book: what the accounts of each kind have together, and the sums of each unit.
func (s *Service) Trial(ctx context.Context, id kernel.ID, at At) (*Trial, error) {
	var out *Trial
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		when, err := asOf(tx, at)
		if err != nil {
			return err
		}
		b, periods, err := ledger.GetBook(tx, id)
		if err != nil {
			return err
		}
		lines, err := ledger.TrialAsOf(tx, id, when)
		if err != nil {
			return err
		}
		shown, err := s.book(tx, b)
		if err != nil {
			return err
		}
		out = &Trial{Book: shown, Day: when.Day, No: when.No, Periods: make([]Period, len(periods))}
		out.Totals, out.Sums = add(lines)
		for i, p := range periods {
			out.Periods[i] = Period{p.FromDay, p.ToDay, p.ClosedAt, p.Accounts, p.Digest}
		}
		return nil
	})
	return out, err
}

// Accounts is a page of a book's accounts of one kind and unit with what they had, in the order in which they were opened: never by how
// much.
func (s *Service) Accounts(ctx context.Context, id kernel.ID, kind, unit string, at At, page kernel.Page) (out []Account, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		when, err := asOf(tx, at)
		if err != nil {
			return err
		}
		lines, n, err := ledger.AccountsIn(tx, id, kind, unit, when, page)
		if err != nil {
			return err
		}
		next = n
		out, err = s.accounts(tx, lines)
		return err
	})
	return out, next, err
}

func (s *Service) accounts(tx *db.ReadTx, lines []ledger.TrialLine) ([]Account, error) {
	list := make([]ledger.Account, len(lines))
	for i, l := range lines {
		list[i] = l.Account
	}
	names, err := s.names(tx, list)
	out := make([]Account, len(lines))
	for i, l := range lines {
		out[i] = shown(&l.Account, names[l.ID], l.N)
	}
	return out, err
}

func shown(a *ledger.Account, owner string, n int64) Account {
	return Account{ID: a.ID, Class: string(a.Class), Kind: ledger.Family(a.Kind, families), Unit: a.Unit, Owner: owner, N: n, Ended: a.ClosedDay}
}

// names asks the rooms whose accounts are.
func (s *Service) names(tx *db.ReadTx, list []ledger.Account) (map[kernel.ID]string, error) {
	out := map[kernel.ID]string{}
	for _, r := range s.rooms {
		names, err := r.AccountNames(tx, list)
		if err != nil {
			return nil, err
		}
		for id, name := range names {
			out[id] = name
		}
	}
	return out, nil
}

// refs are the records that transactions come from, by their kind.
type refs map[string][]kernel.ID

func (r refs) add(kind string, id kernel.ID) {
	if id != 0 && !slices.Contains(r[kind], id) {
		r[kind] = append(r[kind], id)
	}
}

// sources asks the rooms what stands behind records.
func (s *Service) sources(tx *db.ReadTx, all refs) (func(kind string, id kernel.ID) Source, error) {
	type ref struct {
		kind string
		id   kernel.ID
	}
	found := map[ref]Source{}
	for kind, ids := range all {
		for _, r := range s.rooms {
			list, err := r.Behind(tx, kind, ids)
			if err != nil {
				return nil, err
			}
			for id, x := range list {
				found[ref{kind, id}] = sourceOf(x)
			}
		}
	}
	return func(kind string, id kernel.ID) Source {
		if x, ok := found[ref{kind, id}]; ok {
			return x
		}
		return Source{Who: []Stood{}}
	}, nil
}

func sourceOf(x ledger.Source) Source {
	out := Source{Title: x.Title, Note: x.Note, Day: x.Day, Files: x.Files, Page: x.Page, Of: x.Of, Who: make([]Stood, len(x.Who))}
	for i, w := range x.Who {
		out.Who[i] = Stood(w)
	}
	return out
}
