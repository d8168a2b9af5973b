package feed

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"net/url"
	"strconv"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// secretMark begins a secret of the Standard Webhooks.
const secretMark = "whsec_"

// newSecret draws 256 bits.
func newSecret() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return secretMark + base64.StdEncoding.EncodeToString(b[:])
}

// Hooks are those of the actor's places, the newest first.
func (s *Service) Hooks(ctx context.Context) ([]FeedHook, error) {
	var out []FeedHook
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		rows, err := selectHooks(tx, "h.state <> 'removed'")
		if err == nil {
			out, err = s.hooks(tx, rows)
		}
		return err
	})
	return out, err
}

func (s *Service) hooks(tx *db.ReadTx, rows []hookRow) ([]FeedHook, error) {
	ids := make([]kernel.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.PlaceID
	}
	names, err := s.o.Place.Names(tx, ids)
	if err != nil {
		return nil, err
	}
	at, err := cursorsOf(tx)
	if err != nil {
		return nil, err
	}
	n, err := countDeliveries(tx, rows)
	out := make([]FeedHook, len(rows))
	for i, r := range rows {
		p := names[r.PlaceID]
		out[i] = FeedHook{
			ID: r.ID, Rev: r.Rev, Name: r.Name, URL: r.URL, Kinds: split(r.Kinds), Place: p.Ref(), State: r.State, Made: r.MadeDay, By: r.MadeBy,
			Waiting: n[r.ID][Waiting], Dead: n[r.ID][Dead], No: at[r.ID].No,
		}
	}
	return out, err
}

// MakeHook lets events go to an address from now on. Its secret is shown in this answer only. origin is the address under which the
// maker reached the program; links in events begin with it.
func (s *Service) MakeHook(ctx context.Context, n NewFeedHook, origin string) (*FeedHookMade, error) {
	who := kernel.ActorOf(ctx)
	name, err := checkName(n.Name)
	if err != nil {
		return nil, err
	}
	if err := s.o.Out.Check(strings.TrimSpace(n.URL)); err != nil {
		return nil, err
	}
	kinds := clean(n.Kinds)
	if len(kinds) == 0 || len(kinds) > maxPerms {
		return nil, kernel.Invalid("kinds", "required")
	}
	var out *FeedHookMade
	err = s.db.Write(ctx, "feed.make_hook", func(tx *db.WriteTx) error {
		at, err := s.o.Place.LoadOpen(tx.ReadTx, n.PlaceID)
		if err != nil {
			return err
		}
		if err := mayHear(who, at, kinds); err != nil {
			return err
		}
		_, head, err := tx.Lines(0, 0)
		if err != nil {
			return err
		}
		secret := newSecret()
		r := &hookRow{
			Stamp: at.Stamp, Name: name, URL: strings.TrimSpace(n.URL), Kinds: join(kinds), PlaceID: at.ID, Origin: originOf(origin), Secret: string(s.o.Keys.Seal(secret)),
			State: On, AccountID: who.AccountID, MadeBy: who.Name, MadeDay: tx.Today(),
		}
		if err := tx.Insert(r); err != nil {
			return err
		}
		if err := startCursor(tx, r.ID, head.Head); err != nil {
			return err
		}
		list, err := s.hooks(tx.ReadTx, []hookRow{*r})
		if err == nil {
			out = &FeedHookMade{FeedHook: list[0], Secret: secret}
		}
		return err
	})
	return out, err
}

// mayHear refuses kinds of events whose records the maker may not read at the place.
func mayHear(who kernel.Actor, at place.Place, kinds []string) error {
	for _, k := range kinds {
		x, ok := goodKind(k)
		if !ok {
			return kernel.Invalid("kinds", "unknown_event").With("value", k)
		}
		if !narrowed(who, at, []string{x.perm}, "").Can(x.perm) {
			return kernel.Invalid("kinds", "token_perm_not_held").With("permission", x.perm)
		}
	}
	return nil
}

