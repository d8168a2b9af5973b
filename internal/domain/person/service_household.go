package person

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/text"
)

// CreateHousehold enters a household with its members, as it was found or newly founded.
func (s *Service) CreateHousehold(ctx context.Context, n NewHousehold) (HouseholdDetail, error) {
	var out HouseholdDetail
	err := s.d.Write(ctx, PermRecord, func(tx *db.WriteTx) error {
		a, err := s.beginSettle(tx, n)
		if err != nil {
			return err
		}
		for _, m := range n.Members {
			if err := a.come(m); err != nil {
				return err
			}
		}
		if err := a.finish(); err != nil {
			return err
		}
		out, err = s.detailOf(tx.ReadTx, a.h, tx.Today())
		return err
	})
	return out, err
}

func (s *Service) beginSettle(tx *db.WriteTx, n NewHousehold) (*act, error) {
	if n.From == "" {
		n.From = tx.Today()
	}
	if _, err := kernel.ParseDay(string(n.From)); err != nil {
		return nil, kernel.Invalid("from", "bad_day")
	}
	if n.From > tx.Today() {
		return nil, kernel.Invalid("from", "day_in_future")
	}
	at, err := s.places.LoadOpen(tx.ReadTx, n.PlaceID)
	if err != nil {
		return nil, err
	}
	code, err := s.codeFor(tx, at, n.Code)
	if err != nil {
		return nil, err
	}
	kind, err := cleanCode(ListKind, "kind", cmp.Or(n.Kind, "family"))
	if err != nil {
		return nil, err
	}
	cause, err := cleanCode(ListCame, "cause", cmp.Or(n.Cause, "settled"))
	if err != nil {
		return nil, err
	}
	h := &houseRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: at.Stamp, Code: code, PlaceID: at.ID, Kind: kind, FromDay: n.From,
		ToDay: kernel.EndOfTime, Came: cause,
	}
	if err := s.setAddress(h, n.Address); err != nil {
		return nil, err
	}
	a := &act{s: s, tx: tx, h: h, stay: map[kernel.ID][]*memberRow{}, detail: newDetail(), n: NewEvent{Kind: KindSettle, Day: n.From, Doc: n.Doc}}
	a.start(KindSettle, cause)
	return a, a.found(h)
}

// codeFor checks the code that a new household shall have, or draws one.
func (s *Service) codeFor(tx *db.WriteTx, at place.Place, code string) (string, error) {
	if code == "" {
		return s.nextCode(tx, at)
	}
	village, err := s.villageCode(tx.ReadTx, at)
	if err != nil {
		return "", err
	}
	if !validCode(code, village) {
		return "", kernel.Invalid("code", "bad_household_code").With("prefix", village)
	}
	var taken []string
	if err := whole(tx.ReadTx).Select(&taken, "SELECT h.code FROM {household h} WHERE h.code = ?", code); err != nil {
		return "", err
	}
	if len(taken) > 0 {
		return "", kernel.Conflict("duplicate_code").With("code", code)
	}
	return code, nil
}

// validCode tells whether a code is the village's twelve digits and five more.
func validCode(code, village string) bool {
	return len(code) == 12+codeDigits && strings.HasPrefix(code, village) && strings.Trim(code, "0123456789") == ""
}

// villageCode is the twelve digits with which the codes of households at a place begin.
func (s *Service) villageCode(tx *db.ReadTx, at place.Place) (string, error) {
	if at.Stamp.VillageID == 0 {
		return "", kernel.Invalid("place_id", "household_needs_village").With("name", at.Name)
	}
	v, err := s.places.Load(whole(tx), at.Stamp.VillageID)
	if err != nil {
		return "", err
	}
	return v.Code[:min(12, len(v.Code))], nil
}

// nextCode is the code after the highest of the village. Two who draw the same at once: the second tries again.
func (s *Service) nextCode(tx *db.WriteTx, at place.Place) (string, error) {
	village, err := s.villageCode(tx.ReadTx, at)
	if err != nil {
		return "", err
	}
	last, err := lastCode(whole(tx.ReadTx), village)
	if err != nil {
		return "", err
	}
	return codeAfter(village, last)
}

func codeAfter(village, last string) (string, error) {
	n := 0
	if last != "" {
		n, _ = strconv.Atoi(last[len(village):])
	}
	if n >= 99999 {
		return "", kernel.Conflict("codes_used_up").With("prefix", village)
	}
	return fmt.Sprintf("%s%0*d", village, codeDigits, n+1), nil
}

// Household reads the page of a household as of a day; today when empty.
func (s *Service) Household(ctx context.Context, id kernel.ID, day kernel.Day) (HouseholdDetail, error) {
	var out HouseholdDetail
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		var h houseRow
		if err := tx.Get(&h, id); err != nil {
			return err
		}
		on := cmp.Or(day, tx.Today())
		if _, err := kernel.ParseDay(string(on)); err != nil {
			return kernel.Invalid("day", "bad_day")
		}
		var err error
		out, err = s.detailOf(tx, &h, on)
		return err
	})
	return out, err
}

// Households is a page of households, by code.
func (s *Service) Households(ctx context.Context, f HouseholdFilter, page kernel.Page) ([]Household, string, error) {
	var out []Household
	var next string
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, next, err = s.PageHouseholds(tx, f, page)
		return err
	})
	return out, next, err
}

