package bulletin

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"touyan/internal/domain/activity"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/indicator"
	"touyan/internal/domain/place"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Service holds the verbs of the room.
type Service struct {
	db      *db.DB
	packs   pack.Source
	place   *place.Service
	figures *indicator.Service
	visits  *visit.Service
	duties  *duty.Service
	did     *activity.Service
}

// Options are the rooms out of whose records papers are written.
type Options struct {
	DB       *db.DB
	Pack     pack.Source
	Place    *place.Service
	Figures  *indicator.Service
	Visit    *visit.Service
	Duty     *duty.Service
	Activity *activity.Service
}

// New makes the room.
func New(o Options) *Service {
	return &Service{db: o.DB, packs: o.Pack, place: o.Place, figures: o.Figures, visits: o.Visit, duties: o.Duty, did: o.Activity}
}

// system is the transaction as the program sees it: the papers of the places above are for those below to read once they are issued.
func system(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }

// Kinds lists the kinds of papers in force today.
func (s *Service) Kinds(ctx context.Context) ([]PaperKind, error) {
	out := []PaperKind{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		for _, b := range s.packs.Now().BulletinsOn(tx.Today()) {
			out = append(out, PaperKind{ID: b.ID, Name: b.Name, NameEN: b.NameEN, Level: kernel.Level(b.Level), Period: b.Period, About: b.About, Source: b.Source})
		}
		return nil
	})
	return out, err
}

// Make writes a paper out of the records of a period, or about one record. Where a draft is there already, it is given back as it is; an issued one is
// withdrawn first (bulletin_issued).
func (s *Service) Make(ctx context.Context, n NewPaper) (*PaperDetail, error) {
	var out *PaperDetail
	err := s.db.Write(ctx, "bulletin.make", func(tx *db.WriteTx) error {
		r, c, err := s.draft(tx, n)
		if err != nil {
			return err
		}
		had, err := newest(tx.ReadTx, r)
		switch {
		case err != nil:
			return err
		case had != nil && had.State == Draft:
			out, err = s.whole(tx.ReadTx, had)
			return err
		case had != nil && had.State == Issued:
			return kernel.Conflict("bulletin_issued").With("number", had.Number)
		case had != nil:
			r.Turn = had.Turn + 1
		}
		if err := tx.Insert(r); err != nil {
			return err
		}
		out, err = s.seen(tx.ReadTx, r, c)
		return err
	})
	return out, err
}

// Remake writes a draft anew out of the records as they are now; changed words are lost.
func (s *Service) Remake(ctx context.Context, id kernel.ID, rev int64) (*PaperDetail, error) {
	return s.on(ctx, "bulletin.remake", id, rev, Draft, func(tx *db.WriteTx, r *paperRow) error { return s.renew(tx, r) })
}

// renew fills a draft with what the records say now.
func (s *Service) renew(tx *db.WriteTx, r *paperRow) error {
	fresh, _, err := s.draft(tx, NewPaper{Kind: r.Kind, PlaceID: r.PlaceID, Day: min(r.ToDay, tx.Today()), AboutID: r.AboutID})
	if err != nil {
		return err
	}
	r.Title, r.Content, r.RulesNo, r.JournalNo, r.Edited = fresh.Title, fresh.Content, fresh.RulesNo, fresh.JournalNo, false
	r.MadeAt, r.MadeByID, r.MadeBy = fresh.MadeAt, fresh.MadeByID, fresh.MadeBy
	return nil
}

// draft writes the paper; nothing is saved.
func (s *Service) draft(tx *db.WriteTx, n NewPaper) (*paperRow, *PaperContent, error) {
	def, ok := s.packs.Now().Bulletin(n.Kind)
	if !ok || !def.Valid(tx.Today()) {
		return nil, nil, kernel.NotFound("bulletin_kind").With("id", n.Kind)
	}
	if def.About != "" {
		return s.draftAbout(tx, def, n)
	}
	if n.Day == "" {
		n.Day = lastOver(def.Period, tx.Today())
	}
	if _, err := kernel.ParseDay(string(n.Day)); err != nil || n.Day > tx.Today() {
		return nil, nil, kernel.Invalid("day", "bad_day").With("value", string(n.Day))
	}
	look, err := s.figures.LookIn(tx.ReadTx, indicator.Ask{Place: n.PlaceID, Period: def.Period, Day: n.Day}, def.Names(), wants(def))
	if err != nil {
		return nil, nil, err
	}
	if int(look.Place.Level) != def.Level {
		return nil, nil, kernel.Invalid("place_id", "bulletin_level").With("name", def.Name)
	}
	w := writer{def: def, look: look}
	if slices.ContainsFunc(def.Body, func(b pack.PaperBlock) bool { return b.Rows == pack.PaperLeaders }) {
		if w.leaders, err = s.visits.ReportIn(tx.ReadTx, def.Period, look.Span.To); err != nil {
			return nil, nil, err
		}
	}
	c := w.write()
	r := newRow(tx, def.ID, look.Place, &c)
	r.Period, r.FromDay, r.ToDay, r.Word, r.RulesNo, r.JournalNo = def.Period, look.Span.From, look.Span.To, w.words(def.Word), look.RulesNo, look.JournalNo
	r.Content, err = textOf(&c)
	return r, &c, err
}

