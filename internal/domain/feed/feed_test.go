package feed_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"touyan/internal/domain/feed"
	"touyan/internal/kernel"
	"touyan/internal/platform/db/dbtest"
)

const until = "2027-01-31"

func (w *world) token(at string, perms ...string) feed.NewFeedToken {
	return feed.NewFeedToken{Name: "大屏", PlaceID: w.places[at].ID, Perms: perms, Until: until}
}

// TestATokenReadsWhatItsMakerMayReadThere: never more, at no other place, and nothing once it ended.
func TestATokenReadsWhatItsMakerMayReadThere(t *testing.T) {
	each(t, func(w *world) {
		ctx := w.officer(7, "东乡", feed.PermManage, "casework.list", "person.list", "person.reveal", "casework.handle")
		_, err := w.feeds.MakeToken(ctx, w.token("龙村", "casework.list", "person.reveal"))
		wants(w, err, "token_perm_not_held") // does more than read
		_, err = w.feeds.MakeToken(ctx, w.token("龙村", "duty.list"))
		wants(w, err, "token_perm_not_held") // the maker has it nowhere
		_, err = w.feeds.MakeToken(ctx, w.token("西乡", "casework.list"))
		if k := kernel.KindOf(err); k != kernel.KindInvalid && k != kernel.KindForbidden && k != kernel.KindNotFound {
			w.Errorf("a token for another township: %v", err)
		}
		n := w.token("龙村", "casework.list")
		n.Until = "2026-11-15"
		_, err = w.feeds.MakeToken(ctx, n)
		wants(w, err, "token_until")

		made := must(w.feeds.MakeToken(ctx, w.token("龙村", "casework.list", "casework.list")))(w)
		id, who, err := w.feeds.Reader(w.Context(), dbtest.County, made.Secret)
		ok(w, err)
		if id != made.ID || len(made.Secret) < 52 || !slices.Equal(who.Perms(), []string{"casework.list"}) || who.AccountID != 0 || who.PersonID != 0 {
			w.Fatalf("%+v", who)
		}
		arm := who.Grants[0].Arm
		if arm.PlaceID != w.places["龙村"].ID || arm.Sealed {
			w.Errorf("%+v", arm)
		}
		list, _, err := w.feeds.Tokens(ctx, kernel.Page{})
		ok(w, err)
		if len(list) != 1 || list[0].Used != "2026-11-16" || list[0].State != feed.Active || list[0].Place.Name != "龙村" {
			w.Errorf("%+v", list)
		}
		if other, _, _ := w.feeds.Tokens(w.officer(8, "西乡", feed.PermManage), kernel.Page{}); len(other) != 0 {
			w.Error("another township sees it")
		}

		w.officer(7, "东乡", feed.PermManage) // the maker lost the permission
		_, who, err = w.feeds.Reader(w.Context(), dbtest.County, made.Secret)
		if err != nil || len(who.Grants) != 0 {
			w.Errorf("%v %+v", err, who)
		}
		delete(w.actors, 7) // and then the account
		_, _, err = w.feeds.Reader(w.Context(), dbtest.County, made.Secret)
		wants(w, err, "token_maker_gone")
		ctx = w.officer(7, "东乡", feed.PermManage, "casework.list")

		_, err = w.feeds.RevokeToken(w.officer(8, "西乡", feed.PermManage), made.ID)
		if kernel.KindOf(err) != kernel.KindNotFound {
			w.Errorf("ended from another township: %v", err)
		}
		ended := must(w.feeds.RevokeToken(ctx, made.ID))(w)
		if ended.State != feed.Revoked || ended.RevokedBy != "干部东乡" {
			w.Errorf("%+v", ended)
		}
		_, _, err = w.feeds.Reader(w.Context(), dbtest.County, made.Secret)
		wants(w, err, "token_revoked")
		_, _, err = w.feeds.Reader(w.Context(), dbtest.County, "NOSUCHTOKEN")
		wants(w, err, "token_unknown")

		short := w.token("龙村", "casework.list")
		short.Until = "2026-11-16"
		last := must(w.feeds.MakeToken(ctx, short))(w)
		_, _, err = w.feeds.Reader(w.Context(), dbtest.County, last.Secret)
		ok(w, err)
		w.clock.Add(24 * time.Hour)
		_, _, err = w.feeds.Reader(w.Context(), dbtest.County, last.Secret)
		wants(w, err, "token_expired")
	})
}

// TestAReaderSeesNoMoreThanItsMaker: whatever arms a maker has and wherever the token lies, each row that the reader sees the maker sees
// by the same permission, and it lies at the token's place.
func TestAReaderSeesNoMoreThanItsMaker(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		maker, at, row := drawWorld(t)
		reader := feed.Narrowed(maker, at, []string{"casework.list", "casework.handle"}).For("casework.list")
		if len(reader.Arms) == 0 {
			return
		}
		for _, a := range reader.Arms {
			if a.Covers(row, 1) && a.Sees("mediation") {
				if !slices.ContainsFunc(maker.For("casework.list").Arms, func(m kernel.Arm) bool { return m.Covers(row, 1) && m.Sees("mediation") }) {
					t.Fatalf("%+v is seen by %+v and not by %+v", row, a, maker.Grants)
				}
				if at.Level != kernel.LevelCounty && row.At(at.Level, 1) != at.ID || row.Sealed {
					t.Fatalf("%+v lies out of %+v", row, at)
				}
			}
		}
		if reader.Can("casework.handle") {
			t.Fatal("it may do more than read")
		}
	})
}
