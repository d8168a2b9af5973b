package merit

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"touyan/internal/kernel"
	"touyan/internal/platform/ledger"
	"touyan/internal/platform/pack"
)

// result is what scores come to: their median, or their mean rounded to the nearest point, half a point up.
func result(pick string, scores []int64) (points, low, high int64) {
	s := slices.Clone(scores)
	slices.Sort(s)
	n := int64(len(s))
	low, high = s[0], s[n-1]
	if pick == pack.PickMedian {
		return s[n/2], low, high
	}
	sum := int64(0)
	for _, x := range s {
		sum += x
	}
	return (2*sum + n) / (2 * n), low, high
}

// lot draws a share of deeds in per cent, at least one: those whose hash with the seed is smallest. Who has the seed and the
// ids can draw again and comes to the same.
func lot(seed string, ids []kernel.ID, percent int) []kernel.ID {
	type ticket struct {
		id   kernel.ID
		hash string
	}
	all := make([]ticket, len(ids))
	for i, id := range ids {
		sum := sha256.Sum256([]byte(seed + ":" + id.String()))
		all[i] = ticket{id, hex.EncodeToString(sum[:])}
	}
	slices.SortFunc(all, func(a, b ticket) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.id, b.id)) })
	n := (len(ids)*percent + 99) / 100
	out := make([]kernel.ID, 0, n)
	for _, t := range all[:n] {
		out = append(out, t.id)
	}
	slices.Sort(out)
	return out
}

// seedOf is the seed of a round: it follows from the round's id, which nobody knows before it is there.
func seedOf(round kernel.ID) string {
	sum := sha256.Sum256([]byte("merit.lot:" + round.String()))
	return hex.EncodeToString(sum[:8])
}

var (
	monthForm   = regexp.MustCompile(`^(20[0-9]{2})-(0[1-9]|1[0-2])$`)
	quarterForm = regexp.MustCompile(`^(20[0-9]{2})-Q([1-4])$`)
)

// spanOf are the days of a period such as 2026-11 or 2026-Q4.
func spanOf(every, period string) (from, to kernel.Day, err error) {
	form := monthForm
	if every == "quarter" {
		form = quarterForm
	}
	m := form.FindStringSubmatch(period)
	if m == nil {
		return "", "", kernel.Invalid("period", "bad_period").With("every", every)
	}
	n, _ := strconv.Atoi(m[2])
	first, months := n, 1
	if every == "quarter" {
		first, months = 3*n-2, 3
	}
	from = kernel.Day(fmt.Sprintf("%s-%02d-01", m[1], first))
	year, _ := strconv.Atoi(m[1])
	next := first + months
	if next > 12 {
		year, next = year+1, next-12
	}
	return from, kernel.Day(fmt.Sprintf("%04d-%02d-01", year, next)).Add(-1), nil
}

// periodOf is the period in which a day lies.
func periodOf(every string, day kernel.Day) string {
	if every == "quarter" {
		month, _ := strconv.Atoi(string(day[5:7]))
		return fmt.Sprintf("%s-Q%d", day[:4], (month+2)/3)
	}
	return string(day[:7])
}

// cleanItems checks what a village decides against the drawer: positive points within its bounds, each item once, nothing for using
// an app.
func cleanItems(s pack.MeritScheme, list []Item) ([]Item, error) {
	if len(list) == 0 || len(list) > maxItems {
		return nil, kernel.Invalid("items", "too_many").With("max", strconv.Itoa(maxItems))
	}
	seen := map[string]bool{}
	out := make([]Item, len(list))
	for i, x := range list {
		x.Name, x.NameEN = strings.TrimSpace(x.Name), strings.TrimSpace(x.NameEN)
		most := int64(s.MaxItem)
		if d, ok := s.DeedItem(x.ID); ok {
			x.Name, x.NameEN, x.Photo, x.Own, most = d.Name, d.NameEN, d.Photo, false, int64(d.Points)
		} else {
			if !s.OwnItems {
				return nil, kernel.Invalid("items", "unknown_item").With("item", x.ID)
			}
			x.Own = true
		}
		at := fmt.Sprintf("items[%d]", i)
		switch {
		case x.Points < 1:
			return nil, kernel.Invalid(at, "negative_item").With("name", x.Name).With("row", strconv.Itoa(i+1))
		case x.Points > most:
			return nil, kernel.Invalid(at, "item_above_most").With("name", x.Name).With("most", strconv.FormatInt(most, 10))
		case x.Name == "" || utf8.RuneCountInString(x.Name) > 60 || !itemForm.MatchString(x.ID):
			return nil, kernel.Invalid(at, "required")
		case pack.CountsUse(x.Name):
			return nil, kernel.Invalid(at, "counts_use").With("name", x.Name)
		case seen[x.ID]:
			return nil, kernel.Invalid(at, "item_twice").With("name", x.Name)
		}
		seen[x.ID] = true
		out[i] = x
	}
	return out, nil
}

var itemForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// carried are the points that each household of a split has afterwards, by the rule of the pack, exact to the last point; the first is
// the one that was there before.
func carried(rule string, points int64, houses []kernel.ID, members []int64) ([]int64, error) {
	claims := make([]ledger.Claim, len(houses))
	for i, id := range houses {
		claims[i] = ledger.Claim{Key: fmt.Sprintf("%02d:%s", i, id), High: ledger.NoHigh}
		switch {
		case rule == pack.SplitByMembers:
			claims[i].Weight = members[i]
		case rule == pack.SplitEqually || i == 0:
			claims[i].Weight = 1
		}
	}
	shared, err := ledger.Allocate(points, claims)
	if err != nil {
		return nil, err
	}
	out := make([]int64, len(houses))
	for i, a := range shared.Awards { // by key, which begins with the place in the list
		out[i] = a.Amount
	}
	out[0] += shared.Left // where nobody has a weight
	return out, nil
}
