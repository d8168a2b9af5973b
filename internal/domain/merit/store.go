package merit

import (
	"cmp"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// The names under which the journal and the ledger know the records.
const (
	poolTable  = "merit_pool"
	deedTable  = "merit_deed"
	roundTable = "merit_round"
	houseTable = "merit_house"
)

// A pool goes with its village, with all that is not settled in it. What was decided, scored and given stays where that was.
const openDeed = "state IN ('recorded', 'rated', 'picked', 'posted')"

// What is left of the money of a pool is counted with its account; the pool takes the counter along when its village moves.
const (
	kindFree     = "pool.free"
	measureLeft  = "merit.left"
	standingLeft = "'" + measureLeft + "=' || COALESCE((SELECT CAST(SUM(r.n) AS BIGINT) FROM {running} AS r WHERE r.county_id = :county AND r.id = {merit_pool}.free_id), 0)"
)

var (
	byPerson = []db.Ref{{Col: "by_person_id", To: "person", Label: "by_name"}}

	_ = db.Declare(db.Table{Name: poolTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "TRUE", Standing: []string{standingLeft}})
	_ = db.Declare(db.Table{Name: "merit_list", Place: db.PlaceCounty, Bind: db.Frame, FrameCol: "place_id", Stay: true, Refs: byPerson})
	_ = db.Declare(db.Table{Name: "merit_fund", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true, Refs: byPerson})
	_ = db.Declare(db.Table{Name: houseTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "TRUE"})
	_ = db.Declare(db.Table{Name: roundTable, Place: db.PlaceCounty, Bind: db.Frame, FrameCol: "place_id", Rehome: "state <> 'issued'", Refs: []db.Ref{
		{Col: "posted_by_id", To: "person", Label: "posted_by"}, {Col: "issued_by_id", To: "person", Label: "issued_by"},
	}})
	_ = db.Declare(db.Table{Name: deedTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: openDeed, Refs: byPerson})
	_ = db.Declare(db.Table{Name: "merit_score", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofOpenDeed, Refs: byPerson})
	_ = db.Declare(db.Table{Name: "merit_file", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofOpenDeed})
	_ = db.Declare(db.Table{Name: "merit_objection", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "state = 'open'", Refs: byPerson})
	_ = db.Declare(db.Table{Name: "merit_move", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "done_at = 0"})
)

const ofOpenDeed = "deed_id IN (SELECT id FROM {merit_deed} WHERE county_id = :county AND " + openDeed + ")"

type poolRow struct {
	db.BaseModel `bun:"table:t_merit_pool"`
	db.Row
	kernel.Stamp
	PlaceID    kernel.ID `bun:"home_id"`
	BookID     kernel.ID `bun:"book_id"`
	RateFen    int64     `bun:"rate_fen"`
	FundsID    kernel.ID `bun:"funds_id"`
	FreeID     kernel.ID `bun:"free_id"`
	PromisedID kernel.ID `bun:"promised_id"`
	StockID    kernel.ID `bun:"stock_id"`
	UsedID     kernel.ID `bun:"used_id"`
	SourceID   kernel.ID `bun:"source_id"`
	SpentID    kernel.ID `bun:"spent_id"`
	LapsedID   kernel.ID `bun:"lapsed_id"`
}

type listRow struct {
	db.BaseModel `bun:"table:t_merit_list"`
	db.Row
	kernel.Stamp
	PlaceID    kernel.ID  `bun:"place_id"`
	PoolID     kernel.ID  `bun:"pool_id"`
	No         int        `bun:"no"`
	FromDay    kernel.Day `bun:"from_day"`
	Basis      string     `bun:"basis"`
	Items      string     `bun:"items"`
	ByPersonID kernel.ID  `bun:"by_person_id"`
	ByName     string     `bun:"by_name"`
	ClientKey  *string    `bun:"client_key"`
}

type fundRow struct {
	db.BaseModel `bun:"table:t_merit_fund"`
	db.Row
	kernel.Stamp
	PoolID     kernel.ID  `bun:"pool_id"`
	Day        kernel.Day `bun:"day"`
	Fen        int64      `bun:"fen"`
	Source     string     `bun:"source"`
	TxnID      kernel.ID  `bun:"txn_id"`
	ByPersonID kernel.ID  `bun:"by_person_id"`
	ByName     string     `bun:"by_name"`
	ClientKey  *string    `bun:"client_key"`
}

// houseRow lies at the village: who has a group of it does not learn what its households have.
type houseRow struct {
	db.BaseModel `bun:"table:t_merit_house"`
	db.Row
	kernel.Stamp
	PoolID      kernel.ID `bun:"pool_id"`
	HouseholdID kernel.ID `bun:"household_id"`
	AccountID   kernel.ID `bun:"account_id"`
	Turn        int       `bun:"turn"`
	CodeHash    string    `bun:"code_hash"`
}

type roundRow struct {
	db.BaseModel `bun:"table:t_merit_round"`
	db.Row
	kernel.Stamp
	PlaceID    kernel.ID  `bun:"place_id"`
	PoolID     kernel.ID  `bun:"pool_id"`
	Period     string     `bun:"period"`
	FromDay    kernel.Day `bun:"from_day"`
	ToDay      kernel.Day `bun:"to_day"`
	State      string     `bun:"state"`
	Seed       string     `bun:"seed"`
	Deeds      int        `bun:"deeds"`
	Points     int64      `bun:"points"`
	Drawn      int        `bun:"drawn"`
	Unread     int        `bun:"unread"`
	Objected   int        `bun:"objected"`
	PostedDay  kernel.Day `bun:"posted_day"`
	ObjectTo   kernel.Day `bun:"object_to"`
	ShowTo     kernel.Day `bun:"show_to"`
	PostedByID kernel.ID  `bun:"posted_by_id"`
	PostedBy   string     `bun:"posted_by"`
	IssuedByID kernel.ID  `bun:"issued_by_id"`
	IssuedBy   string     `bun:"issued_by"`
	IssuedAt   int64      `bun:"issued_at"`
	RateFen    int64      `bun:"rate_fen"`
}

// deedRow keeps the rules under which it is scored, so that a new version of them does not move what has begun.
type deedRow struct {
	db.BaseModel `bun:"table:t_merit_deed"`
	db.Row
	kernel.Stamp
	PoolID      kernel.ID  `bun:"pool_id"`
	HouseholdID kernel.ID  `bun:"household_id"`
	Item        string     `bun:"item"`
	ItemName    string     `bun:"item_name"`
	Most        int64      `bun:"most"`
	ListNo      int        `bun:"list_no"`
	Day         kernel.Day `bun:"day"`
	Note        string     `bun:"note"`
	State       string     `bun:"state"`
	RoundID     kernel.ID  `bun:"round_id"`
	Turn        int        `bun:"turn"`
	Scored      int        `bun:"scored"`
	Raters      int        `bun:"raters"`
	Pick        string     `bun:"pick"`
	Points      int64      `bun:"points"`
	Low         int64      `bun:"low"`
	High        int64      `bun:"high"`
	Wide        bool       `bun:"wide"`
	Drawn       bool       `bun:"drawn"`
	Checked     bool       `bun:"checked"`
	Why         string     `bun:"why"`
	TxnID       kernel.ID  `bun:"txn_id"`
	At          int64      `bun:"at"`
	ByPersonID  kernel.ID  `bun:"by_person_id"`
	ByName      string     `bun:"by_name"`
	ClientKey   *string    `bun:"client_key"`
}

type scoreRow struct {
	db.BaseModel `bun:"table:t_merit_score"`
	db.Row
	kernel.Stamp
	DeedID     kernel.ID `bun:"deed_id"`
	Turn       int       `bun:"turn"`
	Look       bool      `bun:"look"`
	Agrees     bool      `bun:"agrees"`
	Points     int64     `bun:"points"`
	Note       string    `bun:"note"`
	At         int64     `bun:"at"`
	ByPersonID kernel.ID `bun:"by_person_id"`
	ByName     string    `bun:"by_name"`
	ClientKey  *string   `bun:"client_key"`
}

type fileRow struct {
	db.BaseModel `bun:"table:t_merit_file"`
	db.Row
	kernel.Stamp
	DeedID    kernel.ID `bun:"deed_id"`
	Hash      string    `bun:"hash"`
	Mime      string    `bun:"mime"`
	Name      string    `bun:"name"`
	Bytes     int64     `bun:"bytes"`
	Width     int       `bun:"width"`
	Height    int       `bun:"height"`
	Small     string    `bun:"small"`
	Medium    string    `bun:"medium"`
	At        int64     `bun:"at"`
	ClientKey *string   `bun:"client_key"`
}

type objectionRow struct {
	db.BaseModel `bun:"table:t_merit_objection"`
	db.Row
	kernel.Stamp
	RoundID    kernel.ID     `bun:"round_id"`
	DeedID     kernel.ID     `bun:"deed_id"`
	Text       kernel.Secret `bun:"text"`
	Contact    kernel.Secret `bun:"contact"`
	State      string        `bun:"state"`
	Answer     string        `bun:"answer"`
	At         int64         `bun:"at"`
	DecidedAt  int64         `bun:"decided_at"`
	ByPersonID kernel.ID     `bun:"by_person_id"`
	ByName     string        `bun:"by_name"`
	ClientKey  *string       `bun:"client_key"`
}

// moveRow: points that follow a household, from one to another; Back takes an event back.
type moveRow struct {
	db.BaseModel `bun:"table:t_merit_move"`
	db.Row
	kernel.Stamp
	PoolID  kernel.ID  `bun:"pool_id"`
	EventID kernel.ID  `bun:"event_id"`
	Kind    string     `bun:"kind"`
	Day     kernel.Day `bun:"day"`
	FromID  kernel.ID  `bun:"from_id"`
	IntoID  kernel.ID  `bun:"into_id"`
	Back    bool       `bun:"back"`
	Points  int64      `bun:"points"`
	TxnID   kernel.ID  `bun:"txn_id"`
	DoneAt  int64      `bun:"done_at"`
}

// first is the first of some rows, or nothing.
func first[T any](rows []T, err error) (*T, error) {
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

func poolAt(tx *db.ReadTx, village kernel.ID) (*poolRow, error) {
	var rows []poolRow
	err := tx.Select(&rows, "SELECT p.* FROM {merit_pool p} WHERE p.home_id = ?", village)
	return first(rows, err)
}

// listsOf are the versions of a pool's list, the newest first.
func listsOf(tx *db.ReadTx, pool kernel.ID) ([]listRow, error) {
	var rows []listRow
	err := tx.Select(&rows, "SELECT l.* FROM {merit_list l} WHERE l.pool_id = ?", pool)
	slices.SortFunc(rows, func(a, b listRow) int { return cmp.Compare(b.No, a.No) })
	return rows, err
}

// listOn is the version that holds on a day.
func listOn(rows []listRow, day kernel.Day) *listRow {
	for i := range rows {
		if rows[i].FromDay <= day {
			return &rows[i]
		}
	}
	return nil
}

func housesOf(tx *db.ReadTx, pool kernel.ID, households []kernel.ID) (map[kernel.ID]houseRow, error) {
	out := map[kernel.ID]houseRow{}
	for part := range slices.Chunk(households, 100) {
		in, args := place.Among("h.household_id", part)
		var rows []houseRow
		if err := tx.Select(&rows, "SELECT h.* FROM {merit_house h} WHERE "+in+" AND h.pool_id = ?", append(args, pool)...); err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.HouseholdID] = r
		}
	}
	return out, nil
}

