package body

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// light is how a body's last term stands on a day: over, ending within the days of the pack, or well.
func light(to, today kernel.Day, ahead int) string {
	switch {
	case to < today:
		return LightRed
	case ahead > 0 && to <= today.Add(ahead):
		return LightAmber
	}
	return LightGreen
}

// daysBetween counts the days from one to the other; negative when the other lies before.
func daysBetween(from, to kernel.Day) int {
	return int(to.Time().Sub(from.Time()) / (24 * time.Hour))
}

// lastDay is the last day of a term of so many years.
func lastDay(from kernel.Day, years int) kernel.Day {
	return kernel.DayOf(from.Time().AddDate(years, 0, -1))
}

// termAt is the term in which a day lies, or none; after the last day the last term goes on until a newer one begins.
func termAt(terms []Term, day kernel.Day) Term {
	var at Term
	for _, t := range terms {
		if t.From <= day && t.From > at.From {
			at = t
		}
	}
	return at
}

// draftTerm checks what a new term says against the one before it (nil: there is none) and fills what it leaves open.
func draftTerm(k pack.BodyKind, before *Term, n NewTerm, today kernel.Day) (NewTerm, error) {
	if n.From == "" {
		n.From = today
	}
	if _, err := kernel.ParseDay(string(n.From)); err != nil {
		return n, kernel.Invalid("from", "bad_day").With("value", string(n.From))
	}
	if n.To == "" {
		if k.TermYears == 0 {
			return n, kernel.Invalid("to", "required")
		}
		n.To = lastDay(n.From, k.TermYears)
	}
	if !(kernel.Span{From: n.From, To: n.To}).Valid() {
		return n, kernel.Invalid("to", "ends_before_it_begins")
	}
	if !slices.Contains([]string{ByElection, ByAppointment, ByAssembly}, n.Came) {
		return n, kernel.Invalid("came", "bad_choice").With("value", n.Came)
	}
	if n.Document = strings.TrimSpace(n.Document); utf8.RuneCountInString(n.Document) > 200 {
		return n, kernel.Invalid("document", "too_long").With("max", "200")
	}
	if n.Number == 0 {
		n.Number = 1
		if before != nil {
			n.Number = before.Number + 1
		}
	}
	if before != nil {
		if n.From <= before.From {
			return n, kernel.Invalid("from", "term_before_last").With("from", string(before.From))
		}
		if n.Number <= before.Number {
			return n, kernel.Invalid("number", "term_number_used").With("number", itoa(before.Number))
		}
	}
	return n, nil
}

// cleanRole brings the role of a member to the id of the pack. Kinds for which the pack names no roles take any words.
func cleanRole(k pack.BodyKind, text string) (string, error) {
	text = strings.TrimSpace(text)
	if utf8.RuneCountInString(text) > 40 {
		return "", kernel.Invalid("role", "too_long").With("max", "40")
	}
	if r, ok := k.Role(text); ok {
		return r.ID, nil
	}
	if text != "" && len(k.MemberRoles) > 0 {
		return "", kernel.Invalid("role", "unknown_role").With("role", text).With("kind", k.Name)
	}
	return text, nil
}

// roleName is a role in the words of the pack.
func roleName(k pack.BodyKind, role string) string {
	if r, ok := k.Role(role); ok {
		return r.Name
	}
	return role
}
