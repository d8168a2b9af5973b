package person

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
)

// When places merge or move, persons who have neither died nor left follow (Rehome: died_day = ” AND left_day = ”).
var table = db.Declare(db.Table{Name: "person", Place: db.PlaceCounty, Bind: db.Frame, FrameCol: "place_id", Rehome: "died_day = '' AND left_day = ''", Reindex: reindex})

// The domains keep the blind indexes of telephone numbers and citizens' numbers apart.
const (
	indexDomain   = "person.phone"
	numberDomain  = "person.id_number"
	sameNamesRead = 64 // how many persons of one name a check for duplicates looks at
)

type personRow struct {
	db.BaseModel `bun:"table:t_person"`
	db.Row
	kernel.Stamp
	Name       string        `bun:"name"`
	PlaceID    kernel.ID     `bun:"place_id"`
	Phone      kernel.Secret `bun:"phone"`
	PhoneIndex string        `bun:"phone_index"`
	IDNumber   kernel.Secret `bun:"id_number"`
	IDIndex    string        `bun:"id_index"`
	BirthDay   kernel.Secret `bun:"birth_day"`
	Sex        string        `bun:"sex"`
	Ethnicity  string        `bun:"ethnicity"`
	Education  string        `bun:"education"`
	Political  string        `bun:"political"`
	Marital    string        `bun:"marital"`
	Residence  string        `bun:"residence"`
	DiedDay    kernel.Day    `bun:"died_day"`
	LeftDay    kernel.Day    `bun:"left_day"`
	MergedInto kernel.ID     `bun:"merged_into"`
}

// gone tells whether the person has died or moved away.
func (r *personRow) gone() bool { return r.DiedDay != "" || r.LeftDay != "" }

// open opens a sealed field.
func (s *Service) open(sealed kernel.Secret) (string, error) {
	if sealed == "" {
		return "", nil
	}
	plain, err := s.keys.Open(sealed)
	if err != nil {
		return "", kernel.Internal(err)
	}
	return plain, nil
}

// facts opens what the row seals.
func (s *Service) facts(r *personRow) (Facts, error) {
	f := Facts{
		Sex: r.Sex, Ethnicity: r.Ethnicity, Education: r.Education, Political: r.Political, Marital: r.Marital, Residence: r.Residence,
	}
	birth, err := s.open(r.BirthDay)
	if err != nil {
		return f, err
	}
	f.Birth = kernel.Day(birth)
	f.IDNumber, err = s.open(r.IDNumber)
	return f, err
}

// setFacts seals clean facts into the row.
func (s *Service) setFacts(r *personRow, f Facts) {
	r.IDNumber, r.IDIndex, r.BirthDay = s.keys.Seal(f.IDNumber), s.NumberIndex(f.IDNumber), s.keys.Seal(string(f.Birth))
	r.Sex, r.Ethnicity, r.Education = f.Sex, f.Ethnicity, f.Education
	r.Political, r.Marital, r.Residence = f.Political, f.Marital, f.Residence
}

// view opens what is sealed only to mask it.
func (s *Service) view(r *personRow) (Person, error) {
	p := Person{
		ID: r.ID, Rev: r.Rev, Name: r.Name, PlaceID: r.PlaceID, PhoneIndex: r.PhoneIndex, IDIndex: r.IDIndex, Stamp: r.Stamp, MergedInto: r.MergedInto,
		Died: r.DiedDay, Left: r.LeftDay,
	}
	f, err := s.facts(r)
	if err != nil {
		return p, err
	}
	p.IDNumber, p.Birth = crypt.MaskIDNumber(f.IDNumber), maskBirth(f.Birth)
	p.Sex, p.Ethnicity, p.Education, p.Political, p.Marital, p.Residence = f.Sex, f.Ethnicity, f.Education, f.Political, f.Marital, f.Residence
	phone, err := s.open(r.Phone)
	p.Phone = crypt.MaskPhone(phone)
	return p, err
}

func (s *Service) views(rows []personRow) ([]Person, error) {
	out := make([]Person, len(rows))
	for i := range rows {
		p, err := s.view(&rows[i])
		if err != nil {
			return nil, err
		}
		out[i] = p
	}
	return out, nil
}

// seal puts a clean number into the row.
func (s *Service) seal(r *personRow, phone string) {
	r.Phone, r.PhoneIndex = s.keys.Seal(phone), s.Index(phone)
}

func index(tx *db.WriteTx, r *personRow) error {
	keys, err := searchKeys(tx.ReadTx, r)
	if err != nil {
		return err
	}
	return tx.Index("person", r.ID, r.Stamp, keys)
}

// selectPage lists the persons that meet a condition, newest first.
func selectPage(tx *db.ReadTx, where string, args []any, page kernel.Page) ([]personRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT pe.* FROM {person pe} WHERE " + where, Args: args,
		Order: []db.Key{{Col: "pe.id", Dir: db.Desc}}, Page: page,
	}, func(r *personRow) []any { return []any{r.ID} })
}

func selectAll(tx *db.ReadTx) ([]personRow, error) {
	var rows []personRow
	err := tx.Select(&rows, "SELECT pe.* FROM {person pe} WHERE pe.merged_into = 0 ORDER BY pe.id")
	return rows, err
}

// selectNumber finds who has a citizen's number.
func selectNumber(tx *db.ReadTx, index string) ([]personRow, error) {
	var rows []personRow
	err := tx.Select(&rows, "SELECT pe.* FROM {person pe} WHERE pe.id_index <> '' AND pe.id_index = ? AND pe.merged_into = 0", index)
	return rows, err
}

// selectNamed finds persons by their whole name.
func selectNamed(tx *db.ReadTx, name string) ([]personRow, error) {
	var rows []personRow
	err := tx.Select(&rows, "SELECT pe.* FROM {person pe} WHERE pe.name = ? AND pe.merged_into = 0 ORDER BY pe.id DESC LIMIT ?", name, sameNamesRead)
	return rows, err
}

// selectPersons reads the rows of persons by id, as far as the actor may see them.
func selectPersons(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]*personRow, error) {
	out := make(map[kernel.ID]*personRow, len(ids))
	const step = 512
	for from := 0; from < len(ids); from += step {
		in, args := place.Among("pe.id", ids[from:min(from+step, len(ids))])
		var rows []personRow
		if err := tx.Select(&rows, "SELECT pe.* FROM {person pe} WHERE "+in, args...); err != nil {
			return nil, err
		}
		for i := range rows {
			out[rows[i].ID] = &rows[i]
		}
	}
	return out, nil
}

// reindex writes the search keys of persons anew.
func reindex(tx *db.WriteTx, ids []kernel.ID) error {
	const step = 512
	for from := 0; from < len(ids); from += step {
		in, args := place.Among("pe.id", ids[from:min(from+step, len(ids))])
		var rows []personRow
		if err := tx.Select(&rows, "SELECT pe.* FROM {person pe} WHERE "+in, args...); err != nil {
			return err
		}
		keys := make([]db.Keys, len(rows))
		for i := range rows {
			r := &rows[i]
			names, err := searchKeys(tx.ReadTx, r)
			if err != nil {
				return err
			}
			keys[i] = db.Keys{ID: r.ID, Stamp: r.Stamp, Keys: names}
		}
		if err := tx.IndexAll("person", keys, true); err != nil {
			return err
		}
	}
	return nil
}