// deedsOf are the deeds of a round, the oldest first.
func deedsOf(tx *db.ReadTx, round kernel.ID) ([]deedRow, error) {
	var rows []deedRow
	err := tx.Select(&rows, "SELECT d.* FROM {merit_deed d} WHERE d.round_id = ? AND d.round_id <> 0", round)
	slices.SortFunc(rows, func(a, b deedRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows, err
}

func scoresOf(tx *db.ReadTx, deeds []kernel.ID) (map[kernel.ID][]scoreRow, error) {
	out := map[kernel.ID][]scoreRow{}
	for part := range slices.Chunk(deeds, 100) {
		in, args := place.Among("s.deed_id", part)
		var rows []scoreRow
		if err := tx.Select(&rows, "SELECT s.* FROM {merit_score s} WHERE "+in, args...); err != nil {
			return nil, err
		}
		slices.SortFunc(rows, func(a, b scoreRow) int { return cmp.Compare(a.ID, b.ID) })
		for _, r := range rows {
			out[r.DeedID] = append(out[r.DeedID], r)
		}
	}
	return out, nil
}

func filesOf(tx *db.ReadTx, deeds []kernel.ID) (map[kernel.ID][]fileRow, error) {
	out := map[kernel.ID][]fileRow{}
	for part := range slices.Chunk(deeds, 100) {
		in, args := place.Among("f.deed_id", part)
		var rows []fileRow
		if err := tx.Select(&rows, "SELECT f.* FROM {merit_file f} WHERE "+in, args...); err != nil {
			return nil, err
		}
		slices.SortFunc(rows, func(a, b fileRow) int { return cmp.Compare(a.ID, b.ID) })
		for _, r := range rows {
			out[r.DeedID] = append(out[r.DeedID], r)
		}
	}
	return out, nil
}

// membersOf are who belongs to households today, whoever sees them: to find who must stand aside, and how many there are.
func membersOf(tx *db.ReadTx, households []kernel.ID) (map[kernel.ID][]kernel.ID, error) {
	out := map[kernel.ID][]kernel.ID{}
	for part := range slices.Chunk(households, 100) {
		in, args := place.Among("m.household_id", part)
		var rows []struct {
			Household kernel.ID `bun:"household_id"`
			Person    kernel.ID `bun:"person_id"`
		}
		err := tx.Select(&rows, "SELECT m.household_id, m.person_id FROM {household_member m} WHERE "+in+" AND m.to_day >= ?", append(args, tx.Today())...)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.Household] = append(out[r.Household], r.Person)
		}
	}
	return out, nil
}

