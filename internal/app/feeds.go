package app

import (
	"context"
	"time"

	"touyan/internal/domain/demand"
	"touyan/internal/domain/feed"
	"touyan/internal/domain/merit"
	"touyan/internal/domain/privacy"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/mail"
	"touyan/internal/platform/outbound"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/push"
	"touyan/internal/platform/web"
)

// feeds is the room through which others learn what happens here, with the ways out that the settings allow.
func (a *App) feeds(cfg Config, d *db.DB, keys *crypt.Keys, rules *pack.Book) *feed.Service {
	out := outbound.New(cfg.AllowPrivate)
	o := feed.Options{
		DB: d, Pack: rules, Keys: keys, Place: a.Place, Body: a.Body, Cases: a.Casework, Duty: a.Duty, Visit: a.Visit,
		Also: []feed.Asked{
			{Perm: merit.PermCheck, Ask: a.dueMerit},
			{Perm: demand.PermJudge, Ask: a.dueComplaints},
			{Perm: demand.PermAnswer, Ask: a.dueDemands},
			{Perm: privacy.PermRequest, Ask: a.dueRequests},
		},
		Resolve: a.resolve, Out: out, Private: cfg.AllowPrivate, Pusher: pusher{out, d},
	}
	if cfg.SMTPAddr != "" && cfg.SMTPFrom != "" {
		o.Mailer = &mail.Server{Addr: cfg.SMTPAddr, User: cfg.SMTPUser, Password: cfg.SMTPPassword, From: cfg.SMTPFrom, Now: clockOf(d)}
	}
	return feed.New(o)
}

// dueMerit are objections to households' points that wait for an answer: due when the time for objections ends. No other room reads those
// points, so the room of feeds is told here which rounds they are about, and nothing else.
func (a *App) dueMerit(ctx context.Context) ([]feed.DueThing, error) {
	list, err := a.Merit.Undecided(ctx)
	out := make([]feed.DueThing, len(list))
	for i, o := range list {
		out[i] = feed.DueThing{
			Kind: feed.DueObjection, Key: "objection-" + o.ID.String(), Name: "积分异议", NameEN: "Objection to points", Place: o.Place, N: 1, Day: o.Day, Path: "/console/merit/rounds/" + o.RoundID.String(),
		}
	}
	return out, err
}

// dueComplaints are what villages said of demands, for whoever has to answer it.
func (a *App) dueComplaints(ctx context.Context) ([]feed.DueThing, error) {
	list, err := a.Demand.ToJudge(ctx)
	out := make([]feed.DueThing, len(list))
	for i, o := range list {
		out[i] = feed.DueThing{
			Kind: feed.DueObjection, Key: "said-" + o.ID.String(), Name: "对要求的意见", NameEN: "What a village said of a demand", Place: o.Place, N: 1, Day: o.Day, Path: "/console/demands/" + o.DemandID.String(),
		}
	}
	return out, err
}

// dueDemands are what offices asked of one's own village.
func (a *App) dueDemands(ctx context.Context) ([]feed.DueThing, error) {
	list, err := a.Demand.ToAnswer(ctx)
	out := make([]feed.DueThing, len(list))
	for i, o := range list {
		out[i] = feed.DueThing{Kind: feed.DueDemand, Key: "demand-" + o.ID.String(), Place: o.Place, N: 1, Day: o.Day, Path: "/console/demands/" + o.DemandID.String()}
	}
	return out, err
}

// dueRequests are what people ask about their own data: the law gives days for the answer.
func (a *App) dueRequests(ctx context.Context) ([]feed.DueThing, error) {
	open := true
	list, _, err := a.Privacy.List(ctx, privacy.RequestFilter{Open: &open}, kernel.Page{Limit: kernel.MaxLimit})
	out := make([]feed.DueThing, len(list))
	for i, r := range list {
		out[i] = feed.DueThing{
			Kind: feed.DueObjection, Key: "request-" + r.ID.String(), Name: "个人信息申请", NameEN: "Request about personal data", Place: r.Place.Name, N: 1,
			At: r.Due, Day: kernel.DayOf(time.UnixMilli(r.Due)), Path: "/console/privacy/requests/" + r.ID.String(),
		}
	}
	return out, err
}

// bearer tells the door for whom a token reads.
func (a *App) bearer(ctx context.Context, token string) (web.Bearer, error) {
	county, err := a.countyID(ctx)
	if err != nil {
		return web.Bearer{}, err
	}
	id, who, err := a.Feed.Reader(ctx, county, token)
	return web.Bearer{ID: id, Actor: who}, err
}

// pusher hands messages to the services of browsers, as far as requests may go there.
type pusher struct {
	out *outbound.Client
	d   *db.DB
}

// NewKey draws the server's keys.
func (pusher) NewKey() (public, private string, err error) { return push.NewKey() }

// CheckTarget refuses a subscription to which nothing could be sealed.
func (pusher) CheckTarget(t feed.NewPush) error { return targetOf(t).Check() }

// Push seals a message and sends it.
func (p pusher) Push(ctx context.Context, public, private string, t feed.NewPush, message []byte) (int, error) {
	return push.Send(ctx, p.out.Post, public, private, targetOf(t), message, p.d.Now())
}

func targetOf(t feed.NewPush) push.Target {
	return push.Target{Endpoint: t.Endpoint, P256dh: t.P256dh, Auth: t.Auth}
}
