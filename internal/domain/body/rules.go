package body

import (
	"slices"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// need is one required post of a level. A required head must be held itself. A required post that is no head says that
// the place needs an officer whom residents can turn to: any post of the level that stands on the card of such places
// meets it, so that a dedicated grid with its dedicated officer is not vacant for want of a part-time one.
type need struct {
	level kernel.Level // as posts go: pack.PostLevel
	kinds []string     // of places
	post  string
	any   []string
}

func needsOf(p *pack.Pack, day kernel.Day) []need {
	var out []need
	for _, po := range p.Posts {
		if !po.Required || !po.Valid(day) {
			continue
		}
		for _, l := range po.Levels {
			n := need{level: kernel.Level(l), kinds: p.KindsAs(kernel.Level(l)), post: po.ID, any: []string{po.ID}}
			if len(n.kinds) == 0 {
				continue
			}
			if !po.Head {
				n.any = append(n.any, others(p, po.ID, n.level)...)
			}
			out = append(out, n)
		}
	}
	return out
}

func others(p *pack.Pack, not string, level kernel.Level) []string {
	var out []string
	for _, po := range p.Posts {
		if po.ID != not && po.AtLevel(level) && po.OnCard(level) {
			out = append(out, po.ID)
		}
	}
	return out
}

// missing lists the posts that a place of the level lacks, given the posts that are held there.
func missing(needs []need, level kernel.Level, held []string) []string {
	var out []string
	for _, n := range needs {
		if n.level == level && !slices.ContainsFunc(n.any, func(p string) bool { return slices.Contains(held, p) }) {
			out = append(out, n.post)
		}
	}
	return out
}

// answers tells whether the holder of a post answers for a place of the level.
func answers(needs []need, level kernel.Level, post string) bool {
	return slices.ContainsFunc(needs, func(n need) bool { return n.level == level && slices.Contains(n.any, post) })
}

// headPosts are the posts of which one place has one holder at a time.
func headPosts(p *pack.Pack) []string {
	var out []string
	for _, po := range p.Posts {
		if po.Head {
			out = append(out, po.ID)
		}
	}
	return out
}

// overlaps groups the holders of a head's post at one place whose days meet, today or later. Who acts for an absent head
// does not count, nor does one person twice.
func overlaps(list []Appointment, today kernel.Day) []Appointment {
	var out []Appointment
	for i, a := range list {
		meets := func(b Appointment) bool {
			return a.PersonID != b.PersonID && a.Topic == b.Topic && !a.Acting && !b.Acting && a.span().Overlaps(b.span())
		}
		if a.span().To >= today && slices.ContainsFunc(append(slices.Clone(list[:i]), list[i+1:]...), func(b Appointment) bool {
			return b.span().To >= today && meets(b)
		}) {
			out = append(out, a)
		}
	}
	return out
}

// checkSpan fills in an open start and checks the days of a post or membership.
func checkSpan(from, to *kernel.Day, today kernel.Day) error {
	if *from == "" {
		*from = today
	}
	end := *to
	if end == "" {
		end = kernel.EndOfTime
	}
	if _, err := kernel.ParseDay(string(*from)); err != nil {
		return kernel.Invalid("from", "bad_day").With("value", string(*from))
	}
	if _, err := kernel.ParseDay(string(end)); err != nil {
		return kernel.Invalid("to", "bad_day").With("value", string(*to))
	}
	if end < *from {
		return kernel.Invalid("to", "ends_before_it_begins")
	}
	if end == kernel.EndOfTime {
		*to = ""
	}
	return nil
}

// postsFor names the posts that can be held at a place of the level, or in a body of the kind.
func postsFor(p *pack.Pack, level kernel.Level, bodyKind string) string {
	var out []string
	for _, po := range p.Posts {
		if bodyKind == "" && po.AtLevel(level) || bodyKind != "" && po.InBody(bodyKind) {
			out = append(out, po.Name)
		}
	}
	return strings.Join(out, " / ")
}

// checkPost tells whether a post can be held at a place of the level, or in a body of the kind.
func checkPost(p *pack.Pack, id string, level kernel.Level, bodyKind, topic string) error {
	po, ok := p.Post(id)
	switch {
	case !ok:
		return kernel.Invalid("post", "unknown_post").With("value", id).With("choices", postsFor(p, level, bodyKind))
	case bodyKind != "" && !po.InBody(bodyKind):
		return kernel.Invalid("post", "post_not_in_body").With("post", po.Name)
	case bodyKind == "" && !po.AtLevel(level):
		return kernel.Invalid("post", "post_not_at_level").With("post", po.Name).With("choices", postsFor(p, level, ""))
	}
	if topic == "" {
		return nil
	}
	if _, ok := p.Topic(topic); !ok {
		return kernel.Invalid("topic", "unknown_topic").With("topic", topic)
	}
	if !po.Topical {
		return kernel.Invalid("topic", "post_without_topics").With("post", po.Name)
	}
	return nil
}

// cleanServicePhone accepts what can be dialled: 3 to 20 digits with dashes.
func cleanServicePhone(s string) (string, error) {
	s = strings.TrimSpace(strings.ReplaceAll(s, " ", ""))
	digits := strings.ReplaceAll(s, "-", "")
	if s != "" && (len(digits) < 3 || len(digits) > 20 || strings.Trim(digits, "0123456789") != "") {
		return "", kernel.Invalid("service_phone", "bad_phone")
	}
	return s, nil
}

// cardLine is what the card shows of an appointment: name and number of a volunteer only by recorded consent; of an office its
// service number, and the name where it is to be shown.
func cardLine(po pack.Post, a Appointment, at place.Ref) CardOfficer {
	c := CardOfficer{Post: po.Name, PostEN: po.NameEN, Tasks: po.Tasks, TasksEN: po.TasksEN, Place: at}
	agreed := a.ConsentDay != "" || !po.Volunteer
	if a.ShowName && agreed {
		c.Name = a.PersonName
	}
	if !po.Volunteer || a.ShowPhone && agreed {
		c.Phone = a.ServicePhone
	}
	return c
}

// mayGive refuses a post that gives more than the officer holds where the post lies: by appointing a friend, or themselves,
// somebody could otherwise reach what nobody gave them. Who holds body.appoint_any there may give any post.
// What a case gives nobody gives besides: it would stay when the case is over.
func mayGive(p *pack.Pack, by kernel.Actor, a Appointment) error {
	if po, _ := p.Post(a.Post); po.ByCase {
		return kernel.Conflict("only_by_case").With("post", po.Name)
	}
	if by.Kind == kernel.ActorSystem {
		return nil
	}
	mine, opens := map[string]bool{}, false
	for _, g := range by.Grants {
		if !g.Arm.Covers(a.Stamp, by.CountyID) || g.Arm.Types != "" {
			continue
		}
		opens = opens || g.Arm.Sealed
		for _, perm := range g.Perms {
			mine[perm] = true
		}
	}
	if mine[PermAppointAny] {
		return nil
	}
	gives, sealed := p.PermissionsOf(a.Post)
	beyond := slices.ContainsFunc(gives, func(perm string) bool { return !mine[perm] })
	if beyond || sealed && !opens {
		po, _ := p.Post(a.Post)
		return kernel.Forbidden("post_beyond_yours").With("post", po.Name)
	}
	return nil
}

// settleDouble says when the first and the second of two overlapping spans of one thing end once they belong to one person:
// the first when the later of them would have, the second yesterday, or on its first day where that is later. One that is
// over stays as it was.
func settleDouble(a, b kernel.Span, today kernel.Day) (first, second kernel.Day) {
	if b.To < today {
		return a.To, b.To
	}
	return max(a.To, b.To), max(b.From, today.Add(-1))
}
