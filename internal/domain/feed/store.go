package feed

import (
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Tokens and hooks are records of the county. What is on its way, and what people have switched on for their own screens, is not: it
// stands outside the journal, so that sending an event is none.
var (
	_ = db.Declare(db.Table{Name: "feed_token", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "revoked_at = 0"})
	_ = db.Declare(db.Table{Name: "feed_hook", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "state <> 'removed'"})
	_ = db.Declare(db.Table{Name: "feed_use", Place: db.PlaceLocal})
	_ = db.Declare(db.Table{Name: "feed_cursor", Place: db.PlaceLocal})
	_ = db.Declare(db.Table{Name: "feed_delivery", Place: db.PlaceLocal})
	_ = db.Declare(db.Table{Name: "feed_own", Place: db.PlaceLocal})
	_ = db.Declare(db.Table{Name: "feed_push", Place: db.PlaceLocal})
	_ = db.Declare(db.Table{Name: "feed_key", Place: db.PlaceLocal})
)

type tokenRow struct {
	db.BaseModel `bun:"table:t_feed_token"`
	db.Row
	kernel.Stamp
	Name      string     `bun:"name"`
	PlaceID   kernel.ID  `bun:"place_id"`
	Perms     string     `bun:"perms"` // with a comma between
	UntilDay  kernel.Day `bun:"until_day"`
	TokenHash string     `bun:"token_hash"`
	AccountID kernel.ID  `bun:"account_id"`
	MadeBy    string     `bun:"made_by"`
	MadeDay   kernel.Day `bun:"made_day"`
	RevokedAt int64      `bun:"revoked_at"`
	RevokedBy string     `bun:"revoked_by"`
}

func pageTokens(tx *db.ReadTx, page kernel.Page) ([]tokenRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT t.* FROM {feed_token t} WHERE TRUE", Order: []db.Key{{Col: "t.id", Dir: db.Desc}}, Page: page,
	}, func(r *tokenRow) []any { return []any{r.ID} })
}

// tokenBy finds a token by its hash; the zero row where there is none.
func tokenBy(tx *db.ReadTx, hash string) (tokenRow, error) {
	var rows []tokenRow
	err := tx.Select(&rows, "SELECT t.* FROM {feed_token t} WHERE t.token_hash = ?", hash)
	if err != nil || len(rows) == 0 {
		return tokenRow{}, err
	}
	return rows[0], nil
}

// usedOn reads when tokens were used last.
func usedOn(tx *db.ReadTx, tokens []tokenRow) (map[kernel.ID]kernel.Day, error) {
	var rows []struct {
		ID  kernel.ID  `bun:"token_id"`
		Day kernel.Day `bun:"day"`
	}
	out := map[kernel.ID]kernel.Day{}
	if len(tokens) == 0 {
		return out, nil
	}
	args := []any{tx.County()}
	for _, t := range tokens {
		args = append(args, t.ID)
	}
	err := tx.Select(&rows, "SELECT u.token_id, u.day FROM {feed_use u} WHERE u.county_id = ? AND u.token_id IN ("+marks(len(tokens))+")", args...)
	for _, r := range rows {
		out[r.ID] = r.Day
	}
	return out, err
}

func noteUse(tx *db.WriteTx, token kernel.ID) error {
	return tx.Put("INSERT INTO {feed_use} (county_id, token_id, day) VALUES (?, ?, ?) ON CONFLICT (county_id, token_id) DO UPDATE SET day = excluded.day",
		tx.County(), token, tx.Today())
}

type hookRow struct {
	db.BaseModel `bun:"table:t_feed_hook"`
	db.Row
	kernel.Stamp
	Name      string     `bun:"name"`
	URL       string     `bun:"url"`
	Kinds     string     `bun:"kinds"` // with a comma between
	PlaceID   kernel.ID  `bun:"place_id"`
	Origin    string     `bun:"origin"` // under which its maker reached the program, for links
	Secret    string     `bun:"secret"` // sealed
	State     string     `bun:"state"`
	AccountID kernel.ID  `bun:"account_id"`
	MadeBy    string     `bun:"made_by"`
	MadeDay   kernel.Day `bun:"made_day"`
}

