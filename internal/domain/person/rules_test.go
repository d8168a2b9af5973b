package person_test

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
)

const today kernel.Day = "2026-11-16"

func TestCitizensNumbersAreChecked(t *testing.T) {
	for in, want := range map[string]string{
		"":                     "",
		"11010519491231002X":   "11010519491231002X", // the example of GB 11643
		"11010519491231002x":   "11010519491231002X",
		" 110105194912310 02X": "11010519491231002X",
	} {
		if got, err := kernel.CleanIDNumber(in, today); err != nil || got != want {
			t.Errorf("%q: %q %v", in, got, err)
		}
	}
	for in, code := range map[string]string{
		"110105491231002":    "id_number_old",
		"110105194912310021": "id_number_check",
		"110105194913310021": "id_number_date",
		"110105202712310020": "id_number_date",
		"1.10105194912E+17":  "id_number_lost",
		"1101051949123100":   "bad_id_number",
		"11010519491231002Y": "bad_id_number",
		"张三":                 "bad_id_number",
	} {
		_, err := kernel.CleanIDNumber(in, today)
		var ke *kernel.Error
		if !errors.As(err, &ke) || ke.Code != code {
			t.Errorf("%q: want %s, got %v", in, code, err)
		}
	}
	_, err := person.Facts{IDNumber: "11010519491231002X", Birth: "1950-01-01"}.Clean(today)
	refused(t, err, "birth_differs")
	_, err = person.Facts{IDNumber: "11010519491231002X", Sex: "1"}.Clean(today)
	refused(t, err, "sex_differs")
	f, err := person.Facts{IDNumber: "11010519491231002X"}.Clean(today)
	if err != nil || f.Birth != "1949-12-31" || f.Sex != "2" {
		t.Errorf("%+v %v", f, err)
	}
}

// One wrong digit, or two neighbours changed over, never goes unnoticed: that is what MOD 11-2 is for.
func TestOneSlipInACitizensNumberIsNoticed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		head := fmt.Sprintf("141029%04d%02d%02d%03d", rapid.IntRange(1900, 2025).Draw(t, "y"), rapid.IntRange(1, 12).Draw(t, "m"),
			rapid.IntRange(1, 28).Draw(t, "d"), rapid.IntRange(0, 999).Draw(t, "n"))
		number := head + string(kernel.CheckDigit(head))
		if _, err := kernel.CleanIDNumber(number, today); err != nil {
			t.Fatalf("%s: %v", number, err)
		}
		b := []byte(number)
		i := rapid.IntRange(0, 16).Draw(t, "i")
		if rapid.Bool().Draw(t, "swap") && i < 16 {
			b[i], b[i+1] = b[i+1], b[i]
		} else {
			b[i] = '0' + (b[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		}
		if got, err := kernel.CleanIDNumber(string(b), today); err == nil && got != number {
			t.Fatalf("%s passes for %s", b, number)
		}
	})
}

func TestAgesAreFullYears(t *testing.T) {
	for _, c := range []struct {
		birth, day kernel.Day
		want       int
	}{{"2008-11-16", "2026-11-16", 18}, {"2008-11-17", "2026-11-16", 17}, {"2008-02-29", "2026-02-28", 17}, {"2008-02-29", "2026-03-01", 18}, {"", "2026-01-01", 0}} {
		if got := person.AgeOn(c.birth, c.day); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}

func TestRelationsFollowTheNewHeadWhereTheyCan(t *testing.T) {
	for _, c := range []struct{ head, was, sex, want string }{
		{"12", "02", "1", "10"},
		{"12", "20", "1", "20"},
		{"20", "02", "1", "51"},
		{"20", "12", "2", "52"},
		{"20", "30", "2", "70"},
		{"12", "52", "2", ""},
		{"52", "02", "1", "20"},
		{"20", "41", "1", ""},
	} {
		if got := person.Relate(c.head, c.was, c.sex); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
