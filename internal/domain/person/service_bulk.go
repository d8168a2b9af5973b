package person

import (
	"cmp"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/text"
)

// What follows is for the rooms that come after this one: it works within their transaction.

// whole is the transaction as the program itself sees it: a citizen's number, a household's code and a place on a roll are
// one in the county, whoever asks. What it finds outside the actor's scope is never told beyond the township.
func whole(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }

// Load reads one person.
func (s *Service) Load(tx *db.ReadTx, id kernel.ID) (Person, error) {
	var r personRow
	if err := tx.Get(&r, id); err != nil {
		return Person{}, err
	}
	return s.full(tx, &r)
}

// LoadMany reads the persons with the ids, as far as the actor may see them, without their homes.
func (s *Service) LoadMany(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]Person, error) {
	out := make(map[kernel.ID]Person, len(ids))
	const step = 512
	for from := 0; from < len(ids); from += step {
		in, args := place.Among("pe.id", ids[from:min(from+step, len(ids))])
		var rows []personRow
		if err := tx.Select(&rows, "SELECT pe.* FROM {person pe} WHERE "+in, args...); err != nil {
			return nil, err
		}
		list, err := s.views(rows)
		if err != nil {
			return nil, err
		}
		for _, p := range list {
			out[p.ID] = p
		}
	}
	return out, nil
}

// All reads every person of the actor's scope, for an import that matches names and numbers.
func (s *Service) All(tx *db.ReadTx) ([]Person, error) {
	rows, err := selectAll(tx)
	if err != nil {
		return nil, err
	}
	return s.views(rows)
}

// Index is the blind index of a clean number: equal numbers have equal indexes, and nothing else can be told from it.
func (s *Service) Index(phone string) string {
	return s.keys.Index(indexDomain, phone)
}

// NumberIndex is the blind index of a clean citizen's number.
func (s *Service) NumberIndex(number string) string { return s.keys.Index(numberDomain, number) }

// reseal stores a number unless it is the one that is there: a new seal would look like a change.
func (s *Service) reseal(r *personRow, phone string) {
	if s.Index(phone) != r.PhoneIndex {
		s.seal(r, phone)
	}
}

// Entry is a person to be entered among many, with an id already drawn.
type Entry struct {
	ID    kernel.ID
	Name  string
	Phone string // clean
	Facts Facts  // clean
	Home  place.Place
}

// AddAll enters many persons at once; names and numbers are clean already.
func (s *Service) AddAll(tx *db.WriteTx, list []Entry) error {
	rows := make([]*personRow, len(list))
	keys := make([]db.Keys, len(list))
	for i, e := range list {
		rows[i] = &personRow{Row: db.Row{ID: e.ID}, Stamp: e.Home.Stamp, Name: e.Name, PlaceID: e.Home.ID}
		s.seal(rows[i], e.Phone)
		s.setFacts(rows[i], e.Facts)
		keys[i] = db.Keys{ID: e.ID, Stamp: e.Home.Stamp, Keys: text.PersonKeys(e.Name)}
	}
	if err := tx.InsertAll(rows); err != nil {
		return err
	}
	return tx.IndexAll(table.Name, keys, false)
}

// Gone tells which of some persons have died or moved away, and since when.
func (s *Service) Gone(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]kernel.Day, error) {
	rows, err := selectPersons(tx, ids)
	out := map[kernel.ID]kernel.Day{}
	for id, r := range rows {
		if r.gone() {
			out[id] = cmp.Or(r.DiedDay, r.LeftDay)
		}
	}
	return out, err
}

// SetPhone gives a number to a person who has none yet.
func (s *Service) SetPhone(tx *db.WriteTx, id kernel.ID, phone string) error {
	r := &personRow{}
	if err := tx.Lock(r, id); err != nil {
		return err
	}
	if r.MergedInto != 0 {
		return kernel.Conflict("person_merged")
	}
	s.seal(r, phone)
	return tx.Update(r)
}