func selectHooks(tx *db.ReadTx, where string, args ...any) ([]hookRow, error) {
	var rows []hookRow
	err := tx.Select(&rows, "SELECT h.* FROM {feed_hook h} WHERE "+where+" ORDER BY h.id DESC LIMIT 200", args...)
	return rows, err
}

type cursorRow struct {
	HookID kernel.ID `bun:"hook_id"`
	No     int64     `bun:"no"`
	Claim  int64     `bun:"claim"`
	Until  int64     `bun:"until"`
}

func cursorsOf(tx *db.ReadTx) (map[kernel.ID]cursorRow, error) {
	var rows []cursorRow
	err := tx.Select(&rows, "SELECT k.hook_id, k.no, k.claim, k.until FROM {feed_cursor k} WHERE k.county_id = ?", tx.County())
	out := map[kernel.ID]cursorRow{}
	for _, r := range rows {
		out[r.HookID] = r
	}
	return out, err
}

// startCursor lets a hook begin after a number of the journal.
func startCursor(tx *db.WriteTx, hook kernel.ID, no int64) error {
	return tx.Put("INSERT INTO {feed_cursor} (county_id, hook_id, no, claim, until) VALUES (?, ?, ?, 0, 0) ON CONFLICT (county_id, hook_id) DO NOTHING", tx.County(), hook, no)
}

// claimCursor takes the work of a hook for one server until an instant; false where another has it.
func claimCursor(tx *db.WriteTx, hook, claim kernel.ID, until int64) (bool, error) {
	n, err := tx.Exec("UPDATE {feed_cursor} SET claim = ?, until = ? WHERE county_id = ? AND hook_id = ? AND until <= ?",
		claim, until, tx.County(), hook, tx.Now().UnixMilli())
	return n > 0, err
}

func freeCursor(tx *db.WriteTx, hook, claim kernel.ID) error {
	return tx.Put("UPDATE {feed_cursor} SET until = 0 WHERE county_id = ? AND hook_id = ? AND claim = ?", tx.County(), hook, claim)
}

// moveCursor writes down how far a hook has read, as long as the work is still its reader's.
func moveCursor(tx *db.WriteTx, hook, claim kernel.ID, no int64) (bool, error) {
	n, err := tx.Exec("UPDATE {feed_cursor} SET no = ? WHERE county_id = ? AND hook_id = ? AND claim = ?", no, tx.County(), hook, claim)
	return n > 0, err
}

type deliveryRow struct {
	ID      kernel.ID `bun:"id"`
	HookID  kernel.ID `bun:"hook_id"`
	No      int64     `bun:"no"`
	Line    int       `bun:"line"`
	Event   string    `bun:"event"`
	Kind    string    `bun:"kind"`
	Subject string    `bun:"subject"`
	Body    string    `bun:"body"`
	At      int64     `bun:"at"`
	State   string    `bun:"state"`
	Tries   int       `bun:"tries"`
	NextAt  int64     `bun:"next_at"`
	DoneAt  int64     `bun:"done_at"`
	Status  int       `bun:"status"`
	Error   string    `bun:"error"`
}

func addDelivery(tx *db.WriteTx, d deliveryRow) error {
	return tx.Put("INSERT INTO {feed_delivery} (county_id, id, hook_id, no, line, event, kind, subject, body, at, state, tries, next_at, done_at, status, error)"+
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, '') ON CONFLICT (county_id, hook_id, no, line) DO NOTHING",
		tx.County(), tx.NewID(), d.HookID, d.No, d.Line, d.Event, d.Kind, d.Subject, d.Body, d.At, Waiting)
}

const deliveryColumns = "SELECT d.id, d.hook_id, d.no, d.line, d.event, d.kind, d.subject, d.at, d.state, d.tries, d.next_at, d.done_at, d.status, d.error FROM {feed_delivery d} WHERE d.county_id = ? AND d.hook_id = ? AND "

