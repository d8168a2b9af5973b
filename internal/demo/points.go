package demo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/domain/points"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// memberSince is how many days before the demo begins its Party members joined their branch, so that the year before has them too.
const memberSince = 700

// since is a day so many days before now.
func (b *Builder) since(days int) kernel.Day { return kernel.DayOf(b.clock.Now()).Add(-days) }

// scoring is the branch of the stage, with who records and who confirms its points.
type scoring struct {
	b                *Builder
	ctx              context.Context
	scheme           pack.PointScheme
	branch           kernel.ID
	recorder, second body.Appointment
	members          []points.Account
	n                int
}

// deeds are what members of the demo did. All are invented.
var deeds = []string{
	"给独居老人送药、劈柴", "带头清理村口水沟", "替邻居代办医保缴费", "雨夜巡查河道，转移两户老人", "调解两户地界纠纷", "帮几户把果子联系卖出去", "教老人用手机挂号", "修好了组里的路灯",
}

// missed are what they failed to do.
var missed = []string{"会议没到，没有请假", "义务劳动没有参加", "公示的承诺没有按时办"}

// memberPoints plays two years of the stage's branch: the one before, ready to be added up, and this one, with entries at each stage.
func (b *Builder) memberPoints(ctx context.Context, today kernel.Day) error {
	s := &scoring{b: b, ctx: ctx}
	ok, err := s.find(today)
	if err != nil || !ok {
		return err
	}
	now, _ := strconv.Atoi(string(today[:4]))
	b.at(today, -14)
	last, err := s.year(now - 1)
	if err != nil {
		return err
	}
	for i := range s.members { // one high, some between, one low
		for k := range max(1, 8-2*i) {
			if err := s.deed(last, i, k, kernel.Day(fmt.Sprintf("%d-%02d-%02d", now-1, 2+k, 3+i)), points.StepConfirm); err != nil {
				return err
			}
		}
	}
	if err := s.slip(last, len(s.members)-1, kernel.Day(fmt.Sprintf("%d-06-20", now-1))); err != nil {
		return err
	}
	this, err := s.year(now)
	if err != nil {
		return err
	}
	for i := range s.members[:min(4, len(s.members))] {
		if err := s.deed(this, i, i, max(today.Add(-20-i), this.From), points.StepConfirm); err != nil {
			return err
		}
	}
	for _, y := range []*points.YearDetail{last, this} {
		if _, err := b.r.Points.Post(s.as(s.second), y.ID, ""); err != nil && !isCode(err, "nothing_to_post") {
			return err
		}
	}
	return s.present(this, today)
}

// present brings this year to today: what was posted is in effect, some hangs on the board, some waits to be confirmed.
func (s *scoring) present(this *points.YearDetail, today kernel.Day) error {
	s.b.at(today, -1)
	if _, err := s.b.r.Points.Settle(s.ctx); err != nil {
		return err
	}
	day := func(n int) kernel.Day { return max(today.Add(-n), this.From) }
	for i := range s.members[:min(3, len(s.members))] {
		if err := s.deed(this, i, 3+i, day(3), points.StepConfirm); err != nil {
			return err
		}
	}
	if err := s.slip(this, len(s.members)-1, day(4)); err != nil {
		return err
	}
	if _, err := s.b.r.Points.Post(s.as(s.second), this.ID, ""); err != nil && !isCode(err, "nothing_to_post") {
		return err
	}
	for i := range s.members[:min(4, len(s.members))] {
		if err := s.deed(this, i, 5+i, day(2), points.StepReview); err != nil {
			return err
		}
	}
	_, err := s.b.r.Points.Gather(s.ctx, this.ID)
	return err
}

// find looks for the branch of the stage and for two officers who stand behind its points; both are members of it.
func (s *scoring) find(today kernel.Day) (bool, error) {
	sch, ok := s.b.r.Pack.PointSchemeFor("party_branch", today)
	if !ok {
		return false, nil
	}
	s.scheme = sch
	var village place.Place
	err := s.b.r.DB.Read(s.ctx, func(tx *db.ReadTx) error {
		stage, err := s.b.stage(tx)
		if err != nil {
			return err
		}
		village = stage[1]
		list, _, err := s.b.r.Body.PageBodies(tx, body.BodyFilter{Place: village.ID, Kind: "party_branch"}, kernel.Page{})
		if err != nil || len(list) == 0 {
			return err
		}
		s.branch = list[0].ID
		held, err := s.b.r.Body.OfficersOn(tx, village.ID, tx.Today())
		for _, a := range held {
			if slices.Contains(sch.Recorders, a.Post) && s.recorder.PersonID == 0 {
				s.recorder = a
			}
		}
		for _, a := range held {
			if slices.Contains(sch.Confirmers, a.Post) && s.second.PersonID == 0 && a.PersonID != s.recorder.PersonID {
				s.second = a
			}
		}
		return err
	})
	if err != nil || s.branch == 0 || s.recorder.PersonID == 0 || s.second.PersonID == 0 {
		return false, err
	}
	for _, a := range []body.Appointment{s.second, s.recorder} {
		if _, err := s.b.r.Body.AddMember(s.ctx, s.branch, a.PersonID, "party_member", s.b.since(memberSince)); err != nil && !isCode(err, "member_already") {
			return false, err
		}
	}
	return true, nil
}

