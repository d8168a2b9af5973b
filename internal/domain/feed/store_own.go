package feed

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// ownRow is what an account has switched on for itself.
type ownRow struct {
	AccountID    kernel.ID     `bun:"account_id"`
	CalendarHash string        `bun:"calendar_hash"`
	CalendarDay  kernel.Day    `bun:"calendar_day"`
	Digest       string        `bun:"digest"`
	Mail         kernel.Secret `bun:"mail"`
	Origin       string        `bun:"origin"`
	Lang         string        `bun:"lang"`
	SentDay      kernel.Day    `bun:"sent_day"`
}

const ownColumns = "SELECT o.account_id, o.calendar_hash, o.calendar_day, o.digest, o.mail, o.origin, o.lang, o.sent_day FROM {feed_own o} WHERE o.county_id = ? AND "

func ownsBy(tx *db.ReadTx, where string, args ...any) ([]ownRow, error) {
	var rows []ownRow
	err := tx.Select(&rows, ownColumns+where, append([]any{tx.County()}, args...)...)
	return rows, err
}

// ownOf is what the actor's account has; the zero row where it has nothing.
func ownOf(tx *db.ReadTx) (ownRow, error) {
	rows, err := ownsBy(tx, "o.account_id = ?", tx.Actor().AccountID)
	if err != nil || len(rows) == 0 {
		return ownRow{AccountID: tx.Actor().AccountID}, err
	}
	return rows[0], nil
}

func keepOwn(tx *db.WriteTx, r ownRow) error {
	return tx.Put("INSERT INTO {feed_own} (county_id, account_id, calendar_hash, calendar_day, digest, mail, origin, lang, sent_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"+
		" ON CONFLICT (county_id, account_id) DO UPDATE SET calendar_hash = excluded.calendar_hash, calendar_day = excluded.calendar_day,"+
		" digest = excluded.digest, mail = excluded.mail, origin = excluded.origin, lang = excluded.lang, sent_day = excluded.sent_day",
		tx.County(), r.AccountID, r.CalendarHash, r.CalendarDay, r.Digest, string(r.Mail), r.Origin, r.Lang, r.SentDay)
}

func dropOwn(tx *db.WriteTx, account kernel.ID) error {
	return tx.Put("DELETE FROM {feed_own} WHERE county_id = ? AND account_id = ?", tx.County(), account)
}

// claimDigest writes down that the digest of a day goes out; false where another server has done so.
func claimDigest(tx *db.WriteTx, account kernel.ID) (bool, error) {
	n, err := tx.Exec("UPDATE {feed_own} SET sent_day = ? WHERE county_id = ? AND account_id = ? AND sent_day < ?", tx.Today(), tx.County(), account, tx.Today())
	return n > 0, err
}

// pushRow is a browser that is told. Target is sealed: its endpoint and keys.
type pushRow struct {
	ID        kernel.ID     `bun:"id"`
	AccountID kernel.ID     `bun:"account_id"`
	PointHash string        `bun:"point_hash"`
	Target    kernel.Secret `bun:"target"`
	Front     string        `bun:"front"`
	Lang      string        `bun:"lang"`
	MadeDay   kernel.Day    `bun:"made_day"`
	SentDay   kernel.Day    `bun:"sent_day"`
}

func pushesBy(tx *db.ReadTx, where string, args ...any) ([]pushRow, error) {
	var rows []pushRow
	err := tx.Select(&rows, "SELECT p.id, p.account_id, p.point_hash, p.target, p.front, p.lang, p.made_day, p.sent_day FROM {feed_push p} WHERE p.county_id = ? AND "+where,
		append([]any{tx.County()}, args...)...)
	return rows, err
}

// keepPush enters a browser; one that was somebody else's is theirs no more.
func keepPush(tx *db.WriteTx, r pushRow) error {
	return tx.Put("INSERT INTO {feed_push} (county_id, id, account_id, point_hash, target, front, lang, made_day, sent_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')"+
		" ON CONFLICT (county_id, point_hash) DO UPDATE SET account_id = excluded.account_id, target = excluded.target, front = excluded.front, lang = excluded.lang",
		tx.County(), tx.NewID(), tx.Actor().AccountID, r.PointHash, string(r.Target), r.Front, r.Lang, tx.Today())
}

func claimPush(tx *db.WriteTx, id kernel.ID) (bool, error) {
	n, err := tx.Exec("UPDATE {feed_push} SET sent_day = ? WHERE county_id = ? AND id = ? AND sent_day < ?", tx.Today(), tx.County(), id, tx.Today())
	return n > 0, err
}

func dropPush(tx *db.WriteTx, id kernel.ID) error {
	return tx.Put("DELETE FROM {feed_push} WHERE county_id = ? AND id = ?", tx.County(), id)
}

func dropPushAt(tx *db.WriteTx, account kernel.ID, hash string) error {
	return tx.Put("DELETE FROM {feed_push} WHERE county_id = ? AND account_id = ? AND point_hash = ?", tx.County(), account, hash)
}

func dropPushes(tx *db.WriteTx, account kernel.ID) error {
	return tx.Put("DELETE FROM {feed_push} WHERE county_id = ? AND account_id = ?", tx.County(), account)
}

// keyRow is the server's pair of keys; Private is sealed.
type keyRow struct {
	Public  string        `bun:"public_key"`
	Private kernel.Secret `bun:"secret_key"`
}

func keyOf(tx *db.ReadTx) (keyRow, error) {
	var rows []keyRow
	err := tx.Select(&rows, "SELECT k.public_key, k.secret_key FROM {feed_key k} WHERE k.county_id = ?", tx.County())
	if err != nil || len(rows) == 0 {
		return keyRow{}, err
	}
	return rows[0], nil
}

func keepKey(tx *db.WriteTx, k keyRow) error {
	return tx.Put("INSERT INTO {feed_key} (county_id, public_key, secret_key) VALUES (?, ?, ?) ON CONFLICT (county_id) DO NOTHING", tx.County(), k.Public, string(k.Private))
}
