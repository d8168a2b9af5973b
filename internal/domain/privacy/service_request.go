package privacy

import (
	"context"
	"strings"
	"unicode/utf8"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
)

// Kinds lists the kinds of requests in force today.
func (s *Service) Kinds(ctx context.Context) ([]Kind, error) {
	out := []Kind{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		for _, k := range s.pack().PrivacyRequests {
			if k.Valid(tx.Today()) {
				out = append(out, Kind{k.ID, k.Name, k.NameEN, k.Days, k.Article, k.ArticleEN, k.Relatives})
			}
		}
		return nil
	})
	return out, err
}

// Ask takes down a request; its clock begins with the day on which it was received. The same client key again answers the
// same request.
func (s *Service) Ask(ctx context.Context, n NewRequest) (Request, error) {
	var out Request
	n, err := n.clean()
	if err != nil {
		return out, err
	}
	err = s.db.Write(ctx, "privacy.ask", func(tx *db.WriteTx) error {
		if n.ClientKey != "" {
			old, err := selectRequests(tx.ReadTx, "r.client_key = ?", n.ClientKey)
			if err != nil {
				return err
			}
			if len(old) > 0 && (old[0].PersonID != n.PersonID || old[0].Kind != n.Kind || old[0].Text != n.Text) {
				return kernel.Conflict("client_key_used") // a key is good for one request: this one would be lost
			}
			if len(old) > 0 {
				out, err = s.view(tx.ReadTx, &old[0])
				return err
			}
		}
		r, err := s.draft(tx, n)
		if err != nil {
			return err
		}
		if err := tx.Insert(r); err != nil {
			return err
		}
		out, err = s.view(tx.ReadTx, r)
		return err
	})
	return out, err
}

func (n NewRequest) clean() (NewRequest, error) {
	n.AskerName, n.Proof, n.Text = strings.TrimSpace(n.AskerName), strings.TrimSpace(n.Proof), strings.TrimSpace(n.Text)
	var err error
	switch {
	case n.AskedBy != BySelf && n.AskedBy != ByRelative:
		return n, kernel.Invalid("asked_by", "bad_choice").With("value", n.AskedBy).With("choices", "self, relative")
	case n.AskedBy == ByRelative && n.AskerName == "":
		return n, kernel.Invalid("asker_name", "required")
	case n.Proof == "":
		return n, kernel.Invalid("proof", "required")
	case n.Text == "":
		return n, kernel.Invalid("text", "required")
	case utf8.RuneCountInString(n.AskerName) > maxName:
		return n, kernel.Invalid("asker_name", "too_long").With("max", "40")
	case utf8.RuneCountInString(n.Text) > maxText:
		return n, kernel.Invalid("text", "too_long").With("max", "1000")
	}
	n.AskerPhone, err = person.CleanPhone(n.AskerPhone)
	return n, err
}

func (s *Service) draft(tx *db.WriteTx, n NewRequest) (*requestRow, error) {
	k, ok := s.pack().PrivacyRequest(n.Kind)
	switch {
	case !ok || !k.Valid(tx.Today()):
		return nil, kernel.Invalid("kind", "not_in_force")
	case n.AskedBy == ByRelative && !k.Relatives:
		return nil, kernel.Invalid("asked_by", "relative_only")
	}
	if n.Received == "" {
		n.Received = tx.Today()
	}
	if _, err := kernel.ParseDay(string(n.Received)); err != nil || n.Received > tx.Today() {
		return nil, kernel.Invalid("received", "bad_day").With("value", string(n.Received))
	}
	who, err := s.o.Person.Load(tx.ReadTx, n.PersonID)
	if err != nil {
		return nil, err
	}
	if who.MergedInto != 0 {
		return nil, kernel.Conflict("person_merged")
	}
	r := &requestRow{
		Stamp: who.Stamp, No: requestNo(tx.Today()), Kind: k.ID, KindFrom: k.From, PersonID: who.ID, PersonName: who.Name,
		PlaceID: who.PlaceID, AskedBy: n.AskedBy, AskerName: s.keys.Seal(n.AskerName), AskerPhone: s.keys.Seal(n.AskerPhone),
		AskerIndex: s.keys.Index("privacy.asker", n.AskerPhone), Proof: n.Proof, Text: n.Text, Received: n.Received,
		Due: casework.DueAt(s.days, n.Received, k.Days), State: Received, StateSince: tx.Now().UnixMilli(), Open: true,
	}
	if n.ClientKey != "" {
		r.ClientKey = &n.ClientKey
	}
	return r, nil
}

