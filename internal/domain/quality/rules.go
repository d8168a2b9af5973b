package quality

import (
	"slices"

	"touyan/internal/kernel"
)

// catalogue are all checks, in the order of the page.
var catalogue = slices.Concat(placeChecks, postChecks, bodyChecks, personChecks, householdChecks, caseChecks, visitChecks, dutyChecks, pointsChecks, keepChecks)

// Catalogue lists the checks that are shipped.
func Catalogue() []DataCheck { return slices.Clone(catalogue) }

// checkOf finds a check by its id.
func checkOf(id string) (DataCheck, bool) {
	i := slices.IndexFunc(catalogue, func(c DataCheck) bool { return c.ID == id })
	if i < 0 {
		return DataCheck{}, false
	}
	return catalogue[i], true
}

// perms are the permissions of the catalogue, each once.
func perms() []string {
	var out []string
	for _, c := range catalogue {
		if !slices.Contains(out, c.Perm) {
			out = append(out, c.Perm)
		}
	}
	return out
}

// armed is somebody confined to where one and the same post lets them see findings and the records of a check: a post in one place never
// opens what another one shows elsewhere.
func armed(a kernel.Actor, perm string) kernel.Actor {
	if a.Kind == kernel.ActorSystem {
		return a
	}
	var arms []kernel.Arm
	for _, g := range a.Grants {
		if slices.Contains(g.Perms, PermList) && slices.Contains(g.Perms, perm) {
			arms = append(arms, g.Arm)
		}
	}
	a.Arms, a.Using = arms, perm
	return a
}

// change is what a run has to do about a check: what is new, and what was mended. A record whose number, day or place changed is both.
type change struct {
	fresh []findingRow
	gone  []findingRow
}

// compare sets what was found against what is kept. Where the same record was found before, it keeps the day since when.
func compare(kept []findingRow, found []Found, rule string, today kernel.Day) change {
	had := make(map[[2]kernel.ID]findingRow, len(kept))
	for _, k := range kept {
		had[k.key()] = k
	}
	var c change
	seen := make(map[[2]kernel.ID]bool, len(found))
	for _, f := range found {
		if seen[f.key()] {
			continue
		}
		seen[f.key()] = true
		old, there := had[f.key()]
		if there && old.Found == f {
			continue
		}
		r := findingRow{Found: f, Rule: rule, Since: today}
		if there {
			r.Since = old.Since
			c.gone = append(c.gone, old)
		}
		c.fresh = append(c.fresh, r)
	}
	for _, k := range kept {
		if !seen[k.key()] {
			c.gone = append(c.gone, k)
		}
	}
	return c
}
