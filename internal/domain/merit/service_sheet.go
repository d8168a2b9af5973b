package merit

import (
	"iter"
	"slices"
	"strings"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// Registers are the deeds, out and in: what comes in is written down, its points the raters give.
func (s *Service) Registers() []register.Register {
	return []register.Register{{
		Key: "merit_deeds", Title: sheetName, TitleEn: "What households did", See: PermList, Edit: PermRecord,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{deedSheet()}, nil },
		Rows:   s.rows,
		Plan: func(tx *db.ReadTx, book register.Book, _ func() kernel.ID) (register.Plan, error) {
			return s.plan(tx, book[sheetName])
		},
	}}
}

var stateNames = map[string]string{Recorded: "待评分", Rated: "已评分", Picked: "抽查中", Posted: "公示中", Given: "已生效", Withdrawn: "已撤回"}

func (s *Service) rows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	f := DeedFilter{Place: o.At, State: o.Args["state"]}
	if id, err := kernel.ParseID(o.Args["round"]); err == nil {
		f.Round = id
	}
	return register.Pages(func(page kernel.Page) ([]Deed, string, error) { return s.page(tx, f, page) }, func(list []Deed) ([][]any, error) {
		out := make([][]any, len(list))
		for i, d := range list {
			out[i] = []any{d.House.Code, d.House.HeadName, string(d.Day), d.ItemName, d.Note, d.Points, stateNames[d.State]}
		}
		return out, nil
	})
}

// plan compares the rows with what is there: the same household, day and item is the same deed, which a sheet does not change.
func (s *Service) plan(tx *db.ReadTx, records []register.Record) (register.Plan, error) {
	p := &register.Draft{}
	p.Touch(sheetName)
	for _, r := range records {
		if err := s.planRow(tx, p, r); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (s *Service) planRow(tx *db.ReadTx, p *register.Draft, r register.Record) error {
	fault := func(column, code string, args ...string) { p.Fault(sheetName, r.Row, column, code, args...) }
	list, _, err := s.person.PageHousesBy(tx, "h.code = ? AND h.to_day = ?", []any{strings.TrimSpace(r.Get("household")), kernel.EndOfTime}, kernel.Page{Limit: 2})
	switch {
	case err != nil:
		return err
	case len(list) != 1:
		fault(colHouse, "unknown_household", "value", r.Get("household"))
		return nil
	}
	day := kernel.Day(r.Get("day"))
	if day > tx.Today() {
		fault(colDay, "day_in_future")
		return nil
	}
	item, err := s.itemNamed(tx, list[0], r.Get("item"), day)
	if code := codeOf(err); code != "" {
		fault(colItem, code, "value", r.Get("item"))
		return nil
	}
	if err != nil {
		return err
	}
	n := NewDeed{HouseholdID: list[0].ID, Item: item.ID, Day: day, Note: r.Get("note")}
	var there []kernel.ID
	err = tx.Select(&there, "SELECT d.id FROM {merit_deed d} WHERE d.household_id = ? AND d.day = ? AND d.item = ?", n.HouseholdID, day, item.ID)
	if err != nil || len(there) > 0 {
		p.Same(sheetName)
		return err
	}
	p.New(sheetName, func(tx *db.WriteTx) error {
		_, err := s.record(tx, n, nil)
		return err
	})
	return nil
}

// itemNamed finds an item of a household's village by its name.
func (s *Service) itemNamed(tx *db.ReadTx, h person.Household, name string, day kernel.Day) (Item, error) {
	pool, err := poolAt(system(tx), h.Stamp.VillageID)
	if err != nil {
		return Item{}, err
	}
	if pool == nil {
		return Item{}, kernel.Conflict("village_without_list")
	}
	rows, err := listsOf(system(tx), pool.ID)
	if err != nil {
		return Item{}, err
	}
	if l := listOn(rows, day); l != nil {
		items, err := l.items()
		if err != nil {
			return Item{}, err
		}
		if i := slices.IndexFunc(items, func(x Item) bool { return x.Name == strings.TrimSpace(name) || x.ID == strings.TrimSpace(name) }); i >= 0 {
			return items[i], nil
		}
	}
	return Item{}, kernel.Invalid("item", "unknown_item").With("item", name)
}
