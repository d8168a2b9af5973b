package merit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

func codeOf(err error) string {
	var e *kernel.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// openHouses opens the accounts of households in a pool; those that are there stay.
func (s *Service) openHouses(tx *db.WriteTx, pool *poolRow, households []kernel.ID) (map[kernel.ID]houseRow, error) {
	households = slices.Clone(households)
	slices.Sort(households)
	households = slices.Compact(households)
	have, err := housesOf(tx.ReadTx, pool.ID, households)
	if err != nil {
		return nil, err
	}
	known, err := s.person.HouseholdsByID(system(tx.ReadTx), households)
	if err != nil {
		return nil, err
	}
	var fresh []*houseRow
	var accounts []ledger.Account
	for _, h := range households {
		if _, ok := have[h]; ok {
			continue
		}
		r := &houseRow{Row: db.Row{ID: tx.NewID()}, Stamp: pool.Stamp, PoolID: pool.ID, HouseholdID: h}
		r.CodeHash = crypt.Hash(s.codeFor(r))
		fresh = append(fresh, r)
		accounts = append(accounts, ledger.Account{
			Stamp: pool.Stamp, BookID: pool.BookID, Kind: "points.house", OwnerKind: houseTable, OwnerID: r.ID, Unit: UnitPoint, Class: ledger.Asset, Name: known[h].Code, Low: 0, High: ledger.NoHigh,
		})
	}
	if len(fresh) == 0 {
		return have, nil
	}
	list, err := ledger.OpenAccounts(tx, accounts)
	if err != nil {
		return nil, err
	}
	for i, r := range fresh {
		r.AccountID = list[i].ID
	}
	if err := tx.InsertAll(fresh); err != nil {
		return nil, err
	}
	for _, r := range fresh {
		have[r.HouseholdID] = *r
	}
	return have, nil
}

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// codeFor is the code of a household's account, 80 bits that follow from the server's key: it can be printed again and is kept nowhere.
func (s *Service) codeFor(r *houseRow) string {
	whole := sha256.Sum256([]byte(r.ID.String() + ":" + itoa(int64(r.Turn))))
	sum := sha256.Sum256([]byte(s.keys.Index("merit.house", hex.EncodeToString(whole[:]))))
	b := make([]byte, 16)
	for i := range b {
		b[i] = alphabet[sum[i]&31]
	}
	return dashed(string(b))
}

func dashed(c string) string { return c[0:4] + "-" + c[4:8] + "-" + c[8:12] + "-" + c[12:16] }

// NormalCode reads a code as people type it; it is empty where the text cannot be one.
func NormalCode(text string) string {
	text = crypt.CleanToken(text)
	if len(text) != 16 || strings.Trim(text, alphabet) != "" {
		return ""
	}
	return dashed(text)
}

// byCode finds the account that a code opens.
func (s *Service) byCode(tx *db.ReadTx, code string) (*houseRow, error) {
	if code = NormalCode(code); code == "" {
		return nil, kernel.NotFound("code")
	}
	var rows []houseRow
	err := tx.Select(&rows, "SELECT h.* FROM {merit_house h} WHERE h.code_hash = ?", crypt.Hash(code))
	if err == nil && len(rows) == 0 {
		err = kernel.NotFound("code")
	}
	return &append(rows, houseRow{})[0], err
}

// Open opens the accounts of households of a pool's village, so that their cards can be printed before the first points.
func (s *Service) Open(ctx context.Context, pool kernel.ID, households []kernel.ID) ([]Account, error) {
	var out []Account
	err := s.db.Write(ctx, "merit.open", func(tx *db.WriteTx) error {
		r, err := s.lock(tx, pool)
		if err != nil {
			return err
		}
		known, err := s.person.HouseholdsByID(tx.ReadTx, households)
		if err != nil {
			return err
		}
		for _, id := range households {
			if h, ok := known[id]; !ok || h.To != "" || h.Stamp.VillageID != r.VillageID {
				return kernel.NotFound("household").With("id", id.String())
			}
		}
		have, err := s.openHouses(tx, r, households)
		if err != nil {
			return err
		}
		rows := make([]houseRow, 0, len(have))
		for _, id := range slices.Sorted(maps.Keys(have)) {
			rows = append(rows, have[id])
		}
		out, err = s.accounts(tx.ReadTx, rows)
		return err
	})
	return out, err
}

// Accounts is a page of the accounts of a pool, in the order in which they were opened: never by how many points.
func (s *Service) Accounts(ctx context.Context, pool kernel.ID, page kernel.Page) (out []Account, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		if err := tx.Get(&poolRow{}, pool); err != nil {
			return err
		}
		rows, n, err := db.PageOf(tx, db.List{
			SQL: "SELECT h.* FROM {merit_house h} WHERE h.pool_id = ?", Args: []any{pool}, Page: page, Order: []db.Key{{Col: "h.id", Dir: db.Asc}},
		}, func(h *houseRow) []any { return []any{h.ID} })
		if err != nil {
			return err
		}
		next = n
		out, err = s.accounts(tx, rows)
		return err
	})
	return out, next, err
}

