package person

import (
	"slices"
	"strconv"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// What can be wrong with the sealed facts of a person.
const (
	DoubtNumber = "number" // check digit, day of birth or sex disagree
	DoubtBirth  = "birth"  // born after today, or after their death
	DoubtAge    = "age"    // older than anybody
)

// oldest is an age that nobody reaches.
const oldest = 120

// Doubt names a person whose sealed facts cannot be right, or hardly; never the facts.
type Doubt struct {
	ID    kernel.ID
	Stamp kernel.Stamp
	Kinds []string
}

// Doubts looks through the persons that meet a condition over `pe` (beginning with AND, or empty) and calls told for each whose facts do
// not go together. What is sealed is opened to be compared, and nothing of it goes out.
func (s *Service) Doubts(tx *db.ReadTx, where string, args []any, told func(Doubt)) error {
	for after := kernel.ID(0); ; {
		var rows []personRow
		err := tx.Select(&rows, "SELECT pe.* FROM {person pe} WHERE pe.id > ? AND pe.merged_into = 0 AND (pe.birth_day <> '' OR pe.id_number <> '')"+where+" ORDER BY pe.id LIMIT 2000",
			slices.Concat([]any{after}, args)...)
		if err != nil || len(rows) == 0 {
			return err
		}
		for i := range rows {
			f, err := s.facts(&rows[i])
			if err != nil {
				return err
			}
			if kinds := doubtsOf(f, rows[i].DiedDay, tx.Today()); len(kinds) > 0 {
				told(Doubt{rows[i].ID, rows[i].Stamp, kinds})
			}
		}
		after = rows[len(rows)-1].ID
	}
}

// doubtsOf compares the facts of a person with each other and with today.
func doubtsOf(f Facts, died, today kernel.Day) []string {
	var out []string
	if f.IDNumber != "" {
		n, err := kernel.CleanIDNumber(f.IDNumber, today)
		switch {
		case err != nil || n != f.IDNumber:
			out = append(out, DoubtNumber)
		case f.Birth != "" && n[6:10]+"-"+n[10:12]+"-"+n[12:14] != string(f.Birth):
			out = append(out, DoubtNumber)
		case (f.Sex == "1" || f.Sex == "2") && (n[16]-'0')%2 != f.Sex[0]%2:
			out = append(out, DoubtNumber)
		}
	}
	if f.Birth == "" {
		return out
	}
	if f.Birth > today || died != "" && f.Birth > died {
		out = append(out, DoubtBirth)
	}
	year, err := strconv.Atoi(string(f.Birth[:4]))
	if now, _ := strconv.Atoi(string(today[:4])); err == nil && died == "" && now-year > oldest {
		out = append(out, DoubtAge)
	}
	return out
}
