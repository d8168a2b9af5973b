package api_test

import (
	"context"
	"maps"

	"touyan/internal/demo"
	"touyan/internal/domain/feed"
	"touyan/internal/kernel"
)

func init() { maps.Copy(samples, feedSamples) }

// acting is the context of somebody with the permission to manage feeds.
func (w *world) acting(who demo.Somebody, perm string) context.Context {
	a := ok(w.app.Access.Resolve(w.t.Context(), w.county, who.Account))(w)
	return kernel.WithActor(w.t.Context(), a.For(perm))
}

// feedToken is a token of the officer of a township for their township.
func (w *world) feedToken(who demo.Somebody, town string, perms ...string) *feed.FeedTokenMade {
	n := feed.NewFeedToken{Name: w.next("大屏"), PlaceID: w.place(town).ID, Perms: perms, Until: "2027-01-31"}
	return ok(w.app.Feed.MakeToken(w.acting(who, feed.PermManage), n))(w)
}

// feedHook sends what happens to cases of township A to an address in the open network, which nobody goes to here.
func (w *world) feedHook() *feed.FeedHookMade {
	n := feed.NewFeedHook{Name: w.next("局"), URL: "https://8.8.8.8/in", PlaceID: w.place(townA).ID, Kinds: []string{"case.*"}}
	return ok(w.app.Feed.MakeHook(w.acting(w.clerkA, feed.PermManage), n, ""))(w)
}

const ownFeed = "one's own calendar, letter and messages"

var feedSamples = map[string][]sample{
	"feed.choices": {{kind: free, why: "names of permissions and records that I may give away", make: get("/api/feeds/choices")}},
	"feed.tokens": {{kind: list, make: func(w *world) request {
		w.feedToken(w.clerkA, townA, "casework.list")
		return get("/api/feeds/tokens")(w)
	}}},
	"feed.make_token": {{kind: create, make: func(w *world) request {
		return post("/api/feeds/tokens", m{"name": "大屏", "place_id": w.id(townA), "perms": []string{"casework.list"}, "until": "2027-01-31"})
	}}},
	"feed.revoke_token": {{kind: record, make: func(w *world) request {
		return post("/api/feeds/tokens/"+w.feedToken(w.clerkA, townA, "casework.list").ID.String()+"/revoke", m{})
	}}},
	"feed.hooks": {{kind: list, make: func(w *world) request { w.feedHook(); return get("/api/feeds/hooks")(w) }}},
	"feed.make_hook": {{kind: create, make: func(w *world) request {
		return post("/api/feeds/hooks", m{"name": "局", "url": "https://8.8.8.8/in", "place_id": w.id(townA), "kinds": []string{"case.*"}})
	}}},
	"feed.set_hook": {{kind: record, make: func(w *world) request {
		return post("/api/feeds/hooks/"+w.feedHook().ID.String()+"/state", m{"rev": 1, "state": "off"})
	}}},
	"feed.deliveries": {{kind: record, make: func(w *world) request { return get("/api/feeds/hooks/" + w.feedHook().ID.String() + "/deliveries")(w) }}},
	"feed.give_up": {{kind: record, status: 404, make: func(w *world) request {
		return post("/api/feeds/hooks/"+w.feedHook().ID.String()+"/give-up", m{"delivery_id": w.id(townA)})
	}}},
	"feed.replay": {{kind: record, status: 404, make: func(w *world) request { return post("/api/feeds/hooks/"+w.feedHook().ID.String()+"/replay", m{}) }}},

	"feed.own":           {{kind: free, why: ownFeed, make: get("/api/feeds/own")}},
	"feed.make_calendar": {{kind: free, why: ownFeed, make: func(*world) request { return request{method: "POST", path: "/api/feeds/own/calendar"} }}},
	"feed.drop_calendar": {{kind: free, why: ownFeed, make: func(*world) request { return request{method: "DELETE", path: "/api/feeds/own/calendar"} }}},
	"feed.set_digest":    {{kind: free, why: ownFeed, make: func(*world) request { return post("/api/feeds/own/digest", m{"digest": "", "lang": "zh"}) }}},
	"feed.push_key":      {{kind: free, why: "the server's public key", make: func(*world) request { return request{method: "POST", path: "/api/feeds/own/push/key"} }}},
	"feed.add_push": {{kind: free, why: ownFeed, make: func(*world) request {
		return post("/api/feeds/own/push", m{
			"endpoint": "https://8.8.8.8/push", "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", "auth": "BTBZMqHH6r4Tts7J_aSIgg", "front": "console", "lang": "zh",
		})
	}}},
	"feed.pushed":         {{kind: free, why: ownFeed, make: func(*world) request { return post("/api/feeds/own/push/state", m{"endpoint": "https://8.8.8.8/push"}) }}},
	"feed.drop_this_push": {{kind: free, why: ownFeed, make: func(*world) request { return post("/api/feeds/own/push/off", m{"endpoint": "https://8.8.8.8/push"}) }}},
	"feed.drop_push":      {{kind: free, why: ownFeed, make: func(*world) request { return request{method: "DELETE", path: "/api/feeds/own/push"} }}},
	"feed.calendar": {{kind: free, why: "public: the address itself opens it", make: func(w *world) request {
		who := ok(w.app.Access.Resolve(w.t.Context(), w.county, w.clerkA.Account))(w)
		made := ok(w.app.Feed.MakeCalendar(kernel.WithActor(w.t.Context(), who)))(w)
		return get(made.Path)(w)
	}}},
}