func (s *Service) accounts(tx *db.ReadTx, rows []houseRow) ([]Account, error) {
	households, ids := make([]kernel.ID, len(rows)), make([]kernel.ID, len(rows))
	for i, r := range rows {
		households[i], ids[i] = r.HouseholdID, r.AccountID
	}
	known, err := s.person.HouseholdsByID(system(tx), households)
	if err != nil {
		return nil, err
	}
	stamps := make([]kernel.Stamp, len(rows))
	for i, h := range households {
		stamps[i] = known[h].Stamp
	}
	paths, err := s.place.Paths(system(tx), stamps)
	if err != nil {
		return nil, err
	}
	all, err := ledger.Balances(tx, ids)
	out := make([]Account, len(rows))
	for i, r := range rows {
		b := all[r.AccountID]
		out[i] = Account{ID: r.ID, House: House{known[r.HouseholdID].HouseholdRef, paths[i]}, PoolID: r.PoolID, Points: b.Posted, Free: b.Free, Held: -b.Out, Account: r.AccountID}
	}
	return out, err
}

// Statement is the account of a household with its entries, the newest first.
func (s *Service) Statement(ctx context.Context, id kernel.ID, page kernel.Page) (account *Account, lines []Line, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		r := &houseRow{}
		if err := tx.Get(r, id); err != nil {
			return err
		}
		account, lines, next, err = s.statement(tx, r, page)
		return err
	})
	return account, lines, next, err
}

func (s *Service) statement(tx *db.ReadTx, r *houseRow, page kernel.Page) (*Account, []Line, string, error) {
	list, err := s.accounts(tx, []houseRow{*r})
	if err != nil {
		return nil, nil, "", err
	}
	rows, next, err := ledger.Statement(tx, r.AccountID, page)
	lines := make([]Line, len(rows))
	for i, l := range rows {
		lines[i] = Line{ID: l.ID, Day: l.Day, At: l.At, Points: l.Amount, Kind: l.Kind, What: l.Memo, RefKind: l.RefKind, RefID: l.RefID}
	}
	return &list[0], lines, next, err
}

// Card is the code of a household's account, to print; anew draws another, and the old one opens nothing any more.
func (s *Service) Card(ctx context.Context, id kernel.ID, anew bool) (code string, account *Account, err error) {
	err = s.db.Write(ctx, "merit.card", func(tx *db.WriteTx) error {
		r := &houseRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if anew {
			r.Turn++
			r.CodeHash = crypt.Hash(s.codeFor(r))
			if err := tx.Update(r); err != nil {
				return err
			}
		}
		code = s.codeFor(r)
		tx.View(houseTable, r.ID, r.Stamp, "code")
		list, err := s.accounts(tx.ReadTx, []houseRow{*r})
		if err == nil {
			account = &list[0]
		}
		return err
	})
	return code, account, err
}