// requestNo is what stands on the paper that the person takes home.
func requestNo(day kernel.Day) string {
	return "P" + strings.ReplaceAll(string(day), "-", "") + "-" + crypt.Token(5)
}

// Take begins the work on a request: whoever does is who answers for it.
func (s *Service) Take(ctx context.Context, id kernel.ID, rev int64) (Request, error) {
	return s.step(ctx, "privacy.take", id, rev, func(tx *db.WriteTx, r *requestRow) error {
		r.State = InWork
		return nil
	})
}

// Reply answers a request; the result stays.
func (s *Service) Reply(ctx context.Context, id kernel.ID, a Reply) (Request, error) {
	return s.end(ctx, "privacy.answer", id, a, Answered)
}

// Refuse ends a request with its reason and the article that allows it (art. 50).
func (s *Service) Refuse(ctx context.Context, id kernel.ID, a Reply) (Request, error) {
	if strings.TrimSpace(a.Article) == "" {
		return Request{}, kernel.Invalid("article", "required")
	}
	return s.end(ctx, "privacy.refuse", id, a, Refused)
}

func (s *Service) end(ctx context.Context, action string, id kernel.ID, a Reply, state State) (Request, error) {
	answer := strings.TrimSpace(a.Answer)
	if answer == "" {
		return Request{}, kernel.Invalid("answer", "required")
	}
	return s.step(ctx, action, id, a.Rev, func(tx *db.WriteTx, r *requestRow) error {
		r.State, r.Open, r.Answer, r.Article = state, false, answer, strings.TrimSpace(a.Article)
		r.AnsweredAt = tx.Now().UnixMilli()
		return nil
	})
}

// step changes an open request.
func (s *Service) step(ctx context.Context, action string, id kernel.ID, rev int64, change func(*db.WriteTx, *requestRow) error) (Request, error) {
	var out Request
	err := s.db.Write(ctx, action, func(tx *db.WriteTx) error {
		r := &requestRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		switch {
		case r.Rev != rev:
			return kernel.Conflict("changed_meanwhile")
		case !r.Open:
			return kernel.Conflict("request_closed")
		}
		r.HandlerID, r.HandlerName, r.StateSince = tx.Actor().PersonID, tx.Actor().Name, tx.Now().UnixMilli()
		if err := change(tx, r); err != nil {
			return err
		}
		if err := tx.Update(r); err != nil {
			return err
		}
		var err error
		out, err = s.view(tx.ReadTx, r)
		return err
	})
	return out, err
}

// Get reads one request.
func (s *Service) Get(ctx context.Context, id kernel.ID) (Request, error) {
	var out Request
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		r := &requestRow{}
		if err := tx.Get(r, id); err != nil {
			return err
		}
		var err error
		out, err = s.view(tx, r)
		return err
	})
	return out, err
}

// List is a page of requests: open ones in the order of what is due, all others the newest first.
func (s *Service) List(ctx context.Context, f RequestFilter, page kernel.Page) ([]Request, string, error) {
	out, next := []Request{}, ""
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		where, args, err := s.where(tx, f)
		if err != nil {
			return err
		}
		l := db.List{SQL: "SELECT r.* FROM {privacy_request r} WHERE " + where, Args: args, Page: page}
		keys := func(r *requestRow) []any { return []any{r.ID} }
		l.Order = []db.Key{{Col: "r.id", Dir: db.Desc}}
		if f.Open != nil && *f.Open {
			keys = func(r *requestRow) []any { return []any{r.Due, r.ID} }
			l.Order = []db.Key{{Col: "r.due", Dir: db.Asc}, {Col: "r.id", Dir: db.Asc}}
		}
		rows, n, err := db.PageOf(tx, l, keys)
		if err != nil {
			return err
		}
		next = n
		out, err = s.views(tx, rows)
		return err
	})
	return out, next, err
}

