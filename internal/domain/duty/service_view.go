package duty

import (
	"cmp"
	"context"
	"encoding/json"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Get reads an item with what stands above it, its evidence and orders, what happened, and the steps that the actor may take.
func (s *Service) Get(ctx context.Context, id kernel.ID) (*ItemDetail, error) {
	var out *ItemDetail
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		v, err := s.look(tx, tx.Actor(), id)
		if err != nil {
			return err
		}
		out, err = s.detail(tx, v)
		return err
	})
	return out, err
}

// shown is the item after the actor's own write: it may just have gone to somebody else.
func (s *Service) shown(ctx context.Context, id kernel.ID) (*ItemDetail, error) {
	out, err := s.Get(ctx, id)
	if err == nil || kernel.KindOf(err) != kernel.KindNotFound {
		return out, err
	}
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		r := &itemRow{}
		if err := system(tx).Get(r, id); err != nil {
			return err
		}
		list, err := s.itemViews(tx, []itemRow{*r})
		if err == nil {
			out = &ItemDetail{Item: list[0], Above: []Named{}, EvidenceList: []Evidence{}, Orders: []Order{}, Timeline: []TimelineRow{}, Steps: []string{}}
		}
		return err
	})
	return out, err
}

func (s *Service) detail(tx *db.ReadTx, v seen) (*ItemDetail, error) {
	list, err := s.itemViews(tx, []itemRow{*v.row})
	if err != nil {
		return nil, err
	}
	d := &ItemDetail{Item: list[0], Above: []Named{}, EvidenceList: []Evidence{}, Steps: s.stepsOf(tx.Actor(), v)}
	for _, u := range v.up {
		d.Above = append(d.Above, Named{u.ID, u.Title})
	}
	proofs, err := evidenceOf(system(tx), v.row.ID)
	if err != nil {
		return nil, err
	}
	for _, e := range proofs {
		d.EvidenceList = append(d.EvidenceList, e.view())
	}
	if d.Orders, err = s.ordersOf(tx, v); err != nil {
		return nil, err
	}
	d.Timeline, err = timeline(tx, v.row.ID)
	return d, err
}

// stepNames turns actions of the journal into steps of an item; that its owner changed by a handover is a step too.
var stepNames = strings.NewReplacer("handover.hand", "hand_over", "duty.", "")

// timeline is the journal of an item, oldest first.
func timeline(tx *db.ReadTx, id kernel.ID) ([]TimelineRow, error) {
	events, err := system(tx).Timeline(itemTable, id)
	out := make([]TimelineRow, 0, len(events))
	for _, e := range events {
		row := TimelineRow{At: e.At, Action: stepNames.Replace(e.Action), Note: e.Reason}
		if e.ActorKind == string(kernel.ActorOfficer) {
			row.Actor = e.Actor
		}
		for _, c := range e.Changes {
			switch c.Column {
			case "state":
				row.State = c.After
			case "progress":
				row.Progress = c.After
			case "due_day":
				row.Due = c.After
			case "person_name", "body_name":
				if c.After != "" {
					row.To = c.After
				}
			}
		}
		out = append(out, row)
	}
	return out, err
}

// Items is a page of items: of one list in the order of its tree, else in the order of what is due.
func (s *Service) Items(ctx context.Context, f ItemFilter, page kernel.Page) (out []Item, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		out, next, err = s.pageItems(tx, f, page)
		return err
	})
	return out, next, err
}

func (s *Service) pageItems(tx *db.ReadTx, f ItemFilter, page kernel.Page) ([]Item, string, error) {
	w, see, err := s.itemsWhere(tx, f)
	if err != nil {
		return nil, "", err
	}
	l := db.List{SQL: "SELECT i.* FROM {duty_item i} WHERE " + w.String(), Args: w.args, Page: page}
	l.Order = []db.Key{{Col: "i.due_day"}, {Col: "i.id"}}
	keys := func(r *itemRow) []any { return []any{string(r.DueDay), r.ID} }
	if f.List != 0 && f.Box == "" {
		l.Order = []db.Key{{Col: "i.path"}, {Col: "i.id"}}
		keys = func(r *itemRow) []any { return []any{r.Path, r.ID} }
	}
	if f.Done != (kernel.Span{}) {
		l.Order = []db.Key{{Col: "i.done_day", Dir: db.Desc}, {Col: "i.id", Dir: db.Desc}}
		keys = func(r *itemRow) []any { return []any{r.DoneDay, r.ID} }
	}
	rows, next, err := db.PageOf(see, l, keys)
	if err != nil {
		return nil, "", err
	}
	items, err := s.itemViews(tx, rows)
	return items, next, err
}