// originOf keeps scheme and host of an address; nothing of what is none.
func originOf(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// SetHook switches a hook on, off, or removes it. Switched on again it sends what happened meanwhile.
func (s *Service) SetHook(ctx context.Context, id kernel.ID, rev int64, state string) (*FeedHook, error) {
	var out *FeedHook
	err := s.db.Write(ctx, "feed.set_hook", func(tx *db.WriteTx) error {
		r, err := lockHook(tx, id)
		if err != nil {
			return err
		}
		if r.Rev != rev {
			return kernel.Conflict("changed_meanwhile")
		}
		r.State = state
		if err := tx.Update(r); err != nil {
			return err
		}
		list, err := s.hooks(tx.ReadTx, []hookRow{*r})
		if err == nil {
			out = &list[0]
		}
		return err
	})
	return out, err
}

func lockHook(tx *db.WriteTx, id kernel.ID) (*hookRow, error) {
	r := &hookRow{}
	err := tx.Lock(r, id)
	if err == nil && r.State == Removed {
		err = kernel.NotFound("feed_hook").With("id", id.String())
	}
	return r, err
}

// Deliveries is a page of what a hook was sent or is to be sent, in one state, the newest first.
func (s *Service) Deliveries(ctx context.Context, id kernel.ID, state string, page kernel.Page) (out []FeedDelivery, next string, err error) {
	below := kernel.MaxID
	if page.Cursor != "" {
		if below, err = kernel.ParseID(page.Cursor); err != nil {
			return nil, "", kernel.Invalid("cursor", "bad_cursor")
		}
	}
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		if err := tx.Get(&hookRow{}, id); err != nil {
			return err
		}
		rows, err := deliveriesOf(tx, id, state, below, page.Size()+1)
		if err != nil {
			return err
		}
		if len(rows) > page.Size() {
			rows = rows[:page.Size()]
			next = rows[len(rows)-1].ID.String()
		}
		out = make([]FeedDelivery, len(rows))
		for i, d := range rows {
			out[i] = FeedDelivery{
				ID: d.ID, Event: d.Event, Kind: d.Kind, Subject: d.Subject, No: d.No, At: d.At, State: d.State, Tries: d.Tries, Next: d.NextAt, Done: d.DoneAt, Status: d.Status, Error: d.Error,
			}
		}
		return nil
	})
	return out, next, err
}

// GiveUp ends the tries of a delivery that failed, before they end by themselves after two days: somebody has seen that the receiver will
// not take it, or has to be mended first. What waits behind it goes on; it can be replayed. It stands in the journal.
func (s *Service) GiveUp(ctx context.Context, id, delivery kernel.ID) error {
	return s.turn(ctx, "feed.give_up", id, func(tx *db.WriteTx) (string, error) {
		n, err := giveUp(tx, id, delivery)
		if err == nil && n == 0 {
			err = kernel.NotFound("feed_delivery").With("id", delivery.String())
		}
		return "give up " + delivery.String(), err
	})
}

// Replay lets a dead delivery go out once more, or with 0 all of a hook; it tells how many. It stands in the journal.
func (s *Service) Replay(ctx context.Context, id, delivery kernel.ID) (n int, err error) {
	err = s.turn(ctx, "feed.replay", id, func(tx *db.WriteTx) (string, error) {
		again, err := replay(tx, id, delivery)
		if n = int(again); err == nil && n == 0 {
			err = kernel.NotFound("feed_delivery").With("id", delivery.String())
		}
		return "replay " + strconv.Itoa(n), err
	})
	return n, err
}

// turn changes deliveries of a hook. They lie outside the journal, so what was done with them is told of the hook.
func (s *Service) turn(ctx context.Context, action string, id kernel.ID, fn func(*db.WriteTx) (what string, err error)) error {
	return s.db.Write(ctx, action, func(tx *db.WriteTx) error {
		r, err := lockHook(tx, id)
		if err != nil {
			return err
		}
		what, err := fn(tx)
		if err == nil {
			tx.View("feed_hook", id, r.Stamp, what)
		}
		return err
	})
}
