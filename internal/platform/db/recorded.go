package db

import (
	"errors"
	"regexp"

	"touyan/internal/kernel"
)

var (
	columnName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	errNotOnce = errors.New("db: not a column of rows that are recorded once")
)

// SumRecorded sums a column over the rows of a table in which another column holds key, as they were when the journal had come to
// number no: the rows that entries up to that number inserted. For tables of rows that are recorded once.
func (t *ReadTx) SumRecorded(table, sum, by string, key kernel.ID, no int64) (int64, error) {
	decl, err := tableNamed(table)
	if err != nil {
		return 0, err
	}
	if !decl.Once || !columnName.MatchString(sum) || !columnName.MatchString(by) {
		return 0, kernel.Internal(errNotOnce)
	}
	where, err := predicate(decl, t.actor, t.actor.Arms)
	if err != nil {
		return 0, err
	}
	where, ids := lift(where)
	county := int64(t.actor.CountyID)
	var out []int64
	args := append([]any{county}, ids...)
	err = t.scan(t.ctx, &out, `SELECT CAST(COALESCE(SUM(x.`+sum+`), 0) AS BIGINT) FROM (SELECT * FROM t_`+table+` WHERE county_id = ? AND `+where+`) AS x
		JOIN t_journal_line AS l ON l.county_id = x.county_id AND l.tbl = ? AND l.row_id = x.id
		JOIN t_journal AS e ON e.county_id = l.county_id AND e.id = l.entry_id
		WHERE l.county_id = ? AND e.county_id = ? AND l.op = 'insert' AND x.`+by+` = ? AND e.no > 0 AND e.no <= ?`,
		append(args, table, county, county, int64(key), no))
	if err != nil {
		return 0, wrap(err)
	}
	return append(out, 0)[0], nil
}