// waitingFor reads what a hook is to be sent, in the order of the journal, without the bodies.
func waitingFor(tx *db.ReadTx, hook kernel.ID, most int) ([]deliveryRow, error) {
	var rows []deliveryRow
	err := tx.Select(&rows, deliveryColumns+"d.state = 'waiting' ORDER BY d.no, d.line LIMIT ?", tx.County(), hook, most)
	return rows, err
}

func bodyOf(tx *db.ReadTx, id kernel.ID) (string, error) {
	var rows []string
	err := tx.Select(&rows, "SELECT d.body FROM {feed_delivery d} WHERE d.county_id = ? AND d.id = ? AND d.state = 'waiting'", tx.County(), id)
	if err == nil && len(rows) == 0 {
		err = kernel.NotFound("delivery")
	}
	if err != nil {
		return "", err
	}
	return rows[0], nil
}

// deliveriesOf is a page of deliveries in a state, the newest first: those with an id below the cursor.
func deliveriesOf(tx *db.ReadTx, hook kernel.ID, state string, below kernel.ID, most int) ([]deliveryRow, error) {
	var rows []deliveryRow
	err := tx.Select(&rows, deliveryColumns+"d.state = ? AND d.id < ? ORDER BY d.id DESC LIMIT ?", tx.County(), hook, state, below, most)
	return rows, err
}

func tried(tx *db.WriteTx, d deliveryRow) error {
	return tx.Put("UPDATE {feed_delivery} SET state = ?, tries = ?, next_at = ?, done_at = ?, status = ?, error = ? WHERE county_id = ? AND id = ? AND state = 'waiting'",
		d.State, d.Tries, d.NextAt, d.DoneAt, d.Status, d.Error, tx.County(), d.ID)
}

// replay lets dead deliveries wait again: one, or with 0 all of a hook.
func replay(tx *db.WriteTx, hook, id kernel.ID) (int64, error) {
	text, args := "UPDATE {feed_delivery} SET state = 'waiting', tries = 0, next_at = 0, done_at = 0 WHERE county_id = ? AND hook_id = ? AND state = 'dead'", []any{tx.County(), hook}
	if id != 0 {
		text, args = text+" AND id = ?", append(args, id)
	}
	return tx.Exec(text, args...)
}

// giveUp lets a delivery that failed be tried no more by itself.
func giveUp(tx *db.WriteTx, hook, id kernel.ID) (int64, error) {
	return tx.Exec("UPDATE {feed_delivery} SET state = 'dead', next_at = 0, done_at = ? WHERE county_id = ? AND hook_id = ? AND id = ? AND state = 'waiting' AND tries > 0",
		tx.Now().UnixMilli(), tx.County(), hook, id)
}

// countDeliveries counts what hooks are not rid of, by hook and state.
func countDeliveries(tx *db.ReadTx, hooks []hookRow) (map[kernel.ID]map[string]int, error) {
	var rows []struct {
		HookID kernel.ID `bun:"hook_id"`
		State  string    `bun:"state"`
		N      int       `bun:"n"`
	}
	out := map[kernel.ID]map[string]int{}
	if len(hooks) == 0 {
		return out, nil
	}
	args := []any{tx.County()}
	for _, h := range hooks {
		args = append(args, h.ID)
	}
	err := tx.Select(&rows, "SELECT d.hook_id, d.state, COUNT(*) AS n FROM {feed_delivery d} WHERE d.county_id = ? AND d.hook_id IN ("+marks(len(hooks))+
		") AND d.state IN ('waiting', 'dead') GROUP BY d.hook_id, d.state", args...)
	for _, r := range rows {
		if out[r.HookID] == nil {
			out[r.HookID] = map[string]int{}
		}
		out[r.HookID][r.State] = r.N
	}
	return out, err
}

// dropDeliveries forgets what was sent, or given up, before an instant.
func dropDeliveries(tx *db.WriteTx, before int64) error {
	return tx.Put("DELETE FROM {feed_delivery} WHERE county_id = ? AND done_at > 0 AND done_at < ?", tx.County(), before)
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

// split and join are how a list of words stands in a column.
func split(list string) []string {
	if list == "" {
		return []string{}
	}
	return strings.Split(list, ",")
}

func join(list []string) string { return strings.Join(list, ",") }
