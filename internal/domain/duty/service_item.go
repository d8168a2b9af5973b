package duty

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"unicode/utf8"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Add enters an item of a list, or breaks an item down into one more. With Every it recurs: one opens now and one in each cycle
// until the list ends. The same client key again answers the item it made.
func (s *Service) Add(ctx context.Context, n NewItem) (*ItemDetail, error) {
	who := kernel.ActorOf(ctx)
	key := clientKey(who, n.ClientKey)
	var id kernel.ID
	err := s.db.Write(whole(ctx), "duty.add", func(tx *db.WriteTx) error {
		if old, err := itemByKey(tx.ReadTx, key); err != nil || old != 0 {
			id = old
			return err
		}
		r, err := s.addItem(tx, who, n)
		if err != nil {
			return err
		}
		r.ClientKey = key
		if n.Every != "" {
			id, err = s.addRecurring(tx, n, r)
			return err
		}
		id = r.ID
		return s.insertItem(tx, r)
	})
	if err != nil {
		return nil, err
	}
	return s.shown(ctx, id)
}

func itemByKey(tx *db.ReadTx, key *string) (kernel.ID, error) {
	if key == nil {
		return 0, nil
	}
	var ids []kernel.ID
	err := tx.Select(&ids, "SELECT i.id FROM {duty_item i} WHERE i.client_key = ?", *key)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return ids[0], nil
}

// addItem checks what a new item says and drafts its row, with the item above it locked: it counts one more.
func (s *Service) addItem(tx *db.WriteTx, who kernel.Actor, n NewItem) (*itemRow, error) {
	list, parent, err := s.spot(tx, who, n)
	if err != nil {
		return nil, err
	}
	r, err := s.draftItem(tx.ReadTx, list, parent, n)
	if err != nil {
		return nil, err
	}
	r.ID = tx.NewID()
	r.Path, err = nextPath(tx.ReadTx, list.ID, parent)
	return r, err
}

// draftItem is the row of a new item without its id and its number.
func (s *Service) draftItem(tx *db.ReadTx, list *listRow, parent *itemRow, n NewItem) (*itemRow, error) {
	t, ok := s.pack().ListType(list.Type)
	if !ok {
		return nil, kernel.Conflict("unknown_type").With("type", list.Type)
	}
	r := &itemRow{
		ListID: list.ID, Type: list.Type, TypeFrom: list.TypeFrom, Depth: 1, Weight: max(1, n.Weight), State: Registered, Open: true,
		FromDay: n.From, DueDay: n.Due, PlaceID: list.PlaceID, Stamp: list.Stamp,
	}
	last := list.ToDay
	if !t.Weighted {
		r.Weight = 1
	}
	if parent != nil {
		r.ParentID, r.Depth, r.PlaceID, r.Stamp, last = parent.ID, parent.Depth+1, parent.PlaceID, parent.Stamp, parent.DueDay
	}
	r.BodyID = 0
	if r.Depth > len(t.Breakdown) || r.Depth > maxDepth {
		return nil, kernel.Conflict("broken_down_enough")
	}
	if r.Weight > maxWeight {
		return nil, kernel.Invalid("weight", "bad_weight").With("max", itoa(maxWeight))
	}
	var err error
	if r.Title, err = kernel.Words("title", n.Title, maxTitle, true); err != nil {
		return nil, err
	}
	if r.Text, err = kernel.Words("text", n.Text, maxText, false); err != nil {
		return nil, err
	}
	if r.Fields, err = fieldsOf(t, n.Fields); err != nil {
		return nil, err
	}
	if err := checkDays(&r.FromDay, r.DueDay, tx.Today()); err != nil {
		return nil, err
	}
	if r.DueDay > last {
		return nil, kernel.Invalid("due", "later_than_above").With("day", string(last))
	}
	return r, s.give(tx, r, t, Act{PersonID: n.PersonID, Post: n.Post, BodyID: n.BodyID, PlaceID: n.PlaceID})
}

// spot finds list and parent of a new item, and checks that the actor may add one there.
func (s *Service) spot(tx *db.WriteTx, who kernel.Actor, n NewItem) (*listRow, *itemRow, error) {
	if n.ParentID != 0 {
		v, err := s.look(tx.ReadTx, who, n.ParentID)
		if err != nil {
			return nil, nil, err
		}
		if err := v.allowed(who, StepBreakDown); err != nil {
			return nil, nil, err
		}
		if v.list == nil || n.ListID != 0 && n.ListID != v.list.ID {
			return nil, nil, kernel.Invalid("parent_id", "not_in_list")
		}
		parent := &itemRow{}
		return v.list, parent, tx.Lock(parent, n.ParentID)
	}
	list := &listRow{}
	if err := tx.Lock(list, n.ListID); err != nil {
		return nil, nil, err
	}
	switch {
	case !hasList(who, PermList, list):
		return nil, nil, kernel.NotFound(listTable).With("id", n.ListID.String())
	case !can(who, PermMake) || !hasList(who, PermMake, list):
		return nil, nil, kernel.Forbidden("not_yours")
	case !list.Open:
		return nil, nil, kernel.Conflict("list_closed")
	case list.SignedDay != "":
		return nil, nil, kernel.Conflict("list_signed").With("day", string(list.SignedDay))
	}
	return list, nil, nil
}

// nextPath is the path of one more item below another; numbers are never used again.
func nextPath(tx *db.ReadTx, list kernel.ID, parent *itemRow) (string, error) {
	var up kernel.ID
	path := ""
	if parent != nil {
		up, path = parent.ID, parent.Path
	}
	var last []string
	err := tx.Select(&last, "SELECT i.path FROM {duty_item i} WHERE i.list_id = ? AND i.parent_id = ? ORDER BY i.path DESC LIMIT 1", list, up)
	if err != nil {
		return "", err
	}
	n := 1
	if len(last) > 0 {
		tail := last[0][len(last[0])-4:]
		had, err := strconv.Atoi(tail)
		if err != nil {
			return "", err
		}
		n = had + 1
	}
	if n > maxChildren {
		return "", kernel.Conflict("too_many_items")
	}
	return childPath(path, n), nil
}