func (s *Service) where(tx *db.ReadTx, f RequestFilter) (string, []any, error) {
	where, args := "TRUE", []any{}
	if f.Kind != "" {
		where, args = where+" AND r.kind = ?", append(args, f.Kind)
	}
	if f.Open != nil && *f.Open {
		where += " AND r.open"
	} else if f.Open != nil {
		where += " AND NOT r.open"
	}
	if f.Place == 0 {
		return where, args, nil
	}
	w, a, err := s.o.Place.Within(tx, "r", f.Place)
	return where + " AND " + w, append(args, a...), err
}

// Summary counts how requests stand: open, overdue, and answered in time or late.
func (s *Service) Summary(ctx context.Context, at kernel.ID) (RequestSummary, error) {
	var out RequestSummary
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		where, args, err := s.where(tx, RequestFilter{Place: at})
		if err != nil {
			return err
		}
		var rows []struct {
			Open bool `bun:"open"`
			Late bool `bun:"late"`
			N    int  `bun:"n"`
		}
		err = tx.Select(&rows, `SELECT q.open AS open, q.late AS late, COUNT(*) AS n FROM (
  SELECT r.open, CASE WHEN r.open THEN r.due < ? ELSE r.answered_at > r.due END AS late FROM {privacy_request r} WHERE `+where+`) q
  GROUP BY q.open, q.late`, append([]any{tx.Now().UnixMilli()}, args...)...)
		for _, r := range rows {
			switch {
			case r.Open:
				out.Open += r.N
				if r.Late {
					out.Overdue += r.N
				}
			case r.Late:
				out.Late += r.N
			default:
				out.InTime += r.N
			}
		}
		return err
	})
	return out, err
}

// Reveal opens who asks, for a reason; both stay in the journal.
func (s *Service) Reveal(ctx context.Context, id kernel.ID, reason string) (Revealed, error) {
	var out Revealed
	if strings.TrimSpace(reason) == "" {
		return out, kernel.Invalid("reason", "required")
	}
	err := s.db.Write(ctx, "privacy.reveal", func(tx *db.WriteTx) error {
		var r requestRow
		if err := tx.Get(&r, id); err != nil {
			return err
		}
		var err error
		if out.Name, err = s.keys.Open(r.AskerName); err != nil {
			return err
		}
		if out.Phone, err = s.keys.Open(r.AskerPhone); err != nil {
			return err
		}
		tx.Reason(strings.TrimSpace(reason))
		tx.View(requestTable, r.ID, r.Stamp, "asker")
		return nil
	})
	return out, err
}

func (s *Service) view(tx *db.ReadTx, r *requestRow) (Request, error) {
	list, err := s.views(tx, []requestRow{*r})
	if err != nil {
		return Request{}, err
	}
	return list[0], nil
}

func (s *Service) views(tx *db.ReadTx, rows []requestRow) ([]Request, error) {
	ids := make([]kernel.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.PlaceID
	}
	places, err := s.o.Place.LoadMany(system(tx), ids)
	if err != nil {
		return nil, err
	}
	out := make([]Request, len(rows))
	for i, r := range rows {
		k, _ := s.pack().PrivacyRequest(r.Kind)
		v := Request{
			ID: r.ID, Rev: r.Rev, No: r.No, Kind: r.Kind, KindName: k.Name, KindNameEN: k.NameEN, PersonID: r.PersonID,
			PersonName: r.PersonName, Place: places[r.PlaceID].Ref(), AskedBy: r.AskedBy, Proof: r.Proof, Text: r.Text,
			Received: string(r.Received), Due: r.Due, Light: casework.LightOf(s.days, tx.Now(), r.Open, r.Due, r.Received.Time().UnixMilli()),
			State: r.State, Open: r.Open, Handler: r.HandlerName, Answer: r.Answer, Article: r.Article, AnsweredAt: r.AnsweredAt,
			Late: !r.Open && r.AnsweredAt > r.Due,
		}
		if r.Open {
			v.WorkdaysLeft = casework.WorkdaysLeft(s.days, tx.Now(), r.Due)
		}
		if v.AskerName, v.AskerPhone, err = s.masked(&r); err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

func (s *Service) masked(r *requestRow) (name, phone string, err error) {
	if name, err = s.keys.Open(r.AskerName); err != nil {
		return "", "", err
	}
	if phone, err = s.keys.Open(r.AskerPhone); err != nil {
		return "", "", err
	}
	return crypt.MaskName(name), crypt.MaskPhone(phone), nil
}
