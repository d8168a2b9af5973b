package body

import (
	"cmp"
	"context"
	"iter"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// PartyRoll is a page of the Party roll of a place and all below it as of a day, today when empty: the members of the
// Party's bodies, with the role (full or probationary) that they have there. It is the one roll that no other room keeps.
func (s *Service) PartyRoll(ctx context.Context, at kernel.ID, day kernel.Day, page kernel.Page) ([]Member, string, error) {
	var out []Member
	var next string
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		on := cmp.Or(day, tx.Today())
		if _, err := kernel.ParseDay(string(on)); err != nil {
			return kernel.Invalid("day", "bad_day")
		}
		where, args, err := s.places.Within(tx, "m", at)
		if err != nil {
			return err
		}
		rows, after, err := pageParty(tx, s.pack().PartyKinds(), where+" AND m.from_day <= ? AND m.to_day >= ?", append(args, on, on), page)
		if err != nil {
			return err
		}
		next = after
		ids := make([]kernel.ID, len(rows))
		out = make([]Member, len(rows))
		for i := range rows {
			out[i], ids[i] = rows[i].member(), rows[i].BodyID
		}
		bodies, err := selectBodies(tx, ids)
		for i := range out {
			b := bodies[out[i].Body.ID]
			out[i].Body.Name, out[i].Kind = b.Name, b.Kind
		}
		return err
	})
	return out, next, err
}

// partyRegister is the Party roll as a sheet: that of members, of the Party's bodies only.
func (s *Service) partyRegister() register.Register {
	party := memberSheet()
	party.Name = partySheetName
	return register.Register{
		Key: "rolls.party", Title: partySheetName, TitleEn: "Party members", See: PermList, Edit: PermEdit,
		Sheets: func(*db.ReadTx) (sheets, error) { return sheets{party}, nil },
		Rows: func(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
			return func(yield func([]any, error) bool) {
				for _, kind := range s.pack().PartyKinds() {
					rows := pages(func(p kernel.Page) ([]Body, string, error) {
						return s.PageBodies(tx, BodyFilter{Place: o.At, Kind: kind}, p)
					}, func(list []Body) ([][]any, error) { return s.memberLines(tx, list, o.Open) })
					for r, err := range rows {
						if !yield(r, err) {
							return
						}
					}
				}
			}
		},
		Plan: func(tx *db.ReadTx, b book, newID func() kernel.ID) (register.Plan, error) {
			return s.planMembersOf(tx, partySheetName, b[partySheetName], newID, s.pack().PartyKinds()...)
		},
	}
}
