package merit

import (
	"context"
	"slices"
	"strconv"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/ledger"
)

// Record writes down what a household did, by the list of its village that held on the day. The same client key again answers the
// same deed.
func (s *Service) Record(ctx context.Context, n NewDeed) (*Deed, error) {
	var out *Deed
	err := s.db.Write(ctx, "merit.record", func(tx *db.WriteTx) error {
		key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
		if err != nil {
			return err
		}
		r, err := s.knownDeed(tx.ReadTx, key)
		if err == nil && r == nil {
			r, err = s.record(tx, n, key)
		}
		if err != nil {
			return err
		}
		list, err := s.deeds(tx.ReadTx, []deedRow{*r})
		if err == nil {
			out = &list[0]
		}
		return err
	})
	return out, err
}

func (s *Service) knownDeed(tx *db.ReadTx, key *string) (*deedRow, error) {
	if key == nil {
		return nil, nil //nolint:nilnil // no key was sent
	}
	var rows []deedRow
	err := tx.Select(&rows, "SELECT d.* FROM {merit_deed d} WHERE d.client_key = ?", *key)
	return first(rows, err)
}

func (s *Service) record(tx *db.WriteTx, n NewDeed, key *string) (*deedRow, error) {
	note, err := kernel.Words("note", n.Note, maxText, false)
	if err != nil {
		return nil, err
	}
	if _, err := kernel.ParseDay(string(n.Day)); err != nil || n.Day > tx.Today() {
		return nil, kernel.Invalid("day", "day_in_future")
	}
	all, err := s.person.HouseholdsByID(tx.ReadTx, []kernel.ID{n.HouseholdID})
	if err != nil {
		return nil, err
	}
	h, ok := all[n.HouseholdID]
	if !ok || h.To != "" {
		return nil, kernel.NotFound("household").With("id", n.HouseholdID.String())
	}
	m, err := s.scheme(n.Day)
	if err != nil {
		return nil, err
	}
	pool, item, no, err := s.itemOn(tx.ReadTx, h.Stamp.VillageID, n.Item, n.Day)
	if err != nil {
		return nil, err
	}
	r := &deedRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: h.Stamp, PoolID: pool, HouseholdID: h.ID, Item: item.ID, ItemName: item.Name, Most: item.Points, ListNo: no, Day: n.Day, Note: note,
		State: Recorded, Raters: m.Raters, Pick: m.Pick, At: tx.Now().UnixMilli(), ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name, ClientKey: key,
	}
	r.BodyID, r.Topic = 0, ""
	return r, tx.Insert(r)
}

// itemOn finds an item of the list of a village that held on a day that is not closed.
func (s *Service) itemOn(tx *db.ReadTx, village kernel.ID, id string, day kernel.Day) (pool kernel.ID, item Item, no int, err error) {
	p, err := poolAt(system(tx), village)
	if err != nil {
		return 0, item, 0, err
	}
	if p == nil {
		return 0, item, 0, kernel.Conflict("village_without_list")
	}
	b := ledger.Book{}
	if err := system(tx).Get(&b, p.BookID); err != nil {
		return 0, item, 0, err
	}
	if day <= b.ClosedTo {
		return 0, item, 0, kernel.Conflict("period_closed").With("day", string(day)).With("closed_to", string(b.ClosedTo))
	}
	rows, err := listsOf(system(tx), p.ID)
	if err != nil {
		return 0, item, 0, err
	}
	l := listOn(rows, day)
	if l == nil {
		return 0, item, 0, kernel.Conflict("no_list_then").With("day", string(day))
	}
	items, err := l.items()
	if err != nil {
		return 0, item, 0, err
	}
	i := slices.IndexFunc(items, func(x Item) bool { return x.ID == id })
	if i < 0 {
		return 0, item, 0, kernel.Invalid("item", "unknown_item").With("item", id)
	}
	return p.ID, items[i], l.No, nil
}

// List is a page of deeds, the newest first.
func (s *Service) List(ctx context.Context, f DeedFilter, page kernel.Page) (out []Deed, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		out, next, err = s.page(tx, f, page)
		return err
	})
	return out, next, err
}

