package quality

import (
	"maps"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// part is a piece of SQL with its values.
type part struct {
	sql  string
	args []any
}

// lists are what the rules of the county say that a check needs: ids of posts, kinds of bodies and links.
type lists struct {
	known    []string          // posts that the rules know today
	accounts []string          // posts whose holders work with the program
	vacant   part              // places `x` without somebody whom they must have
	double   part              // ids of places with two heads
	seated   map[string]int    // kinds of bodies, with how many seats each has at least
	led      map[string]leader // kinds of bodies that have a head
	timed    []string          // kinds of bodies that have terms
	linked   []string          // kinds of links of which each household has one
	most     int               // households of a micro-grid
}

// leader is by which roles and posts a kind of body is led.
type leader struct {
	role  string
	posts []string
}

// asked is what a probe knows when it asks: the day, the instant, the rules.
type asked struct {
	today kernel.Day
	now   int64
	lists
}

// ago is the instant so many days before now.
func (a asked) ago(days int) int64 { return a.now - int64(days)*24*60*60*1000 }

// probe is how a check asks: a statement over the records of an alias x (or whatever `of` names), each of which is a finding. Two rows of
// one table are told apart by `id + 0`: by the bare key SQLite looks through half the table.
type probe struct {
	from  string // tables, the first of them x
	id    string // the record that the finding leads to; empty: x.id
	part  string // what of it
	n     string // its number
	day   string // its day
	of    string // the alias whose place is that of the finding; empty: x
	where func(asked) part
}

// probes are the statements of the catalogue, by the check's id. Checks that no statement can ask stand in Service.seek.
var probes = together(peopleProbes, placeProbes, postProbes, workProbes)

func together(parts ...map[string]probe) map[string]probe {
	out := map[string]probe{}
	for _, p := range parts {
		maps.Copy(out, p)
	}
	return out
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// find asks for what a check finds within a place.
func (p probe) find(tx *db.ReadTx, a asked, at span) ([]Found, error) {
	w := p.where(a)
	if w.sql == "" { // the rules of this county ask for nothing of the kind
		return nil, nil
	}
	of := or(p.of, "x")
	within, args := at.over(of)
	sql := "SELECT " + or(p.id, "x.id") + " AS record_id, " + or(p.part, "0") + " AS part, " + or(p.n, "0") + " AS n, " + or(p.day, "''") + " AS day, " +
		strings.ReplaceAll("#.township_id, #.village_id, #.group_id, #.micro_id, #.body_id, #.topic, #.sealed", "#", of) +
		" FROM " + p.from + " WHERE (" + w.sql + ")" + within
	var rows []Found
	err := tx.Select(&rows, sql, append(w.args, args...)...)
	return rows, err
}

// is is a condition that asks for nothing but itself.
func is(sql string, args ...any) part { return part{sql, args} }

// on makes a condition that hangs on the day alone, one value for each mark.
func on(sql string) func(asked) part {
	return func(a asked) part {
		args := make([]any, strings.Count(sql, "?"))
		for i := range args {
			args[i] = a.today
		}
		return part{sql, args}
	}
}

// among is a condition over a column and some words; it asks for nothing where there are none.
func among(sql string, words []string, args ...any) part {
	if len(words) == 0 {
		return part{}
	}
	all := make([]any, len(words))
	for i, w := range words {
		all[i] = w
	}
	return part{strings.Replace(sql, "#", strings.TrimSuffix(strings.Repeat("?, ", len(words)), ", "), 1), append(all, args...)}
}
