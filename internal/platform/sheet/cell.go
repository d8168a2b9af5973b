package sheet

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

var (
	scientific = regexp.MustCompile(`^([+-]?)(\d)(?:\.(\d+))?[eE]\+?(\d{1,3})$`)
	fraction   = regexp.MustCompile(`^[+-]?\d+\.\d+$`)
	serial     = regexp.MustCompile(`^\d{1,7}(\.\d+)?$`)
	layouts    = []string{"2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2日", "20060102"}
	cellErrors = []string{"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}
)

// clean trims a value and makes full-width letters, digits and spaces plain; Chinese punctuation stays as it is written.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '\uff10' && r <= '\uff19' || r >= '\uff21' && r <= '\uff3a' || r >= '\uff41' && r <= '\uff5a':
			return r - '\uff10' + '0'
		case r == '\u00a0' || r == '\u3000' || r == '\t':
			return ' '
		case r == '\u200b' || r == '\ufeff' || r == '\r' || r < ' ' && r != '\n':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.TrimSpace(s)
}

// number repairs what a spreadsheet does to numbers: 1.41029100001E+11 is written out when all its digits are there, and
// lost says when they are not; 3.3000000000000003 is 3.3.
func number(s string) (value string, lost bool) {
	if m := scientific.FindStringSubmatch(s); m != nil {
		digits := m[2] + m[3]
		exp, _ := strconv.Atoi(m[4])
		if exp >= 15 || len(digits) != exp+1 {
			return s, true
		}
		return strings.TrimPrefix(m[1], "+") + digits, false
	}
	if fraction.MatchString(s) && len(s) > 16 {
		f, err := strconv.ParseFloat(s, 64)
		short := strconv.FormatFloat(f, 'g', 15, 64)
		if err == nil && !strings.ContainsAny(short, "eE") {
			return short, false
		}
	}
	return s, false
}

// fromSerial is the day (and the time, where there is one) of a number of days since 1900 or 1904.
func fromSerial(raw string, date1904 bool) string {
	f, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return raw
	}
	t, err := excelize.ExcelDateToTime(f, date1904)
	if err != nil || t.Year() > 9999 {
		return raw
	}
	if t.Hour() == 0 && t.Minute() == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02 15:04")
}

// day reads a day in any usual notation.
func day(s string, date1904 bool) (string, bool) {
	if len(s) != 8 && serial.MatchString(s) {
		s = fromSerial(s, date1904)
	}
	s, _, _ = strings.Cut(s, " ")
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil && t.Year() > 1800 {
			return t.Format(time.DateOnly), true
		}
	}
	return "", false
}

var digits = regexp.MustCompile(`^\d+$`)

// check is the value of a cell of a column, and the code of what is wrong with it; isNumber says that the file keeps it as
// a number, which holds 15 digits and no more.
func (c Column) check(s string, isNumber, date1904 bool) (value, code string) {
	switch {
	case s == "" && c.Required:
		return s, RequiredCell
	case s == "":
		return s, ""
	case slices.Contains(cellErrors, s):
		return s, CellError
	}
	typed := isNumber || scientific.MatchString(s) && (c.Text || c.IDNumber || strings.Contains(s, "+"))
	if typed || fraction.MatchString(s) {
		n, lost := number(s)
		if f, err := strconv.ParseFloat(s, 64); lost && isNumber && err == nil && f < 1e15 && f > -1e15 {
			n, lost = strconv.FormatFloat(f, 'f', -1, 64), false
		}
		code := c.Text || c.IDNumber
		switch {
		case isNumber && code && (lost || len(n) > 15):
			return s, NumberNotText
		case lost:
			return s, DigitsLost
		}
		s = n
	}
	switch {
	case c.IDNumber && len(s) == 15 && digits.MatchString(s):
		return s, IDNumber15
	case c.Day:
		d, ok := day(s, date1904)
		if !ok {
			return s, BadDay
		}
		s = d
	}
	if len(c.Choices) > 0 && !c.Help && !slices.Contains(c.Choices, s) {
		return s, BadChoice
	}
	return s, ""
}
