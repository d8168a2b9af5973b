package person

import (
	"context"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/text"
)

// Follower is a room that keeps records of persons and is asked when two entries become one.
type Follower struct {
	// Before names the rows that stay with the entry that goes, once it has settled why they must; may be nil.
	Before func(tx *db.WriteTx, from, into kernel.ID) ([]db.Referring, error)
	// After settles what stands double now, such as one post held twice; may be nil.
	After func(tx *db.WriteTx, into kernel.ID) error
	// Stay names rows that stay as they are when a merge is taken back, because what was built on them since cannot be undone; may be nil.
	Stay func(tx *db.WriteTx, from, into kernel.ID) ([]db.Referring, error)
	// Except names tables that a merge's taking back leaves alone, because Apart puts their rows right.
	Except []string
	// Apart puts right what Before settled, once the rows have gone back; may be nil.
	Apart func(tx *db.WriteTx, from, into kernel.ID) error
}

// mergeFields are what an entry may take from the other when they become one.
var mergeFields = map[string]func(into, from *personRow){
	"name":  func(into, from *personRow) { into.Name = from.Name },
	"phone": func(into, from *personRow) { into.Phone, into.PhoneIndex = from.Phone, from.PhoneIndex },
	"place": func(into, from *personRow) { into.PlaceID, into.Stamp = from.PlaceID, from.Stamp },
	// A number belongs to one entry, so the other gives it up; birth and sex follow from it.
	"id_number": func(into, from *personRow) {
		into.IDNumber, into.IDIndex, into.BirthDay, into.Sex = from.IDNumber, from.IDIndex, from.BirthDay, from.Sex
		from.IDNumber, from.IDIndex = "", ""
	},
	"birth":     func(into, from *personRow) { into.BirthDay = from.BirthDay },
	"ethnicity": func(into, from *personRow) { into.Ethnicity = from.Ethnicity },
	"education": func(into, from *personRow) { into.Education = from.Education },
	"political": func(into, from *personRow) { into.Political = from.Political },
	"marital":   func(into, from *personRow) { into.Marital = from.Marital },
	"residence": func(into, from *personRow) { into.Residence = from.Residence },
}

// Different says that a pair is two persons. It is never proposed again.
func (s *Service) Different(ctx context.Context, id kernel.ID, rev int64, reason string) (Pair, error) {
	var out Pair
	err := s.d.Write(ctx, "person.different", func(tx *db.WriteTx) error {
		r, err := lockPair(tx, id, rev)
		if err != nil {
			return err
		}
		if r.State == PairMerged {
			return kernel.Conflict("pair_merged")
		}
		tx.Reason(strings.TrimSpace(reason))
		decide(tx, r, PairDifferent, reason)
		if err := tx.Update(r); err != nil {
			return err
		}
		out, err = s.pair(tx.ReadTx, r)
		return err
	})
	return out, err
}

func lockPair(tx *db.WriteTx, id kernel.ID, rev int64) (*pairRow, error) {
	r := &pairRow{}
	if err := tx.Lock(r, id); err != nil {
		return nil, err
	}
	if r.Rev != rev {
		return nil, kernel.Conflict("changed_meanwhile")
	}
	return r, nil
}

func decide(tx *db.WriteTx, r *pairRow, state PairState, reason string) {
	r.State, r.DecidedAt, r.DecidedBy, r.Reason = state, tx.Now().UnixMilli(), tx.Actor().Name, strings.TrimSpace(reason)
}

// Merge makes two entries one. Every record of the entry that goes follows, each with its line in the journal; the entry
// itself stays as a row that says where it went, and leaves the lists. The entry of the journal is what Unmerge puts back.
func (s *Service) Merge(ctx context.Context, id kernel.ID, c MergeChoice) (Pair, error) {
	var out Pair
	if strings.TrimSpace(c.Reason) == "" {
		return out, kernel.Invalid("reason", "required")
	}
	err := s.d.Write(ctx, "person.merge", func(tx *db.WriteTx) error {
		r, err := lockPair(tx, id, c.Rev)
		if err != nil {
			return err
		}
		into, from, err := s.sides(tx, r, c.KeepID)
		if err != nil {
			return err
		}
		tx.Reason(strings.TrimSpace(c.Reason))
		if err := s.follow(tx, into, from, c.Take); err != nil {
			return err
		}
		decide(tx, r, PairMerged, c.Reason)
		r.KeptID = into.ID
		if err := tx.Update(r); err != nil {
			return err
		}
		out, err = s.pair(tx.ReadTx, r)
		return err
	})
	return out, err
}

// sides locks both entries in the order of their ids. Nobody merges themselves with anybody: posts would follow.
func (s *Service) sides(tx *db.WriteTx, r *pairRow, keep kernel.ID) (into, from *personRow, err error) {
	a, b := &personRow{}, &personRow{}
	if err := tx.Lock(a, r.AID); err != nil {
		return nil, nil, err
	}
	if err := tx.Lock(b, r.BID); err != nil {
		return nil, nil, err
	}
	own := tx.Actor().PersonID
	switch {
	case keep != a.ID && keep != b.ID:
		return nil, nil, kernel.Invalid("keep_id", "not_of_the_pair")
	case a.MergedInto != 0 || b.MergedInto != 0:
		return nil, nil, kernel.Conflict("person_merged")
	case own != 0 && (own == a.ID || own == b.ID):
		return nil, nil, kernel.Forbidden("own_person")
	case keep == a.ID:
		return a, b, nil
	}
	return b, a, nil
}

