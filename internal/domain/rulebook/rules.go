package rulebook

import (
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
)

// Rules are the definitions of the pack that holds now.
type Rules struct {
	No       int            `json:"no"`
	Name     string         `json:"name"`
	NameEN   string         `json:"name_en"`
	Sections []pack.Section `json:"sections" nullable:"false"`
	Takers   []Takers       `json:"takers" nullable:"false"`
}

// Takers are the posts whose holders may take a step of a case type.
type Takers struct {
	CaseType   string   `json:"case_type"`
	Transition string   `json:"transition"`
	Posts      []string `json:"posts" nullable:"false"`
}

// Proposal is a pack that somebody wants to bring.
type Proposal struct {
	Folder pack.Folder
	From   kernel.Day
	Note   string
}

// acceptable refuses a version that cannot follow the one before: of another county, from a day that has begun, or without a
// definition that there was. What ends gets a last day; it does not vanish, because old records speak of it.
func acceptable(before, after *pack.Pack, from, today kernel.Day) error {
	if _, err := kernel.ParseDay(string(from)); err != nil {
		return err
	}
	if from < today {
		return kernel.Invalid("from", "pack_from_past").With("day", string(from)).With("today", string(today))
	}
	if after.County != before.County {
		return kernel.Conflict("pack_other_county").With("code", after.County).With("want", before.County)
	}
	changes := pack.Compare(before, after)
	if len(changes) == 0 {
		return kernel.Conflict("pack_unchanged")
	}
	if i := slices.IndexFunc(changes, func(c pack.Change) bool { return c.What == pack.Removed }); i >= 0 {
		return kernel.Conflict("pack_removes").With("path", changes[i].Path).With("name", changes[i].Name)
	}
	return nil
}

// takersOf lists who may take each step of each case type.
func takersOf(p *pack.Pack) []Takers {
	out := []Takers{}
	for _, ct := range p.CaseTypes {
		for _, x := range ct.Transitions {
			t := Takers{CaseType: ct.ID, Transition: x.ID, Posts: []string{}}
			for _, po := range p.MayTake(x) {
				t.Posts = append(t.Posts, po.ID)
			}
			out = append(out, t)
		}
	}
	return out
}

// stateOf tells which versions have passed, which holds and which are still to come.
func stateOf(v Version, now int, today kernel.Day) string {
	switch {
	case v.No == now:
		return StateNow
	case v.From > today:
		return StatePlanned
	}
	return StatePast
}
