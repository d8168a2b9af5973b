package award

import (
	"context"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Post publishes who passed, for the working days that the scheme gives. Before that it looks once more at what records say: who is
// barred by now is out.
func (s *Service) Post(ctx context.Context, id kernel.ID) (*RoundDetail, error) {
	return s.step(ctx, "award.post", id, []string{Review}, Posted, func(tx *db.WriteTx, r *roundRow, a pack.Award) error {
		list, err := entriesBy(tx.ReadTx, "e.round_id = ? AND e.state IN ('in', 'passed')", r.ID)
		if err != nil {
			return err
		}
		passed := 0
		for i := range list {
			e := &list[i]
			if e.State == In {
				return kernel.Conflict("votes_missing").With("name", e.Name)
			}
			v, err := s.knownVeto(tx.ReadTx, a, candidate{id: e.SubjectID, household: e.HouseholdID, person: e.PersonID, stamp: e.Stamp})
			if err != nil {
				return err
			}
			if v == nil {
				passed++
				continue
			}
			e.State, e.Veto = Barred, v.ID
			if err := tx.Update(e); err != nil {
				return err
			}
		}
		if passed == 0 {
			return kernel.Conflict("nobody_passed")
		}
		until, err := s.days.AddWorkdays(tx.Now(), a.PostingDays)
		if until.IsZero() {
			return err
		}
		r.PostedDay, r.PostUntil = tx.Today(), instant(until)
		return nil
	})
}

// Objections are those to a round, the oldest first.
func (s *Service) Objections(ctx context.Context, id kernel.ID) ([]RecognitionObjection, error) {
	var out []RecognitionObjection
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if _, err := found(tx, id); err != nil {
			return err
		}
		rows, err := objectionsBy(tx, "o.round_id = ?", id)
		if err == nil {
			out, err = objections(tx, rows)
		}
		return err
	})
	return out, err
}

func objections(tx *db.ReadTx, rows []objectionRow) ([]RecognitionObjection, error) {
	out := make([]RecognitionObjection, len(rows))
	for i, o := range rows {
		out[i] = RecognitionObjection{
			ID: o.ID, Rev: o.Rev, EntryID: o.EntryID, Text: o.Text, At: o.At, DueAt: o.DueAt, Open: o.Open, Upheld: o.Upheld, Answer: o.Answer,
			AnsweredAt: o.AnsweredAt, By: o.ByName,
		}
		if o.EntryID == 0 {
			continue
		}
		list, err := entriesBy(system(tx), "e.id = ?", o.EntryID)
		if err != nil {
			return nil, err
		}
		if len(list) > 0 {
			out[i].Name = list[0].Name
		}
	}
	return out, nil
}

// Object takes an objection while the round is posted. It tells a code that opens the answer, this once only.
func (s *Service) Object(ctx context.Context, round kernel.ID, n NewObjection) (code string, out *RecognitionObjection, err error) {
	text, err := kernel.Words("text", n.Text, maxText, true)
	if err != nil {
		return "", nil, err
	}
	err = s.db.Write(ctx, "award.object", func(tx *db.WriteTx) error {
		key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
		if err != nil {
			return err
		}
		o, again, err := s.object(tx, round, n.EntryID, text, key, &code)
		if err != nil {
			return err
		}
		if !again {
			if err := tx.Insert(o); err != nil {
				return err
			}
		}
		list, err := objections(tx.ReadTx, []objectionRow{*o})
		out = &list[0]
		return err
	})
	return code, out, err
}

func (s *Service) object(tx *db.WriteTx, round, entry kernel.ID, text string, key *string, code *string) (o *objectionRow, again bool, err error) {
	r := &roundRow{}
	if err := tx.Lock(r, round); err != nil { // so that none comes in while it is decided
		return nil, false, err
	}
	if key != nil {
		rows, err := objectionsBy(system(tx.ReadTx), "o.client_key = ?", *key)
		if err != nil || len(rows) > 0 {
			if err == nil && rows[0].RoundID != round {
				err = kernel.Conflict("client_key_used")
			}
			return &rows[0], true, err
		}
	}
	if r.State != Posted || instant(tx.Now()) >= r.PostUntil {
		return nil, false, kernel.Conflict("not_posted")
	}
	stamp := r.Stamp
	if entry != 0 {
		list, err := entriesBy(system(tx.ReadTx), "e.id = ? AND e.round_id = ? AND e.state = 'passed'", entry, round)
		if err != nil {
			return nil, false, err
		}
		if len(list) == 0 {
			return nil, false, kernel.NotFound("award_entry").With("id", entry.String())
		}
		stamp = list[0].Stamp
	}
	due, err := s.days.AddWorkdays(tx.Now(), s.rulesOf(r).AnswerDays)
	if due.IsZero() {
		return nil, false, err
	}
	*code = dashed(crypt.Token(codeSize))
	o = &objectionRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: stamp, RoundID: round, EntryID: entry, Text: text, Code: crypt.Hash(*code), At: instant(tx.Now()),
		DueAt: instant(due), Open: true, ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name, ClientKey: key,
	}
	return o, false, nil
}

