package calendar

import (
	"strings"
	"testing"
	"time"

	"touyan/internal/kernel"
)

const head = "date,kind,name,source\n"

const sample = head + `2026-01-01,holiday,元旦,decree
2026-01-02,holiday,元旦,decree
2026-01-03,holiday,元旦,decree
2026-01-04,workday,调休上班,decree
2026-10-01,holiday,国庆节,decree
2026-10-02,holiday,国庆节,decree
2026-10-05,holiday,国庆节,decree
2026-10-06,holiday,国庆节,decree
2026-10-07,holiday,国庆节,decree
2026-10-10,workday,调休上班,decree
`

func load(t *testing.T) *Calendar {
	t.Helper()
	c, err := Load([]byte("\xef\xbb\xbf" + sample))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestIsWorkday(t *testing.T) {
	c := load(t)
	for day, want := range map[kernel.Day]bool{
		"2026-01-01": false, "2026-01-04": true, "2026-01-05": true, "2026-01-10": false,
		"2026-10-03": false, "2026-10-10": true, "2026-11-20": true, "2026-11-22": false,
	} {
		if got, err := c.IsWorkday(day); err != nil || got != want {
			t.Errorf("%s: %v %v, want %v", day, got, err, want)
		}
	}
	if _, err := c.IsWorkday("2027-03-01"); kernel.KindOf(err) != kernel.KindUnavailable {
		t.Errorf("a year without data must say so: %v", err)
	}
	if _, err := c.IsWorkday("tomorrow"); kernel.KindOf(err) != kernel.KindInvalid {
		t.Errorf("no day: %v", err)
	}
}

func TestAddWorkdays(t *testing.T) {
	c := load(t)
	for _, x := range []struct {
		from string
		n    int
		want kernel.Day // the day after the last day of the term
	}{
		{"2026-11-20T09:00:00+08:00", 1, "2026-11-24"}, // Friday: Monday, to its end
		{"2026-11-20T09:00:00+08:00", 3, "2026-11-26"},
		{"2026-11-22T10:00:00+08:00", 1, "2026-11-24"}, // Sunday: Monday is the first day after
		{"2026-11-22T17:00:00Z", 1, "2026-11-25"},      // already Monday in China
		{"2026-09-30T23:59:59+08:00", 1, "2026-10-09"}, // over the National Day holiday
		{"2026-10-08T08:00:00+08:00", 2, "2026-10-11"}, // the worked Saturday counts
		{"2026-11-20T09:00:00+08:00", 0, "2026-11-21"},
		{"2026-11-21T09:00:00+08:00", 0, "2026-11-24"},
	} {
		from, err := time.Parse(time.RFC3339, x.from)
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.AddWorkdays(from, x.n)
		if err != nil || !got.Equal(x.want.Time()) {
			t.Errorf("%s + %d = %v %v, want %s", x.from, x.n, got, err, x.want)
		}
	}
}

func TestAYearWithoutDataIsReckonedByWeekends(t *testing.T) {
	c := load(t)
	got, err := c.AddWorkdays(kernel.Day("2026-12-31").Time(), 1)
	if kernel.KindOf(err) != kernel.KindUnavailable || !got.Equal(kernel.Day("2027-01-02").Time()) {
		t.Errorf("%v %v", got, err)
	}
	if _, err := c.AddWorkdays(time.Time{}, -1); kernel.KindOf(err) != kernel.KindInvalid {
		t.Error(err)
	}
}

func TestWorkdaysBetween(t *testing.T) {
	c := load(t)
	for _, x := range []struct {
		a, b kernel.Day
		want int
	}{
		{"2026-11-20", "2026-11-20", 0},
		{"2026-11-20", "2026-11-22", 0},
		{"2026-11-20", "2026-11-24", 2},
		{"2026-11-24", "2026-11-20", -2},
		{"2026-09-30", "2026-10-10", 3},
	} {
		if got, err := c.WorkdaysBetween(x.a, x.b); err != nil || got != x.want {
			t.Errorf("%s to %s: %d %v, want %d", x.a, x.b, got, err, x.want)
		}
	}
	if _, err := c.WorkdaysBetween("0001-01-01", kernel.EndOfTime); err == nil {
		t.Error("a span without end must be refused")
	}
}

func TestBadTablesAreRefused(t *testing.T) {
	for name, text := range map[string]string{
		"no header":   "2026-01-01,holiday,元旦,x\n",
		"no day":      head + "2026-13-01,holiday,x,x\n",
		"unknown":     head + "2026-01-01,party,x,x\n",
		"twice":       head + "2026-01-01,holiday,x,x\n2026-01-01,holiday,x,x\n",
		"weekday":     head + "2026-01-05,workday,x,x\n",
		"few columns": head + "2026-01-01,holiday\n",
		"empty":       "",
	} {
		if _, err := Load([]byte(text)); err == nil || !strings.HasPrefix(err.Error(), "calendar:") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
