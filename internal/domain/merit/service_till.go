package merit

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// Till is a pool in the hands of the shop: locked, so that nobody else moves it meanwhile.
type Till struct{ r *poolRow }

// Till locks a pool for what the shop does.
func (s *Service) Till(tx *db.WriteTx, pool kernel.ID) (*Till, error) {
	r, err := s.lock(tx, pool)
	return &Till{r}, err
}

// ID is the pool's, Book its book's, Stamp where it lies.
func (t *Till) ID() kernel.ID { return t.r.ID }

// Book is the book of the pool.
func (t *Till) Book() kernel.ID { return t.r.BookID }

// Stamp is where the pool lies: at its village.
func (t *Till) Stamp() kernel.Stamp { return t.r.Stamp }

// Village is the village of the pool.
func (t *Till) Village() kernel.ID { return t.r.PlaceID }

// Spend are the legs by which a household spends points: what was set aside for them is free again.
func (t *Till) Spend(account kernel.ID, points int64) []ledger.Leg {
	return t.r.take(account, t.r.SpentID, points)
}

// Hold are the legs that keep points of a household from being spent elsewhere.
func (t *Till) Hold(account kernel.ID, points int64) []ledger.Leg {
	return []ledger.Leg{{Account: account, Amount: -points}, {Account: t.r.SpentID, Amount: points}}
}

// Buy are the legs by which stock is bought with what is free.
func (t *Till) Buy(fen int64) []ledger.Leg {
	if fen == 0 {
		return nil
	}
	return []ledger.Leg{{Account: t.r.FreeID, Amount: -fen}, {Account: t.r.StockID, Amount: fen}}
}

// Use are the legs by which stock is used up.
func (t *Till) Use(fen int64) []ledger.Leg {
	if fen == 0 {
		return nil
	}
	return []ledger.Leg{{Account: t.r.StockID, Amount: -fen}, {Account: t.r.UsedID, Amount: fen}}
}

// OverBudget says in the words of the pool that it has not as much.
func (t *Till) OverBudget(err error, need int64) error { return t.r.overBudget(err, need) }

// Customer is a household at the counter. Hash tells whether a code is its own; Moving that its points are about to follow it into
// another household, so that no counter takes more of them along.
type Customer struct {
	Account
	Hash   string `json:"-"`
	Moving bool   `json:"-"`
}

// Opens tells whether a code is the household's own.
func (c Customer) Opens(code string) bool {
	code = NormalCode(code)
	return code != "" && crypt.Hash(code) == c.Hash
}

// Customers are households of a pool that have an account, by their ids.
func (s *Service) Customers(tx *db.ReadTx, pool kernel.ID, households []kernel.ID) (map[kernel.ID]Customer, error) {
	have, err := housesOf(tx, pool, households)
	if err != nil {
		return nil, err
	}
	rows := make([]houseRow, 0, len(have))
	for _, h := range have {
		rows = append(rows, h)
	}
	list, err := s.accounts(tx, rows)
	if err != nil {
		return nil, err
	}
	move, err := moving(system(tx), pool)
	out := map[kernel.ID]Customer{}
	for i, a := range list {
		out[rows[i].HouseholdID] = Customer{a, rows[i].CodeHash, move[rows[i].HouseholdID]}
	}
	return out, err
}

// ByCard is the household of a pool whose card is shown.
func (s *Service) ByCard(tx *db.ReadTx, pool kernel.ID, code string) (Customer, error) {
	r, err := s.byCode(tx, code)
	if err == nil && r.PoolID != pool {
		err = kernel.NotFound("code")
	}
	if err != nil {
		return Customer{}, err
	}
	list, err := s.accounts(tx, []houseRow{*r})
	if err != nil {
		return Customer{}, err
	}
	return Customer{Account: list[0], Hash: r.CodeHash}, nil
}

// PoolAt is the pool of a village, or 0.
func (s *Service) PoolAt(tx *db.ReadTx, village kernel.ID) (kernel.ID, error) {
	r, err := poolAt(tx, village)
	if r == nil {
		return 0, err
	}
	return r.ID, err
}

// VillageByCard is the village of a public card's code.
func (s *Service) VillageByCard(tx *db.ReadTx, code string) (place.Place, error) {
	return s.village(tx, code)
}
