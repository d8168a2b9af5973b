package merit

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/ledger"
	"touyan/internal/platform/pack"
)

// Options are what the room needs from where everything meets.
type Options struct {
	DB     *db.DB
	Pack   pack.Source
	Keys   *crypt.Keys
	Files  files.Store
	Place  *place.Service
	Person *person.Service
	Body   *body.Service
}

// Service holds the verbs of the room.
type Service struct {
	db     *db.DB
	packs  pack.Source
	keys   *crypt.Keys
	files  files.Store
	place  *place.Service
	person *person.Service
	body   *body.Service
}

// New makes the room; it follows what happens to households.
func New(o Options) *Service {
	s := &Service{db: o.DB, packs: o.Pack, keys: o.Keys, files: o.Files, place: o.Place, person: o.Person, body: o.Body}
	if o.Person != nil {
		o.Person.Happened = append(o.Person.Happened, s.follow)
		o.Person.Followers = append(o.Person.Followers, person.Follower{Before: s.onePerson})
	}
	return s
}

// system is the transaction as the program sees it: lists and pools lie at the village, and who has a group of it works by them; who must
// stand aside may be kin to somebody out of sight.
func system(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }

// scheme is the pack's scheme of a day.
func (s *Service) scheme(day kernel.Day) (pack.MeritScheme, error) {
	m, ok := s.packs.Now().MeritOn(day)
	if !ok {
		return m, kernel.Unavailable("no_merit_scheme")
	}
	return m, nil
}

// param is a figure of the pack.
func (s *Service) param(key string, day kernel.Day) (pack.Parameter, error) {
	return s.packs.Now().Param(key, day)
}

// rate is what a point stands for on a day, in fen.
func (s *Service) rate(day kernel.Day) (int64, error) {
	p, err := s.param("points_yuan", day)
	return int64(p.Fen()), err
}

// Scheme is what the pack says today: the drawer of deeds and how rounds go.
func (s *Service) Scheme(ctx context.Context) (Scheme, error) {
	var out Scheme
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		m, err := s.scheme(tx.Today())
		if err != nil {
			return err
		}
		out = Scheme{
			ID: m.ID, Name: m.Name, NameEN: m.NameEN, Every: m.Every, Raters: m.Raters, Pick: m.Pick, Spread: int64(m.Spread), Recheck: m.Recheck, OwnItems: m.OwnItems,
			MaxItem: int64(m.MaxItem), Split: m.Split, YearEnd: m.YearEnd, Source: m.Source, Period: periodOf(m.Every, tx.Today()), Items: []Item{},
		}
		for _, d := range m.DeedItems {
			if d.Valid(tx.Today()) {
				out.Items = append(out.Items, Item{ID: d.ID, Name: d.Name, NameEN: d.NameEN, Points: int64(d.Points), Photo: d.Photo})
			}
		}
		if out.Rate, err = s.rate(tx.Today()); err != nil {
			return err
		}
		out.PostDays, out.Object, err = s.days(tx.Today())
		return err
	})
	return out, err
}

// days are how long a round is posted and objected to.
func (s *Service) days(day kernel.Day) (post, object int, err error) {
	p, err := s.param("points_posting_days", day)
	if err != nil {
		return 0, 0, err
	}
	o, err := s.param("points_objection_days", day)
	return p.Int(), o.Int(), err
}

// Adopt enters a new version of a village's list. With the first one the village's book and pool are opened.
func (s *Service) Adopt(ctx context.Context, n NewList) (*List, error) {
	var out *List
	err := s.db.Write(ctx, "merit.adopt", func(tx *db.WriteTx) error {
		key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
		if err != nil {
			return err
		}
		r, err := s.knownList(tx.ReadTx, key)
		if err == nil && r == nil {
			r, err = s.adopt(tx, n, key)
		}
		if err != nil {
			return err
		}
		list, err := s.lists(tx.ReadTx, []listRow{*r})
		if err == nil {
			out = &list[0]
		}
		return err
	})
	return out, err
}

func (s *Service) knownList(tx *db.ReadTx, key *string) (*listRow, error) {
	if key == nil {
		return nil, nil //nolint:nilnil // no key was sent
	}
	var rows []listRow
	err := tx.Select(&rows, "SELECT l.* FROM {merit_list l} WHERE l.client_key = ?", *key)
	return first(rows, err)
}

func (s *Service) adopt(tx *db.WriteTx, n NewList, key *string) (*listRow, error) {
	m, err := s.scheme(tx.Today())
	if err != nil {
		return nil, err
	}
	basis, err := kernel.Words("basis", n.Basis, maxBasis, true)
	if err != nil {
		return nil, err
	}
	items, err := cleanItems(m, n.Items)
	if err != nil {
		return nil, err
	}
	if _, err := kernel.ParseDay(string(n.From)); err != nil {
		return nil, kernel.Invalid("from", "required")
	}
	p, err := s.place.LoadOpen(tx.ReadTx, n.PlaceID)
	if err != nil {
		return nil, err
	}
	if p.Level != kernel.LevelVillage {
		return nil, kernel.Invalid("place_id", "not_a_village")
	}
	pool, err := s.openPool(tx, p)
	if err != nil {
		return nil, err
	}
	have, err := listsOf(tx.ReadTx, pool.ID)
	if err != nil {
		return nil, err
	}
	switch {
	case len(have) > 0 && n.From <= have[0].FromDay:
		return nil, kernel.Conflict("list_before_last").With("from", string(have[0].FromDay))
	case len(have) > 0 && n.From < tx.Today(): // what was written down under the old one stands
		return nil, kernel.Invalid("from", "day_past")
	case n.From[:4] < tx.Today()[:4] || n.From > tx.Today().Add(366):
		return nil, kernel.Invalid("from", "day_too_far")
	}
	text, err := json.Marshal(items)
	if err != nil {
		return nil, kernel.Internal(err)
	}
	r := &listRow{
		Stamp: pool.Stamp, PlaceID: p.ID, PoolID: pool.ID, No: len(have) + 1, FromDay: n.From, Basis: basis, Items: string(text),
		ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name, ClientKey: key,
	}
	return r, tx.Insert(r)
}

