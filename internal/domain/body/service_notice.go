package body

import (
	"context"
	"strings"
	"unicode/utf8"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Announce writes one notice for each term that ends within the days of the pack and has none for this end; it returns how
// many. Days on which the program did not run are made up for, and a second server finds the rows there already: they are
// unique by term and end.
func (s *Service) Announce(ctx context.Context) (n int, err error) {
	const step = 200
	for {
		done := 0
		err := s.d.Write(ctx, "body.announce", func(tx *db.WriteTx) error {
			due, args := s.dueBy(tx.Today())
			var rows []termRow
			err := tx.Select(&rows, "SELECT t.* FROM {body_term t} JOIN {body b} ON b.county_id = t.county_id AND b.id = t.body_id"+
				" WHERE t.last AND b.to_day >= ? AND "+due+" AND b.kind IN ("+s.announced(tx.Today())+") AND NOT EXISTS (SELECT 1"+
				" FROM {term_notice n} WHERE n.county_id = t.county_id AND n.term_id = t.id AND n.due_day = t.to_day) ORDER BY t.to_day, t.id LIMIT 200",
				append([]any{tx.Today()}, args...)...)
			if err != nil {
				return err
			}
			done = len(rows)
			list := make([]*noticeRow, len(rows))
			for i, r := range rows {
				list[i] = &noticeRow{Stamp: r.Stamp, TermID: r.ID, DueDay: r.ToDay, Day: tx.Today()}
			}
			return tx.InsertAll(list)
		})
		if n += done; err != nil || done < step {
			return n, err
		}
	}
}

// announced lists, for SQL, the kinds of bodies whose ending terms are announced.
func (s *Service) announced(today kernel.Day) string {
	out := "''"
	for _, k := range s.pack().BodyKinds {
		if k.AnnounceDays > 0 && k.Valid(today) {
			out += ", '" + k.ID + "'" // small letters, digits and _ only: the pack's check of ids
		}
	}
	return out
}

// MyNotices lists the open notices for the posts that the actor holds today: of bodies at the place of the post or below
// it, and of the kinds that the pack announces to that post.
func (s *Service) MyNotices(ctx context.Context) ([]Notice, error) {
	out := []Notice{}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		if tx.Actor().PersonID == 0 {
			return nil
		}
		held, err := s.PostsOf(tx, tx.Actor().PersonID, tx.Today())
		if err != nil {
			return err
		}
		var mine condition
		for _, h := range held {
			kinds := s.pack().Announces(h.Post, tx.Today())
			if len(kinds) == 0 {
				continue
			}
			w, args, err := s.places.Within(tx, "n", h.At.ID)
			if err != nil {
				return err
			}
			m, a := marks(kinds)
			if mine.sql != "" {
				mine.sql += " OR "
			}
			mine.sql, mine.args = mine.sql+"("+w+" AND b.kind IN ("+m+"))", append(append(mine.args, args...), a...)
		}
		if mine.sql == "" {
			return nil
		}
		var rows []noticeRow
		err = tx.Select(&rows, "SELECT n.* FROM {term_notice n} JOIN {body b} ON b.county_id = n.county_id AND b.id = n.body_id"+
			" WHERE n.done_day = '' AND b.to_day >= ? AND ("+mine.sql+") ORDER BY n.due_day, n.id LIMIT 200", append([]any{tx.Today()}, mine.args...)...)
		if err != nil {
			return err
		}
		out, err = s.notices(tx, rows)
		return err
	})
	return out, err
}

// notices dresses notices with their terms.
func (s *Service) notices(tx *db.ReadTx, rows []noticeRow) ([]Notice, error) {
	out := make([]Notice, len(rows))
	ids := make([]kernel.ID, len(rows))
	for i := range rows {
		out[i], ids[i] = rows[i].notice(), rows[i].TermID
	}
	if len(rows) == 0 {
		return out, nil
	}
	in, args := place.Among("t.id", ids)
	found, err := selectTerms(tx, in, args...)
	if err != nil {
		return nil, err
	}
	list := terms(found)
	if err := s.dressTerms(tx, list); err != nil {
		return nil, err
	}
	for i := range out {
		for _, t := range list {
			if t.ID == out[i].Term.ID {
				out[i].Term = t
			}
		}
	}
	return out, nil
}

// Settle marks a notice as dealt with; the note says how.
func (s *Service) Settle(ctx context.Context, id kernel.ID, rev int64, note string) (Notice, error) {
	var out Notice
	if note = strings.TrimSpace(note); note == "" {
		return out, kernel.Invalid("note", "required")
	}
	if utf8.RuneCountInString(note) > 500 {
		return out, kernel.Invalid("note", "too_long").With("max", "500")
	}
	err := s.d.Write(ctx, PermSettle, func(tx *db.WriteTx) error {
		r := &noticeRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		switch {
		case r.Rev != rev:
			return kernel.Conflict("changed_meanwhile")
		case r.DoneDay != "":
			return kernel.Conflict("settled_already").With("name", r.DoneBy)
		}
		r.DoneDay, r.DoneBy, r.Note = tx.Today(), tx.Actor().Name, note
		if err := tx.Update(r); err != nil {
			return err
		}
		list, err := s.notices(tx.ReadTx, []noticeRow{*r})
		if err == nil {
			out = list[0]
		}
		return err
	})
	return out, err
}
