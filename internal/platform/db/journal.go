package db

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"strconv"

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
	sum := l.sum()
	return hex.EncodeToString(sum[:])
}

// sum is the digest in bytes: the hash of one JSON array, as encoding/json writes it.
func (l *journalLine) sum() [sha256.Size]byte {
	b := make([]byte, 0, 512+len(l.Before)+len(l.After)*5/4)
	b = append(b, '[')
	b = appendID(appendID(appendID(b, l.CountyID), l.ID), l.EntryID)
	b = append(strconv.AppendInt(b, int64(l.Line), 10), ',')
	b = append(appendText(b, l.Tbl), ',')
	b = appendID(b, l.RowID)
	b = append(strconv.AppendInt(b, l.Rev, 10), ',')
	for _, s := range [4]string{string(l.Op), l.Before, l.After, l.Salt} {
		b = append(appendText(b, s), ',')
	}
	for _, id := range [5]kernel.ID{l.TownshipID, l.VillageID, l.GroupID, l.MicroID, l.BodyID} {
		b = appendID(b, id)
	}
	b = append(appendText(b, l.Topic), ',')
	return sha256.Sum256(append(strconv.AppendBool(b, l.Sealed), ']'))
}

// leaf covers every column of the entry but its number, which is the leaf's place in the log, and the digests of its lines.
func (e *journalEntry) leaf(digests []string) string {
	return e.leafOf(len(digests), func(i int) string { return digests[i] })
}

// leafOf is leaf for n digests that are told one by one: the hash of one JSON array, whose last member is the list of them.
func (e *journalEntry) leafOf(n int, digest func(i int) string) string {
	head, _ := json.Marshal([]any{e.CountyID, e.ID, e.At, e.ActorKind, e.AccountID, e.PersonID, e.ActorName, e.Action, e.Reason, e.RequestID})
	h := sha256.New()
	h.Write(append(head[:len(head)-1], ",["...))
	for i := range n {
		if i > 0 {
			h.Write([]byte{','})
		}
		h.Write([]byte(`"` + digest(i) + `"`))
	}
	h.Write([]byte("]]"))
	return hex.EncodeToString(h.Sum(nil))
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
	if table.journaled() {
		t.lines = append(t.lines, l)
	}
	return true
}

// View declares that the actor looked at something that is answered for: it stands in the journal like a change.
func (t *WriteTx) View(table string, id kernel.ID, stamp kernel.Stamp, what string) {
	b, _ := json.Marshal(map[string]string{"viewed": what})
	t.lines = append(t.lines, journalLine{Tbl: table, RowID: id, Op: opView, Stamp: stamp, After: string(b)})
}

// image is the JSON of a record by columns; with other, only the columns in which the two differ.
func image(s *schema.Table, other, rec Record) string {
	b := append(make([]byte, 0, 1024), '{')
	v := reflect.ValueOf(rec).Elem()
	for _, f := range s.Fields {
		if f.Name == "county_id" || f.Name == "id" || f.Name == "rev" {
			continue
		}
		from := len(b)
		if from > 1 {
			b = append(b, ',')
		}
		b = append(append(append(b, '"'), f.Name...), `":`...)
		value := len(b)
		b = appendPlain(b, f.Value(v))
		if other != nil && string(b[value:]) == plain(f.Value(reflect.ValueOf(other).Elem())) {
			b = b[:from]
		}
	}
	return string(append(b, '}'))
}

// plain is a column as JSON; a Secret as it is stored, sealed.
func plain(v reflect.Value) string { return string(appendPlain(nil, v)) }

// spillAt is how many lines a Write keeps in memory before it writes them.
const spillAt = 4096

// openEntry is the entry of a Write that has lines. Its id is drawn while the rows of its first lines are locked; what order
// entries come in is for the sequencer to say, by the revisions of their rows.
type openEntry struct {
	row     *journalEntry
	stored  bool // it stands in the table already, without its leaf
	digests [][sha256.Size]byte
}

// spillLines writes the lines once they are many, so that an import of a county does not keep them all in memory.
func (t *WriteTx) spillLines() error {
	if len(t.lines) < spillAt {
		return nil
	}
	e := t.begin()
	if !e.stored {
		if err := t.insertRows(reflect.ValueOf([]*journalEntry{e.row}), ""); err != nil {
			return err
		}
		e.stored = true
	}
	return t.writeLines(e)
}

// begin opens the entry.
func (t *WriteTx) begin() *openEntry {
	if t.entry == nil {
		a := t.actor
		t.entry = &openEntry{row: &journalEntry{
			CountyID: a.CountyID, ID: t.NewID(), At: t.now.UnixMilli(), ActorKind: string(a.Kind), AccountID: a.AccountID, PersonID: a.PersonID,
			ActorName: a.Name, Action: t.action, RequestID: RequestID(t.ctx),
		}}
	}
	return t.entry
}

// number gives lines their ids and digests.
func (t *WriteTx) number(e *openEntry, lines []journalLine) {
	for i := range lines {
		l := &lines[i]
		l.CountyID, l.ID, l.EntryID, l.Line, l.Salt = t.actor.CountyID, t.NewID(), e.row.ID, len(e.digests)+1, rand.Text()[:16]
		sum := l.sum()
		l.Digest = hex.EncodeToString(sum[:])
		e.digests = append(e.digests, sum)
	}
}

// writeLines writes all lines but the last, which waits for the end: its id is then the highest of the Write (highestID).
func (t *WriteTx) writeLines(e *openEntry) error {
	last := len(t.lines) - 1
	t.number(e, t.lines[:last])
	err := t.insertRows(reflect.ValueOf(t.lines[:last]), "")
	t.lines[0] = t.lines[last]
	clear(t.lines[1:])
	t.lines = t.lines[:1]
	return err
}

// flushJournal writes the entry and the lines that are left.
func (t *WriteTx) flushJournal() error {
	if len(t.lines) == 0 {
		return nil
	}
	e := t.begin()
	e.row.ActorName = t.actorName()
	t.number(e, t.lines)
	e.row.Reason = t.reason
	e.row.Leaf = e.row.leafOf(len(e.digests), func(i int) string { return hex.EncodeToString(e.digests[i][:]) })
	if t.group != nil {
		var err error
		if e.row.No, err = t.group.number(t); err != nil {
			return err
		}
		t.leaf = e.row.Leaf
	}
	if err := t.storeEntry(e); err != nil {
		return err
	}
	return t.insertLast(reflect.ValueOf(t.lines), "")
}

// Acting notes that the actor does this in somebody's place.
func (t *WriteTx) Acting(name string) { t.acting = name }

// actorName is who acted, and for whom where they acted in somebody's place.
func (t *WriteTx) actorName() string {
	name := t.acting
	for _, l := range t.lines {
		if name == "" && t.actor.Kind == kernel.ActorOfficer {
			name = t.actor.ActsFor(l.Stamp)
		}
	}
	if name == "" {
		return t.actor.Name
	}
	return t.actor.Name + "（代" + name + "）"
}

func (t *WriteTx) storeEntry(e *openEntry) error {
	if !e.stored {
		return t.insertLast(reflect.ValueOf([]*journalEntry{e.row}), "")
	}
	_, err := t.at().NewUpdate().Model(e.row).Column("no", "reason", "leaf", "actor_name").WherePK().Exec(t.ctx)
	return err
}
