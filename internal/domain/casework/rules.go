package casework

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"touyan/internal/kernel"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
)

// noDue is stored where nothing is due, so that such rows come last in the order of what is due.
const noDue int64 = 253402300799999 // the end of 9999

// handler is who deals with a case.
type handler struct {
	BodyID       kernel.ID
	BodyName     string
	AssigneeID   kernel.ID
	AssigneeName string
	level        kernel.Level // where they sit
}

// party is how an actor may stand to a case.
type party struct {
	stamp    kernel.Stamp
	assignee kernel.ID
	reporter kernel.ID
	reopened bool
	doers    map[string]kernel.ID // who took a step last
	queue    []string             // the posts that work off its queue
}

// may tells whether the actor can take the transition on a case: by a post at its place, by a post in the body that
// handles it, as the one who handles it, as who raised it, or as the program.
func may(t pack.Transition, a kernel.Actor, p party) bool {
	if t.NotReopened && p.reopened {
		return false
	}
	for _, step := range t.NotWho {
		if a.PersonID != 0 && p.doers[step] == a.PersonID {
			return false
		}
	}
	return slices.ContainsFunc(t.By, func(by string) bool {
		switch by {
		case pack.ByPlace:
			return granted(a, t.Permission, func(arm kernel.Arm) bool {
				return arm.BodyID == 0 && arm.Covers(p.stamp, a.CountyID)
			})
		case pack.ByBody:
			return p.stamp.BodyID != 0 && granted(a, t.Permission, func(arm kernel.Arm) bool {
				return arm.BodyID == p.stamp.BodyID && arm.Covers(p.stamp, a.CountyID)
			})
		case pack.ByAssignee:
			return a.Is(p.assignee) && granted(a, t.Permission, func(kernel.Arm) bool { return true })
		case pack.ByReporter:
			return a.Kind == kernel.ActorResident || a.PersonID != 0 && a.PersonID == p.reporter
		case pack.BySystem:
			return a.Kind == kernel.ActorSystem
		case pack.ByPost:
			return holder(a, t.Permission, t.Posts, kernel.Level(t.Level), p.stamp)
		case pack.ByQueue:
			return holder(a, t.Permission, p.queue, kernel.LevelNone, p.stamp)
		}
		return false
	})
}

// granted tells whether a post gives the officer the permission in an arm that fits.
func granted(a kernel.Actor, perm string, fits func(kernel.Arm) bool) bool {
	return perm != "" && a.Kind == kernel.ActorOfficer && slices.ContainsFunc(a.Grants, func(g kernel.Grant) bool {
		return slices.Contains(g.Perms, perm) && fits(g.Arm)
	})
}

// holder tells whether the officer holds one of the posts over the stamp, at a level where one is named, with the permission.
func holder(a kernel.Actor, perm string, posts []string, level kernel.Level, s kernel.Stamp) bool {
	return a.Kind == kernel.ActorOfficer && slices.ContainsFunc(a.Grants, func(g kernel.Grant) bool {
		return slices.Contains(posts, g.Post) && slices.Contains(g.Perms, perm) && (level == kernel.LevelNone || g.Arm.Level == level) && g.Arm.Covers(s, a.CountyID)
	})
}