func (s *Service) page(tx *db.ReadTx, f DeedFilter, page kernel.Page) ([]Deed, string, error) {
	where, args := "TRUE", []any{}
	and := func(cond string, more ...any) { where, args = where+" AND "+cond, append(args, more...) }
	if f.Place != 0 {
		w, more, err := s.place.Within(tx, "d", f.Place)
		if err != nil {
			return nil, "", err
		}
		and(w, more...)
	}
	if f.Round != 0 {
		and("d.round_id = ? AND d.round_id <> 0", f.Round)
	}
	if f.Household != 0 {
		and("d.household_id = ?", f.Household)
	}
	if f.State != "" {
		and("d.state = ?", f.State)
	}
	rows, next, err := db.PageOf(tx, db.List{
		SQL: "SELECT d.* FROM {merit_deed d} WHERE " + where, Args: args, Page: page, Order: []db.Key{{Col: "d.day", Dir: db.Desc}, {Col: "d.id", Dir: db.Desc}},
	}, func(d *deedRow) []any { return []any{string(d.Day), d.ID} })
	if err != nil {
		return nil, "", err
	}
	out, err := s.deeds(tx, rows)
	return out, next, err
}

// deeds dresses deeds with their households and photos, and tells why the actor may not score them.
func (s *Service) deeds(tx *db.ReadTx, rows []deedRow) ([]Deed, error) {
	ids, households, stamps := make([]kernel.ID, len(rows)), make([]kernel.ID, len(rows)), make([]kernel.Stamp, len(rows))
	for i, r := range rows {
		ids[i], households[i], stamps[i] = r.ID, r.HouseholdID, r.Stamp
	}
	known, err := s.person.HouseholdsByID(system(tx), households)
	if err != nil {
		return nil, err
	}
	paths, err := s.place.Paths(system(tx), stamps)
	if err != nil {
		return nil, err
	}
	photos, err := filesOf(tx, ids)
	if err != nil {
		return nil, err
	}
	mine, err := s.standAside(tx, rows)
	out := make([]Deed, len(rows))
	for i, r := range rows {
		out[i] = Deed{
			ID: r.ID, Rev: r.Rev, House: House{known[r.HouseholdID].HouseholdRef, paths[i]}, Item: r.Item, ItemName: r.ItemName, Most: r.Most, ListNo: r.ListNo, Day: r.Day, Note: r.Note,
			State: r.State, RoundID: r.RoundID, Scored: r.Scored, Raters: r.Raters, Points: r.Points, Low: r.Low, High: r.High, Wide: r.Wide, Drawn: r.Drawn, Checked: r.Checked, Why: r.Why,
			TxnID: r.TxnID, By: r.ByName, At: r.At, Photos: []Photo{}, Mine: mine[r.ID],
		}
		for _, f := range photos[r.ID] {
			out[i].Photos = append(out[i].Photos, f.view())
		}
	}
	return out, err
}

func (f *fileRow) view() Photo {
	url := "/api/merit/deeds/" + f.DeedID.String() + "/files/" + f.ID.String()
	return Photo{ID: f.ID, URL: url, Small: url + "?size=small", Medium: url + "?size=medium"}
}

// One is a deed with everything that leads to its points: evidence, who scored and checked it, what was said against it.
func (s *Service) One(ctx context.Context, id kernel.ID) (*DeedDetail, error) {
	var out *DeedDetail
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		r := &deedRow{}
		err := tx.Get(r, id)
		if err == nil {
			out, err = s.detail(tx, r)
		}
		return err
	})
	return out, err
}

func (s *Service) detail(tx *db.ReadTx, r *deedRow) (*DeedDetail, error) {
	list, err := s.deeds(tx, []deedRow{*r})
	if err != nil {
		return nil, err
	}
	out := &DeedDetail{Deed: list[0], Scores: []Score{}, Objections: []Objection{}}
	scores, err := scoresOf(tx, []kernel.ID{r.ID})
	if err != nil {
		return nil, err
	}
	for _, x := range scores[r.ID] {
		if r.State == Recorded && x.Turn == r.Turn && !x.Look && x.ByPersonID != tx.Actor().PersonID {
			continue // each scores by themselves: what others said shows when all have
		}
		out.Scores = append(out.Scores, Score{Turn: x.Turn, Check: x.Look, Agrees: x.Agrees, Points: x.Points, Note: x.Note, By: x.ByName, At: x.At})
	}
	if r.RoundID != 0 {
		round := &roundRow{}
		if err := system(tx).Get(round, r.RoundID); err != nil {
			return nil, err
		}
		if out.Round, err = s.roundView(tx, round, false); err != nil {
			return nil, err
		}
		out.Objections, err = s.objections(tx, "o.deed_id = ?", r.ID)
	}
	return out, err
}

