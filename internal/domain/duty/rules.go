package duty

import (
	"strconv"
	"strings"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// part is one item below another, as far as its progress counts.
type part struct{ weight, progress int }

// rollUp is the progress that follows from the parts by their weight, in per mille, rounded down: so it is full only when each
// part is full. Without parts nothing has been done.
func rollUp(parts []part) int {
	var sum, all int64
	for _, p := range parts {
		w := int64(max(1, p.weight))
		sum += w * int64(p.progress)
		all += w
	}
	if all == 0 {
		return 0
	}
	return int(sum / all)
}

// plan is what light asks of an item.
type plan struct {
	open      bool
	from, due kernel.Day
	progress  int
	done      bool // reported or passed: it waits for somebody else
}

// light says how an item stands on a day by the thresholds of its type. The day an item is due counts as left.
func light(p plan, near, behind int, today kernel.Day) string {
	switch {
	case !p.open:
		return ""
	case p.due < today:
		return LightRed
	case p.done:
		return LightGreen
	}
	span, left := daysBetween(p.from, p.due)+1, daysBetween(today, p.due)+1
	gone := max(0, span-left)
	switch {
	case behind > 0 && span > 0 && p.progress+behind < gone*Full/span:
		return LightAmber
	case near > 0 && left*100 <= span*near:
		return LightBlue
	}
	return LightGreen
}

// daysBetween counts the days from one to the other; negative when the other lies before.
func daysBetween(from, to kernel.Day) int {
	return int(to.Time().Sub(from.Time()) / (24 * time.Hour))
}

// pathNo is a path as people read it: 0002.0001 is 2.1.
func pathNo(path string) string {
	if path == "" {
		return ""
	}
	steps := strings.Split(path, ".")
	for i, s := range steps {
		if s = strings.TrimLeft(s, "0"); s == "" {
			s = "0"
		}
		steps[i] = s
	}
	return strings.Join(steps, ".")
}

// childPath is the path of the n-th item below a path, counted from 1.
func childPath(parent string, n int) string {
	s := strconv.Itoa(n)
	s = strings.Repeat("0", max(0, 4-len(s))) + s
	if parent == "" {
		return s
	}
	return parent + "." + s
}

// standing is how an actor stands to an item.
type standing struct {
	owner bool // owes it, or an item above it
	own   bool // owes this very item
	over  bool // has its place, its unit, or its list
}

// from lists the states from which a step leads on.
var from = map[string][]string{
	StepAssign:    {Registered, Assigned, Accepted, Doing, Returned},
	StepAccept:    {Assigned},
	StepBreakDown: {Registered, Assigned, Accepted, Doing, Returned},
	StepReport:    {Accepted, Doing, Returned},
	StepAskExtend: {Assigned, Accepted, Doing, Returned},
	StepExtend:    {Assigned, Accepted, Doing, Returned},
	StepRefuse:    {Assigned, Accepted, Doing, Returned},
	StepPass:      {Reported},
	StepReturn:    {Reported, Passed},
	StepClose:     {Passed},
	StepReopen:    {Closed, Withdrawn},
	StepWithdraw:  {Registered, Assigned, Accepted, Doing, Returned},
	StepUrge:      {Assigned, Accepted, Doing, Returned},
	StepOrder:     {Assigned, Accepted, Doing, Returned, Reported, Passed},
	StepEvidence:  {Accepted, Doing, Returned, Reported},
}

// permOf is what an officer needs for a step.
var permOf = map[string]string{
	StepAssign: PermMake, StepWithdraw: PermMake, StepAccept: PermWork, StepBreakDown: PermWork, StepReport: PermWork,
	StepAskExtend: PermWork, StepEvidence: PermWork, StepExtend: PermReview, StepRefuse: PermReview, StepPass: PermReview,
	StepReturn: PermReview, StepClose: PermReview, StepReopen: PermReview, StepUrge: PermOrder, StepOrder: PermOrder,
}

// may tells whether one who stands so to an item may take the step, whatever state it is in: who owes it does it, who is over it
// judges it.
func may(step string, st standing) bool {
	switch step {
	case StepAccept, StepReport, StepAskExtend, StepEvidence:
		return st.own
	case StepBreakDown:
		return st.owner || st.over
	}
	return st.over
}

// reviews are the steps that a second person takes: never who reported or asked.
var reviews = map[string]bool{StepPass: true, StepClose: true, StepExtend: true}

// proves tells whether the items of a type take evidence of a kind.
func proves(t pack.ListType, kind string) bool {
	if len(t.Evidence) == 0 {
		return true
	}
	for _, e := range t.Evidence {
		if e == kind {
			return true
		}
	}
	return false
}

// finish is what a report with progress makes of an item: done items wait for review.
func finish(a Act, had int) (state string, progress int, err error) {
	progress = a.Progress
	switch {
	case a.Done:
		return Reported, Full, nil
	case progress < 0 || progress > Full:
		return "", 0, kernel.Invalid("progress", "bad_progress")
	case progress == Full:
		return Reported, Full, nil
	case progress < had && a.Note == "":
		return "", 0, kernel.Invalid("note", "say_why_less").With("had", strconv.Itoa(had/10))
	}
	return Doing, progress, nil
}
