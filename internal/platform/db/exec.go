package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
)

// mostMarks bounds the statements that are kept: one with more values is made for a batch and seldom comes again.
const mostMarks = 64

// Exec changes tables outside the journal: local ones only (sessions, credentials). It returns the number of rows.
func (t *WriteTx) Exec(text string, args ...any) (int64, error) {
	return t.exec(t.ctx, text, args)
}

// Put is Exec where nobody asks how many rows it were: it may go out with the next statement.
func (t *WriteTx) Put(text string, args ...any) error {
	_, err := t.exec(laterOf(t.ctx), text, args)
	return err
}

func (t *WriteTx) exec(ctx context.Context, text string, args []any) (int64, error) {
	text, err := localStatement(text)
	if err != nil {
		return 0, err
	}
	var res sql.Result
	if plain, ok := plainArgs(args); ok && len(plain) <= mostMarks {
		err = t.d.watched(ctx, func(ctx context.Context) (err error) {
			res, err = t.at().Tx.ExecContext(ctx, t.d.eng.marks(text, plain), t.d.eng.kept(plain)...)
			return err
		})
	} else {
		res, err = t.at().NewRaw(text, args...).Exec(t.ctx)
	}
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

var localBraces = regexp.MustCompile(`\{([a-z][a-z0-9_]*)\}`)

// localStatement writes out {table} in a statement over local tables; any other table is refused.
func localStatement(sql string) (string, error) {
	if bareName.MatchString(sql) {
		return "", fmt.Errorf("db: a table is named without braces: %s", sql)
	}
	var bad error
	text := localBraces.ReplaceAllStringFunc(sql, func(m string) string {
		table, err := tableNamed(m[1 : len(m)-1])
		if err == nil && (table.Place != PlaceLocal || table.Bind == byDoor) {
			err = fmt.Errorf("db: Exec is for local tables, not %q", table.Name)
		}
		bad = errors.Join(bad, err)
		return "t_" + table.Name
	})
	return text, bad
}
