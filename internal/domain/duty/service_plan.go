package duty

import (
	"errors"
	"strconv"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// maxPlan bounds the rows of one sheet.
const maxPlan = 10000

// line is an item in the order of itemColumns.
func (s *Service) line(i *Item) []any {
	post, placeCode := "", ""
	if i.Owner.Post != "" && i.Owner.PersonID == 0 {
		po, _ := s.pack().Post(i.Owner.Post)
		post, placeCode = po.Name, i.Place.Code
	}
	parent := ""
	if at := strings.LastIndexByte(i.No, '.'); at >= 0 {
		parent = i.No[:at]
	}
	return []any{
		i.ListTitle, i.No, parent, i.Title, i.Text, i.Owner.BodyName, i.Owner.PersonName, post, placeCode, string(i.From), string(i.Due), i.Weight,
		percent(i.Progress), stateWords[i.State], lightWords[i.Light], i.Evidence, i.Urges, string(i.Done), i.Note,
	}
}

// itemPlan is what an import of items will do.
type itemPlan struct {
	register.Draft
	s     *Service
	who   kernel.Actor
	see   *db.ReadTx
	lists map[string]*listRow
	known map[kernel.ID]map[string]*itemRow // items of a list by their number
	twice map[string]int
}

// planItems compares the rows with the lists: a row with a number is an item that is there (its words, day and weight may change
// as long as the list is not signed), one without is new. Who owes an item changes by handing it to somebody, not by a sheet.
func (s *Service) planItems(tx *db.ReadTx, book register.Book, _ func() kernel.ID) (register.Plan, error) {
	p := &itemPlan{s: s, who: tx.Actor(), see: system(tx), lists: map[string]*listRow{}, known: map[kernel.ID]map[string]*itemRow{}, twice: map[string]int{}}
	p.Touch(itemSheetName)
	for _, r := range book[itemSheetName] {
		if err := p.row(r); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (p *itemPlan) row(r register.Record) error {
	fault := func(column, code string, args ...string) { p.Fault(itemSheetName, r.Row, column, code, args...) }
	list, err := p.list(r.Get("list"))
	if err != nil {
		return err
	}
	switch {
	case list == nil:
		fault(colList, "unknown_list", "name", r.Get("list"))
		return nil
	case !list.Open:
		fault(colList, "list_closed")
		return nil
	}
	weight := 0
	if w := r.Get("weight"); w != "" {
		if weight, err = strconv.Atoi(w); err != nil || weight < 1 || weight > maxWeight {
			fault(colWeight, "bad_weight", "max", itoa(maxWeight))
			return nil
		}
	}
	n := NewItem{
		ListID: list.ID, Title: r.Get("title"), Text: r.Get("text"), From: kernel.Day(r.Get("from")), Due: kernel.Day(r.Get("due")), Weight: weight,
	}
	no := r.Get("no")
	if no == "" {
		return p.fresh(r, list, n)
	}
	key := list.ID.String() + "/" + no
	old := p.known[list.ID][no]
	switch {
	case old == nil:
		fault(colNo, "unknown_item", "no", no)
	case p.twice[key] != 0:
		fault(colNo, "duplicate_item", "no", no, "first_row", itoa(p.twice[key]))
	default:
		p.compare(r, list, old, n)
	}
	p.twice[key] = r.Row
	return nil
}

// list finds a list by number or name among those that the actor has.
func (p *itemPlan) list(name string) (*listRow, error) {
	if l, ok := p.lists[name]; ok {
		return l, nil
	}
	var rows []listRow
	id, err := kernel.ParseID(name)
	if err != nil {
		id = -1
	}
	if err := p.see.Select(&rows, "SELECT l.* FROM {duty_list l} WHERE l.id = ? OR l.title = ? ORDER BY l.open DESC, l.id DESC LIMIT 20", id, name); err != nil {
		return nil, err
	}
	p.lists[name] = nil
	for i := range rows {
		l := &rows[i]
		if !hasList(p.who, PermMake, l) || p.lists[name] != nil {
			continue
		}
		p.lists[name] = l
		items, err := selectItems(p.see, "i.list_id <> 0 AND i.list_id = ? ORDER BY i.path", l.ID)
		if err != nil {
			return nil, err
		}
		p.known[l.ID] = map[string]*itemRow{}
		for j := range items {
			p.known[l.ID][pathNo(items[j].Path)] = &items[j]
		}
	}
	return p.lists[name], nil
}

// compare notes what is different about an item that is there.
func (p *itemPlan) compare(r register.Record, list *listRow, old *itemRow, n NewItem) {
	fault := func(column, code string, args ...string) { p.Fault(itemSheetName, r.Row, column, code, args...) }
	if r.Get("unit") != old.BodyName || r.Get("person") != old.PersonName {
		fault(colUnit, "owner_not_by_sheet")
		return
	}
	if n.Weight == 0 {
		n.Weight = old.Weight
	}
	if n.From == "" {
		n.From = old.FromDay
	}
	if n.Title == old.Title && n.Text == old.Text && n.Due == old.DueDay && n.From == old.FromDay && n.Weight == old.Weight {
		p.Same(itemSheetName)
		return
	}
	switch {
	case list.SignedDay != "":
		fault(colTitle, "list_signed", "day", string(list.SignedDay))
	case !old.Open:
		fault(colNo, "item_closed")
	case n.Due > list.ToDay || n.From > n.Due:
		fault(colDue, "later_than_above", "day", string(list.ToDay))
	default:
		id := old.ID
		p.Change(itemSheetName, func(tx *db.WriteTx) error { return p.s.correct(tx, id, n) })
	}
}

// correct changes the words, the days and the weight of an item.
func (s *Service) correct(tx *db.WriteTx, id kernel.ID, n NewItem) error {
	return lend(tx, func() error {
		r := &itemRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		was := r.Weight
		r.Title, r.Text, r.FromDay, r.DueDay, r.Weight = n.Title, n.Text, n.From, n.Due, n.Weight
		if err := tx.Update(r); err != nil || was == r.Weight {
			return err
		}
		return s.rise(tx, r.ParentID, 0)
	})
}

// fresh checks a new item as if it were entered by hand.
func (p *itemPlan) fresh(r register.Record, list *listRow, n NewItem) error {
	fault := func(column, code string, args ...string) { p.Fault(itemSheetName, r.Row, column, code, args...) }
	var parent *itemRow
	if no := r.Get("parent"); no != "" {
		if parent = p.known[list.ID][no]; parent == nil {
			fault(colParent, "unknown_item", "no", no)
			return nil
		}
		n.ParentID = parent.ID
	} else if list.SignedDay != "" {
		fault(colTitle, "list_signed", "day", string(list.SignedDay))
		return nil
	}
	column, code, err := p.owner(r, &n)
	if err != nil {
		return err
	}
	if code != "" {
		fault(column, code, "name", r.Get("unit")+r.Get("person")+r.Get("post"))
		return nil
	}
	_, err = p.s.draftItem(p.see, list, parent, n)
	var wrong *kernel.Error
	if errors.As(err, &wrong) && wrong.Kind != kernel.KindInternal {
		args := []string{}
		for k, v := range wrong.Args {
			args = append(args, k, v)
		}
		fault(map[string]string{"due": colDue, "owner": colUnit, "weight": colWeight}[wrong.Field], wrong.Code, args...)
		return nil
	}
	if err != nil {
		return err
	}
	p.New(itemSheetName, func(tx *db.WriteTx) error {
		who := tx.Actor()
		return lend(tx, func() error {
			row, err := p.s.addItem(tx, who, n)
			if err != nil {
				return err
			}
			return p.s.insertItem(tx, row)
		})
	})
	return nil
}

// owner finds who owes a new item by the names of the sheet.
func (p *itemPlan) owner(r register.Record, n *NewItem) (column, code string, err error) {
	if name := r.Get("unit"); name != "" {
		var ids []kernel.ID
		err := p.see.Select(&ids, "SELECT b.id FROM {body b} WHERE b.name = ? AND b.to_day >= ? LIMIT 2", name, p.see.Today())
		if err != nil || len(ids) != 1 {
			return colUnit, manyOrNone(len(ids), "unit"), err
		}
		n.BodyID = ids[0]
	}
	if name := r.Get("person"); name != "" {
		where, args := "a.person_name = ?", []any{name}
		if n.BodyID != 0 {
			where, args = where+" AND a.body_id = ?", append(args, n.BodyID)
		}
		held, err := posts(p.see, p.see.Today(), where, args...)
		ids := []kernel.ID{}
		for _, h := range held {
			ids = append(ids, h.PersonID)
		}
		if ids = compact(ids); err != nil || len(ids) != 1 {
			return colPerson, manyOrNone(len(ids), "owner"), err
		}
		n.PersonID = ids[0]
	}
	if name := r.Get("post"); name != "" {
		for _, po := range p.s.pack().Posts {
			if po.Name == name || po.ID == name {
				n.Post = po.ID
			}
		}
		at, err := p.s.place.ByCode(p.see, r.Get("place"))
		if kernel.KindOf(err) == kernel.KindNotFound && err != nil || n.Post == "" {
			return colPost, "unknown_owner", nil
		}
		n.PlaceID = at.ID
		return "", "", err
	}
	return "", "", nil
}

func manyOrNone(n int, what string) string {
	if n > 1 {
		return "several_" + what + "s"
	}
	return "unknown_" + what
}
