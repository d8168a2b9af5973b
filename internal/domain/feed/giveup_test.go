package feed_test

import (
	"testing"
	"time"

	"touyan/internal/domain/feed"
	"touyan/internal/kernel"
	"touyan/internal/platform/outbound"
)

// TestAPersonEndsTheTries: of what failed, and of nothing else; what waits behind it goes on, and both go out in their order when they are asked for.
func TestAPersonEndsTheTries(t *testing.T) {
	each(t, func(w *world) {
		r := newReceiver(t)
		h := w.hook(r, "case.*")
		id := w.report("龙村")
		w.change(id)
		r.answers(func(string, int) int { return 503 })
		waits := func() []feed.FeedDelivery {
			list, _, err := w.feeds.Deliveries(w.manage(), h.ID, feed.Waiting, kernel.Page{})
			ok(w, err)
			return list
		}
		w.deliver()
		list := waits() // the newest first
		if len(list) != 2 || list[1].Tries != 1 || list[0].Tries != 0 {
			w.Fatalf("%+v", list)
		}
		gone := func(err error) {
			w.Helper()
			if kernel.KindOf(err) != kernel.KindNotFound || err == nil {
				w.Error(err)
			}
		}
		gone(w.feeds.GiveUp(w.manage(), h.ID, list[0].ID)) // it was never tried
		gone(w.feeds.GiveUp(w.officer(8, "西乡", feed.PermManage), h.ID, list[1].ID))
		ok(w, w.feeds.GiveUp(w.manage(), h.ID, list[1].ID))
		gone(w.feeds.GiveUp(w.manage(), h.ID, list[1].ID))
		w.deliver() // the second one, for nothing holds it up any more
		_, err := w.feeds.Replay(w.manage(), h.ID, list[0].ID)
		gone(err)                         // it is not dead
		r.answers(func(string, int) int { // somebody gives up while it is on its way
			ok(w, w.feeds.GiveUp(w.manage(), h.ID, list[0].ID))
			return 503
		})
		w.clock.Add(2 * time.Minute)
		w.deliver()
		w.clock.Add(time.Hour)
		w.deliver()
		if left := waits(); len(left) != 0 || r.all != 3 {
			w.Fatalf("%+v after %d requests", left, r.all)
		}
		r.answers(func(string, int) int { return 200 })
		if n := must(w.feeds.Replay(w.manage(), h.ID, 0))(w); n != 2 {
			w.Errorf("%d", n)
		}
		w.deliver()
		w.deliver()
		if got := r.taken(); len(got) != 2 || got[0].ID != list[1].Event || got[1].ID != list[0].Event {
			w.Errorf("%+v", got)
		}
	})
}

// TestNoPrivateAddressUnlessAllowed: an address that was allowed once is asked no more when the settings forbid it, and the page says why.
func TestNoPrivateAddressUnlessAllowed(t *testing.T) {
	each(t, func(w *world) {
		r := newReceiver(t)
		h := w.hook(r, "case.*")
		w.report("龙村")
		closed := w.opt
		closed.Out, closed.Private = outbound.New(false), false
		ok(w, w.d.Sequence(w.sys))
		ok(w, feed.New(closed).Deliver(w.sys))
		list, _, err := w.feeds.Deliveries(w.manage(), h.ID, feed.Waiting, kernel.Page{})
		ok(w, err)
		if len(list) != 1 || list[0].Error != "url_not_https" || list[0].Status != 0 || r.all != 0 {
			w.Errorf("%+v after %d requests", list, r.all)
		}
		w.deliver() // its next try is a minute away
		w.clock.Add(2 * time.Minute)
		w.deliver()
		if len(r.taken()) != 1 {
			w.Error("allowed again it does not go")
		}
	})
}