// follow moves everything from one entry to the other.
func (s *Service) follow(tx *db.WriteTx, into, from *personRow, take []string) error {
	old := into.Name
	for _, field := range take {
		set, ok := mergeFields[field]
		if !ok {
			return kernel.Invalid("take", "unknown_field").With("value", field)
		}
		set(into, from)
	}
	from.MergedInto, from.IDIndex = into.ID, "" // the number may stand in the entry that stays, now or later
	if err := tx.Update(from); err != nil {
		return err
	}
	if err := tx.Update(into); err != nil {
		return err
	}
	var keep []db.Referring
	for _, f := range s.Followers {
		if f.Before == nil {
			continue
		}
		rows, err := f.Before(tx, from.ID, into.ID)
		if err != nil {
			return err
		}
		keep = append(keep, rows...)
	}
	if err := tx.Repoint(table.Name, from.ID, into.ID, into.Name, keep...); err != nil {
		return err
	}
	if into.Name != old {
		if err := tx.Relabel(table.Name, into.ID, into.Name); err != nil {
			return err
		}
	}
	for _, f := range s.Followers {
		if f.After == nil {
			continue
		}
		if err := f.After(tx, into.ID); err != nil {
			return err
		}
	}
	return indexRows(tx, into, from)
}

// indexRows: the entry that stays is found by the names of those that went, the others no longer.
func indexRows(tx *db.WriteTx, rows ...*personRow) error {
	for _, r := range rows {
		if err := index(tx, r); err != nil {
			return err
		}
	}
	return nil
}

// searchKeys are the keys of an entry: its name and those of the entries merged into it. One that was merged has none.
func searchKeys(tx *db.ReadTx, r *personRow) ([]string, error) {
	if r.MergedInto != 0 {
		return nil, nil
	}
	names, err := namesMergedInto(tx, r.ID)
	if err != nil {
		return nil, err
	}
	keys := text.PersonKeys(r.Name)
	for _, n := range names {
		keys = append(keys, text.PersonKeys(n)...)
	}
	return keys, nil
}

// Unmerge takes a merge back: every row that it changed gets its old values, but for those that somebody changed since; they
// stay where they are and are named. The pair counts as different from then on.
func (s *Service) Unmerge(ctx context.Context, id kernel.ID, rev int64, reason string) (Unmerged, error) {
	out := Unmerged{Stayed: []Moved{}}
	if strings.TrimSpace(reason) == "" {
		return out, kernel.Invalid("reason", "required")
	}
	err := s.d.Write(ctx, "person.unmerge", func(tx *db.WriteTx) error {
		r, err := lockPair(tx, id, rev)
		if err != nil {
			return err
		}
		if r.State != PairMerged {
			return kernel.Conflict("pair_not_merged")
		}
		tx.Reason(strings.TrimSpace(reason))
		if out.Stayed, err = s.apart(tx, r); err != nil {
			return err
		}
		decide(tx, r, PairDifferent, reason)
		r.KeptID = 0
		if err := tx.Update(r); err != nil {
			return err
		}
		out.Pair, err = s.pair(tx.ReadTx, r)
		return err
	})
	return out, err
}

func (s *Service) apart(tx *db.WriteTx, r *pairRow) ([]Moved, error) {
	a, b := &personRow{}, &personRow{}
	if err := tx.Lock(a, r.AID); err != nil {
		return nil, err
	}
	if err := tx.Lock(b, r.BID); err != nil {
		return nil, err
	}
	into, from := a, b
	if r.KeptID == b.ID {
		into, from = b, a
	}
	if into.MergedInto != 0 || from.MergedInto != into.ID {
		return nil, kernel.Conflict("unmerge_later_first")
	}
	entry, err := mergeEntry(tx.ReadTx, from.ID)
	if err != nil {
		return nil, err
	}
	stayed, err := s.takeBack(tx, entry, from.ID, into.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range []*personRow{a, b} {
		if err := tx.Lock(p, p.ID); err != nil {
			return nil, err
		}
	}
	if from.MergedInto != 0 { // its number was removed since: the merge itself changed nothing else of it
		from.MergedInto = 0
		if err := tx.Update(from); err != nil {
			return nil, err
		}
	}
	out := []Moved{}
	for _, row := range stayed {
		if row != (db.Referring{Table: table.Name, ID: from.ID}) {
			out = append(out, Moved{Table: row.Table, ID: row.ID})
		}
	}
	return out, indexRows(tx, a, b)
}

// takeBack takes the entry of a merge back, with what the rooms have to say about it.
func (s *Service) takeBack(tx *db.WriteTx, entry, from, into kernel.ID) ([]db.Referring, error) {
	undo := db.Undo{Changes: true, Except: []string{pairTable.Name}}
	for _, f := range s.Followers {
		undo.Except = append(undo.Except, f.Except...)
		if f.Stay == nil {
			continue
		}
		rows, err := f.Stay(tx, from, into)
		if err != nil {
			return nil, err
		}
		undo.Stay = append(undo.Stay, rows...)
	}
	stayed, err := tx.TakeBack(entry, undo)
	if err != nil {
		return nil, err
	}
	for _, f := range s.Followers {
		if f.Apart == nil {
			continue
		}
		if err := f.Apart(tx, from, into); err != nil {
			return nil, err
		}
	}
	return stayed, nil
}

// mergeEntry is the entry of the journal in which a person was merged last.
func mergeEntry(tx *db.ReadTx, person kernel.ID) (kernel.ID, error) {
	events, err := tx.Timeline(table.Name, person)
	if err != nil {
		return 0, err
	}
	var entry kernel.ID
	for _, e := range events {
		if e.Action == "person.merge" {
			entry = e.EntryID
		}
	}
	if entry == 0 {
		return 0, kernel.NotFound("journal")
	}
	return entry, nil
}
