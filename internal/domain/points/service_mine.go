package points

import (
	"context"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Own is what somebody sees of themselves: their accounts of all years, the newest first, and what they owe because of the results of
// others.
type Own struct {
	Accounts []AccountDetail `json:"accounts" nullable:"false"`
	Follows  []Follow        `json:"follows" nullable:"false"`
}

// maxOwn is how many years somebody sees at once.
const maxOwn = 3

// Mine is the actor's own account with the reason of each entry. Nobody needs a post, or a permission, for what is their own.
func (s *Service) Mine(ctx context.Context) (Own, error) {
	out := Own{Accounts: []AccountDetail{}, Follows: []Follow{}}
	who := kernel.ActorOf(ctx)
	if who.PersonID == 0 {
		return out, nil
	}
	err := s.db.Read(whole(ctx), func(tx *db.ReadTx) error {
		rows, err := accountsOfMember(tx, who.PersonID)
		if err != nil {
			return err
		}
		for i := range rows[:min(len(rows), maxOwn)] {
			a, err := s.account(tx, &rows[i])
			if err != nil {
				return err
			}
			out.Accounts = append(out.Accounts, *a)
		}
		owed, err := openFollowsOf(tx, who.PersonID)
		if err != nil {
			return err
		}
		out.Follows, err = s.followsShown(tx, owed)
		return err
	})
	return out, err
}

// MyEntry is the page of an entry on the actor's own account.
func (s *Service) MyEntry(ctx context.Context, id kernel.ID) (*EntryDetail, error) {
	var out *EntryDetail
	who := kernel.ActorOf(ctx)
	err := s.db.Read(whole(ctx), func(tx *db.ReadTx) error {
		var e entryRow
		if err := tx.Get(&e, id); err != nil {
			return err
		}
		if who.PersonID == 0 || e.PersonID != who.PersonID {
			return kernel.NotFound(entryTable).With("id", id.String())
		}
		var err error
		out, err = s.entry(tx, &e)
		return err
	})
	return out, err
}

// Propose enters a deed of the actor's own for somebody of the branch to take up. Nobody proposes to take points off themselves.
func (s *Service) Propose(ctx context.Context, n OwnEntry) (*EntryDetail, error) {
	var out *EntryDetail
	who := kernel.ActorOf(ctx)
	err := s.db.Write(whole(ctx), "points.propose", func(tx *db.WriteTx) error {
		var a accountRow
		if err := tx.Get(&a, n.AccountID); err != nil {
			return err
		}
		if who.PersonID == 0 || a.PersonID != who.PersonID {
			return kernel.NotFound(accountTable).With("id", n.AccountID.String())
		}
		var y yearRow
		if err := tx.Get(&y, a.YearID); err != nil {
			return err
		}
		_, sch := s.schemeOf(&y)
		if x, ok := sch.Item(n.Item); ok && x.Minus() {
			return kernel.Invalid("item", "not_a_plus").With("item", x.Name)
		}
		e, err := s.enterDeed(tx, &y, &a, NewEntry{
			YearID: y.ID, PersonID: a.PersonID, Item: n.Item, Points: n.Points, Day: n.Day, Text: n.Text, ClientKey: n.ClientKey,
		}, Draft)
		if err == nil {
			out, err = s.entry(tx.ReadTx, e)
		}
		return err
	})
	return out, err
}

// Board is what hangs on a board: a posting with its lines by name. Without the lines that take off, where the rule says that those are
// told inside the branch only and it is not read inside.
type Board struct {
	Posting
	Year   Year    `json:"year"`
	Inside bool    `json:"inside"`
	Say    string  `json:"say"`
	SayEN  string  `json:"say_en"`
	Lines  []Entry `json:"entries" nullable:"false"`
}

// GetBoard reads a posting, for the branch's own board or for that of the village.
func (s *Service) GetBoard(ctx context.Context, id kernel.ID, inside bool) (*Board, error) {
	var out *Board
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		var p postingRow
		if err := tx.Get(&p, id); err != nil {
			return err
		}
		var err error
		out, err = s.board(tx, &p, inside)
		return err
	})
	return out, err
}

func (s *Service) board(tx *db.ReadTx, p *postingRow, inside bool) (*Board, error) {
	var y yearRow
	if err := tx.Get(&y, p.YearID); err != nil {
		return nil, err
	}
	years, err := s.years(tx, []yearRow{y})
	if err != nil {
		return nil, err
	}
	_, sch := s.schemeOf(&y)
	rows, err := entriesOfPosting(tx, p.ID)
	if err != nil {
		return nil, err
	}
	if sch.MinusInside && !inside {
		rows = slices.DeleteFunc(rows, func(e entryRow) bool { return e.Points < 0 })
	}
	list, err := s.entries(tx, rows)
	return &Board{Posting: postingShown(p), Year: years[0], Inside: inside || !sch.MinusInside, Say: sch.Board, SayEN: sch.BoardEN, Lines: list}, err
}

// Checked is what the page says to which the code of a poster leads: that the poster is one of the branch, from when to when it hangs,
// and how many lines it has. No name and no points are on a page that anybody can open (个人信息保护法 art. 25).
type Checked struct {
	Branch    string
	Path      string
	Year      int
	Day       kernel.Day
	EffectDay kernel.Day
	Lines     int
	Inside    int // of them told inside the branch only
	Print     string
	Over      bool
}

// Check finds a posting by the code of its poster.
func (s *Service) Check(ctx context.Context, code string) (*Checked, error) {
	var out *Checked
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		var rows []postingRow
		all := system(tx)
		if err := all.Select(&rows, "SELECT p.* FROM {points_posting p} WHERE p.code = ?", code); err != nil {
			return err
		}
		if len(rows) == 0 {
			return kernel.NotFound("points_posting")
		}
		p := rows[0]
		var y yearRow
		if err := all.Get(&y, p.YearID); err != nil {
			return err
		}
		years, err := s.years(all, []yearRow{y})
		if err != nil {
			return err
		}
		b, err := s.board(all, &p, false)
		if err != nil {
			return err
		}
		out = &Checked{
			Branch: years[0].Branch.Name, Path: years[0].Path, Year: y.Year, Day: p.Day, EffectDay: p.EffectDay, Lines: p.Lines, Print: shortPrint(p.Digest),
			Over: p.EffectDay <= tx.Today(),
		}
		if !b.Inside {
			out.Inside = p.Lines - len(b.Lines)
		}
		return nil
	})
	return out, err
}

// shortPrint is the beginning of a digest in groups, as a poster has it.
func shortPrint(digest string) string {
	if len(digest) < 16 {
		return digest
	}
	return digest[:4] + " " + digest[4:8] + " " + digest[8:12] + " " + digest[12:16]
}
