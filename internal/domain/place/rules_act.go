package place

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"touyan/internal/kernel"
)

// clean checks what an act says by itself.
func (a Act) clean() (Act, error) {
	a.Reason, a.Name, a.Code = strings.TrimSpace(a.Reason), strings.TrimSpace(a.Name), strings.TrimSpace(a.Code)
	if _, err := kernel.ParseDay(string(a.Day)); err != nil {
		return a, kernel.Invalid("day", "bad_day").With("value", string(a.Day))
	}
	slices.Sort(a.With)
	a.With = slices.DeleteFunc(slices.Compact(a.With), func(id kernel.ID) bool { return id == a.PlaceID || id == 0 })
	switch a.Kind {
	case ActRename, ActMove, ActClose:
	case ActMerge:
		if len(a.With) == 0 || a.PlaceID == 0 && len(a.With) < 2 {
			return a, kernel.Invalid("with", "two_to_merge")
		}
		if a.PlaceID != 0 {
			a.ParentID, a.Name, a.Sort, a.Code = 0, "", "", ""
		}
	case ActSplit:
		if len(a.Parts) == 0 || a.Heir < 0 || a.Heir > len(a.Parts) {
			return a, kernel.Invalid("parts", "required")
		}
	default:
		return a, kernel.Invalid("kind", "unknown_act").With("kind", a.Kind)
	}
	if a.PlaceID == 0 && a.Kind != ActMerge {
		return a, kernel.Invalid("place_id", "required")
	}
	return a, nil
}

// involved are the places that an act names, in the order in which they are locked.
func (a Act) involved() []kernel.ID {
	ids := append([]kernel.ID{a.PlaceID, a.HeirID, a.ParentID}, a.With...)
	slices.Sort(ids)
	return slices.DeleteFunc(slices.Compact(ids), func(id kernel.ID) bool { return id == 0 })
}

// below replaces in the stamp of a place the places above a level by those of another stamp.
func below(s, above kernel.Stamp, level kernel.Level) kernel.Stamp {
	cols := []*kernel.ID{&s.TownshipID, &s.VillageID, &s.GroupID}
	for i, id := range []kernel.ID{above.TownshipID, above.VillageID, above.GroupID} {
		if kernel.LevelTownship+kernel.Level(i) < level {
			*cols[i] = id
		}
	}
	return s
}

// checkDay: a change cannot begin before the present state of a place did, and a place lives for a day at least.
func checkDay(p Place, day kernel.Day, ends bool) error {
	first := p.Since
	if ends {
		first = max(first, p.From.Add(1))
	}
	if day < first {
		return kernel.Invalid("day", "before_last_change").With("name", p.Name).With("first", string(first))
	}
	if !p.Open(day) {
		return kernel.Conflict("place_closed").With("name", p.Name)
	}
	return nil
}

// mark compares two trees and says in each what becomes of a place, or where it comes from.
func mark(before, after []TreeNode) {
	was, is := map[kernel.ID]int{}, map[kernel.ID]int{}
	for i, n := range before {
		was[n.ID] = i
	}
	for i, n := range after {
		if n.ID != 0 {
			is[n.ID] = i
		}
	}
	for i := range before {
		if _, stays := is[before[i].ID]; !stays {
			before[i].Mark = MarkEnds
		}
	}
	for i := range after {
		n := &after[i]
		j, there := was[n.ID]
		switch {
		case n.ID == 0 || !there:
			n.Mark = MarkNew
		case above(before, j) != above(after, i):
			n.Mark = MarkMoved
		case before[j].Name != n.Name || before[j].Code != n.Code:
			n.Mark = MarkRenamed
		}
	}
}

// above is the id of the place above a line of a tree; one that is not there yet is none.
func above(tree []TreeNode, i int) string {
	for j := i - 1; j >= 0; j-- {
		if tree[j].Depth < tree[i].Depth {
			return tree[j].ID.String()
		}
	}
	return ""
}

// digest stands for what a preview says, so that what is done is what was shown.
func (p Preview) digest() string {
	p.Seen, p.PlanID = "", 0
	b, err := json.Marshal(p)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}
