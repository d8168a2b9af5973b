package db

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"strings"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"

	"touyan/internal/kernel"
)

// Op is what happened to a row.
type Op string

// The operations. View is a look that has to be answered for, such as the reveal of a secret.
const (
	opInsert Op = "insert"
	opUpdate Op = "update"
	opDelete Op = "delete"
	opView   Op = "view"
	OpView      = opView
)

type journalEntry struct {
	bun.BaseModel `bun:"table:t_journal"`
	CountyID      kernel.ID `bun:"county_id,pk"`
	ID            kernel.ID `bun:"id,pk"`
	No            int64     `bun:"no"`
	At            int64     `bun:"at"`
	ActorKind     string    `bun:"actor_kind"`
	AccountID     kernel.ID `bun:"account_id"`
	PersonID      kernel.ID `bun:"person_id"`
	ActorName     string    `bun:"actor_name"`
	Action        string    `bun:"action"`
	Reason        string    `bun:"reason"`
	RequestID     string    `bun:"request_id"`
	Leaf          string    `bun:"leaf"`
}

type journalLine struct {
	bun.BaseModel `bun:"table:t_journal_line"`
	CountyID      kernel.ID `bun:"county_id,pk"`
	ID            kernel.ID `bun:"id,pk"`
	EntryID       kernel.ID `bun:"entry_id"`
	Line          int       `bun:"line"`
	Tbl           string    `bun:"tbl"`
	RowID         kernel.ID `bun:"row_id"`
	Rev           int64     `bun:"rev"`
	Op            Op        `bun:"op"`
	Before        string    `bun:"before"`
	After         string    `bun:"after"`
	Salt          string    `bun:"salt"`
	Digest        string    `bun:"digest"`
	kernel.Stamp
}

// digest covers every column of the line. The salt keeps a digest from betraying what stood in an erased row.
func (l *journalLine) digest() string {
	b, _ := json.Marshal([]any{
		l.CountyID, l.ID, l.EntryID, l.Line, l.Tbl, l.RowID, l.Rev, l.Op, l.Before, l.After, l.Salt,
		l.TownshipID, l.VillageID, l.GroupID, l.MicroID, l.BodyID, l.Topic, l.Sealed,
	})
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// leaf covers every column of the entry but its number, which is the leaf's place in the log, and the digests of its lines.
func (e *journalEntry) leaf(digests []string) string {
	b, _ := json.Marshal([]any{
		e.CountyID, e.ID, e.At, e.ActorKind, e.AccountID, e.PersonID, e.ActorName, e.Action, e.Reason, e.RequestID, digests,
	})
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// record notes a line for a changed row; it returns false when nothing changed.
func (t *WriteTx) record(s *schema.Table, table Table, op Op, before, after Record) bool {
	cur := after
	if cur == nil {
		cur = before
	}
	l := journalLine{Tbl: table.Name, RowID: cur.row().ID, Rev: cur.row().Rev, Op: op}
	if st := stampOf(cur); st != nil {
		l.Stamp = *st
	}
	switch op {
	case opInsert:
		l.After = image(s, nil, after)
	case opDelete:
		l.Before = image(s, nil, before)
		l.Rev++
	case opUpdate:
		l.Before, l.After = image(s, after, before), image(s, before, after)
		if l.After == "{}" {
			return false
		}
		l.Rev++
	}
	t.lines = append(t.lines, l)
	return true
}

// View declares that the actor looked at something that is answered for: it stands in the journal like a change.
func (t *WriteTx) View(table string, id kernel.ID, stamp kernel.Stamp, what string) {
	b, _ := json.Marshal(map[string]string{"viewed": what})
	t.lines = append(t.lines, journalLine{Tbl: table, RowID: id, Op: opView, Stamp: stamp, After: string(b)})
}

// image is the JSON of a record by columns; with other, only the columns in which the two differ.
func image(s *schema.Table, other, rec Record) string {
	var b strings.Builder
	b.WriteByte('{')
	v := reflect.ValueOf(rec).Elem()
	for _, f := range s.Fields {
		if f.Name == "county_id" || f.Name == "id" || f.Name == "rev" {
			continue
		}
		x := plain(f.Value(v))
		if other != nil && x == plain(f.Value(reflect.ValueOf(other).Elem())) {
			continue
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + f.Name + `":` + x)
	}
	b.WriteByte('}')
	return b.String()
}

// plain is a column as JSON; a Secret as it is stored, sealed.
func plain(v reflect.Value) string {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return "null"
		}
		v = v.Elem()
	}
	x := v.Interface()
	switch v.Kind() {
	case reflect.String:
		x = v.String()
	case reflect.Int, reflect.Int32, reflect.Int64:
		x = v.Int()
	default:
	}
	b, err := json.Marshal(x)
	if err != nil {
		return `""`
	}
	return string(b)
}

// flushJournal writes the entry and its lines. The entry's id is drawn last, while the changed rows are still locked.
func (t *WriteTx) flushJournal() error {
	if len(t.lines) == 0 {
		return nil
	}
	a := t.actor
	e := &journalEntry{
		CountyID: a.CountyID, At: t.now.UnixMilli(), ActorKind: string(a.Kind), AccountID: a.AccountID, PersonID: a.PersonID,
		ActorName: a.Name, Action: t.action, Reason: t.reason, RequestID: RequestID(t.ctx),
	}
	digests := make([]string, len(t.lines))
	for i := range t.lines {
		t.lines[i].ID = t.NewID()
	}
	e.ID = t.NewID()
	for i := range t.lines {
		l := &t.lines[i]
		l.CountyID, l.EntryID, l.Line, l.Salt = a.CountyID, e.ID, i+1, rand.Text()[:16]
		l.Digest = l.digest()
		digests[i] = l.Digest
	}
	e.Leaf = e.leaf(digests)
	t.entry = e
	if t.group != nil {
		var err error
		if e.No, err = t.group.number(t); err != nil {
			return err
		}
		t.leaf = e.Leaf
	}
	if _, err := t.insertLast(reflect.ValueOf([]*journalEntry{e}), ""); err != nil {
		return err
	}
	if done, err := t.insertLast(reflect.ValueOf(t.lines), ""); done || err != nil {
		return err
	}
	for from := 0; from < len(t.lines); from += batch {
		part := t.lines[from:min(from+batch, len(t.lines))]
		if _, err := t.tx.NewInsert().Model(&part).Exec(t.ctx); err != nil {
			return err
		}
	}
	return nil
}
