package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"touyan/internal/domain/link"
	"touyan/internal/domain/place"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// visitShare is how many of ten households of the demo's campaign have been visited, at most visitsMost in all.
const (
	visitShare = 6
	visitsMost = 60
)

// The words of the demo's visits. All are invented.
var (
	visitFound = []string{"老两口都好，儿子在外打工，过年回来", "家里刚收完玉米，等着卖", "孩子上初中，住校", "院子收拾得干净", "老人腿脚不便，邻居常来照看", "打算明年再种两亩", "房顶去年翻修过，不漏"}
	visitAsks  = []string{"村口路灯坏了一盏，晚上走路不方便", "想办老年优待证，不知道要带什么", "水管冬天容易冻，想请人看看", "门前水沟堵了，下雨积水", "想学点养蜂的技术", "孩子上学的校车站太远"}
	visitSays  = []string{"", "", "说得明白", "来得勤", "希望常来"}
	visitDeeds = []string{"老党员常给行动不便的邻居带菜买药", "下雨天带头清排水沟", "帮几户一起把果子卖了出去"}
)

// visiting makes a campaign of the pack's own on the stage, carries part of it out, and lets households say how it was.
func (b *Builder) visiting(ctx context.Context, today kernel.Day) error {
	var on [2]place.Place // the township and the village of the stage
	err := b.r.DB.Read(ctx, func(tx *db.ReadTx) (err error) {
		on, err = b.stage(tx)
		return err
	})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(b.r.Pack.Campaigns, func(c pack.CampaignPlan) bool { return c.ID != "every_household" && c.Valid(today) })
	def := b.r.Pack.Campaigns[max(i, 0)]
	b.at(today, -24)
	if err := b.linked(ctx, def, on[1].ID); err != nil {
		return err
	}
	at := on[1].ID
	if slices.Contains(def.Levels, int(kernel.LevelTownship)) {
		at = on[0].ID
	}
	c, err := b.r.Visit.Make(ctx, visit.NewCampaign{Plan: def.ID, PlaceID: at})
	if err != nil {
		return fmt.Errorf("demo: campaign: %w", err)
	}
	tasks, _, err := b.r.Visit.Gaps(ctx, c.ID, "", 0, kernel.Page{Limit: kernel.MaxLimit})
	if err != nil {
		return err
	}
	for n, task := range tasks {
		if n%10 >= visitShare || n >= visitsMost*10/visitShare {
			continue
		}
		b.clock.Set(today.Add(-20 + n%20).Time().Add(time.Duration(9*60+n) * time.Minute))
		if err := b.oneVisit(ctx, def, task); err != nil {
			return fmt.Errorf("demo: visit: %w", err)
		}
	}
	b.at(today, -2)
	return b.asked(ctx, on[1].Code, today)
}

// linked gives the households of a campaign by links who looks after them.
func (b *Builder) linked(ctx context.Context, def pack.CampaignPlan, village kernel.ID) error {
	for _, r := range def.Visitors {
		if r.By != pack.ByLink {
			continue
		}
		p, err := b.r.Link.Propose(ctx, r.Link, village)
		if err != nil || len(p.Pairs) == 0 {
			return err
		}
		drafts := make([]link.Draft, len(p.Pairs))
		for i, x := range p.Pairs {
			drafts[i] = link.Draft{Kind: r.Link, PersonID: x.Member.ID, HouseholdID: x.Household.ID, GroupID: x.Group.ID}
		}
		if _, err := b.r.Link.Confirm(ctx, drafts); err != nil {
			return err
		}
	}
	return nil
}

// oneVisit lets the visitor of a household go there: most are at home, some are away, a few do not wish it.
func (b *Builder) oneVisit(ctx context.Context, def pack.CampaignPlan, task visit.Task) error {
	account := b.accountsOf[task.Visitor.ID]
	if account == 0 {
		return nil
	}
	a, err := b.r.Access.Resolve(ctx, kernel.ActorOf(ctx).CountyID, account)
	if err != nil {
		return err
	}
	if !a.Can(visit.PermRecord) {
		return nil
	}
	typ, _ := b.r.Pack.VisitType(def.VisitType)
	n := visit.NewVisit{Type: typ.ID, HouseholdID: task.Household.ID, Result: visit.Met}
	switch k := b.rng.IntN(12); {
	case k == 0:
		n.Result = visit.Declined
	case k < 3:
		n.Result = visit.Away
	default:
		b.talk(&n, typ)
	}
	d, err := b.r.Visit.Record(kernel.WithActor(ctx, a.For(visit.PermRecord)), n)
	if err != nil || d.Code == "" || b.rng.IntN(10) >= 7 {
		return err
	}
	public := kernel.WithActor(ctx, kernel.Actor{Kind: kernel.ActorPublic, CountyID: a.CountyID, Name: "public"})
	answer := pick(b.rng, []string{visit.Satisfied, visit.Satisfied, visit.Satisfied, visit.Satisfied, visit.Fairly, visit.Fairly, visit.Unsatisfied})
	return b.r.Visit.Rate(public, d.Code, answer, pick(b.rng, visitSays), 0)
}

// talk is what was found, asked and answered.
func (b *Builder) talk(n *visit.NewVisit, typ pack.VisitType) {
	n.Text = pick(b.rng, visitFound)
	if len(typ.Purposes) > 0 {
		n.Purposes = []string{pick(b.rng, typ.Purposes).ID}
	}
	if typ.AskType != "" && b.rng.IntN(4) == 0 {
		n.Asks = []string{pick(b.rng, visitAsks)}
	}
	if f, ok := b.r.Pack.Form(typ.Form); ok {
		n.Answers = b.fillIn(f)
	}
}

// visitOther is what is said where a form asks for words after "something else".
const visitOther = "还在商量，下次再问"

// fillIn answers the choices of a form, and in words what may be required; what is not asked after all is dropped.
func (b *Builder) fillIn(f pack.Form) map[string]any {
	out := map[string]any{}
	for _, x := range f.Fields {
		switch x.Type {
		case pack.FieldChoice:
			out[x.ID] = pick(b.rng, x.Choices).ID
		case pack.FieldChoices:
			out[x.ID] = []any{pick(b.rng, x.Choices).ID}
		case pack.FieldText:
			if x.RequiredIf != "" {
				out[x.ID] = visitOther
			}
		}
	}
	return out
}

// asked lets residents answer the public surveys of the pack.
func (b *Builder) asked(ctx context.Context, code string, today kernel.Day) error {
	public := kernel.WithActor(ctx, kernel.Actor{Kind: kernel.ActorPublic, CountyID: kernel.ActorOf(ctx).CountyID, Name: "public"})
	for _, f := range b.r.Pack.Forms {
		if !f.Public || !f.Valid(today) {
			continue
		}
		for i := range 5 {
			given := b.fillIn(f)
			for _, x := range f.Fields {
				if x.Type == pack.FieldText {
					given[x.ID] = visitDeeds[i%len(visitDeeds)]
				}
			}
			if err := b.r.Visit.AnswerAt(public, code, f.ID, given, ""); err != nil {
				return err
			}
		}
	}
	return nil
}