// itemsWhere is the condition of a filter, and as whom it is read: what is mine and what a list holds lies also out of my places.
func (s *Service) itemsWhere(tx *db.ReadTx, f ItemFilter) (*conditions, *db.ReadTx, error) {
	w, see := &conditions{}, tx
	w.add("TRUE")
	if f.List != 0 {
		_, all, err := s.readList(tx, f.List)
		if err != nil {
			return nil, nil, err
		}
		w.add("i.list_id <> 0 AND i.list_id = ?", f.List)
		w.add("NOT i.sealed")
		see = system(tx)
		if !all {
			f.Box = ""
			if err := s.mineOf(tx, w, f.List); err != nil {
				return nil, nil, err
			}
		}
	}
	switch f.Box {
	case BoxMine:
		m, err := s.me(tx, tx.Actor())
		if err != nil {
			return nil, nil, err
		}
		see = system(tx)
		if f.List == 0 {
			w.add("i.open")
		}
		w.either(m.where())
	case BoxUnit:
		w.add("i.open")
	case BoxLate:
		w.add("i.open")
		w.add("i.due_day < ?", tx.Today())
	case BoxWait:
		w.add("i.open")
		w.add("i.state IN (?, ?)", Reported, Passed)
	case "":
	default:
		return nil, nil, kernel.Invalid("box", "unknown_box")
	}
	w.narrow(f)
	return w, see, s.within(tx, w, "i", f.Place)
}

// narrow adds what a filter says of the items themselves.
func (w *conditions) narrow(f ItemFilter) {
	if f.Type != "" {
		w.add("i.type = ?", f.Type)
	}
	if f.Unit != 0 {
		w.add("i.body_id = ?", f.Unit)
	}
	if f.Light != "" {
		whereLight(w, f.Light)
	}
	if f.From != "" {
		w.add("i.due_day >= ?", f.From)
	}
	if f.To != "" {
		w.add("i.due_day <= ?", f.To)
	}
	if f.Done != (kernel.Span{}) {
		w.add("i.state = ? AND i.done_day >= ? AND i.done_day <= ?", Closed, f.Done.From, cmp.Or(f.Done.To, kernel.EndOfTime))
	}
}

// mineOf narrows to what the actor owes of a list that is not theirs, and to what that was broken down into.
func (s *Service) mineOf(tx *db.ReadTx, w *conditions, list kernel.ID) error {
	m, err := s.me(tx, tx.Actor())
	if err != nil {
		return err
	}
	mine := m.where()
	own := conditions{}
	own.add("i.list_id <> 0 AND i.list_id = ?", list)
	own.either(mine)
	rows, err := selectItems(system(tx), own.String()+" AND i.children > 0 ORDER BY i.path LIMIT 100", own.args...)
	for _, r := range rows {
		mine.add("substr(i.path, 1, ?) = ?", len(r.Path)+1, r.Path+".")
	}
	w.either(mine)
	return err
}

// itemViews turns rows into what lists show.
func (s *Service) itemViews(tx *db.ReadTx, rows []itemRow) ([]Item, error) {
	out := make([]Item, len(rows))
	if len(rows) == 0 {
		return out, nil
	}
	stamps, at, lists := make([]kernel.Stamp, len(rows)), make([]kernel.ID, len(rows)), []kernel.ID{}
	for i, r := range rows {
		stamps[i], at[i] = r.Stamp, r.PlaceID
		lists = append(lists, r.ListID)
	}
	paths, err := s.place.Paths(system(tx), stamps)
	if err != nil {
		return nil, err
	}
	places, err := s.place.LoadMany(system(tx), at)
	if err != nil {
		return nil, err
	}
	titles, err := listTitles(tx, lists)
	for i := range rows {
		out[i] = s.itemView(&rows[i], places, tx.Today())
		out[i].Path, out[i].ListTitle = paths[i], titles[rows[i].ListID]
	}
	return out, err
}