// newRow is a draft by the actor for a place.
func newRow(tx *db.WriteTx, kind string, at place.Place, c *PaperContent) *paperRow {
	return &paperRow{
		Stamp: at.Stamp, Kind: kind, PlaceID: at.ID, Turn: 1, State: Draft, Title: c.Heading,
		MadeAt: tx.Now().UnixMilli(), MadeByID: tx.Actor().PersonID, MadeBy: tx.Actor().Name,
	}
}

func textOf(c *PaperContent) (string, error) {
	b, err := json.Marshal(c)
	return string(b), err
}

// Issue gives a draft the next number in the register of its place and year, and keeps it as it is.
func (s *Service) Issue(ctx context.Context, id kernel.ID, rev int64) (*PaperDetail, error) {
	return s.on(ctx, "bulletin.issue", id, rev, Draft, func(tx *db.WriteTx, r *paperRow) error {
		if r.About == "" && r.ToDay >= tx.Today() {
			return kernel.Conflict("bulletin_runs").With("day", string(r.ToDay))
		}
		year := tx.Now().In(kernel.Zone).Year()
		last, err := lastNo(tx.ReadTx, r.PlaceID, r.Word, year) // two at once: the second finds the number taken and tries again
		if err != nil {
			return err
		}
		no := last + 1
		r.State, r.Year, r.No, r.Number, r.IssueDay = Issued, year, &no, numberOf(r.Word, year, no), tx.Today()
		r.IssuedByID, r.IssuedBy = tx.Actor().PersonID, tx.Actor().Name
		r.Hash = hashOf(r.Content, r.Number, r.IssueDay)
		return nil
	})
}

// Withdraw takes back a paper with a reason. Its number stays its own; a new one of the same period may be written then.
func (s *Service) Withdraw(ctx context.Context, id kernel.ID, rev int64, reason string) (*PaperDetail, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" || utf8.RuneCountInString(reason) > maxReason {
		return nil, kernel.Invalid("reason", "missing")
	}
	return s.on(ctx, "bulletin.withdraw", id, rev, "", func(tx *db.WriteTx, r *paperRow) error {
		if r.State == Withdrawn {
			return kernel.Conflict("changed_meanwhile")
		}
		tx.Reason(reason)
		r.State, r.Reason = Withdrawn, reason
		return nil
	})
}

// on does something to a paper that nobody else changes meanwhile.
func (s *Service) on(ctx context.Context, action string, id kernel.ID, rev int64, state string, fn func(tx *db.WriteTx, r *paperRow) error) (*PaperDetail, error) {
	var out *PaperDetail
	err := s.db.Write(ctx, action, func(tx *db.WriteTx) error {
		r := &paperRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if r.Rev != rev || state != "" && r.State != state {
			return kernel.Conflict("changed_meanwhile")
		}
		if err := fn(tx, r); err != nil {
			return err
		}
		err := tx.Update(r)
		if err == nil {
			out, err = s.whole(tx.ReadTx, r)
		}
		return err
	})
	return out, err
}

// Get is a paper whole: of the actor's places, an issued one of a place above, or an issued one about a record that the actor may read.
func (s *Service) Get(ctx context.Context, id kernel.ID) (*PaperDetail, error) {
	var out *PaperDetail
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		r, err := s.load(tx, id)
		if err == nil {
			out, err = s.whole(tx, r)
		}
		return err
	})
	return out, err
}

