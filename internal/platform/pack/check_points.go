package pack

import (
	"slices"
	"strings"
)

// The values of the keys of a scheme of points.
var (
	pointSigns    = []string{PlusSign, MinusSign}
	pointGrades   = []string{GradeExcellent, GradeQualified, GradeBasic, GradeUnqualified}
	pointFollows  = []string{FollowHonour, FollowTalk, FollowHelp}
	pointPeriods  = []string{EveryMonth, EveryQuarter, EveryYear}
	pointRecords  = []string{FromVisit, FromCase, FromActivity}
	pointEvidence = []string{EvidenceNote, EvidenceRecord, EvidenceDocument, EvidencePhoto}
)

// useOfApps are words of what must never be scored: the use of an application (国办函〔2026〕12号; domain facts 0.1, 2.7).
var useOfApps = []string{
	"登录", "登陆", "打卡", "签到", "点赞", "转发", "点击", "浏览", "阅读", "在线时长", "学习时长", "学习强国", "下载", "安装", "活跃度",
	"login", "log_in", "log-in", "log in", "sign_in", "sign-in", "check_in", "check-in", "click", "read", "like_", "likes", "share_", "shares", "online_time",
	"time online", "download", "install", "browse", "app_use",
}

// The permissions without which nobody of a post can record or confirm.
const (
	permRecord  = "points.record"
	permConfirm = "points.confirm"
)

func (c checker) points() {
	for i := range c.PointSchemes {
		c.pointScheme(&c.PointSchemes[i])
	}
}

func (c checker) pointScheme(s *PointScheme) {
	t := &s.Term
	c.term(t)
	if len(s.BodyKinds) == 0 {
		c.bad(t, "body_kinds", "missing", "%q needs the key %q", s.ID, "body_kinds")
	}
	c.refs(t, "body_kinds", s.BodyKinds, "body kind", c.hasBodyKind)
	c.pointPosts(t, "recorders", s.Recorders, permRecord)
	c.pointPosts(t, "confirmers", s.Confirmers, permConfirm)
	c.tenths(t, "cap_total", s.CapTotal, false)
	c.pointClasses(s)
	if len(s.Items) == 0 {
		c.bad(t, "point_items", "missing", "%q needs the key %q", s.ID, "point_items")
	}
	for i := range s.Items {
		c.pointItem(s, &s.Items[i])
	}
	for i := range s.Proposals {
		c.pointRule(s, &s.Proposals[i])
	}
	c.pointBands(s)
	for i := range s.Follows {
		c.pointFollow(s, &s.Follows[i])
	}
}

// pointPosts are posts of which each has the permission, else it could not do what it is named for.
func (c checker) pointPosts(t *Term, key string, posts []string, perm string) {
	for i, id := range posts {
		c.ref(t, at(key, i), id, "post", func(id string) bool { _, ok := c.Post(id); return ok })
		if perms, _ := c.PermissionsOf(id); !slices.Contains(perms, perm) {
			c.bad(t, at(key, i), "nobody_can_act", "the post %q has no role with the permission %q", id, perm)
		}
	}
}

// tenths is a figure of points: with at most one decimal.
func (c checker) tenths(t *Term, key string, n Number, needed bool) {
	if n == "" && needed {
		c.bad(t, key, "missing", "%q needs the key %q", t.ID, key)
	} else if _, ok := n.Tenths(); n != "" && !ok {
		c.bad(t, key, "bad_value", "%q: points are figures such as 5 or 0.5, with at most one decimal, not %q", t.ID, n)
	}
}

func (c checker) pointClasses(s *PointScheme) {
	others := 0
	var roles []string
	for i := range s.Classes {
		k := &s.Classes[i]
		c.names(&k.Term)
		c.tenths(&k.Term, "base", k.Base, true)
		if k.Other {
			others++
		}
		for j, r := range k.Roles {
			if slices.Contains(roles, r) {
				c.bad(&k.Term, at("roles", j), "bad_value", "the role %q is in two classes of %q", r, s.ID)
			}
			roles = append(roles, r)
		}
		if most, capped := s.Most(); capped && k.Start() > most {
			c.bad(&k.Term, "base", "bad_value", "%q begins with more than the cap of %q", k.ID, s.ID)
		}
	}
	if others != 1 {
		c.bad(&s.Term, "member_classes", "bad_value", "one class of %q is that of all others (other: true), not %d", s.ID, others)
	}
}

