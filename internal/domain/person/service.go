package person

import (
	"context"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/text"
)

// Service is the room's verbs.
type Service struct {
	d      *db.DB
	keys   *crypt.Keys
	places *place.Service

	// Renamed is called in the transaction in which a name changes, so that rooms which keep the name beside their own
	// records follow; the room that does so sets it.
	Renamed func(tx *db.WriteTx, id kernel.ID, name string) error
	// Followers are the rooms that keep records of persons; each enters itself.
	Followers []Follower
}

// New makes the service.
func New(d *db.DB, keys *crypt.Keys, places *place.Service) *Service {
	return &Service{d: d, keys: keys, places: places}
}

// Create enters a person. The same name with the same number is the same person, and so refused.
func (s *Service) Create(ctx context.Context, n Draft) (Person, error) {
	var out Person
	name, err := CleanName(n.Name)
	if err != nil {
		return out, err
	}
	phone, err := CleanPhone(n.Phone)
	if err != nil {
		return out, err
	}
	err = s.d.Write(ctx, "person.create", func(tx *db.WriteTx) error {
		home, err := s.places.LoadOpen(tx.ReadTx, n.PlaceID)
		if err != nil {
			return err
		}
		r := &personRow{Name: name, PlaceID: home.ID, Stamp: home.Stamp}
		s.seal(r, phone)
		if err := s.unique(tx, r); err != nil {
			return err
		}
		if err := tx.Insert(r); err != nil {
			return err
		}
		if err := index(tx, r); err != nil {
			return err
		}
		out, err = s.full(tx.ReadTx, r)
		return err
	})
	return out, err
}

// unique refuses a second person with the same name and number.
func (s *Service) unique(tx *db.WriteTx, r *personRow) error {
	if r.PhoneIndex == "" {
		return nil
	}
	same, err := selectSame(tx.ReadTx, r.Name, r.PhoneIndex)
	if err != nil {
		return err
	}
	for _, o := range same {
		if o.ID != r.ID {
			return kernel.Conflict("person_exists").With("id", o.ID.String()).With("name", o.Name)
		}
	}
	return nil
}

// Update changes name, home place or number.
func (s *Service) Update(ctx context.Context, id kernel.ID, c Change) (Person, error) {
	var out Person
	err := s.d.Write(ctx, "person.update", func(tx *db.WriteTx) error {
		r := &personRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if r.Rev != c.Rev {
			return kernel.Conflict("changed_meanwhile")
		}
		if r.MergedInto != 0 {
			return kernel.Conflict("person_merged")
		}
		old := r.Name
		if err := s.apply(tx, r, c); err != nil {
			return err
		}
		if err := tx.Update(r); err != nil {
			return err
		}
		if err := index(tx, r); err != nil {
			return err
		}
		if r.Name != old && s.Renamed != nil {
			if err := s.Renamed(tx, r.ID, r.Name); err != nil {
				return err
			}
		}
		var err error
		out, err = s.full(tx.ReadTx, r)
		return err
	})
	return out, err
}

func (s *Service) apply(tx *db.WriteTx, r *personRow, c Change) error {
	if c.Name != nil {
		name, err := CleanName(*c.Name)
		if err != nil {
			return err
		}
		r.Name = name
	}
	if c.PlaceID != nil && *c.PlaceID != r.PlaceID {
		home, err := s.places.LoadOpen(tx.ReadTx, *c.PlaceID)
		if err != nil {
			return err
		}
		r.PlaceID, r.Stamp = home.ID, home.Stamp
	}
	if c.Phone != nil {
		phone, err := CleanPhone(*c.Phone)
		if err != nil {
			return err
		}
		s.seal(r, phone)
	}
	return s.unique(tx, r)
}

// Get reads one person.
func (s *Service) Get(ctx context.Context, id kernel.ID) (Person, error) {
	var out Person
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, err = s.Load(tx, id)
		return err
	})
	return out, err
}

// List is a page of persons.
func (s *Service) List(ctx context.Context, f Filter, page kernel.Page) ([]Person, string, error) {
	var out []Person
	var next string
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, next, err = s.Page(tx, f, page)
		return err
	})
	return out, next, err
}

// Page is List within a transaction. A search gives its best hits on one page.
func (s *Service) Page(tx *db.ReadTx, f Filter, page kernel.Page) ([]Person, string, error) {
	where, args := "pe.merged_into = 0", []any{}
	if f.Place != 0 {
		w, a, err := s.places.Within(tx, "pe", f.Place)
		if err != nil {
			return nil, "", err
		}
		where, args = where+" AND "+w, append(args, a...)
	}
	if q := strings.TrimSpace(f.Q); q != "" {
		if phone, err := CleanPhone(q); err == nil {
			where, args = where+" AND pe.phone_index = ?", append(args, s.Index(phone))
		} else {
			ids, err := tx.Search(table.Name, text.Fold(q), kernel.MaxLimit)
			if err != nil || len(ids) == 0 {
				return []Person{}, "", err
			}
			in, a := place.Among("pe.id", ids)
			where, args = where+" AND "+in, append(args, a...)
		}
	}
	rows, next, err := selectPage(tx, where, args, page)
	if err != nil {
		return nil, "", err
	}
	list, err := s.views(rows)
	if err != nil {
		return nil, "", err
	}
	return list, next, s.homes(tx, list)
}

// homes fills in the names of the home places.
func (s *Service) homes(tx *db.ReadTx, list []Person) error {
	ids := make([]kernel.ID, len(list))
	for i, p := range list {
		ids[i] = p.PlaceID
	}
	known, err := s.places.LoadMany(tx, ids)
	for i := range list {
		if home, ok := known[list[i].PlaceID]; ok {
			list[i].Place = home.Ref()
		}
	}
	return err
}

func (s *Service) full(tx *db.ReadTx, r *personRow) (Person, error) {
	p, err := s.view(r)
	if err != nil {
		return p, err
	}
	one := []Person{p}
	err = s.homes(tx, one)
	return one[0], err
}

// Reveal opens a number for a reason; both stay in the journal.
func (s *Service) Reveal(ctx context.Context, id kernel.ID, reason string) (string, error) {
	if strings.TrimSpace(reason) == "" {
		return "", kernel.Invalid("reason", "required")
	}
	var phone string
	err := s.d.Write(ctx, PermReveal, func(tx *db.WriteTx) error {
		var r personRow
		if err := tx.Get(&r, id); err != nil {
			return err
		}
		phone = ""
		if r.Phone != "" {
			plain, err := s.keys.Open(r.Phone)
			if err != nil {
				return kernel.Internal(err)
			}
			phone = plain
		}
		tx.Reason(reason)
		tx.View(table.Name, r.ID, r.Stamp, "phone")
		return nil
	})
	return phone, err
}
