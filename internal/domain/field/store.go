package field

import (
	"encoding/json"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

var (
	_ = db.Declare(db.Table{
		Name: "field_device", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "revoked_at = 0",
		Refs: []db.Ref{{Col: "person_id", To: "person", Label: "person_name"}},
	})
	_ = db.Declare(db.Table{Name: "field_seen", Place: db.PlaceLocal})
	_ = db.Declare(db.Table{Name: "field_op", Place: db.PlaceLocal})
	_ = db.Declare(db.Table{Name: "field_piece", Place: db.PlaceLocal})
)

// deviceRow: the stamp is where the officer's post lies.
type deviceRow struct {
	db.BaseModel `bun:"table:t_field_device"`
	db.Row
	kernel.Stamp
	DeviceKey  string    `bun:"device_key"`
	AccountID  kernel.ID `bun:"account_id"`
	PersonID   kernel.ID `bun:"person_id"`
	PersonName string    `bun:"person_name"`
	Name       string    `bun:"name"`
	At         int64     `bun:"at"`
	RevokedAt  int64     `bun:"revoked_at"`
	RevokedBy  string    `bun:"revoked_by"`
}

// seenRow is when a device last came, outside the journal.
type seenRow struct {
	DeviceID kernel.ID `bun:"device_id"`
	SyncedAt int64     `bun:"synced_at"`
	Waiting  int       `bun:"waiting"`
}

// opRow is what is known of an operation: done, or held with its sealed body.
type opRow struct {
	Key       string        `bun:"op_key"`
	DeviceID  kernel.ID     `bun:"device_id"`
	AccountID kernel.ID     `bun:"account_id"`
	Kind      string        `bun:"kind"`
	AfterKey  string        `bun:"after_key"`
	State     string        `bun:"state"`
	Code      string        `bun:"code"`
	Answer    string        `bun:"answer"`
	Body      kernel.Secret `bun:"body"`
	DeviceAt  int64         `bun:"device_at"`
	CameAt    int64         `bun:"came_at"`
	DueAt     int64         `bun:"due_at"`
}

// pieceRow is a part of a photo, as a file of the store.
type pieceRow struct {
	PhotoKey string `bun:"photo_key"`
	FromByte int64  `bun:"from_byte"`
	Bytes    int64  `bun:"bytes"`
	Size     int64  `bun:"size"`
	Hash     string `bun:"hash"`
	At       int64  `bun:"at"`
}

// kept is what is stored of an operation that took effect: the answer, and which version each field of a card had then.
type kept struct {
	Answer
	Vers map[string]int64 `json:"vers,omitempty"`
}

func (r *opRow) kept() (kept, error) {
	out := kept{Answer: Answer{Told: []string{}}}
	if r.Answer != "" {
		if err := json.Unmarshal([]byte(r.Answer), &out); err != nil {
			return out, kernel.Internal(err)
		}
	}
	return out, nil
}

func (r *opRow) answer() (Answer, error) {
	k, err := r.kept()
	out := k.Answer
	out.Key, out.State, out.Code, out.Until = r.Key, r.State, r.Code, 0
	if r.State == Held {
		out.Until = r.DueAt
	}
	return out, err
}

func deviceOfKey(tx *db.ReadTx, account kernel.ID, key string) ([]deviceRow, error) {
	var rows []deviceRow
	err := tx.Select(&rows, "SELECT d.* FROM {field_device d} WHERE d.account_id = ? AND d.device_key = ?", account, key)
	return rows, err
}

func seenOf(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]seenRow, error) {
	out := map[kernel.ID]seenRow{}
	if len(ids) == 0 {
		return out, nil
	}
	in, args := place.Among("s.device_id", ids)
	var rows []seenRow
	err := tx.Select(&rows, "SELECT s.device_id, s.synced_at, s.waiting FROM {field_seen s} WHERE "+in, args...)
	for _, r := range rows {
		out[r.DeviceID] = r
	}
	return out, err
}

const opColumns = "SELECT o.op_key, o.device_id, o.account_id, o.kind, o.after_key, o.state, o.code, o.answer, o.body, o.device_at, o.came_at, o.due_at FROM {field_op o} WHERE o.county_id = ? AND "

