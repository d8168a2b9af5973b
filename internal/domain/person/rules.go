package person

import "touyan/internal/kernel"

// adult is the age at which one may vote (宪法 art. 34, 村民委员会组织法 art. 13), in years.
const adult = 18

// BirthOf is the day of birth that a checked number tells.
func BirthOf(number string) kernel.Day {
	return kernel.Day(number[6:10] + "-" + number[10:12] + "-" + number[12:14])
}

// SexOf is the sex that a checked number tells: an odd 17th digit is male (GB/T 2261.1: 1 male, 2 female).
func SexOf(number string) string {
	if (number[16]-'0')%2 == 1 {
		return "1"
	}
	return "2"
}

// maskBirth shows the year.
func maskBirth(d kernel.Day) string { return string(d[:min(4, len(d))]) }

// maskAddress shows the first three characters.
func maskAddress(address string) string {
	r := []rune(address)
	if len(r) == 0 {
		return ""
	}
	return string(r[:min(3, len(r))]) + "****"
}

// AgeOn is the age in full years on a day; it is reached on the birthday itself, and by who was born on a 29th of February
// on the 1st of March of other years.
func AgeOn(birth, day kernel.Day) int {
	if birth == "" || day < birth {
		return 0
	}
	b, d := birth.Time(), day.Time()
	age := d.Year() - b.Year()
	if string(day[5:]) < string(birth[5:]) {
		age--
	}
	return age
}

// The relations to the head of a household that the rules ask for (GB/T 4761).
const (
	Head   = "02"
	spouse = "10"
)

// Relate proposes the relation to a new head of somebody whose relation to the old head is known. Empty: it does not follow
// and must be said. newHead is the new head's relation to the old one, sex that of the person.
func Relate(newHead, relation, sex string) string {
	parent := map[string]string{"1": "51", "2": "52"}[sex]
	child := func(r string) bool { return r >= "20" && r < "28" || r >= "30" && r < "38" }
	partner := func(r string) bool { return r >= "10" && r < "20" }
	switch {
	case partner(newHead) && relation == Head:
		return spouse
	case partner(newHead) && child(relation):
		return relation
	case child(newHead) && (relation == Head || partner(relation)):
		return parent
	case child(newHead) && child(relation):
		return "70"
	case (newHead == "51" || newHead == "52") && relation == Head:
		return map[string]string{"1": "20", "2": "30"}[sex]
	case (newHead == "51" || newHead == "52") && relation >= "70" && relation < "80":
		return map[string]string{"1": "20", "2": "30"}[sex]
	case (newHead == "51" || newHead == "52") && (relation == "51" || relation == "52"):
		return spouse
	}
	return ""
}