// steps lists the transitions that the actor may take from a state, the primary ones first.
func steps(ct pack.CaseType, state string, a kernel.Actor, p party) []pack.Transition {
	var out []pack.Transition
	for _, t := range ct.Out(state) {
		if may(t, a, p) {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(x, y pack.Transition) int {
		switch {
		case x.Primary == y.Primary:
			return 0
		case x.Primary:
			return -1
		}
		return 1
	})
	return out
}

// filled checks that an action gives what its transition needs, and no handler where none is asked for.
func filled(t pack.Transition, a Action) error {
	needs := func(n string) bool { return slices.Contains(t.Needs, n) }
	body, person := needs(pack.NeedBody) || needs(pack.NeedHandler), needs(pack.NeedAssignee) || needs(pack.NeedHandler)
	switch {
	case needs(pack.NeedReason) && a.Reason == "":
		return kernel.Invalid("reason", "required")
	case needs(pack.NeedNote) && a.Note == "":
		return kernel.Invalid("note", "required")
	case needs(pack.NeedBody) && a.BodyID == 0:
		return kernel.Invalid("body_id", "required")
	case needs(pack.NeedAssignee) && a.AssigneeID == 0:
		return kernel.Invalid("assignee_id", "required")
	case needs(pack.NeedHandler) && a.BodyID == 0 && a.AssigneeID == 0:
		return kernel.Invalid("body_id", "required")
	case a.BodyID != 0 && !body:
		return kernel.Invalid("body_id", "not_asked")
	case a.AssigneeID != 0 && !person:
		return kernel.Invalid("assignee_id", "not_asked")
	case needs(pack.NeedRating) && (a.Rating < 1 || a.Rating > 5):
		return kernel.Invalid("rating", "required")
	case a.Rating != 0 && !needs(pack.NeedRating):
		return kernel.Invalid("rating", "not_asked")
	}
	return short("reason", a.Reason, MaxNote, short("note", a.Note, MaxNote, short("rating_text", a.RatingText, MaxNote, nil)))
}

// short refuses a text that is too long; err goes first.
func short(field, s string, limit int, err error) error {
	if err != nil {
		return err
	}
	if utf8.RuneCountInString(s) > limit {
		return kernel.Invalid(field, "too_long").With("max", itoa(limit))
	}
	return nil
}

// trimmed takes the blanks off what people typed.
func (a Action) trimmed() Action {
	a.Reason, a.Note, a.RatingText = strings.TrimSpace(a.Reason), strings.TrimSpace(a.Note), strings.TrimSpace(a.RatingText)
	a.WaitsFor = strings.TrimSpace(a.WaitsFor)
	return a
}

// awaits is the person whom a state waits for, as far as it is one person: the first in the order of the pack, else who
// handles the case.
func awaits(st pack.State, assignee, reporter kernel.ID) kernel.ID {
	for _, who := range st.Waiting {
		switch {
		case who == pack.ByAssignee && assignee != 0:
			return assignee
		case who == pack.ByReporter && reporter != 0:
			return reporter
		}
	}
	return assignee
}

// Workdays answers where the working days lie. An error that comes with an answer says that a year is missing from the
// calendar and was reckoned by plain weekends.
type Workdays interface {
	IsWorkday(day kernel.Day) (bool, error)
	AddWorkdays(from time.Time, n int) (time.Time, error)
	WorkdaysBetween(a, b kernel.Day) (int, error)
}

// workdaysLeft counts the working days from tomorrow to the day on which a case is due; 0 when that is today or past.
func workdaysLeft(w Workdays, now time.Time, due int64) int {
	n, _ := w.WorkdaysBetween(kernel.DayOf(now), kernel.DayOf(time.UnixMilli(due)))
	return max(0, n)
}

// lights are the instants that part the lights on one day: red is before now, amber and blue until so much before the end
// as the pack says, or blue while no more than a share of the time is left; green after that.
type lights struct {
	now, amber, blue int64
	percent          int64
}

// lightsOn places the thresholds. What would lie in a year without a calendar lies after every deadline that is known.
func lightsOn(w Workdays, now time.Time, l pack.Lights) lights {
	amber, _ := endOf(w, now, l.Amber)
	blue, _ := endOf(w, now, l.Blue)
	return lights{now: now.UnixMilli(), amber: min(amber, noDue-1), blue: min(blue, noDue-1), percent: int64(l.BluePercent)}
}

// of is the light of an open case.
func (l lights) of(open bool, due, since int64) string {
	switch {
	case !open || due >= noDue:
		return ""
	case due < l.now:
		return "red"
	case due <= l.amber:
		return "amber"
	case due <= l.blue, (due-l.now)*100 <= (due-since)*l.percent:
		return "blue"
	}
	return "green"
}

// clean checks what somebody raises, and forgets who they are when they wish so.
func (n NewCase) clean() (NewCase, error) {
	n.Text, n.Name, n.Contact = strings.TrimSpace(n.Text), strings.TrimSpace(n.Name), strings.TrimSpace(n.Contact)
	if n.Anonymous {
		n.Name, n.Contact = "", ""
	}
	switch {
	case n.Text == "":
		return n, kernel.Invalid("text", "required")
	case n.Contact != "" && !form.PhoneForm.MatchString(n.Contact):
		return n, kernel.Invalid("contact", "bad_contact")
	case len(n.Photos) > MaxPhotos:
		return n, kernel.Invalid("photos", "too_many").With("max", itoa(MaxPhotos))
	case len(n.ClientKey) > maxKey:
		return n, kernel.Invalid("client_key", "too_long")
	}
	return n, short("text", n.Text, MaxText, short("name", n.Name, MaxName, nil))
}