// openPool opens the book and the accounts of a village, or answers what is there.
func (s *Service) openPool(tx *db.WriteTx, p place.Place) (*poolRow, error) {
	if is, err := poolAt(tx.ReadTx, p.ID); err != nil || is != nil {
		return is, err
	}
	rate, err := s.rate(tx.Today())
	if err != nil {
		return nil, err
	}
	year := string(tx.Today())[:4]
	r := &poolRow{Row: db.Row{ID: tx.NewID()}, Stamp: p.Stamp, PlaceID: p.ID, RateFen: rate}
	b, err := ledger.OpenBook(tx, ledger.Book{Stamp: p.Stamp, Kind: "merit", OwnerKind: "village", OwnerID: p.ID, Name: p.Name, OpenFrom: kernel.Day(year + "-01-01")})
	if err != nil {
		return nil, err
	}
	r.BookID = b.ID
	if err := ledger.OpenPeriod(tx, b.ID, kernel.Day(year+"-12-31")); err != nil {
		return nil, err
	}
	account := func(kind, unit string, class ledger.Class, low int64) ledger.Account {
		return ledger.Account{Stamp: p.Stamp, BookID: b.ID, Kind: kind, OwnerKind: poolTable, OwnerID: r.ID, Unit: unit, Class: class, Name: p.Name, Low: low, High: ledger.NoHigh}
	}
	list, err := ledger.OpenAccounts(tx, []ledger.Account{
		account("pool.funds", UnitFen, ledger.Income, ledger.NoLow), account(kindFree, UnitFen, ledger.Asset, 0),
		account("pool.promised", UnitFen, ledger.Asset, 0), account("pool.stock", UnitFen, ledger.Asset, 0),
		account("pool.used", UnitFen, ledger.Expense, ledger.NoLow), account("points.source", UnitPoint, ledger.Equity, ledger.NoLow),
		account("points.spent", UnitPoint, ledger.Expense, ledger.NoLow), account("points.lapsed", UnitPoint, ledger.Expense, ledger.NoLow),
	})
	if err != nil {
		return nil, err
	}
	for i, to := range []*kernel.ID{&r.FundsID, &r.FreeID, &r.PromisedID, &r.StockID, &r.UsedID, &r.SourceID, &r.SpentID, &r.LapsedID} {
		*to = list[i].ID
	}
	return r, tx.Insert(r)
}

// Lists are the versions of a village's list, the newest first; of all villages that the actor sees the one that holds, without one.
func (s *Service) Lists(ctx context.Context, village kernel.ID) ([]List, error) {
	var out []List
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if village == 0 {
			var err error
			out, err = s.listsNow(tx)
			return err
		}
		if _, err := s.place.Load(tx, village); err != nil {
			return err
		}
		pool, err := poolAt(system(tx), village)
		if err != nil || pool == nil {
			return err
		}
		rows, err := listsOf(tx, pool.ID)
		if err != nil {
			return err
		}
		out, err = s.lists(tx, rows)
		return err
	})
	return out, err
}

// listsNow are the lists that hold today, one for each village that the actor sees.
func (s *Service) listsNow(tx *db.ReadTx) ([]List, error) {
	var rows []listRow
	if err := tx.Select(&rows, "SELECT l.* FROM {merit_list l} WHERE l.from_day <= ?", tx.Today()); err != nil {
		return nil, err
	}
	newest := map[kernel.ID]listRow{}
	for _, r := range rows {
		if r.No > newest[r.PoolID].No {
			newest[r.PoolID] = r
		}
	}
	rows = slices.SortedFunc(maps.Values(newest), func(a, b listRow) int { return cmp.Compare(a.ID, b.ID) })
	out, err := s.lists(tx, rows)
	for i := range out {
		out[i].Now = true
	}
	return out, err
}

func (s *Service) lists(tx *db.ReadTx, rows []listRow) ([]List, error) {
	ids := make([]kernel.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.PlaceID
	}
	names, err := s.place.Names(system(tx), ids)
	if err != nil {
		return nil, err
	}
	now := listOn(rows, tx.Today())
	out := make([]List, len(rows))
	for i, r := range rows {
		items, err := r.items()
		if err != nil {
			return nil, err
		}
		out[i] = List{
			ID: r.ID, Place: names[r.PlaceID].Ref(), PoolID: r.PoolID, No: r.No, From: r.FromDay, Basis: r.Basis, By: r.ByName, Items: items, Now: now != nil && now.ID == r.ID,
		}
	}
	return out, nil
}

func (r *listRow) items() ([]Item, error) {
	out := []Item{}
	if err := json.Unmarshal([]byte(r.Items), &out); err != nil {
		return nil, kernel.Internal(err)
	}
	return out, nil
}