// kinHouses are the households that split from a household, or from which it split: one family in two houses.
func kinHouses(tx *db.ReadTx, households []kernel.ID) (map[kernel.ID][]kernel.ID, error) {
	out := map[kernel.ID][]kernel.ID{}
	for _, cols := range [][2]string{{"from_id", "into_id"}, {"into_id", "from_id"}} {
		for part := range slices.Chunk(households, 100) {
			in, args := place.Among("l."+cols[0], part)
			var rows []struct {
				One   kernel.ID `bun:"one"`
				Other kernel.ID `bun:"other"`
			}
			err := tx.Select(&rows, "SELECT l."+cols[0]+" AS one, l."+cols[1]+" AS other FROM {household_link l} WHERE "+in+" AND l.kind = 'split'", args...)
			if err != nil {
				return nil, err
			}
			for _, r := range rows {
				out[r.One] = append(out[r.One], r.Other)
			}
		}
	}
	return out, nil
}

// countLeft reads anew what is left in the pools.
func countLeft(tx *db.ReadTx) ([]db.Count, error) {
	var rows []struct {
		kernel.Stamp
		N int64 `bun:"n"`
	}
	err := tx.Select(&rows, "SELECT p.township_id, p.village_id, p.group_id, p.micro_id, p.body_id, p.topic, CAST(SUM(r.n) AS BIGINT) AS n FROM {merit_pool p} JOIN {running r} ON r.county_id = p.county_id AND r.id = p.free_id"+
		" WHERE NOT p.sealed GROUP BY p.township_id, p.village_id, p.group_id, p.micro_id, p.body_id, p.topic")
	out := make([]db.Count, len(rows))
	for i, r := range rows {
		out[i] = db.Count{Stamp: r.Stamp, Day: db.Standing, Measure: measureLeft, N: r.N}
	}
	return out, err
}
