package duty

import (
	"context"
	"slices"
	"strconv"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

func itoa(n int) string { return strconv.Itoa(n) }

// MakeList enters a list of a type that the pack lets the actor make at the place: of the place itself, or of a body there (a
// task force has one list for all its departments). The same client key again answers the list it made.
func (s *Service) MakeList(ctx context.Context, n NewList) (*ListDetail, error) {
	title, err := kernel.Words("title", n.Title, maxTitle, true)
	if err != nil {
		return nil, err
	}
	text, err := kernel.Words("text", n.Text, maxText, false)
	if err != nil {
		return nil, err
	}
	var id kernel.ID
	who := kernel.ActorOf(ctx)
	key := clientKey(who, n.ClientKey)
	err = s.db.Write(whole(ctx), "duty.make", func(tx *db.WriteTx) error {
		if old, err := listByKey(tx.ReadTx, key); err != nil || old != 0 {
			id = old
			return err
		}
		r := &listRow{Title: title, Text: text, MakerPersonID: who.PersonID, MakerName: who.Name, Open: true, ClientKey: key}
		if err := s.draftList(tx, who, n, r); err != nil {
			return err
		}
		id = r.ID
		return tx.Insert(r)
	})
	if err != nil {
		return nil, err
	}
	return s.GetList(ctx, id)
}

func clientKey(who kernel.Actor, key string) *string {
	if key == "" || len(key) > maxKey {
		return nil
	}
	key = "a" + who.AccountID.String() + ":" + key
	return &key
}

func listByKey(tx *db.ReadTx, key *string) (kernel.ID, error) {
	if key == nil {
		return 0, nil
	}
	var ids []kernel.ID
	err := tx.Select(&ids, "SELECT l.id FROM {duty_list l} WHERE l.client_key = ?", *key)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return ids[0], nil
}

// draftList fills in where the list is, whose it is, and from when to when.
func (s *Service) draftList(tx *db.WriteTx, who kernel.Actor, n NewList, r *listRow) error {
	t, err := s.listType(n.Type, tx.Today())
	if err != nil {
		return err
	}
	at, err := s.place.LoadOpen(tx.ReadTx, n.PlaceID)
	if err != nil {
		return err
	}
	r.ID, r.Type, r.TypeFrom, r.PlaceID, r.Stamp = tx.NewID(), t.ID, t.From, at.ID, at.Stamp
	if n.BodyID != 0 {
		u, err := unit(tx.ReadTx, n.BodyID)
		if err != nil {
			return err
		}
		r.Stamp, r.PlaceID, r.BodyName = u.Stamp, u.PlaceID, u.Name
		r.Topic, r.Sealed = "", false
		if at, err = s.place.Load(tx.ReadTx, u.PlaceID); err != nil {
			return err
		}
	}
	switch {
	case !covers(who, t.Permission, r.Stamp, true):
		return kernel.NotFound("place").With("id", n.PlaceID.String())
	case !slices.Contains(t.Levels, int(at.Level)):
		return kernel.Invalid("place_id", "not_at_this_level").With("level", itoa(int(at.Level)))
	}
	if n.OwnerID != 0 {
		o, err := s.ownPost(tx.ReadTx, n.OwnerID, r.Stamp, n.BodyID)
		if err != nil {
			return err
		}
		r.PersonID, r.PersonName = o.PersonID, o.PersonName
	} else if t.Pledge {
		return kernel.Invalid("owner_id", "required")
	}
	r.FromDay, r.ToDay = n.From, n.To
	return checkDays(&r.FromDay, r.ToDay, tx.Today())
}

// checkDays accepts two days in order; the first is today when empty.
func checkDays(from *kernel.Day, to, today kernel.Day) error {
	if *from == "" {
		*from = min(today, to)
	}
	if _, err := kernel.ParseDay(string(to)); err != nil {
		return kernel.Invalid("due", "bad_day").With("value", string(to))
	}
	if !(kernel.Span{From: *from, To: to}).Valid() {
		return kernel.Invalid("due", "ends_before_it_begins")
	}
	return nil
}

// ownPost is the post by which a person owes something: one at the place or in the body where it lies, else the first.
func (s *Service) ownPost(tx *db.ReadTx, person kernel.ID, near kernel.Stamp, unit kernel.ID) (postRow, error) {
	held, err := posts(tx, tx.Today(), "a.person_id = ?", person)
	if err != nil {
		return postRow{}, err
	}
	if len(held) == 0 {
		return postRow{}, kernel.Conflict("holds_no_post")
	}
	_, at := near.Lowest(tx.County())
	for _, h := range held {
		if unit != 0 && h.BodyID == unit || unit == 0 && h.PlaceID == at {
			return h, nil
		}
	}
	return held[0], nil
}

// SignList signs a pledge: day and name of its owner are kept, and its items stand from then on.
func (s *Service) SignList(ctx context.Context, id kernel.ID, rev int64) (*ListDetail, error) {
	return s.changeList(ctx, "duty.sign", id, rev, func(tx *db.WriteTx, who kernel.Actor, r *listRow) error {
		t, _ := s.pack().ListType(r.Type)
		switch {
		case !t.Pledge:
			return kernel.Conflict("no_pledge")
		case who.PersonID == 0 || who.PersonID != r.PersonID:
			return kernel.Forbidden("not_yours")
		case r.SignedDay != "":
			return kernel.Conflict("signed_already").With("day", string(r.SignedDay))
		}
		r.SignedDay, r.SignedPersonID, r.SignedName = tx.Today(), who.PersonID, who.Name
		return nil
	})
}

// EndList closes a list: nothing new comes in. What is still open stays owed unless withdraw is set.
func (s *Service) EndList(ctx context.Context, id kernel.ID, rev int64, reason string) (*ListDetail, error) {
	reason, err := kernel.Words("reason", reason, maxText, true)
	if err != nil {
		return nil, err
	}
	return s.changeList(ctx, "duty.end_list", id, rev, func(tx *db.WriteTx, who kernel.Actor, r *listRow) error {
		if !can(who, PermMake) || !hasList(who, PermMake, r) {
			return kernel.Forbidden("not_yours")
		}
		open, err := selectItems(tx.ReadTx, "i.list_id <> 0 AND i.list_id = ? AND i.open LIMIT 1", id)
		if err != nil {
			return err
		}
		if len(open) > 0 {
			return kernel.Conflict("items_open").With("title", open[0].Title)
		}
		tx.Reason(reason)
		r.Open = false
		duties, err := selectDuties(tx.ReadTx, "d.list_id = ? AND d.to_day >= ?", id, tx.Today())
		for i := range duties {
			duties[i].ToDay, duties[i].NextDay = max(duties[i].FromDay, tx.Today()), kernel.EndOfTime
			if err == nil {
				err = tx.Update(&duties[i])
			}
		}
		return err
	})
}

func (s *Service) changeList(ctx context.Context, action string, id kernel.ID, rev int64, fn func(*db.WriteTx, kernel.Actor, *listRow) error) (*ListDetail, error) {
	who := kernel.ActorOf(ctx)
	err := s.db.Write(whole(ctx), action, func(tx *db.WriteTx) error {
		r := &listRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		switch {
		case !hasList(who, PermList, r):
			return kernel.NotFound(listTable).With("id", id.String())
		case r.Rev != rev:
			return kernel.Conflict("changed_meanwhile")
		case !r.Open:
			return kernel.Conflict("list_closed")
		}
		if err := fn(tx, who, r); err != nil {
			return err
		}
		return tx.Update(r)
	})
	if err != nil {
		return nil, err
	}
	return s.GetList(ctx, id)
}

// Lists is a page of the lists in the actor's places and units, the newest first.
func (s *Service) Lists(ctx context.Context, f ListFilter, page kernel.Page) (out []List, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		w := conditions{}
		w.add("TRUE")
		if f.Type != "" {
			w.add("l.type = ?", f.Type)
		}
		if f.Open != nil && *f.Open {
			w.add("l.open")
		} else if f.Open != nil {
			w.add("NOT l.open")
		}
		if err := s.within(tx, &w, "l", f.Place); err != nil {
			return err
		}
		var rows []listRow
		rows, next, err = db.PageOf(tx, db.List{
			SQL: "SELECT l.* FROM {duty_list l} WHERE " + w.String(), Args: w.args, Page: page,
			Order: []db.Key{{Col: "l.id", Dir: db.Desc}},
		}, func(r *listRow) []any { return []any{r.ID} })
		if err != nil {
			return err
		}
		out, err = s.listViews(tx, rows)
		return err
	})
	return out, next, err
}

