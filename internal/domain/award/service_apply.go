package award

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
)

// OpenAt are the rounds to which residents of a place may apply today, by the code of the place: its own and those of the places above
// it, of schemes that take applications.
func (s *Service) OpenAt(ctx context.Context, code string) (out []OpenRound, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		at, err := s.place.ByCard(tx, code)
		if err != nil {
			return err
		}
		in, args := place.Among("r.place_id", chain(tx.County(), at))
		rows, err := roundsBy(system(tx), in+" AND r.state = 'open' AND r.enter_to >= ?", append(args, tx.Today())...)
		for i := range rows {
			if a := s.rulesOf(&rows[i]); a.Apply {
				out = append(out, s.forAll(&rows[i]))
			}
		}
		return err
	})
	return out, err
}

// chain are the ids of a place and those above it.
func chain(county kernel.ID, at place.Place) []kernel.ID {
	ids := []kernel.ID{county}
	for _, id := range []kernel.ID{at.Stamp.TownshipID, at.Stamp.VillageID, at.Stamp.GroupID, at.Stamp.MicroID} {
		if id != 0 {
			ids = append(ids, id)
		}
	}
	return ids
}

func (s *Service) forAll(r *roundRow) OpenRound {
	a := s.rulesOf(r)
	out := OpenRound{ID: r.ID, Scheme: word(a.Term), Title: r.Title, Subject: a.Subject, EnterTo: r.EnterTo}
	for _, t := range a.Titles {
		out.Titles = append(out.Titles, word(t.Term))
	}
	for _, x := range a.Items() {
		out.Looks = append(out.Looks, word(x.Term))
	}
	return out
}

// ApplyAt takes an application from the public page of a place. It tells a code that opens what became of it; the same client key again
// is told the same code.
func (s *Service) ApplyAt(ctx context.Context, code string, round kernel.ID, n NewApplication) (told string, err error) {
	for _, x := range []struct {
		field string
		text  *string
		most  int
		need  bool
	}{{"name", &n.Name, maxName, true}, {"text", &n.Text, maxText, true}, {"contact", &n.Contact, maxName, false}} {
		if *x.text, err = kernel.Words(x.field, *x.text, x.most, x.need); err != nil {
			return "", err
		}
	}
	var at place.Place
	var who kernel.Actor
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		if at, err = s.place.ByCard(tx, code); err != nil {
			return err
		}
		rows, err := roundsBy(system(tx), "r.id = ?", round)
		if err == nil && (len(rows) == 0 || !slices.Contains(chain(tx.County(), at), rows[0].PlaceID)) {
			err = kernel.NotFound("award_round").With("id", round.String())
		}
		if err == nil {
			level, id := rows[0].Lowest(tx.County())
			who = kernel.PublicAt(tx.County(), level, id, rows[0].Stamp)
		}
		return err
	})
	if err != nil {
		return "", err
	}
	err = s.db.Write(kernel.WithActor(ctx, who), "award.apply", func(tx *db.WriteTx) error {
		told, err = s.apply(tx, at, round, n)
		return err
	})
	return told, err
}

func (s *Service) apply(tx *db.WriteTx, at place.Place, round kernel.ID, n NewApplication) (string, error) {
	key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
	if err != nil {
		return "", err
	}
	r := &roundRow{}
	if err := tx.Lock(r, round); err != nil { // so that none comes in while the list is closed
		return "", err
	}
	code := dashed(crypt.Token(codeSize))
	if key != nil {
		code = s.codeOf(round, *key)
		there, err := appliesBy(system(tx.ReadTx), "a.client_key = ?", *key)
		if err != nil || len(there) > 0 {
			if err == nil && there[0].RoundID != round {
				err = kernel.Conflict("client_key_used")
			}
			return code, err
		}
	}
	a := s.rulesOf(r)
	if r.State != Open || tx.Today() > r.EnterTo || !a.Apply {
		return "", kernel.Conflict("round_not_open").With("day", string(r.EnterTo))
	}
	if n.Title, err = titleOf(a, n.Title); err != nil {
		return "", err
	}
	waiting, err := waitingIn(system(tx.ReadTx), []kernel.ID{round})
	if err != nil {
		return "", err
	}
	if waiting[round] >= maxWaiting {
		return "", kernel.Conflict("applications_full")
	}
	row := &applyRow{
		Stamp: bare(at.Stamp), RoundID: round, Title: n.Title, Name: s.keys.Seal(n.Name), Text: n.Text, Code: crypt.Hash(code), State: Waiting, Day: tx.Today(),
		At: instant(tx.Now()), ClientKey: key,
	}
	if n.Contact != "" {
		row.Contact = s.keys.Seal(n.Contact)
	}
	return code, tx.Insert(row)
}

// codeOf is the code of an application with a key of its client: it follows from the server's key, so that who sends it twice because the
// answer was lost is told the same.
func (s *Service) codeOf(round kernel.ID, key string) string {
	whole := sha256.Sum256([]byte(round.String() + ":" + key))
	sum := sha256.Sum256([]byte(s.keys.Index("award.apply", hex.EncodeToString(whole[:]))))
	b := make([]byte, codeSize)
	for i := range b {
		b[i] = alphabet[sum[i]&31]
	}
	return dashed(string(b))
}