func (c checker) pointItem(s *PointScheme, x *PointItem) {
	t := &x.Term
	c.names(t)
	c.oneOf(t, "sign", x.Sign, pointSigns)
	if x.Period != "" {
		c.oneOf(t, "period", x.Period, pointPeriods)
	}
	c.each(t, "evidence", x.Evidence, pointEvidence)
	if len(x.Evidence) == 0 {
		c.bad(t, "evidence", "missing", "%q needs the key %q", x.ID, "evidence")
	} else if !slices.ContainsFunc(x.Evidence, func(e string) bool { return e != EvidencePhoto }) {
		c.bad(t, "evidence", "bad_value", "%q: nobody is made to bring a photo; let a note, a record or a document do too", x.ID)
	}
	for _, text := range []string{x.ID, x.Name, x.NameEN} {
		if w := useOf(text); w != "" {
			c.bad(t, "name", "use_of_apps", "%q scores the use of an application (%q): points come from deeds that people recorded and confirmed (国办函〔2026〕12号)", x.ID, w)
			break
		}
	}
	c.refs(t, "classes", x.Classes, "class of members", func(id string) bool { _, ok := s.Class(id); return ok })
	c.pointFigures(s, x)
	c.pointPosts(t, "recorders", x.Recorders, permRecord)
	c.pointPosts(t, "confirmers", x.Confirmers, permConfirm)
	rec, con := s.RecordersOf(*x), s.ConfirmersOf(*x)
	switch {
	case len(rec) == 0:
		c.bad(t, "recorders", "nobody_can_act", "nobody records %q: name posts in recorders", x.ID)
	case len(con) == 0:
		c.bad(t, "confirmers", "nobody_can_act", "nobody confirms %q: name posts in confirmers", x.ID)
	case !s.TwoHolders && !slices.ContainsFunc(con, func(p string) bool { return !slices.Contains(rec, p) }):
		c.bad(t, "confirmers", "same_post", "%q is confirmed by the posts that record it: name another one, or say two_holders: true where two persons hold it", x.ID)
	}
}

// pointFigures checks what an item gives against its caps.
func (c checker) pointFigures(s *PointScheme, x *PointItem) {
	t := &x.Term
	c.tenths(t, "points", x.Points, true)
	for key, n := range map[string]Number{"points_most": x.PointsMost, "cap_event": x.CapEvent, "cap_period": x.CapPeriod} {
		c.tenths(t, key, n, false)
	}
	least, most := x.Range()
	event, period := x.Caps()
	switch {
	case x.Points != "" && least == 0:
		c.bad(t, "points", "bad_value", "%q gives nothing: points are more than 0", x.ID)
	case x.PointsMost != "" && x.PointsMost.tenths() <= least:
		c.bad(t, "points_most", "bad_value", "%q: points_most is more than points", x.ID)
	case x.CapEvent == "" && x.CapPeriod == "" && s.CapTotal == "" && !x.Minus():
		c.bad(t, "cap_period", "missing", "%q has no cap: write cap_event or cap_period, or cap_total of the scheme, so that one deed does not count without end", x.ID)
	case x.CapEvent != "" && event < most:
		c.bad(t, "cap_event", "cap_below", "%q: the cap of an event (%s) lies below what one entry can have", x.ID, x.CapEvent)
	case x.CapPeriod != "" && period < max(most, event):
		c.bad(t, "cap_period", "cap_below", "%q: the cap of a period (%s) lies below what one entry, or one event, can have", x.ID, x.CapPeriod)
	}
}

// useOf finds a word of the use of applications in a text.
func useOf(text string) string {
	low := strings.ToLower(text)
	for _, w := range useOfApps {
		i := strings.Index(low, w)
		if i < 0 {
			continue
		}
		plain := w[0] < 0x80 // an English word counts where a word begins: "bread" is none
		if !plain || i == 0 || low[i-1] == ' ' || low[i-1] == '_' || low[i-1] == '-' {
			return w
		}
	}
	return ""
}