func isCode(err error, code string) bool {
	var ke *kernel.Error
	return errors.As(err, &ke) && ke.Code == code
}

// as is the holder of a post of the village, with what it gives for points.
func (s *scoring) as(a body.Appointment) context.Context {
	county := kernel.ActorOf(s.ctx).CountyID
	arm := kernel.Arm{Level: kernel.LevelCounty, PlaceID: county}
	perms := []string{points.PermList, points.PermRecord, points.PermConfirm, points.PermYear}
	return kernel.WithActor(s.ctx, kernel.Actor{
		Kind: kernel.ActorOfficer, CountyID: county, PersonID: a.PersonID, Name: a.PersonName, Grants: []kernel.Grant{{Post: a.Post, Perms: perms, Arm: arm}}, Arms: []kernel.Arm{arm},
	})
}

// year opens a year and tells its members but for the two officers, the first of whom has high points.
func (s *scoring) year(year int) (*points.YearDetail, error) {
	y, err := s.b.r.Points.OpenYear(s.as(s.second), s.branch, year)
	if err != nil {
		return nil, err
	}
	list, _, err := s.b.r.Points.Accounts(s.ctx, y.ID, kernel.Page{Limit: kernel.MaxLimit})
	s.members = slices.DeleteFunc(list, func(a points.Account) bool {
		return a.Person.ID == s.recorder.PersonID || a.Person.ID == s.second.PersonID
	})
	s.members = s.members[:min(6, len(s.members))]
	return y, err
}

// deed enters something good that a member did, as far as upto: before the branch, or confirmed. What a cap refuses is left out.
func (s *scoring) deed(y *points.YearDetail, member, k int, day kernel.Day, upto string) error {
	if member >= len(s.members) {
		return nil
	}
	m := s.members[member]
	var able []pack.PointItem
	for _, x := range s.scheme.Items {
		if !x.Minus() && x.For(m.Class.ID) && slices.Contains(x.Evidence, pack.EvidenceNote) {
			able = append(able, x)
		}
	}
	if len(able) == 0 {
		return nil
	}
	x := able[(k+2)%len(able)]
	_, most := x.Range()
	return s.enter(y, m, x, most, day, deeds[(member+k)%len(deeds)], upto)
}

// slip enters something that a member failed to do.
func (s *scoring) slip(y *points.YearDetail, member int, day kernel.Day) error {
	if member < 0 {
		return nil
	}
	m := s.members[member]
	for _, x := range s.scheme.Items {
		if x.Minus() && x.For(m.Class.ID) && slices.Contains(x.Evidence, pack.EvidenceNote) {
			least, _ := x.Range()
			return s.enter(y, m, x, least, day, missed[s.n%len(missed)], points.StepConfirm)
		}
	}
	return nil
}

func (s *scoring) enter(y *points.YearDetail, m points.Account, x pack.PointItem, n int64, day kernel.Day, text, upto string) error {
	s.n++
	e, err := s.b.r.Points.Record(s.as(s.recorder), points.NewEntry{
		YearID: y.ID, PersonID: m.Person.ID, Item: x.ID, Points: n, Day: day, Text: text, ClientKey: "demo" + strconv.Itoa(s.n),
	})
	if err != nil || upto == points.StepReview {
		return err
	}
	for _, act := range []string{points.StepConfirm, points.StepWithdraw} {
		_, err = s.b.r.Points.ActMany(s.as(s.second), points.Act{Act: act, IDs: []kernel.ID{e.ID}, Reason: "超过上限"})
		if !isCode(err, "over_period_cap") && !isCode(err, "over_event_cap") && !isCode(err, "over_total_cap") {
			return err
		}
	}
	return err
}