// GetList reads a list. Who owes an item of it sees the list, of its items their own.
func (s *Service) GetList(ctx context.Context, id kernel.ID) (*ListDetail, error) {
	out := &ListDetail{Steps: []string{}, Team: []Mate{}}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		r, all, err := s.readList(tx, id)
		if err != nil {
			return err
		}
		views, err := s.listViews(tx, []listRow{*r})
		if err != nil {
			return err
		}
		out.List = views[0]
		t, _ := s.pack().ListType(r.Type)
		if all && r.Open {
			out.Steps = listSteps(tx.Actor(), t, r)
		}
		if r.BodyID != 0 {
			out.Team, err = s.team(tx, r.BodyID)
		}
		return err
	})
	return out, err
}

// readList reads a list and tells whether the actor has all of it.
func (s *Service) readList(tx *db.ReadTx, id kernel.ID) (*listRow, bool, error) {
	r := &listRow{}
	if err := system(tx).Get(r, id); err != nil {
		return nil, false, err
	}
	if !r.Sealed && hasList(tx.Actor(), PermList, r) {
		return r, true, nil
	}
	m, err := s.me(tx, tx.Actor())
	if err != nil {
		return nil, false, err
	}
	w := conditions{}
	w.add("i.list_id <> 0 AND i.list_id = ?", id)
	w.either(m.where())
	mine, err := selectItems(system(tx), w.String()+" LIMIT 1", w.args...)
	if err == nil && len(mine) == 0 {
		err = kernel.NotFound(listTable).With("id", id.String())
	}
	return r, false, err
}

func listSteps(who kernel.Actor, t pack.ListType, r *listRow) []string {
	out := []string{}
	if can(who, PermMake) && hasList(who, PermMake, r) {
		if r.SignedDay == "" {
			out = append(out, StepAdd)
		}
		out = append(out, StepEnd)
	}
	if t.Pledge && r.SignedDay == "" && who.PersonID != 0 && who.PersonID == r.PersonID {
		out = append(out, StepSign)
	}
	return out
}