// Withdraw takes back a deed that was written down wrongly, before it is given. Whoever wrote it down may, and who runs the round.
func (s *Service) Withdraw(ctx context.Context, id kernel.ID, rev int64, reason string) (*Deed, error) {
	var out *Deed
	err := s.db.Write(ctx, "merit.withdraw", func(tx *db.WriteTx) error {
		reason, err := kernel.Words("reason", reason, maxText, true)
		if err != nil {
			return err
		}
		tx.Reason(reason)
		r := &deedRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		switch {
		case r.Rev != rev:
			return kernel.Conflict("changed_meanwhile")
		case r.State != Recorded && r.State != Rated:
			return kernel.Conflict("deed_settled").With("state", r.State)
		}
		r.State, r.Why = Withdrawn, reason
		if err := tx.Update(r); err != nil {
			return err
		}
		list, err := s.deeds(tx.ReadTx, []deedRow{*r})
		if err == nil {
			out = &list[0]
		}
		return err
	})
	return out, err
}

// AddPhotos attaches photos to a deed that is not settled; what is there already is left out.
func (s *Service) AddPhotos(ctx context.Context, id kernel.ID, key string, list []files.Upload) (*Deed, error) {
	if len(key) > maxKey {
		return nil, kernel.Invalid("client_key", "too_long")
	}
	if len(list) == 0 || len(list) > maxFiles {
		return nil, kernel.Invalid("files", "too_many").With("max", strconv.Itoa(maxFiles))
	}
	if err := s.db.Read(ctx, func(tx *db.ReadTx) error { return tx.Get(&deedRow{}, id) }); err != nil {
		return nil, err
	}
	var kept []files.Kept
	for _, u := range list {
		if files.IsDocument(u.Data) {
			return nil, kernel.Invalid("files", "picture_type")
		}
		k, err := files.Keep(ctx, s.files, u)
		if err != nil {
			return nil, err
		}
		kept = append(kept, k)
	}
	var out *Deed
	err := s.db.Write(ctx, "merit.attach", func(tx *db.WriteTx) error {
		r := &deedRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if r.State == Given || r.State == Withdrawn {
			return kernel.Conflict("deed_settled").With("state", r.State)
		}
		if err := attach(tx, r, kept, key); err != nil {
			return err
		}
		views, err := s.deeds(tx.ReadTx, []deedRow{*r})
		if err == nil {
			out = &views[0]
		}
		return err
	})
	return out, err
}

func attach(tx *db.WriteTx, r *deedRow, kept []files.Kept, key string) error {
	have, err := filesOf(tx.ReadTx, []kernel.ID{r.ID})
	if err != nil {
		return err
	}
	all := have[r.ID]
	var rows []*fileRow
	for i, k := range kept {
		f := &fileRow{Stamp: r.Stamp, DeedID: r.ID, Hash: k.Hash, Mime: k.Mime, Name: k.Name, Bytes: k.Bytes, Width: k.Width, Height: k.Height, Small: k.Small, Medium: k.Medium, At: tx.Now().UnixMilli()}
		if key != "" {
			mine := "a" + tx.Actor().AccountID.String() + ":" + key + ":" + strconv.Itoa(i)
			f.ClientKey = &mine
		}
		if !slices.ContainsFunc(all, func(h fileRow) bool {
			return h.Hash == f.Hash || f.ClientKey != nil && h.ClientKey != nil && *h.ClientKey == *f.ClientKey
		}) {
			rows, all = append(rows, f), append(all, *f)
		}
	}
	if len(all) > maxFiles {
		return kernel.Invalid("files", "too_many").With("max", strconv.Itoa(maxFiles))
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.InsertAll(rows)
}

// File opens a photo of a deed that the actor may see.
func (s *Service) File(ctx context.Context, deed, id kernel.ID, size string) (*files.File, error) {
	var r fileRow
	err := s.db.Read(ctx, func(tx *db.ReadTx) error { return tx.Get(&r, id) })
	if err == nil && r.DeedID != deed {
		err = kernel.NotFound("file")
	}
	if err != nil {
		return nil, err
	}
	k := files.Kept{Hash: r.Hash, Small: r.Small, Medium: r.Medium, Mime: r.Mime, Name: r.Name}
	return k.Send(ctx, s.files, size)
}