func selectOps(tx *db.ReadTx, where string, args ...any) ([]opRow, error) {
	var rows []opRow
	err := tx.Select(&rows, opColumns+where, append([]any{tx.County()}, args...)...)
	return rows, err
}

// opOf is what is known of a key.
func opOf(tx *db.ReadTx, key string) (*opRow, error) {
	rows, err := selectOps(tx, "o.op_key = ?", key)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// keepOp stores what became of an operation; a key is stored once, and a held one becomes done.
func keepOp(tx *db.WriteTx, r *opRow) error {
	_, err := tx.Exec("INSERT INTO {field_op} (county_id, op_key, device_id, account_id, kind, after_key, state, code, answer, body, device_at, came_at, due_at)"+
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (county_id, op_key) DO UPDATE SET state = excluded.state, code = excluded.code,"+
		" answer = excluded.answer, body = excluded.body, due_at = excluded.due_at",
		tx.County(), r.Key, r.DeviceID, r.AccountID, r.Kind, r.AfterKey, r.State, r.Code, r.Answer, string(r.Body), r.DeviceAt, r.CameAt, r.DueAt)
	return err
}

// reserveOp makes a key one's own until the end of the transaction: whoever brings the same at the same time waits, and is told no
// once it took effect.
func reserveOp(tx *db.WriteTx, r *opRow) (bool, error) {
	n, err := tx.Exec("UPDATE {field_op} SET state = 'taking' WHERE county_id = ? AND op_key = ? AND state IN ('held', 'refused')", tx.County(), r.Key)
	if err != nil || n > 0 {
		return n > 0, err
	}
	n, err = tx.Exec("INSERT INTO {field_op} (county_id, op_key, device_id, account_id, kind, after_key, state, code, answer, body, device_at, came_at, due_at)"+
		" VALUES (?, ?, ?, ?, ?, ?, 'taking', '', '', '', ?, ?, 0) ON CONFLICT (county_id, op_key) DO NOTHING",
		tx.County(), r.Key, r.DeviceID, r.AccountID, r.Kind, r.AfterKey, r.DeviceAt, r.CameAt)
	return n > 0, err
}

// reserveOps stores operations that took effect together, and tells how many of their keys were free.
func reserveOps(tx *db.WriteTx, rows []*opRow) (int, error) {
	var marks strings.Builder
	args := make([]any, 0, 10*len(rows))
	for i, r := range rows {
		if i > 0 {
			marks.WriteString(", ")
		}
		marks.WriteString("(?, ?, ?, ?, ?, '', ?, '', ?, '', ?, ?, 0)")
		args = append(args, tx.County(), r.Key, r.DeviceID, r.AccountID, r.Kind, r.State, r.Answer, r.DeviceAt, r.CameAt)
	}
	n, err := tx.Exec("INSERT INTO {field_op} (county_id, op_key, device_id, account_id, kind, after_key, state, code, answer, body, device_at, came_at, due_at)"+
		" VALUES "+marks.String()+" ON CONFLICT (county_id, op_key) DO NOTHING", args...)
	return int(n), err
}

// knownOps tells how many of some keys are known.
func knownOps(tx *db.ReadTx, keys []string) (int, error) {
	rows, err := selectOps(tx, "o.op_key IN ("+marksFor(keys)+")", anyOf(keys)...)
	return len(rows), err
}

func marksFor(keys []string) string {
	return strings.TrimSuffix(strings.Repeat("?, ", len(keys)), ", ")
}

func anyOf(keys []string) []any {
	out := make([]any, len(keys))
	for i, k := range keys {
		out[i] = k
	}
	return out
}

func dropOp(tx *db.WriteTx, key string) error {
	_, err := tx.Exec("DELETE FROM {field_op} WHERE county_id = ? AND op_key = ?", tx.County(), key)
	return err
}

func piecesOf(tx *db.ReadTx, key string) ([]pieceRow, error) {
	var rows []pieceRow
	err := tx.Select(&rows, "SELECT p.photo_key, p.from_byte, p.bytes, p.size, p.hash, p.at FROM {field_piece p} WHERE p.county_id = ? AND p.photo_key = ? ORDER BY p.from_byte", tx.County(), key)
	return rows, err
}
