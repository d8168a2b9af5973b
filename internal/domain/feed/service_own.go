package feed

import (
	"context"
	"encoding/json"
	"errors"
	"net/mail"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
)

// Own is what the actor has switched on for themselves, and what is due for them: what all of it would tell.
func (s *Service) Own(ctx context.Context) (*OwnFeeds, error) {
	who := kernel.ActorOf(ctx)
	list, err := s.due(ctx, who)
	if err != nil {
		return nil, err
	}
	out := &OwnFeeds{HasMail: s.o.Mailer != nil, Due: list}
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		r, err := ownOf(tx)
		if err != nil {
			return err
		}
		out.Calendar, out.Digest, out.Mail, out.MailSet = r.CalendarDay, r.Digest, r.Mail.String(), r.Mail != ""
		rows, err := pushesBy(tx, "p.account_id = ?", who.AccountID)
		if err != nil {
			return err
		}
		out.Pushes = len(rows)
		k, err := keyOf(tx)
		out.PushKey = k.Public
		return err
	})
	return out, err
}

// own changes what the actor has; that it was changed stands in the journal, at the account.
func (s *Service) own(ctx context.Context, action, what string, fn func(tx *db.WriteTx, r *ownRow) error) error {
	if kernel.ActorOf(ctx).AccountID == 0 {
		return kernel.Unauthenticated("signed_out")
	}
	return s.db.Write(ctx, action, func(tx *db.WriteTx) error {
		r, err := ownOf(tx.ReadTx)
		if err != nil {
			return err
		}
		if err := fn(tx, &r); err != nil {
			return err
		}
		tx.View("account", r.AccountID, kernel.Stamp{}, what)
		return keepOwn(tx, r)
	})
}

// MakeCalendar gives the actor's calendar a new address; the old one leads nowhere from then on. It is shown in this answer only.
func (s *Service) MakeCalendar(ctx context.Context) (*CalendarMade, error) {
	secret := crypt.Token(tokenLength)
	err := s.own(ctx, "feed.make_calendar", "calendar_made", func(tx *db.WriteTx, r *ownRow) error {
		r.CalendarHash, r.CalendarDay = crypt.Hash(secret), tx.Today()
		return nil
	})
	return &CalendarMade{Path: "/calendar/" + secret + ".ics"}, err
}

// DropCalendar takes the address away.
func (s *Service) DropCalendar(ctx context.Context) error {
	return s.own(ctx, "feed.drop_calendar", "calendar_dropped", func(_ *db.WriteTx, r *ownRow) error {
		r.CalendarHash, r.CalendarDay = "", ""
		return nil
	})
}

// Calendar is the calendar behind an address, for whoever knows it: what is due today for the one who made it. An account that may no
// longer sign in has none.
func (s *Service) Calendar(ctx context.Context, secret, origin, lang string) (string, error) {
	county := kernel.ActorOf(ctx).CountyID
	ctx = program(ctx, county)
	var list []ownRow
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		list, err = ownsBy(tx, "o.calendar_hash <> '' AND o.calendar_hash = ?", crypt.Hash(strings.TrimSuffix(secret, ".ics")))
		return err
	})
	if err != nil {
		return "", err
	}
	if len(list) == 0 {
		return "", kernel.NotFound("calendar")
	}
	who, err := s.o.Resolve(ctx, county, list[0].AccountID)
	if kernel.KindOf(err) == kernel.KindUnauthenticated && err != nil {
		return "", kernel.NotFound("calendar").Because(err)
	}
	if err != nil {
		return "", err
	}
	due, err := s.due(ctx, who)
	if lang != "en" {
		lang = "zh"
	}
	return calendarOf(due, county, origin, lang, s.db.Now()), err
}

// SetDigest switches the letter on or off. Switched off, the address is forgotten.
func (s *Service) SetDigest(ctx context.Context, n NewDigest, origin string) error {
	address := strings.TrimSpace(n.Mail)
	if n.Digest != "" && address != "" {
		a, err := mail.ParseAddress(address)
		if err != nil || a.Address != address || strings.ContainsAny(address, "\r\n") {
			return kernel.Invalid("mail", "bad_mail")
		}
	}
	if n.Digest != "" && s.o.Mailer == nil {
		return kernel.Conflict("no_mail_server")
	}
	return s.own(ctx, "feed.set_digest", "digest_"+n.Digest, func(_ *db.WriteTx, r *ownRow) error {
		switch {
		case n.Digest == "":
			r.Mail, r.Origin = "", ""
		case address != "":
			r.Mail = s.o.Keys.Seal(address)
		case r.Mail == "":
			return kernel.Invalid("mail", "required")
		}
		if n.Digest != "" {
			r.Origin = originOf(origin)
		}
		r.Digest, r.Lang = n.Digest, n.Lang
		return nil
	})
}

