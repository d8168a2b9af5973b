package db

import (
	"context"
	"fmt"
	"strings"

	"github.com/uptrace/bun"
)

// ColumnType is what a column holds, on whichever engine.
type ColumnType byte

// The types that the data rules know (S5).
const (
	ColumnInt  ColumnType = 'i'
	ColumnText ColumnType = 't'
	ColumnBool ColumnType = 'b'
	ColumnBlob ColumnType = 'x'
)

// Column is a column of a table as the database's catalogue has it.
type Column struct {
	Name string
	Type ColumnType
}

var columnTypes = map[string]ColumnType{
	"BIGINT": ColumnInt, "INTEGER": ColumnInt, "SMALLINT": ColumnInt,
	"TEXT": ColumnText, "BOOLEAN": ColumnBool, "BLOB": ColumnBlob, "BYTEA": ColumnBlob,
}

// columnsOf reads the catalogue; a table that is not there has no columns.
func (d *DB) columnsOf(ctx context.Context, tx bun.IDB, table string) ([]Column, error) {
	q := "SELECT name, type FROM pragma_table_info(?) ORDER BY cid"
	if !d.eng.serial() {
		q = "SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position"
	}
	var rows []struct {
		Name string `bun:"name"`
		Type string `bun:"type"`
	}
	if err := tx.NewRaw(q, "t_"+table).Scan(ctx, &rows); err != nil {
		return nil, err
	}
	out := make([]Column, len(rows))
	for i, r := range rows {
		typ, ok := columnTypes[strings.ToUpper(r.Type)]
		if !ok {
			return nil, fmt.Errorf("db: column %s of %s has the type %s, which the data rules do not know", r.Name, table, r.Type)
		}
		out[i] = Column{r.Name, typ}
	}
	return out, nil
}

// names lists columns as SQL.
func names(cols []Column) string {
	out := make([]string, len(cols))
	for i, c := range cols {
		out[i] = `"` + c.Name + `"`
	}
	return strings.Join(out, ", ")
}
