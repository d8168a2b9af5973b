package rule

// Nearest is the word of the list that the given one was probably meant to be: it differs by one character in words of up to
// four, by two in longer ones. Empty where none is that near. It is for error messages.
func Nearest(word string, list []string) string {
	best, near := "", 3
	a := []rune(word)
	if len(a) > 60 {
		return ""
	}
	for _, s := range list {
		b := []rune(s)
		allowed := 1
		if len(a) > 4 && len(b) > 4 {
			allowed = 2
		}
		if len(a) < 2 || len(b) < 2 {
			continue
		}
		if d := distance(a, b); d <= allowed && d < near {
			best, near = s, d
		}
	}
	return best
}

// distance counts the characters to add, drop or change.
func distance(a, b []rune) int {
	if len(a)-len(b) > 2 || len(b)-len(a) > 2 {
		return 3
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