// PageHouseholds is Households within a transaction. A search gives its best hits on one page.
func (s *Service) PageHouseholds(tx *db.ReadTx, f HouseholdFilter, page kernel.Page) ([]Household, string, error) {
	where, args := "h.to_day = ?", []any{kernel.EndOfTime}
	if f.Closed {
		where = "h.to_day < ?"
	}
	if f.Place != 0 {
		w, a, err := s.places.Within(tx, "h", f.Place)
		if err != nil {
			return nil, "", err
		}
		where, args = where+" AND "+w, append(args, a...)
	}
	if q := strings.TrimSpace(f.Q); q != "" {
		w, a, err := s.search(tx, q)
		if err != nil || w == "" {
			return []Household{}, "", err
		}
		where, args = where+" AND "+w, append(args, a...)
	}
	rows, next, err := pageHouses(tx, where, args, page)
	if err != nil {
		return nil, "", err
	}
	out, err := s.houses(tx, rows, tx.Today())
	return out, next, err
}

// search is the condition for what somebody typed: the code or its beginning, a whole number of a member, or a name.
func (s *Service) search(tx *db.ReadTx, q string) (string, []any, error) {
	if len(q) >= 12 && len(q) <= 12+codeDigits && strings.Trim(q, "0123456789") == "" {
		return "h.code >= ? AND h.code <= ?", []any{q, q + strings.Repeat("9", 12+codeDigits-len(q))}, nil
	}
	var ids []kernel.ID
	var err error
	if w, index := s.exact(q, tx.Today()); w != "" {
		err = tx.Select(&ids, "SELECT pe.id FROM {person pe} WHERE "+w, index)
	} else if folded := text.Fold(q); folded != "" {
		ids, err = tx.Search(table.Name, folded, kernel.MaxLimit)
	}
	if err != nil || len(ids) == 0 {
		return "", nil, err
	}
	rows, err := membersBy(tx, "m.person_id", ids, "")
	if err != nil || len(rows) == 0 {
		return "", nil, err
	}
	var houses []kernel.ID
	for _, m := range rows {
		if !slices.Contains(houses, m.HouseholdID) {
			houses = append(houses, m.HouseholdID)
		}
	}
	in, args := place.Among("h.id", houses)
	return in, args, nil
}

// houses makes the short forms of households with the names of places and heads.
func (s *Service) houses(tx *db.ReadTx, rows []houseRow, day kernel.Day) ([]Household, error) {
	out := make([]Household, len(rows))
	var ids, at, heads []kernel.ID
	stamps := make([]kernel.Stamp, len(rows))
	for i, r := range rows {
		ids, at, heads, stamps[i] = append(ids, r.ID), append(at, r.PlaceID), append(heads, r.HeadID), r.Stamp
	}
	placesOf, err := s.places.LoadMany(tx, at)
	if err != nil {
		return nil, err
	}
	paths, err := s.places.Paths(tx, stamps)
	if err != nil {
		return nil, err
	}
	persons, err := selectPersons(tx, heads)
	if err != nil {
		return nil, err
	}
	n, err := countMembers(tx, ids, day)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		r := &rows[i]
		address, err := s.open(r.Address)
		if err != nil {
			return nil, err
		}
		h := Household{
			HouseholdRef: HouseholdRef{ID: r.ID, Code: r.Code}, Rev: r.Rev, Path: paths[i], HeadID: r.HeadID, Kind: r.Kind,
			Address: maskAddress(address), From: r.FromDay, To: shown(r.ToDay), Came: r.Came, Ended: r.Ended, Members: n[r.ID],
			PlaceID: r.PlaceID, Stamp: r.Stamp,
		}
		if p, ok := placesOf[r.PlaceID]; ok {
			h.Place = p.Ref()
		}
		if p := persons[r.HeadID]; p != nil {
			h.HeadName = p.Name
		}
		out[i] = h
	}
	return out, nil
}

// RevealAddress opens the address of a household for a reason; both stay in the journal.
func (s *Service) RevealAddress(ctx context.Context, id kernel.ID, reason string) (string, error) {
	if strings.TrimSpace(reason) == "" {
		return "", kernel.Invalid("reason", "required")
	}
	var out string
	err := s.d.Write(ctx, PermReveal, func(tx *db.WriteTx) error {
		var h houseRow
		if err := tx.Get(&h, id); err != nil {
			return err
		}
		var err error
		out, err = s.open(h.Address)
		tx.Reason(reason)
		tx.View(houseTable.Name, h.ID, h.Stamp, "address")
		return err
	})
	return out, err
}

// CountHouseholds tells what the register counts at a place and below; 0 is the actor's whole scope.
func (s *Service) CountHouseholds(ctx context.Context, at kernel.ID) (HouseCount, error) {
	var out HouseCount
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		read := tx
		if at != 0 {
			p, err := s.places.Load(tx, at)
			if err != nil {
				return err
			}
			arms, err := s.places.Arms(tx, p)
			if err != nil {
				return err
			}
			if !covered(tx.Actor(), p, tx.County()) {
				return kernel.NotFound("place")
			}
			narrow := tx.Actor()
			narrow.Arms = arms
			read = tx.As(narrow)
		}
		return out.sum(read)
	})
	return out, err
}

// covered tells whether the actor has all of a place.
func covered(a kernel.Actor, p place.Place, county kernel.ID) bool {
	return slices.ContainsFunc(a.Arms, func(arm kernel.Arm) bool { return arm.Covers(p.Stamp, county) })
}

func (c *HouseCount) sum(tx *db.ReadTx) error {
	for prefix, at := range map[string]*int64{measureHouseholds: &c.Households, measureRegistered: &c.Registered, measureLiving: &c.Living} {
		sums, err := tx.SumTally(prefix, db.Standing, db.Standing)
		if err != nil {
			return err
		}
		for _, s := range sums {
			*at += s.N
		}
	}
	return nil
}
