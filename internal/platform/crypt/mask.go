package crypt

import "strings"

// MaskPhone shows the first three and the last four digits of a mobile number (138****5678), less of a shorter one.
func MaskPhone(phone string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, phone)
	n := len(digits)
	switch {
	case phone == "":
		return ""
	case n >= 11:
		return digits[:n-8] + "****" + digits[n-4:]
	case n >= 7:
		return strings.Repeat("*", n-2) + digits[n-2:]
	}
	return "****"
}

// MaskIDNumber shows the first four and the last two characters of a citizen's number.
func MaskIDNumber(number string) string {
	if len(number) != 18 {
		return ""
	}
	return number[:4] + "************" + number[16:]
}

// MaskName shows the first character of a name, and no more than two stars, so that the length tells nothing.
func MaskName(name string) string {
	runes := []rune(strings.TrimSpace(name))
	if len(runes) == 0 {
		return ""
	}
	return string(runes[0]) + strings.Repeat("*", min(2, max(1, len(runes)-1)))
}