func (s *Service) itemView(r *itemRow, places map[kernel.ID]place.Place, today kernel.Day) Item {
	v := Item{
		ID: r.ID, Rev: r.Rev, ListID: r.ListID, ParentID: r.ParentID, No: pathNo(r.Path), Depth: r.Depth, Children: r.Children,
		Type: r.Type, Cycle: r.Cycle, Title: r.Title, Text: r.Text, Place: placeRef(places, r.PlaceID),
		Owner:  Owner{PersonID: r.PersonID, PersonName: r.PersonName, Post: r.Post, BodyID: r.BodyID, BodyName: r.BodyName, PlaceID: r.PlaceID},
		Target: named(r.TargetID, r.TargetName), From: r.FromDay, Due: r.DueDay, Days: daysBetween(today, r.DueDay),
		Weight: r.Weight, Progress: r.Progress, State: r.State, Open: r.Open, Light: s.lightOf(r, today), Note: r.Note,
		Fields: map[string]string{}, ReportedBy: r.ReportName, Done: r.DoneDay, Reopened: r.Reopened, Urges: r.Urges, Urged: r.UrgedDay,
		Extensions: r.Extensions, ExtendTo: r.ExtendTo, ExtendWhy: r.ExtendReason, Evidence: r.Evidence, MetBy: r.MetBy,
	}
	_ = json.Unmarshal([]byte(r.Fields), &v.Fields) // what this room wrote
	return v
}

// The thresholds of items that belong to no list.
const nearOfDuty = 20

// thresholds are those of the type of an item.
func (s *Service) thresholds(typ string) (near, behind int) {
	if t, ok := s.pack().ListType(typ); ok {
		return t.NearPercent, t.Behind
	}
	return nearOfDuty, 0
}

func listTitles(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]string, error) {
	out := map[kernel.ID]string{}
	in, args := amongIDs("l.id", compact(ids))
	var rows []struct {
		ID    kernel.ID `bun:"id"`
		Title string    `bun:"title"`
	}
	err := system(tx).Select(&rows, "SELECT l.id, l.title FROM {duty_list l} WHERE "+in, args...)
	for _, r := range rows {
		out[r.ID] = r.Title
	}
	return out, err
}

// Summary counts what is open from the tallies, and what is due from the index of what is due.
func (s *Service) Summary(ctx context.Context, at kernel.ID) (*Summary, error) {
	out := &Summary{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		today := tx.Today()
		monday := today.Add(-(int(today.Time().Weekday()) + 6) % 7)
		t := &conditions{}
		t.add("((t.measure = ? AND t.day = ?) OR (t.measure = ? AND t.day >= ? AND t.day <= ?))", measureOpen, db.Standing, measureDone, monday, today)
		if err := s.within(tx, t, "t", at); err != nil {
			return err
		}
		var sums []db.Sum
		if err := tx.Select(&sums, "SELECT t.measure AS measure, SUM(t.n) AS n FROM {tally t} WHERE "+t.String()+" GROUP BY t.measure", t.args...); err != nil {
			return err
		}
		for _, m := range sums {
			if m.Measure == measureOpen {
				out.Open = m.N
			} else {
				out.DoneWeek = m.N
			}
		}
		var err error
		if out.Lights, err = s.lightsIn(tx, at); err != nil {
			return err
		}
		w := &conditions{}
		w.add("i.open AND i.due_day <= ?", monday.Add(6))
		if err := s.within(tx, w, "i", at); err != nil {
			return err
		}
		if out.Late, out.Week, err = dueCounts(tx, w); err != nil {
			return err
		}
		return s.mineCounts(tx, at, out)
	})
	return out, err
}

// dueCounts counts the items of a condition that are late, and the others.
func dueCounts(tx *db.ReadTx, w *conditions) (late, other int64, err error) {
	var rows []struct {
		N    int64 `bun:"n"`
		Late int64 `bun:"late"`
	}
	err = tx.Select(&rows, "SELECT COUNT(*) AS n, COALESCE(SUM(CASE WHEN i.due_day < ? THEN 1 ELSE 0 END), 0) AS late FROM {duty_item i} WHERE "+w.String(),
		append([]any{tx.Today()}, w.args...)...)
	if err != nil || len(rows) == 0 {
		return 0, 0, err
	}
	return rows[0].Late, rows[0].N - rows[0].Late, nil
}

func (s *Service) mineCounts(tx *db.ReadTx, at kernel.ID, out *Summary) error {
	m, err := s.me(tx, tx.Actor())
	if err != nil {
		return err
	}
	w := &conditions{}
	w.add("i.open")
	w.either(m.whereOpen())
	late, other, err := dueCounts(system(tx), w)
	out.Mine, out.MineLate = late+other, late
	if err != nil {
		return err
	}
	wait := &conditions{}
	wait.add("i.open AND i.state IN (?, ?)", Reported, Passed)
	if err := s.within(tx, wait, "i", at); err != nil {
		return err
	}
	late, other, err = dueCounts(tx, wait)
	out.Waiting = late + other
	return err
}
