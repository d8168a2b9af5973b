package person

import (
	"context"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/text"
)

// Service is the room's verbs.
type Service struct {
	d      *db.DB
	keys   *crypt.Keys
	places *place.Service

	// Files is where the papers of events lie.
	Files files.Store
	// Followers are the rooms that keep records of persons; each enters itself.
	Followers []Follower
	// Happened are told of each event of a household, and of its taking back, within its Write.
	Happened []func(tx *db.WriteTx, h Happening) error
}

// New makes the service.
func New(d *db.DB, keys *crypt.Keys, places *place.Service) *Service {
	return &Service{d: d, keys: keys, places: places, Followers: []Follower{{Before: oneRegister}}}
}

// Create enters a person. A citizen's number that is there already is refused, and so are the same name with the same
// telephone; the same name with the same day of birth waits for the officer to confirm that they are two.
func (s *Service) Create(ctx context.Context, n Draft) (Person, error) {
	var out Person
	if n.PlaceID == 0 {
		return out, kernel.Invalid("place_id", "required")
	}
	err := s.d.Write(ctx, "person.create", func(tx *db.WriteTx) error {
		home, err := s.places.LoadOpen(tx.ReadTx, n.PlaceID)
		if err != nil {
			return err
		}
		r, err := s.enter(tx, n, home)
		if err != nil {
			return err
		}
		out, err = s.full(tx.ReadTx, r)
		return err
	})
	return out, err
}

// enter adds a person who lives at a place.
func (s *Service) enter(tx *db.WriteTx, n Draft, home place.Place) (*personRow, error) {
	name, err := CleanName(n.Name)
	if err != nil {
		return nil, err
	}
	phone, err := CleanPhone(n.Phone)
	if err != nil {
		return nil, err
	}
	f, err := n.Clean(tx.Today())
	if err != nil {
		return nil, err
	}
	r := &personRow{Name: name, PlaceID: home.ID, Stamp: home.Stamp}
	s.seal(r, phone)
	s.setFacts(r, f)
	if err := s.unique(tx, r, n.ConfirmDuplicate); err != nil {
		return nil, err
	}
	if err := tx.Insert(r); err != nil {
		return nil, err
	}
	return r, index(tx, r)
}

// unique refuses a second person with the same citizen's number. Where the first lies outside the actor's scope only the
// township is told. Somebody of the same name with the same telephone or day of birth is refused until confirmed.
func (s *Service) unique(tx *db.WriteTx, r *personRow, confirmed bool) error {
	if r.IDIndex != "" {
		same, err := selectNumber(whole(tx.ReadTx), r.IDIndex)
		if err != nil {
			return err
		}
		for i := range same {
			if same[i].ID != r.ID {
				return s.taken(tx, &same[i])
			}
		}
	}
	if confirmed {
		return nil
	}
	birth, err := s.open(r.BirthDay)
	if err != nil {
		return err
	}
	named, err := selectNamed(tx.ReadTx, r.Name)
	if err != nil {
		return err
	}
	for i := range named {
		o := &named[i]
		if o.ID == r.ID || o.IDIndex != "" && r.IDIndex != "" {
			continue // themselves, or two who are known to be two
		}
		theirs, err := s.open(o.BirthDay)
		if err != nil {
			return err
		}
		if r.PhoneIndex != "" && o.PhoneIndex == r.PhoneIndex || birth != "" && theirs == birth {
			return kernel.Conflict("person_exists").With("id", o.ID.String()).With("name", o.Name)
		}
	}
	return nil
}

// taken tells whose the number is, as far as the actor may know.
func (s *Service) taken(tx *db.WriteTx, o *personRow) error {
	var seen personRow
	if err := tx.Get(&seen, o.ID); err == nil {
		return kernel.Conflict("id_number_exists").With("id", o.ID.String()).With("name", o.Name)
	} else if kernel.KindOf(err) != kernel.KindNotFound {
		return err
	}
	where, err := s.places.PathOf(whole(tx.ReadTx), kernel.Stamp{TownshipID: o.TownshipID})
	if err != nil {
		return err
	}
	return kernel.Conflict("id_number_elsewhere").With("place", where)
}

// Update changes name, home place, number or facts. What the register stands on changes by an event where the person is in
// a household.
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
		if c.core() {
			m, err := selectOpen(whole(tx.ReadTx), []kernel.ID{id})
			if err != nil {
				return err
			}
			if len(m) > 0 {
				return kernel.Conflict("correct_by_event")
			}
		}
		if err := s.amend(tx, r, c); err != nil {
			return err
		}
		var err error
		out, err = s.full(tx.ReadTx, r)
		return err
	})
	return out, err
}

// amend applies a change and stores the person.
func (s *Service) amend(tx *db.WriteTx, r *personRow, c Change) error {
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
	if r.Name == old {
		return nil
	}
	return tx.Relabel(table.Name, r.ID, r.Name)
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
		s.reseal(r, phone)
	}
	if err := s.applyFacts(tx, r, c); err != nil {
		return err
	}
	return s.unique(tx, r, c.ConfirmDuplicate || c.Name == nil && c.Phone == nil && c.Birth == nil && c.IDNumber == nil)
}

// applyFacts keeps what is sealed where it stays the same: a new seal would look like a change.
func (s *Service) applyFacts(tx *db.WriteTx, r *personRow, c Change) error {
	old, err := s.facts(r)
	if err != nil {
		return err
	}
	f := old
	for _, x := range []struct {
		to   *string
		from *string
	}{
		{&f.IDNumber, c.IDNumber},
		{&f.Sex, c.Sex},
		{&f.Ethnicity, c.Ethnicity},
		{&f.Education, c.Education},
		{&f.Political, c.Political},
		{&f.Marital, c.Marital},
		{&f.Residence, c.Residence},
	} {
		if x.from != nil {
			*x.to = *x.from
		}
	}
	if c.Birth != nil {
		f.Birth = *c.Birth
	}
	if c.IDNumber != nil && *c.IDNumber != "" { // a new number tells birth and sex anew, unless they are given too
		if c.Birth == nil {
			f.Birth = ""
		}
		if c.Sex == nil {
			f.Sex = ""
		}
	}
	if f, err = f.Clean(tx.Today()); err != nil || f == old {
		return err
	}
	number, birth := r.IDNumber, r.BirthDay
	s.setFacts(r, f)
	if f.IDNumber == old.IDNumber {
		r.IDNumber = number
	}
	if f.Birth == old.Birth {
		r.BirthDay = birth
	}
	return nil
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
		if w, index := s.exact(q, tx.Today()); w != "" {
			where, args = where+" AND "+w, append(args, index)
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

// exact is the condition for a whole number that somebody typed: a citizen's or a telephone number.
func (s *Service) exact(q string, today kernel.Day) (where, index string) {
	if number, err := kernel.CleanIDNumber(q, today); err == nil {
		return "pe.id_index <> '' AND pe.id_index = ?", s.NumberIndex(number)
	}
	if phone, err := CleanPhone(q); err == nil {
		return "pe.phone_index = ?", s.Index(phone)
	}
	return "", ""
}