// give says who owes the item. They lie at the place of what is broken down, or below it, and are of the kind that the pack
// names for the step; a county gives to its townships, never to its neighbour's.
func (s *Service) give(tx *db.ReadTx, r *itemRow, t pack.ListType, a Act) error {
	r.PersonID, r.PersonName, r.Post, r.BodyName = 0, "", "", ""
	if a.PersonID == 0 && a.Post == "" && a.BodyID == 0 {
		r.BodyID, r.State = 0, Registered
		return nil
	}
	frame := r.Stamp
	switch {
	case a.PersonID != 0:
		h, err := s.ownPost(tx, a.PersonID, frame, a.BodyID)
		if err != nil {
			return err
		}
		r.PersonID, r.PersonName, r.PlaceID, r.Stamp = h.PersonID, h.PersonName, h.PlaceID, h.Stamp
		if h.BodyID != 0 {
			u, err := unit(tx, h.BodyID)
			if err != nil {
				return err
			}
			r.BodyName = u.Name
		}
	case a.BodyID != 0:
		u, err := unit(tx, a.BodyID)
		if err != nil {
			return err
		}
		r.BodyName, r.PlaceID, r.Stamp, r.Post = u.Name, u.PlaceID, u.Stamp, a.Post
	default:
		p, err := s.place.LoadOpen(tx, a.PlaceID)
		if err != nil {
			return err
		}
		r.PlaceID, r.Stamp, r.Post = p.ID, p.Stamp, a.Post
	}
	r.Topic, r.Sealed, r.State = "", false, Assigned
	if _, ok := s.pack().Post(r.Post); r.Post != "" && !ok {
		return kernel.Invalid("post", "unknown_post").With("post", r.Post)
	}
	level, id := frame.Lowest(tx.County())
	if level != kernel.LevelCounty && r.At(level, tx.County()) != id {
		return kernel.Invalid("owner", "owner_elsewhere")
	}
	if !fits(t.Breakdown[r.Depth-1], r, tx.County()) {
		return kernel.Invalid("owner", "owner_of_other_kind").With("kind", t.Breakdown[r.Depth-1])
	}
	return nil
}

// fits tells whether the owner of an item is of the kind that the pack names for its step.
func fits(kind string, r *itemRow, county kernel.ID) bool {
	level, _ := r.Lowest(county)
	switch kind {
	case pack.OwnPerson:
		return r.PersonID != 0
	case pack.OwnPost:
		return r.PersonID == 0 && r.Post != ""
	case pack.OwnTownship:
		return r.PersonID == 0 && level == kernel.LevelTownship
	case pack.OwnVillage:
		return r.PersonID == 0 && level == kernel.LevelVillage
	}
	return r.PersonID == 0 && r.Post == "" && r.BodyID != 0
}

// fieldsOf checks the further fields of an item by the pack, as JSON.
func fieldsOf(t pack.ListType, given map[string]string) (string, error) {
	for id := range given {
		if _, ok := t.Field(id); !ok {
			return "", kernel.Invalid("fields", "unknown_field").With("field", id)
		}
	}
	kept := map[string]string{}
	for _, f := range t.Fields {
		v, err := kernel.Words("fields."+f.ID, given[f.ID], maxText, f.Required)
		if err != nil {
			return "", err
		}
		if v == "" {
			continue
		}
		var bad bool
		switch f.Kind {
		case "number":
			_, err := strconv.ParseInt(v, 10, 64)
			bad = err != nil
		case "day":
			_, err := kernel.ParseDay(v)
			bad = err != nil
		case "choice":
			bad = !slices.Contains(f.Choices, v)
		default:
			bad = !utf8.ValidString(v)
		}
		if bad {
			return "", kernel.Invalid("fields."+f.ID, "bad_field").With("field", f.Name).With("value", v)
		}
		kept[f.ID] = v
	}
	b, err := json.Marshal(kept)
	return string(b), err
}

// insertItem stores a new item and lets the one above it know: it has one more, so its progress follows anew.
func (s *Service) insertItem(tx *db.WriteTx, r *itemRow) error {
	if err := tx.Insert(r); err != nil {
		return err
	}
	if err := s.counted(tx, nil, r); err != nil {
		return err
	}
	return s.rise(tx, r.ParentID, 1)
}

// rise lets progress rise through the items above: each follows from those below it. more is how many items the first of them
// has gained.
func (s *Service) rise(tx *db.WriteTx, parent kernel.ID, more int) error {
	for parent != 0 {
		up := &itemRow{}
		if err := tx.Lock(up, parent); err != nil {
			return err
		}
		below, err := selectItems(tx.ReadTx, "i.parent_id = ? AND i.state <> ?", parent, Withdrawn)
		if err != nil {
			return err
		}
		before := *up
		parts := make([]part, len(below))
		for i, b := range below {
			parts[i] = part{b.Weight, b.Progress}
		}
		up.Children += more
		up.Progress = rollUp(parts)
		if up.State == Assigned || up.State == Accepted || up.State == Registered {
			if up.owned() && more == 0 && up.Progress > 0 {
				up.State = Doing
			}
		}
		if *up == before {
			return nil
		}
		if err := tx.Update(up); err != nil {
			return err
		}
		if err := s.counted(tx, &before, up); err != nil {
			return err
		}
		more, parent = 0, up.ParentID
	}
	return nil
}
