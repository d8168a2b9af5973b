package db

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"touyan/internal/kernel"
)

// Direction of a key of an order.
type Direction bool

// The directions.
const (
	Asc  Direction = false
	Desc Direction = true
)

// Key is one column of a list's order; the last key must be unique (the id). All keys run in one direction, so that one
// row comparison finds the next page.
type Key struct {
	Col string
	Dir Direction
}

// List is a query of which pages are read. SQL has a WHERE and neither ORDER BY nor LIMIT; its first table is the one whose
// rows are listed.
type List struct {
	SQL   string
	Args  []any
	Order []Key
	Page  kernel.Page
	Most  int // rows of the first page, instead of what a page has: to count as far as this, or for a few
}

// PageOf reads one page. The query runs once for each arm of the actor's scope, each with its own order and limit, and the
// pages are merged: PostgreSQL would otherwise sort the whole scope (docs/adr/0002). keys gives a row's values of Order.
func PageOf[T any](t *ReadTx, l List, keys func(*T) []any) (items []T, next string, err error) {
	after, err := decodeCursor(l.Page.Cursor, len(l.Order))
	if err != nil {
		return nil, "", err
	}
	size := cmp.Or(l.Most, l.Page.Size())
	sql, args := l.statement(after, size+1)
	tpl, err := parse(l.SQL)
	if err != nil {
		return nil, "", err
	}
	if len(tpl.tables) == 0 {
		return nil, "", fmt.Errorf("db: a list without a table: %s", l.SQL)
	}
	all := t.armsOf(tpl.tables[0].table)
	parts, asks := make([][]T, len(all)), make([]Ask, len(all))
	for i, arms := range all {
		asks[i] = Ask{Dest: &parts[i], SQL: sql, Args: args, arms: arms}
	}
	if err := t.Together(asks...); err != nil {
		return nil, "", err
	}
	items = slices.Concat(parts...)
	if len(all) > 1 { // one page is in order already
		items = merge(items, l.Order, keys)
	}
	if len(items) > size {
		items = items[:size]
		next = encodeCursor(keys(&items[size-1]))
	}
	if items == nil {
		items = []T{}
	}
	return items, next, nil
}

// armsOf splits the actor's scope for a list: one query an arm; the way up of a frame table is one more condition that
// belongs to no single arm, so such a table is read in one go.
func (t *ReadTx) armsOf(table Table) [][]kernel.Arm {
	if table.Bind != ByPlace || table.Place != PlaceCounty {
		return [][]kernel.Arm{nil}
	}
	arms := prune(t.actor.Arms)
	if len(arms) == 0 {
		return [][]kernel.Arm{{}}
	}
	out := make([][]kernel.Arm, len(arms))
	for i, a := range arms {
		out[i] = []kernel.Arm{a}
	}
	return out
}

func (l List) statement(after []any, limit int) (string, []any) {
	var b strings.Builder
	b.WriteString(l.SQL)
	args := slices.Clone(l.Args)
	cols := make([]string, len(l.Order))
	order := make([]string, len(l.Order))
	for i, k := range l.Order {
		cols[i], order[i] = k.Col, k.Col
		if k.Dir == Desc {
			order[i] += " DESC"
		}
	}
	if after != nil {
		op := " > "
		if l.Order[0].Dir == Desc {
			op = " < "
		}
		marks := strings.TrimSuffix(strings.Repeat("?, ", len(cols)), ", ")
		b.WriteString(" AND (" + strings.Join(cols, ", ") + ")" + op + "(" + marks + ")")
		args = append(args, after...)
	}
	fmt.Fprintf(&b, " ORDER BY %s LIMIT %d", strings.Join(order, ", "), limit)
	return b.String(), args
}

// merge orders the parts and drops rows that lie in two arms.
func merge[T any](items []T, order []Key, keys func(*T) []any) []T {
	slices.SortStableFunc(items, func(a, b T) int {
		c := compareKeys(keys(&a), keys(&b))
		if order[0].Dir == Desc {
			return -c
		}
		return c
	})
	return slices.CompactFunc(items, func(a, b T) bool { return compareKeys(keys(&a), keys(&b)) == 0 })
}

func compareKeys(a, b []any) int {
	for i := range a {
		var c int
		if x, ok := number(a[i]); ok {
			y, _ := number(b[i])
			c = cmpInt(x, y)
		} else {
			c = strings.Compare(fmt.Sprint(a[i]), fmt.Sprint(b[i]))
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

func number(v any) (int64, bool) {
	switch n := v.(type) {
	case int64:
		return n, true
	case int:
		return int64(n), true
	case kernel.ID:
		return int64(n), true
	}
	return 0, false
}

func cmpInt(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// encodeCursor and decodeCursor keep numbers as decimal text: JSON numbers would lose digits.
func encodeCursor(keys []any) string {
	parts := make([]string, len(keys))
	for i, k := range keys {
		if n, ok := number(k); ok {
			parts[i] = fmt.Sprintf("n%d", n)
		} else {
			parts[i] = fmt.Sprintf("s%v", k)
		}
	}
	b, _ := json.Marshal(parts)
	return base64.RawURLEncoding.EncodeToString(b)
}

func decodeCursor(s string, n int) ([]any, error) {
	if s == "" {
		return nil, nil
	}
	bad := kernel.Invalid("cursor", "bad_cursor")
	b, err := base64.RawURLEncoding.DecodeString(s)
	var parts []string
	if err != nil || json.Unmarshal(b, &parts) != nil || len(parts) != n {
		return nil, bad
	}
	out := make([]any, n)
	for i, p := range parts {
		if p == "" {
			return nil, bad
		}
		if p[0] == 's' {
			out[i] = p[1:]
			continue
		}
		v, err := strconv.ParseInt(p[1:], 10, 64)
		if p[0] != 'n' || err != nil {
			return nil, bad
		}
		out[i] = v
	}
	return out, nil
}