// AddPush lets a browser be told; the server's keys are made with the first.
func (s *Service) AddPush(ctx context.Context, n NewPush) error {
	if err := s.o.Pusher.CheckTarget(n); err != nil {
		return err
	}
	if err := s.o.Out.Check(n.Endpoint); err != nil {
		return err
	}
	target, err := json.Marshal(n)
	if err != nil {
		return kernel.Internal(err)
	}
	return s.own(ctx, "feed.add_push", "push_on", func(tx *db.WriteTx, _ *ownRow) error {
		return keepPush(tx, pushRow{PointHash: pointHash(n.Endpoint), Target: s.o.Keys.Seal(string(target)), Front: n.Front, Lang: n.Lang})
	})
}

// pointHash is by what a browser's subscription is found: its address opens it, so it is sealed.
func pointHash(endpoint string) string { return crypt.Hash("push " + endpoint) }

// IsPushed tells whether a browser is told for the actor. A browser keeps its subscription when the server has forgotten it, or when it was
// somebody else's who shared the phone.
func (s *Service) IsPushed(ctx context.Context, endpoint string) (on bool, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		rows, err := pushesBy(tx, "p.account_id = ? AND p.point_hash = ?", tx.Actor().AccountID, pointHash(endpoint))
		on = len(rows) > 0
		return err
	})
	return on, err
}

// DropPush switches one browser of the actor off.
func (s *Service) DropPush(ctx context.Context, endpoint string) error {
	return s.own(ctx, "feed.drop_this_push", "push_off_here", func(tx *db.WriteTx, r *ownRow) error {
		return dropPushAt(tx, r.AccountID, pointHash(endpoint))
	})
}

// DropPushes switches all browsers of the actor off.
func (s *Service) DropPushes(ctx context.Context) error {
	return s.own(ctx, "feed.drop_push", "push_off", func(tx *db.WriteTx, r *ownRow) error { return dropPushes(tx, r.AccountID) })
}

// PushKey is the server's public key, made when it is first asked for.
func (s *Service) PushKey(ctx context.Context) (string, error) {
	var k keyRow
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		k, err = keyOf(tx)
		return err
	})
	if err != nil || k.Public != "" {
		return k.Public, err
	}
	public, private, err := s.o.Pusher.NewKey()
	if err != nil {
		return "", kernel.Internal(err)
	}
	err = s.db.Write(ctx, "feed.make_key", func(tx *db.WriteTx) error {
		if err := keepKey(tx, keyRow{Public: public, Private: s.o.Keys.Seal(private)}); err != nil {
			return err
		}
		k, err = keyOf(tx.ReadTx)
		return err
	})
	return k.Public, err
}

// Tell sends the letters and messages of the day: each person and browser once, whatever happens to the server meanwhile.
func (s *Service) Tell(ctx context.Context) error {
	return errors.Join(s.sendDigests(ctx), s.sendPushes(ctx))
}

// sendDigests writes to whoever asked for it: daily on each day, weekly on Mondays. Where nothing is due nothing is written.
func (s *Service) sendDigests(ctx context.Context) error {
	if s.o.Mailer == nil {
		return nil
	}
	var rows []ownRow
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		rows, err = ownsBy(tx, "o.digest <> '' AND o.sent_day < ?", tx.Today())
		return err
	})
	for _, r := range rows {
		err = errors.Join(err, s.sendDigest(ctx, r))
	}
	return err
}