func (s *Service) load(tx *db.ReadTx, id kernel.ID) (*paperRow, error) {
	r := &paperRow{}
	err := tx.Get(r, id)
	if kernel.KindOf(err) != kernel.KindNotFound {
		return r, err
	}
	if system(tx).Get(r, id) != nil || r.State == Draft {
		return nil, err
	}
	if r.About == "" && slices.Contains(above(tx), r.PlaceID) {
		return r, nil
	}
	if _, gone := s.subject(tx, r.About, r.AboutID); r.About == "" || gone != nil { // what is about a record is for its readers, not for all below
		return nil, err
	}
	return r, nil
}

// above are the places above those of the actor.
func above(tx *db.ReadTx) []kernel.ID {
	var out []kernel.ID
	for _, a := range tx.Actor().Arms {
		for _, id := range []kernel.ID{tx.County(), a.Above.TownshipID, a.Above.VillageID, a.Above.GroupID} {
			if id != 0 && id != a.PlaceID && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// Filter narrows a list: by kind, state and place; Above lists what the places above have issued.
type Filter struct {
	Kind  string
	State string
	Place kernel.ID
	Above bool
}

// List is a page of papers, the newest first.
func (s *Service) List(ctx context.Context, f Filter, page kernel.Page) (out []Paper, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		from, where, args := tx, "TRUE", []any{}
		switch {
		case f.Above:
			ids := above(tx)
			if len(ids) == 0 {
				out = []Paper{}
				return nil
			}
			in, a := place.Among("b.place_id", ids)
			from, where, args, f.State = system(tx), in+" AND b.about = ''", a, Issued
		case f.Place != 0:
			var err error
			if where, args, err = s.place.Within(tx, "b", f.Place); err != nil {
				return err
			}
		}
		if f.Kind != "" {
			where, args = where+" AND b.kind = ?", append(args, f.Kind)
		}
		if f.State != "" {
			where, args = where+" AND b.state = ?", append(args, f.State)
		}
		rows, n, err := pageOf(from, where, args, page)
		if err != nil {
			return err
		}
		next = n
		out, err = s.views(tx, rows)
		return err
	})
	return out, next, err
}

func (s *Service) views(tx *db.ReadTx, rows []paperRow) ([]Paper, error) {
	ids := make([]kernel.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.PlaceID
	}
	names, err := s.place.Names(system(tx), ids)
	out := make([]Paper, len(rows))
	for i, r := range rows {
		def, _ := s.packs.Now().Bulletin(r.Kind)
		out[i] = Paper{
			ID: r.ID, Rev: r.Rev, Kind: r.Kind, Name: cmp.Or(def.Name, r.Kind), NameEN: cmp.Or(def.NameEN, r.Kind), Place: refOf(names, r.PlaceID), About: r.About, AboutID: r.AboutID, Period: r.Period, From: r.FromDay, To: r.ToDay,
			State: r.State, Title: r.Title, Number: r.Number, Turn: r.Turn, MadeAt: r.MadeAt, MadeBy: r.MadeBy, Day: r.IssueDay, Issuer: r.IssuedBy, Why: r.Reason,
			RulesNo: r.RulesNo, Journal: r.JournalNo, Hash: r.Hash,
		}
	}
	return out, err
}

func (s *Service) whole(tx *db.ReadTx, r *paperRow) (*PaperDetail, error) {
	c, err := contentOf(r.Content)
	if err != nil {
		return nil, kernel.Internal(err)
	}
	return s.seen(tx, r, &c)
}

// fonts are the typefaces of papers as the county has them.
func (s *Service) fonts(day kernel.Day) []PaperFont {
	out := []PaperFont{}
	for _, f := range s.packs.Now().Fonts {
		if f.Valid(day) {
			out = append(out, PaperFont{Part: f.ID, Name: f.Name, Instead: f.Instead})
		}
	}
	return out
}

func (s *Service) seen(tx *db.ReadTx, r *paperRow, c *PaperContent) (*PaperDetail, error) {
	list, err := s.views(tx, []paperRow{*r})
	if err != nil {
		return nil, err
	}
	out := &PaperDetail{Paper: list[0], PaperContent: *c, May: []string{}, Fonts: s.fonts(tx.Today())}
	out.Same = sound(c) && (r.Hash == "" || r.Hash == hashOf(r.Content, r.Number, r.IssueDay))
	for _, arm := range tx.Actor().Arms {
		if !arm.Covers(r.Stamp, tx.County()) || len(out.May) > 0 {
			continue
		}
		switch r.State {
		case Draft:
			out.May = []string{"edit", "remake", "issue", "withdraw"}
		case Issued:
			out.May = []string{"withdraw"}
		}
	}
	return out, nil
}
