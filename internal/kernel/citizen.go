package kernel

import (
	"strings"
	"time"
)

// idWeights and idChecks are the weights and check characters of MOD 11-2 (GB 11643-1999, GB/T 17710).
var idWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

const idChecks = "10X98765432"

var idBlank = strings.NewReplacer(" ", "", "-", "", "－", "", "　", "")

// CheckDigit is the last character of a citizen's number whose first 17 digits are given.
func CheckDigit(head string) byte {
	sum := 0
	for i, w := range idWeights {
		sum += int(head[i]-'0') * w
	}
	return idChecks[sum%11]
}

// CleanIDNumber brings a citizen's number (公民身份号码, GB 11643) to 18 characters and checks form, day of birth and check
// character. Empty is none. A number of 15 digits, given out until 1999 and void since 2013, has a fault of its own.
func CleanIDNumber(s string, today Day) (string, error) {
	s = strings.ToUpper(idBlank.Replace(strings.TrimSpace(s)))
	bad := func(code string) error { return Invalid("id_number", code) }
	digits := strings.Trim(s[:min(17, len(s))], "0123456789") == ""
	switch {
	case s == "":
		return "", nil
	case len(s) == 15 && digits:
		return "", bad("id_number_old")
	case strings.Contains(s, "E+"):
		return "", bad("id_number_lost")
	case len(s) != 18 || !digits || s[0] == '0' || !strings.ContainsRune("0123456789X", rune(s[17])):
		return "", bad("bad_id_number")
	}
	birth, err := time.Parse("20060102", s[6:14])
	if err != nil || birth.Year() < 1850 || Day(birth.Format(time.DateOnly)) > today {
		return "", bad("id_number_date")
	}
	if want := CheckDigit(s[:17]); s[17] != want {
		return "", bad("id_number_check")
	}
	return s, nil
}
