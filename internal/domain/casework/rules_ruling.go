package casework

import (
	"slices"
	"strings"

	"touyan/internal/platform/pack"
)

// Ruling asks to bring the open cases of a type under the rules that hold now. States says for a state that is no more in
// which one its cases go on.
type Ruling struct {
	Type   string
	States map[string]string
	Reason string
}

// RulingPreview is what that changes for them.
type RulingPreview struct {
	Type    string          `json:"type"`
	Name    string          `json:"name"`
	NameEN  string          `json:"name_en"`
	To      int             `json:"to"` // the version that holds now
	N       int             `json:"n"`
	From    []RulingVersion `json:"from" nullable:"false"`
	States  []RulingState   `json:"states" nullable:"false"`
	Into    []RulingInto    `json:"into" nullable:"false"` // where cases may go on whose state is no more
	Sooner  int             `json:"sooner"`                // whose time ends sooner than it does now
	Later   int             `json:"later"`
	Overdue int             `json:"overdue"` // whose time will be over at once
}

// RulingVersion is a version that open cases still are under, and what the rules of now have otherwise.
type RulingVersion struct {
	No      int           `json:"no"`
	N       int           `json:"n"`
	Changes []pack.Change `json:"changes" nullable:"false"`
}

// RulingState is a state in which such cases are: To is where they go on, empty where nobody has said it yet.
type RulingState struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
	N      int    `json:"n"`
	Gone   bool   `json:"gone"`
	To     string `json:"to"`
}

// RulingInto is a state of the rules of now.
type RulingInto struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
}

// into are the states in which cases may go on. None that ends them: whoever raised a case is owed the steps that do.
func into(ct pack.CaseType) []RulingInto {
	out := []RulingInto{}
	for _, st := range ct.States {
		if st.Open && !st.Retired {
			out = append(out, RulingInto{st.ID, st.Name, st.NameEN})
		}
	}
	return out
}

// goesOn is the state of the type in which a case goes on that is in another one under its own rules; ok is false where the
// state is no more and nothing is said instead.
func goesOn(ct pack.CaseType, state string, instead map[string]string) (to string, gone, ok bool) {
	if st, there := ct.State(state); there && !st.Retired {
		return state, false, true
	}
	to = instead[state]
	return to, true, slices.ContainsFunc(into(ct), func(st RulingInto) bool { return st.ID == to })
}

// rebinds tells whether the rules of now bind cases of the type elsewhere, or seal them: such cases stay as they are.
func rebinds(was, will pack.CaseType) bool {
	return was.BoundAt != will.BoundAt || was.Sealed != will.Sealed
}

// changesFor are the differences between two versions that touch cases of a type.
func changesFor(was, will *pack.Pack, typ string) []pack.Change {
	shared := []string{"queues", "duty_items", "service_items", "signs", "topics"}
	return slices.DeleteFunc(pack.Compare(was, will), func(c pack.Change) bool {
		section, rest, _ := strings.Cut(c.Path, "/")
		id, _, _ := strings.Cut(rest, "/")
		return !slices.Contains(shared, section) && (section != "case_types" || id != typ)
	})
}