func (c checker) pointRule(s *PointScheme, r *PointRule) {
	t := &r.Term
	c.names(t)
	c.oneOf(t, "record", r.Record, pointRecords)
	c.ref(t, "item", r.Item, "item of points", func(id string) bool { x, ok := s.Item(id); return ok && !x.Minus() })
	if x, ok := s.Item(r.Item); ok && x.PointsMost != "" {
		c.bad(t, "item", "bad_value", "%q proposes %q, whose points somebody has to choose: name an item with one figure", r.ID, r.Item)
	}
	known := map[string]func(string) bool{
		FromVisit:    func(id string) bool { _, ok := c.VisitType(id); return ok },
		FromCase:     func(id string) bool { k, ok := c.CaseType(id); return ok && !k.Sealed },
		FromActivity: func(id string) bool { k, ok := c.BodyKind(id); return ok && k.Activities },
	}[r.Record]
	if known != nil {
		c.refs(t, "types", r.Types, "type of record", known)
	}
	if r.Record == FromCase && len(r.Types) == 0 {
		c.bad(t, "types", "missing", "%q needs the key %q", r.ID, "types")
	}
}

// pointBands refuses bands between which a total could lie, or that two of them would have.
func (c checker) pointBands(s *PointScheme) {
	if len(s.Bands) == 0 {
		c.bad(&s.Term, "bands", "missing", "%q needs the key %q", s.ID, "bands")
	}
	for i := range s.Bands {
		b := &s.Bands[i]
		t := &b.Term
		c.names(t)
		c.oneOf(t, "grade", b.Grade, pointGrades)
		c.tenths(t, "least", b.Least, i > 0)
		c.tenths(t, "below", b.Below, i < len(s.Bands)-1)
		least, below := b.Least.tenths(), b.Below.tenths()
		switch last := i == len(s.Bands)-1; {
		case i == 0 && b.Least != "":
			c.bad(t, "least", "band_gap", "the first band %q has no least: it holds whatever lies below", b.ID)
		case last && b.Below != "":
			c.bad(t, "below", "band_gap", "the last band %q has no below: it holds whatever lies above", b.ID)
		case !last && b.Below != "" && i > 0 && below <= least:
			c.bad(t, "below", "band_overlap", "band %q ends at %s before it begins", b.ID, b.Below)
		}
		if i == 0 {
			continue
		}
		before := s.Bands[i-1]
		switch end := before.Below.tenths(); {
		case before.Below == "" || b.Least == "":
		case least > end:
			c.bad(t, "least", "band_gap", "between the bands %q and %q totals from %s up to %s have no result: bands are half-open, least of one is below of the one before", before.ID, b.ID, before.Below, b.Least)
		case least < end:
			c.bad(t, "least", "band_overlap", "the bands %q and %q both have the totals from %s up to %s", before.ID, b.ID, b.Least, before.Below)
		}
	}
}

func (c checker) pointFollow(s *PointScheme, f *PointFollow) {
	t := &f.Term
	c.names(t)
	c.oneOf(t, "kind", f.Kind, pointFollows)
	c.refs(t, "bands", f.Bands, "band", func(id string) bool { _, ok := s.Band(id); return ok })
	c.each(t, "grades", f.Grades, pointGrades)
	c.refs(t, "posts", f.Posts, "post", func(id string) bool { _, ok := c.Post(id); return ok })
	if len(f.Bands)+len(f.Grades) == 0 {
		c.bad(t, "bands", "missing", "%q needs the key %q", f.ID, "bands")
	}
	if len(f.Posts) == 0 {
		c.bad(t, "posts", "missing", "%q needs the key %q", f.ID, "posts")
	}
	if f.Days < 1 || f.Days > 366 {
		c.bad(t, "days", "bad_value", "%q: somebody has 1 to 366 days for it, not %d", f.ID, f.Days)
	}
}
