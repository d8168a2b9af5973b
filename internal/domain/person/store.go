package person

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/text"
)

var table = db.Declare(db.Table{Name: "person", Place: db.PlaceCounty, Bind: db.Frame, FrameCol: "place_id", Reindex: reindex})

// indexDomain keeps the blind index of telephone numbers apart from those of other fields.
const indexDomain = "person.phone"

type personRow struct {
	db.BaseModel `bun:"table:t_person"`
	db.Row
	kernel.Stamp
	Name       string        `bun:"name"`
	PlaceID    kernel.ID     `bun:"place_id"`
	Phone      kernel.Secret `bun:"phone"`
	PhoneIndex string        `bun:"phone_index"`
}

// view opens the number only to mask it.
func (s *Service) view(r *personRow) (Person, error) {
	p := Person{ID: r.ID, Rev: r.Rev, Name: r.Name, PlaceID: r.PlaceID, PhoneIndex: r.PhoneIndex, Stamp: r.Stamp}
	if r.Phone == "" {
		return p, nil
	}
	plain, err := s.keys.Open(r.Phone)
	if err != nil {
		return p, kernel.Internal(err)
	}
	p.Phone = crypt.MaskPhone(plain)
	return p, nil
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
	return tx.Index(table.Name, r.ID, r.Stamp, text.Keys(r.Name))
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
	err := tx.Select(&rows, "SELECT pe.* FROM {person pe} WHERE pe.id > 0 ORDER BY pe.id")
	return rows, err
}

func selectSame(tx *db.ReadTx, name, phoneIndex string) ([]personRow, error) {
	var rows []personRow
	err := tx.Select(&rows, "SELECT pe.* FROM {person pe} WHERE pe.phone_index = ? AND pe.name = ?", phoneIndex, name)
	return rows, err
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
		for i, r := range rows {
			keys[i] = db.Keys{ID: r.ID, Stamp: r.Stamp, Keys: text.Keys(r.Name)}
		}
		if err := tx.IndexAll("person", keys, true); err != nil {
			return err
		}
	}
	return nil
}
