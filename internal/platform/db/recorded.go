package db

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"touyan/internal/kernel"
)

var (
	columnName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	errNotOnce = errors.New("db: not a column of rows that are recorded once")
)

// SumRecorded sums a column over the rows of a table in which another column holds key, as they were when the journal had come to
// number no: the rows that entries up to that number inserted. For tables of rows that are recorded once.
func (t *ReadTx) SumRecorded(table, sum, by string, key kernel.ID, no int64) (int64, error) {
	all, err := t.SumsRecorded(table, sum, by, []kernel.ID{key}, no)
	return all[key], err
}

// sumsMost is how many keys one statement asks for.
const sumsMost = 64

// SumsRecorded is SumRecorded for many keys; those without rows are missing.
func (t *ReadTx) SumsRecorded(table, sum, by string, keys []kernel.ID, no int64) (map[kernel.ID]int64, error) {
	decl, err := tableNamed(table)
	if err != nil {
		return nil, err
	}
	if !decl.Once || !columnName.MatchString(sum) || !columnName.MatchString(by) {
		return nil, kernel.Internal(errNotOnce)
	}
	where, err := predicate(decl, t.actor, t.actor.Arms)
	if err != nil {
		return nil, err
	}
	where, ids := lift(where)
	county := int64(t.actor.CountyID)
	out := map[kernel.ID]int64{}
	for part := range slices.Chunk(keys, sumsMost) {
		args := append([]any{county}, ids...)
		args = append(args, table, county, county)
		for i := range sumsMost { // one shape of statement for any number of keys
			args = append(args, int64(part[min(i, len(part)-1)]))
		}
		var rows []struct {
			Key kernel.ID `bun:"key"`
			N   int64     `bun:"n"`
		}
		err = t.scan(t.ctx, &rows, `SELECT x.`+by+` AS key, CAST(SUM(x.`+sum+`) AS BIGINT) AS n FROM (SELECT * FROM t_`+table+` WHERE county_id = ? AND `+where+`) AS x
			JOIN t_journal_line AS l ON l.county_id = x.county_id AND l.tbl = ? AND l.row_id = x.id
			JOIN t_journal AS e ON e.county_id = l.county_id AND e.id = l.entry_id
			WHERE l.county_id = ? AND e.county_id = ? AND l.op = 'insert' AND x.`+by+` IN (`+strings.Repeat("?, ", sumsMost-1)+`?) AND e.no > 0 AND e.no <= ?
			GROUP BY x.`+by, append(args, no))
		if err != nil {
			return nil, wrap(err)
		}
		for _, r := range rows {
			out[r.Key] = r.N
		}
	}
	return out, nil
}