// Answer answers an objection; where it is upheld, the candidate is dropped, and nobody reads that anywhere.
func (s *Service) Answer(ctx context.Context, id kernel.ID, n NewAnswer) (*RecognitionObjection, error) {
	answer, err := kernel.Words("answer", n.Answer, maxText, true)
	if err != nil {
		return nil, err
	}
	var out *RecognitionObjection
	err = s.db.Write(ctx, "award.answer", func(tx *db.WriteTx) error {
		o := &objectionRow{}
		if err := tx.Lock(o, id); err != nil {
			return err
		}
		r, err := found(tx.ReadTx, o.RoundID)
		switch {
		case err != nil:
			return err
		case !runs(tx.Actor(), r.Stamp):
			return kernel.Forbidden("not_your_round")
		case !o.Open || o.Rev != n.Rev:
			return kernel.Conflict("changed_meanwhile")
		}
		o.Open, o.Upheld, o.Answer, o.AnsweredAt = false, n.Upheld, answer, instant(tx.Now())
		if err := tx.Update(o); err != nil {
			return err
		}
		if n.Upheld && o.EntryID != 0 {
			if err := drop(tx, o.EntryID); err != nil {
				return err
			}
		}
		list, err := objections(tx.ReadTx, []objectionRow{*o})
		out = &list[0]
		return err
	})
	return out, err
}

func drop(tx *db.WriteTx, entry kernel.ID) error {
	e := &entryRow{}
	if err := tx.Lock(e, entry); err != nil {
		return err
	}
	if e.State != Passed {
		return nil
	}
	e.State = Dropped
	return tx.Update(e)
}

// Decide ends a round once the posting is over and each objection is answered: who passed wins.
func (s *Service) Decide(ctx context.Context, id kernel.ID) (*RoundDetail, error) {
	return s.step(ctx, "award.decide", id, []string{Posted}, Decided, func(tx *db.WriteTx, r *roundRow, a pack.Award) error {
		if instant(tx.Now()) < r.PostUntil {
			return kernel.Conflict("still_posted")
		}
		open, err := objectionsBy(tx.ReadTx, "o.round_id = ? AND o.open", r.ID)
		if err != nil {
			return err
		}
		if len(open) > 0 {
			return kernel.Conflict("objection_open").With("n", itoa(len(open)))
		}
		list, err := entriesBy(tx.ReadTx, "e.round_id = ? AND e.state = 'passed'", r.ID)
		if err != nil {
			return err
		}
		entries, honours := make([]*entryRow, len(list)), make([]*honourRow, len(list))
		for i := range list {
			entries[i] = &list[i]
			entries[i].State = Won
			honours[i] = won(a, r, entries[i], tx.Today())
		}
		if r.DecidedDay = tx.Today(); len(list) == 0 {
			return nil
		}
		if err := tx.UpdateAll(entries); err != nil {
			return err
		}
		return tx.InsertAll(honours)
	})
}

// won is the honour that an entry won on a day.
func won(a pack.Award, r *roundRow, e *entryRow, day kernel.Day) *honourRow {
	h := &honourRow{
		Stamp: e.Stamp, Scheme: a.ID, RoundID: r.ID, EntryID: e.ID, Subject: e.Subject, SubjectID: e.SubjectID, HouseholdID: e.HouseholdID,
		PersonID: e.PersonID, Name: e.Name, Title: e.Title, Band: e.Band, Period: r.Period, Total: e.Total, State: Held, Code: dashed(crypt.Token(codeSize)),
	}
	h.lasts(a, day)
	return h
}

// lasts sets until when an honour holds, and when it is looked at again.
func (r *honourRow) lasts(a pack.Award, day kernel.Day) {
	r.WonDay, r.ValidTo, r.NextCheck = day, months(day, a.ValidMonths).Add(-1), ""
	if a.RecheckMonths > 0 {
		r.after(a, day)
	}
}

// after sets the next re-check, where it comes before the honour runs out.
func (r *honourRow) after(a pack.Award, day kernel.Day) {
	if r.NextCheck = months(day, a.RecheckMonths); r.NextCheck > r.ValidTo {
		r.NextCheck = ""
	}
}

// titleWord is the title of an honour in words: that of the scheme, or the one of its titles.
func titleWord(a pack.Award, title string, en bool) string {
	t, ok := a.Title(title)
	name := a.Name
	if en {
		name = a.NameEN
	}
	if ok && en {
		name = t.NameEN
	} else if ok {
		name = t.Name
	}
	return strings.TrimSpace(name)
}