func (s *Service) sendDigest(ctx context.Context, r ownRow) error {
	now := s.db.Now()
	if r.Digest == Weekly && now.In(kernel.Zone).Weekday() != 1 {
		return nil
	}
	due, ok, err := s.dueOf(ctx, r.AccountID)
	if err != nil || !ok {
		return err
	}
	subject, text, some := digestOf(due, r.Digest, r.Origin, r.Lang, kernel.DayOf(now))
	if !some {
		return nil
	}
	address, err := s.addressOf(r)
	if err != nil {
		return err
	}
	if mine, err := s.claimed(ctx, func(tx *db.WriteTx) (bool, error) { return claimDigest(tx, r.AccountID) }); err != nil || !mine {
		return err
	}
	return s.o.Mailer.Send(ctx, address, subject, text)
}

// addressOf opens the address to which a letter goes; nobody is shown it.
func (s *Service) addressOf(r ownRow) (string, error) { return s.o.Keys.Open(r.Mail) }

// dueOf is what is due for an account; false where it may no longer sign in: what it had switched on is forgotten, with the addresses.
func (s *Service) dueOf(ctx context.Context, account kernel.ID) ([]DueThing, bool, error) {
	who, err := s.o.Resolve(ctx, kernel.ActorOf(ctx).CountyID, account)
	if kernel.KindOf(err) == kernel.KindUnauthenticated && err != nil {
		return nil, false, s.db.Write(ctx, "feed.forget", func(tx *db.WriteTx) error { return errors.Join(dropOwn(tx, account), dropPushes(tx, account)) })
	}
	if err != nil {
		return nil, false, err
	}
	due, err := s.due(ctx, who)
	return due, err == nil, err
}

func (s *Service) claimed(ctx context.Context, claim func(*db.WriteTx) (bool, error)) (mine bool, err error) {
	err = s.db.Write(ctx, "feed.tell", func(tx *db.WriteTx) (err error) {
		mine, err = claim(tx)
		return err
	})
	return mine, err
}

// message is what a browser shows.
type message struct {
	Title string `json:"title"`
	Body  string `json:"body"`
	Path  string `json:"path"`
}

var pushPaths = map[string]string{"console": "/console", "field": "/field"}

// sendPushes tells browsers what is due today and what is late, in numbers. One whose service says that it is gone is forgotten.
func (s *Service) sendPushes(ctx context.Context) error {
	var rows []pushRow
	var k keyRow
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		if rows, err = pushesBy(tx, "p.sent_day < ?", tx.Today()); err == nil {
			k, err = keyOf(tx)
		}
		return err
	})
	if err != nil || len(rows) == 0 {
		return err
	}
	private, err := s.pushSecret(k)
	for _, r := range rows {
		if err == nil {
			err = errors.Join(err, s.sendPush(ctx, k.Public, private, r))
		}
	}
	return err
}

// pushSecret opens the server's own key; nobody is shown it.
func (s *Service) pushSecret(k keyRow) (string, error) { return s.o.Keys.Open(k.Private) }

// targetOf opens where a browser is told; nobody is shown it.
func (s *Service) targetOf(r pushRow) (NewPush, error) {
	var t NewPush
	text, err := s.o.Keys.Open(r.Target)
	if err == nil {
		err = json.Unmarshal([]byte(text), &t)
	}
	return t, err
}

func (s *Service) sendPush(ctx context.Context, public, private string, r pushRow) error {
	due, ok, err := s.dueOf(ctx, r.AccountID)
	if err != nil {
		return err
	}
	today := kernel.DayOf(s.db.Now())
	soon, late := 0, 0
	for _, d := range due {
		switch {
		case d.Day < today:
			late++
		case d.Day == today:
			soon++
		}
	}
	if !ok || soon+late == 0 {
		return nil
	}
	t, err := s.targetOf(r)
	if err != nil {
		return err
	}
	text, err := json.Marshal(message{Title: calendarNames[r.Lang], Body: counted(soon, late, Daily, r.Lang), Path: pushPaths[r.Front]})
	if err != nil {
		return kernel.Internal(err)
	}
	if mine, err := s.claimed(ctx, func(tx *db.WriteTx) (bool, error) { return claimPush(tx, r.ID) }); err != nil || !mine {
		return err
	}
	status, err := s.o.Pusher.Push(ctx, public, private, t, text)
	if status == 404 || goneFor(status) {
		return s.db.Write(ctx, "feed.drop_push", func(tx *db.WriteTx) error { return dropPush(tx, r.ID) })
	}
	if err != nil {
		return nil //nolint:nilerr // the closed network of an office has no push service; tomorrow's message tries again
	}
	return nil
}
