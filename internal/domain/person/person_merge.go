package person

import "touyan/internal/kernel"

// PermMerge lets an officer say which two entries are one person.
const PermMerge = "person.merge"

// PairState is where a proposal stands.
type PairState string

// The states of a pair.
const (
	PairOpen      PairState = "open"      // nobody has decided
	PairDifferent PairState = "different" // two persons: never proposed again
	PairMerged    PairState = "merged"
)

// What speaks for two entries being one person, the strongest first. Each has its words in the front end.
const (
	EvidenceSamePhone = "same_name_and_phone"
	EvidenceLikePhone = "like_name_and_phone"
	EvidenceSameHome  = "same_name_and_place"
	EvidenceLikeHome  = "like_name_and_place"
	EvidenceOfficer   = "officer"
)

// weights order the proposals: a strong one is decided first.
var weights = map[string]int{
	EvidenceSamePhone: 90, EvidenceLikePhone: 70, EvidenceSameHome: 60, EvidenceLikeHome: 40, EvidenceOfficer: 100,
}

// Pair is two entries that may be one person.
type Pair struct {
	ID        kernel.ID `json:"id"`
	Rev       int64     `json:"rev"`
	State     PairState `json:"state" enum:"open,different,merged"`
	Evidence  []string  `json:"evidence" nullable:"false"`
	A         Person    `json:"a"`
	B         Person    `json:"b"`
	KeptID    kernel.ID `json:"kept_id"`
	At        int64     `json:"at"`
	DecidedAt int64     `json:"decided_at"`
	DecidedBy string    `json:"decided_by"`
	Reason    string    `json:"reason"`
}

// PairFilter narrows a list of pairs; State is open when empty.
type PairFilter struct {
	State PairState
	Place kernel.ID
}

// MergeChoice says that a pair is one person: which entry stays, and which fields it takes from the other.
type MergeChoice struct {
	Rev    int64     `json:"rev"`
	KeepID kernel.ID `json:"keep_id"`
	Take   []string  `json:"take" required:"false" enum:"name,phone,place,id_number,birth,ethnicity,education,political,marital,residence"`
	Reason string    `json:"reason" maxLength:"500"`
}

// Moved is a record that a merge could not put back, because somebody changed it since.
type Moved struct {
	Table string    `json:"table"`
	ID    kernel.ID `json:"id"`
}

// Unmerged is what taking a merge back left as it was.
type Unmerged struct {
	Pair   Pair    `json:"pair"`
	Stayed []Moved `json:"stayed" nullable:"false"`
}
