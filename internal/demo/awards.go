package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"touyan/internal/domain/award"
	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// honourAge is how many days ago the demo's older honours were won: more than a year, so that a re-check is due.
const honourAge = 370

// awarding lets a round of each scheme for households run at the village of the stage until its posting is over, and gives two villages
// honours of last year whose re-check is due.
func (b *Builder) awarding(ctx context.Context, today kernel.Day) error {
	var on [2]place.Place
	err := b.r.DB.Read(ctx, func(tx *db.ReadTx) (err error) {
		on, err = b.stage(tx)
		return err
	})
	if err != nil {
		return err
	}
	villages, err := b.villages(ctx)
	if err != nil {
		return err
	}
	for _, a := range b.r.Pack.AwardsOn(today) {
		switch a.Subject {
		case pack.AwardHousehold:
			err = b.household(ctx, a, on[1], today)
		case pack.AwardVillage:
			var past []award.PastHonour
			for _, v := range villages {
				past = append(past, award.PastHonour{Scheme: a.ID, SubjectID: v.ID, Band: a.Bands[len(a.Bands)-1].ID, Won: today.Add(-honourAge)})
			}
			err = b.r.Award.Recall(ctx, past)
		}
		if err != nil {
			return fmt.Errorf("demo: award %s: %w", a.ID, err)
		}
	}
	return nil
}

// household runs a round of a scheme for households in a village; it ends where its posting is over and somebody has to decide.
func (b *Builder) household(ctx context.Context, a pack.Award, at place.Place, today kernel.Day) error {
	b.at(today, -21)
	houses, _, err := b.r.Person.Households(ctx, person.HouseholdFilter{Place: at.ID}, kernel.Page{Limit: 4})
	if err != nil || len(houses) == 0 {
		return err
	}
	r, err := b.r.Award.OpenRound(ctx, award.NewRound{Scheme: a.ID, PlaceID: at.ID, Period: string(today[:4]) + "上半年", EnterTo: today.Add(-20)})
	if err != nil {
		return err
	}
	rater, err := b.raters(ctx, a, at)
	if err != nil || len(rater) < a.Raters {
		return err
	}
	var entered []*award.Candidate
	for i, h := range houses {
		n := award.NewCandidate{SubjectID: h.ID, How: award.Nominated, Text: pick(b.rng, []string{"院里院外干干净净，常帮邻居", "一家人和和气气，孩子懂礼貌", "带头移风易俗，红事简办"})}
		if i%2 == 0 && a.Apply {
			n.How = award.Applied
		}
		c, err := b.r.Award.Enter(ctx, r.ID, n)
		if err != nil {
			return err
		}
		entered = append(entered, c)
	}
	if _, err := b.r.Award.StartScoring(ctx, r.ID); err != nil {
		return err
	}
	for i, c := range entered {
		for _, x := range a.Items() {
			for _, who := range rater[:a.Raters] {
				value := int64(x.Weight)*100 - int64(i)*int64(a.Step)
				if _, err := b.r.Award.Score(ctx, c.ID, award.NewScore{Item: x.ID, Value: max(value, 0), RaterID: who}); err != nil {
					return err
				}
			}
		}
	}
	if _, err := b.r.Award.StartReview(ctx, r.ID); err != nil {
		return err
	}
	return b.voted(ctx, a, r.ID, at, entered, today)
}

// voted lets the village's body meet and vote, and posts the round.
func (b *Builder) voted(ctx context.Context, a pack.Award, round kernel.ID, at place.Place, entered []*award.Candidate, today kernel.Day) error {
	jury, members, err := b.council(ctx, a, at, today)
	if err != nil {
		return err
	}
	b.at(today, -19)
	if _, err := b.r.Award.Meet(ctx, round, award.NewMeeting{BodyID: jury, Day: today.Add(-19), Present: members, Minutes: "逐户评议，听了邻里的意见"}); err != nil {
		return err
	}
	for i, c := range entered {
		now, err := b.r.Award.Entry(ctx, c.ID)
		if err != nil {
			return err
		}
		if now.State != award.In {
			continue
		}
		v := award.NewVote{Rev: now.Rev, For: now.Voters}
		if i == len(entered)-1 {
			v.For, v.Against = 0, now.Voters
		}
		if _, err := b.r.Award.Vote(ctx, c.ID, v); err != nil {
			return err
		}
	}
	b.clock.Set(today.Add(-18).Time().Add(9 * time.Hour))
	_, err = b.r.Award.Post(ctx, round)
	return err
}

// raters are people who may score a scheme in a village: those who hold one of the posts of its first item there.
func (b *Builder) raters(ctx context.Context, a pack.Award, at place.Place) ([]kernel.ID, error) {
	var out []kernel.ID
	list, _, err := b.r.Body.ListAppointments(ctx, body.AppointmentFilter{Place: at.ID}, kernel.Page{Limit: kernel.MaxLimit})
	for _, p := range list {
		if p.PlaceID == at.ID && slices.Contains(a.Items()[0].ScorerPosts, p.Post) && !slices.Contains(out, p.PersonID) {
			out = append(out, p.PersonID)
		}
	}
	return out, err
}

// council is the first body that reviews a scheme in a village, with at least as many members as the vote needs: there is none yet, one
// is founded of people of the village.
func (b *Builder) council(ctx context.Context, a pack.Award, at place.Place, today kernel.Day) (kernel.ID, []kernel.ID, error) {
	kind := a.Review.BodyKinds[0]
	bodies, _, err := b.r.Body.ListBodies(ctx, body.BodyFilter{Place: at.ID, Kind: kind}, kernel.Page{})
	if err != nil {
		return 0, nil, err
	}
	var id kernel.ID
	for _, x := range bodies {
		if x.PlaceID == at.ID {
			id = x.ID
		}
	}
	k, _ := b.r.Pack.BodyKind(kind)
	if id == 0 {
		n, err := b.r.Body.CreateBody(ctx, body.NewBody{Name: at.Name + k.Name, Kind: kind, PlaceID: at.ID, From: today.Add(-300)})
		if err != nil {
			return 0, nil, err
		}
		id = n.ID
	}
	d, err := b.r.Body.GetBody(ctx, id)
	if err != nil {
		return 0, nil, err
	}
	members := map[kernel.ID]bool{}
	for _, m := range d.MemberList {
		members[m.PersonID] = true
	}
	for i := len(members); i < a.Review.VotersMin+2; i++ {
		p, err := b.r.Person.Create(ctx, person.Draft{Name: b.name(), PlaceID: at.ID})
		if err != nil {
			return 0, nil, err
		}
		if _, err := b.r.Body.AddMember(ctx, id, p.ID, "member", today.Add(-200)); err != nil {
			return 0, nil, err
		}
		members[p.ID] = true
	}
	var out []kernel.ID
	err = b.r.DB.Read(ctx, func(tx *db.ReadTx) error {
		_, all, err := b.r.Body.Team(tx, id, today.Add(-19))
		seen := map[kernel.ID]bool{}
		for _, m := range all {
			if !seen[m.ID] {
				seen[m.ID], out = true, append(out, m.ID)
			}
		}
		return err
	})
	return id, out, err
}