// AppliedBy reads what became of an application by the code that was told.
func (s *Service) AppliedBy(ctx context.Context, code string) (*AppliedShown, error) {
	if code = cleanCode(crypt.CleanToken(code)); code == "" {
		return nil, kernel.NotFound("code")
	}
	var out *AppliedShown
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		rows, err := appliesBy(system(tx), "a.code = ?", crypt.Hash(code))
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return kernel.NotFound("code")
		}
		x := rows[0]
		rounds, err := roundsBy(system(tx), "r.id = ?", x.RoundID)
		if err != nil || len(rounds) == 0 {
			return err
		}
		out = &AppliedShown{Title: rounds[0].Title, At: x.At, State: x.State, Reason: x.Reason, Over: rounds[0].State == Cancelled}
		return nil
	})
	return out, err
}

// Applications are what came in from public pages for a round, what waits before what was seen.
func (s *Service) Applications(ctx context.Context, round kernel.ID) ([]AwardApplication, error) {
	var out []AwardApplication
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if _, err := found(tx, round); err != nil {
			return err
		}
		rows, err := appliesBy(tx, "a.round_id = ?", round)
		if err != nil {
			return err
		}
		slices.SortStableFunc(rows, func(a, b applyRow) int { return order(a.State) - order(b.State) })
		out, err = s.applications(tx, rows)
		return err
	})
	return out, err
}

func order(state string) int { return slices.Index([]string{Waiting, Taken, Returned}, state) }

func (s *Service) applications(tx *db.ReadTx, rows []applyRow) ([]AwardApplication, error) {
	stamps := make([]kernel.Stamp, len(rows))
	for i, r := range rows {
		stamps[i] = r.Stamp
	}
	paths, err := s.paths(tx, stamps)
	if err != nil {
		return nil, err
	}
	out := make([]AwardApplication, len(rows))
	for i, r := range rows {
		name, err := s.keys.Open(r.Name)
		if err != nil {
			return nil, err
		}
		out[i] = AwardApplication{
			ID: r.ID, Rev: r.Rev, RoundID: r.RoundID, Title: r.Title, Name: crypt.MaskName(name), Path: paths[i], Text: r.Text, State: r.State, Reason: r.Reason,
			EntryID: r.EntryID, At: r.At, SeenAt: r.SeenAt, By: r.ByName,
		}
	}
	return out, nil
}

// ReadApplication opens who applied and under which number they can be called; the look stands in the journal.
func (s *Service) ReadApplication(ctx context.Context, id kernel.ID) (*AwardApplication, error) {
	var out *AwardApplication
	err := s.db.Write(ctx, "award.read_application", func(tx *db.WriteTx) error {
		r := &applyRow{}
		if err := tx.Get(r, id); err != nil {
			return err
		}
		list, err := s.applications(tx.ReadTx, []applyRow{*r})
		if err != nil {
			return err
		}
		out = &list[0]
		tx.View("award_apply", r.ID, r.Stamp, "name")
		if out.Name, err = s.keys.Open(r.Name); err != nil {
			return err
		}
		out.Contact, err = s.keys.Open(r.Contact)
		return err
	})
	return out, err
}

// Take enters who is meant by an application, as of the day on which it came; who is in the round already stays as they are.
func (s *Service) Take(ctx context.Context, id kernel.ID, n TakeApplication) (*AwardApplication, error) {
	return s.seen(ctx, "award.take", id, n.Rev, func(tx *db.WriteTx, x *applyRow) error {
		r, err := found(tx.ReadTx, x.RoundID)
		if err != nil {
			return err
		}
		a := s.rulesOf(r)
		if n.Title == "" {
			n.Title = x.Title
		}
		there, err := entriesBy(tx.ReadTx, "e.round_id = ? AND e.subject = ? AND e.subject_id = ? AND e.title = ? AND e.state <> 'withdrawn'", r.ID, a.Subject, n.SubjectID, n.Title)
		if err != nil {
			return err
		}
		x.State = Taken
		if len(there) > 0 {
			x.EntryID = there[0].ID
			return nil
		}
		e, err := s.enter(tx, r.ID, NewCandidate{SubjectID: n.SubjectID, Title: n.Title, How: Applied}, x.Text, x.Day, nil)
		if err == nil {
			x.EntryID = e.ID
		}
		return err
	})
}

// Return gives an application back with the reason that who sent it reads.
func (s *Service) Return(ctx context.Context, id kernel.ID, rev int64, reason string) (*AwardApplication, error) {
	reason, err := kernel.Words("reason", reason, maxReason, true)
	if err != nil {
		return nil, err
	}
	return s.seen(ctx, "award.return", id, rev, func(tx *db.WriteTx, x *applyRow) error {
		tx.Reason(reason)
		x.State, x.Reason = Returned, reason
		return nil
	})
}

// seen locks an application that waits and writes what becomes of it.
func (s *Service) seen(ctx context.Context, action string, id kernel.ID, rev int64, do func(*db.WriteTx, *applyRow) error) (*AwardApplication, error) {
	var out *AwardApplication
	err := s.db.Write(ctx, action, func(tx *db.WriteTx) error {
		x := &applyRow{}
		if err := tx.Lock(x, id); err != nil {
			return err
		}
		if x.State != Waiting || x.Rev != rev {
			return kernel.Conflict("changed_meanwhile")
		}
		if err := do(tx, x); err != nil {
			return err
		}
		x.SeenAt, x.ByPersonID, x.ByName = instant(tx.Now()), tx.Actor().PersonID, tx.Actor().Name
		if err := tx.Update(x); err != nil {
			return err
		}
		list, err := s.applications(tx.ReadTx, []applyRow{*x})
		if err == nil {
			out = &list[0]
		}
		return err
	})
	return out, err
}
