package access

import (
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

var (
	_ = db.Declare(db.Table{Name: "account", Place: db.PlaceCounty, Bind: db.ByCounty, Refs: []db.Ref{{Col: "person_id", To: "person"}}})
	_ = db.Declare(db.Table{Name: "login", Place: db.PlaceLocal})
	_ = db.Declare(db.Table{Name: "login_miss", Place: db.PlaceLocal})
	_ = db.Declare(db.Table{Name: "invite", Place: db.PlaceLocal})
)

type accountRow struct {
	db.BaseModel `bun:"table:t_account"`
	db.Row
	PersonID kernel.ID `bun:"person_id"`
	Login    string    `bun:"login"`
	State    State     `bun:"state"`
}

// accountView is an account with the name of its person and what t_login knows.
type accountView struct {
	ID          kernel.ID `bun:"id"`
	Rev         int64     `bun:"rev"`
	PersonID    kernel.ID `bun:"person_id"`
	Login       string    `bun:"login"`
	State       State     `bun:"state"`
	PersonName  string    `bun:"person_name"`
	LastSeen    int64     `bun:"last_seen"`
	LockedUntil int64     `bun:"locked_until"`
}

const selectAccounts = `SELECT a.id, a.rev, a.person_id, a.login, a.state, p.name AS person_name,
  COALESCE(l.last_seen, 0) AS last_seen, COALESCE(l.locked_until, 0) AS locked_until
  FROM {account a} JOIN {person p} ON p.county_id = a.county_id AND p.id = a.person_id
  LEFT JOIN {login l} ON l.login = a.login AND l.county_id = a.county_id WHERE `

type loginRow struct {
	Login       string    `bun:"login"`
	CountyID    kernel.ID `bun:"county_id"`
	AccountID   kernel.ID `bun:"account_id"`
	Hash        string    `bun:"hash"`
	Failed      int       `bun:"failed"`
	LockedUntil int64     `bun:"locked_until"`
	LastSeen    int64     `bun:"last_seen"`
}

type inviteRow struct {
	TokenHash string    `bun:"token_hash"`
	CountyID  kernel.ID `bun:"county_id"`
	AccountID kernel.ID `bun:"account_id"`
	Expires   int64     `bun:"expires"`
}

func loginOf(tx *db.ReadTx, login string) (loginRow, error) {
	var rows []loginRow
	if err := tx.Select(&rows, "SELECT l.* FROM {login l} WHERE l.login = ?", login); err != nil {
		return loginRow{}, err
	}
	if len(rows) == 0 {
		return loginRow{}, kernel.NotFound("login")
	}
	return rows[0], nil
}

type missRow struct {
	LoginHash   string `bun:"login_hash"`
	Failed      int    `bun:"failed"`
	LockedUntil int64  `bun:"locked_until"`
	At          int64  `bun:"at"`
}

// missOf reads the count of tries at a login that does not exist; the zero row where there were none.
func missOf(tx *db.ReadTx, hash string) (missRow, error) {
	var rows []missRow
	err := tx.Select(&rows, "SELECT m.* FROM {login_miss m} WHERE m.login_hash = ?", hash)
	if err != nil || len(rows) == 0 {
		return missRow{}, err
	}
	return rows[0], nil
}

// inviteBy reads an invitation that is still good.
func inviteBy(tx *db.ReadTx, hash string) (inviteRow, error) {
	var rows []inviteRow
	err := tx.Select(&rows, "SELECT i.* FROM {invite i} WHERE i.token_hash = ? AND i.expires > ?", hash, tx.Now().UnixMilli())
	if err == nil && len(rows) == 0 {
		err = kernel.NotFound("invite")
	}
	if err != nil {
		return inviteRow{}, err
	}
	return rows[0], nil
}

// saveInvite keeps the hash of a new link; older links of the account end.
func saveInvite(tx *db.WriteTx, a *accountRow, hash string) error {
	if _, err := tx.Exec("INSERT INTO {login} (login, county_id, account_id, hash, failed, locked_until, last_seen) VALUES (?, ?, ?, '', 0, 0, 0) ON CONFLICT (login) DO NOTHING",
		a.Login, a.CountyID, a.ID); err != nil {
		return err
	}
	l, err := loginOf(tx.ReadTx, a.Login)
	if err != nil {
		return err
	}
	if l.CountyID != a.CountyID || l.AccountID != a.ID {
		return kernel.Conflict("login_taken")
	}
	if err := dropInvites(tx, a); err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO {invite} (token_hash, county_id, account_id, expires) VALUES (?, ?, ?, ?)",
		hash, a.CountyID, a.ID, tx.Now().Add(inviteFor).UnixMilli())
	return err
}

func dropInvites(tx *db.WriteTx, a *accountRow) error {
	_, err := tx.Exec("DELETE FROM {invite} WHERE county_id = ? AND account_id = ?", a.CountyID, a.ID)
	return err
}

// likeAny is a pattern that finds the text anywhere.
func likeAny(q string) string {
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(q) + "%"
}
