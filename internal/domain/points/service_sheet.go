package points

import (
	"iter"
	"strconv"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
)

// Registers are the entries and the members of the years of branches, out and in: what comes in as an entry waits to be taken up, as if
// somebody had proposed it; of a member only the class changes.
func (s *Service) Registers() []register.Register {
	one := func(sheet register.Sheet) func(*db.ReadTx) ([]register.Sheet, error) {
		return func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{sheet}, nil }
	}
	return []register.Register{
		{
			Key: "points_entries", Title: entrySheetName, TitleEn: "Members' points", See: PermList, Edit: PermRecord, Sheets: one(entrySheet()),
			Rows: func(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
				return s.yearLines(tx, o, s.entryLines)
			},
			Plan: func(tx *db.ReadTx, b register.Book, _ func() kernel.ID) (register.Plan, error) {
				return s.plan(tx, entrySheetName, b[entrySheetName], s.planEntry)
			},
		},
		{
			Key: "points_accounts", Title: accountSheetName, TitleEn: "Members and their points", See: PermList, Edit: PermYear, Sheets: one(accountSheet()),
			Rows: func(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
				return s.yearLines(tx, o, s.accountLines)
			},
			Plan: func(tx *db.ReadTx, b register.Book, _ func() kernel.ID) (register.Plan, error) {
				return s.plan(tx, accountSheetName, b[accountSheetName], s.planClass)
			},
		},
	}
}

// yearLines gives the lines of the years that the options ask for.
func (s *Service) yearLines(tx *db.ReadTx, o register.Options, of func(*db.ReadTx, *yearRow, []any) iter.Seq2[[]any, error]) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		where, args, err := "TRUE", []any{}, error(nil)
		if o.At != 0 {
			where, args, err = s.place.Within(tx, "y", o.At)
		}
		if id, bad := kernel.ParseID(o.Args["year"]); bad == nil {
			where, args = where+" AND y.id = ?", append(args, id)
		}
		years := register.Pages(func(p kernel.Page) ([]yearRow, string, error) {
			if err != nil {
				return nil, "", err
			}
			return pageYears(tx, where, args, p)
		}, func(list []yearRow) ([][]any, error) { return s.heads(tx, list) })
		for head, err := range years {
			if err != nil {
				yield(nil, err)
				return
			}
			y, _ := head[0].(yearRow)
			for line, err := range of(tx, &y, head[1:]) {
				if !yield(line, err) {
					return
				}
			}
		}
	}
}

// heads are the years, each with what the lines of it begin with.
func (s *Service) heads(tx *db.ReadTx, list []yearRow) ([][]any, error) {
	ids := make([]kernel.ID, len(list))
	for i, y := range list {
		ids[i] = y.BodyID
	}
	names, err := s.body.Named(system(tx), ids)
	if err != nil {
		return nil, err
	}
	codes, err := s.body.PlaceCodes(system(tx), ids)
	out := make([][]any, len(list))
	for i, y := range list {
		out[i] = []any{y, codes[y.BodyID], names[y.BodyID], strconv.Itoa(y.Year)}
	}
	return out, err
}

func (s *Service) entryLines(tx *db.ReadTx, y *yearRow, head []any) iter.Seq2[[]any, error] {
	return register.Pages(func(p kernel.Page) ([]entryRow, string, error) {
		return pageEntries(tx, EntryFilter{Year: y.ID}, p)
	}, func(rows []entryRow) ([][]any, error) {
		_, sch := s.schemeOf(y)
		out := make([][]any, len(rows))
		for i, e := range rows {
			x, _ := sch.Item(e.Item)
			out[i] = append(append([]any{}, head...), e.PersonName, x.Name, tell(max(e.Points, -e.Points)), string(e.Day), e.Text, stateWords[e.State], e.ByName, e.ConfirmName)
		}
		return out, nil
	})
}

// stateWords are where entries stand, as the sheet says it.
var stateWords = map[string]string{
	Draft: "待受理", Review: "支部审核", Confirmed: "已确认", Posted: "公示中", Objected: "有异议", Recheck: "复核中", Effective: "已生效", Withdrawn: "已撤回",
}

// gradeWords are the grades.
var gradeWords = map[string]string{
	pack.GradeExcellent: "优秀", pack.GradeQualified: "合格", pack.GradeBasic: "基本合格", pack.GradeUnqualified: "不合格",
}

func (s *Service) accountLines(tx *db.ReadTx, y *yearRow, head []any) iter.Seq2[[]any, error] {
	return register.Pages(func(p kernel.Page) ([]accountRow, string, error) {
		return pageAccounts(tx, y.ID, p)
	}, func(rows []accountRow) ([][]any, error) {
		list, err := s.accounts(tx, rows)
		out := make([][]any, len(list))
		for i, a := range list {
			out[i] = append(append([]any{}, head...), a.Person.Name, a.Class.Name, tell(a.Base), tell(a.Total), a.Band.Name, gradeWords[a.Grade], a.Reason)
		}
		return out, err
	})
}

// target is whom a row speaks of.
type target struct {
	year    yearRow
	account accountRow
	scheme  pack.PointScheme
}

// plan holds the rows of a sheet against what is there.
func (s *Service) plan(tx *db.ReadTx, name string, records []register.Record, row func(*db.ReadTx, *register.Draft, register.Record, target) error) (register.Plan, error) {
	p := &register.Draft{}
	p.Touch(name)
	find, err := s.place.Finder(tx)
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		t, column, code, args, err := s.targetOf(tx, find, r)
		switch {
		case err != nil:
			return nil, err
		case code != "":
			p.Fault(name, r.Row, column, code, args...)
		default:
			if err := row(tx, p, r, t); err != nil {
				return nil, err
			}
		}
	}
	return p, nil
}

// targetOf finds branch, year and member of a row.
func (s *Service) targetOf(tx *db.ReadTx, find *place.Finder, r register.Record) (t target, column, code string, args []string, err error) {
	at, code, args := find.Find(r.Get("code"))
	if code != "" {
		return t, colCode, code, args, nil
	}
	branch, err := s.body.AtByName(tx, at.ID, r.Get("branch"))
	if err != nil || branch == 0 {
		return t, colBranch, "unknown_body", []string{"value", r.Get("branch"), "place", at.Name}, err
	}
	year, _ := strconv.Atoi(strings.TrimSpace(r.Get("year")))
	y, err := yearOf(tx, branch, year)
	if err != nil || y == nil {
		return t, colYear, "no_such_year", []string{"value", r.Get("year")}, err
	}
	list, err := accountsOf(tx, y.ID)
	if err != nil {
		return t, "", "", nil, err
	}
	t.year = *y
	_, t.scheme = s.schemeOf(y)
	n := 0
	for _, a := range list {
		if a.PersonName == strings.TrimSpace(r.Get("name")) {
			t.account, n = a, n+1
		}
	}
	switch n {
	case 1:
		return t, "", "", nil, nil
	case 0:
		return t, colName, "not_in_group", []string{"name", r.Get("name"), "group", r.Get("branch")}, nil
	}
	return t, colName, "name_twice", []string{"name", r.Get("name")}, nil
}

func (s *Service) planEntry(tx *db.ReadTx, p *register.Draft, r register.Record, t target) error {
	fault := func(column, code string, args ...string) error {
		p.Fault(entrySheetName, r.Row, column, code, args...)
		return nil
	}
	var x pack.PointItem
	for _, i := range t.scheme.Items {
		if want := strings.TrimSpace(r.Get("item")); i.ID == want || i.Name == want {
			x = i
		}
	}
	day, text := kernel.Day(r.Get("day")), strings.TrimSpace(r.Get("text"))
	want, ok := pack.Number(strings.TrimSpace(r.Get("points"))).Tenths()
	switch {
	case x.ID == "":
		return fault(colItem, "unknown_points_item", "item", r.Get("item"))
	case strings.TrimSpace(r.Get("points")) != "" && !ok:
		return fault(colPoints, "bad_number")
	case day > tx.Today():
		return fault(colDay, "day_in_future")
	}
	var there []kernel.ID
	if err := tx.Select(&there, "SELECT e.id FROM {points_entry e} WHERE e.account_id = ? AND e.day = ? AND e.item = ? AND e.text = ? LIMIT 1", t.account.ID, day, x.ID, text); err != nil {
		return err
	}
	if len(there) > 0 {
		p.Same(entrySheetName)
		return nil
	}
	if _, err := amount(x, want); err != nil {
		least, most := x.Range()
		return fault(colPoints, "points_range", "least", tell(least), "most", tell(most))
	}
	p.New(entrySheetName, func(tx *db.WriteTx) error {
		y, a, err := s.member(tx, t.year.ID, t.account.PersonID)
		if err == nil {
			_, err = s.enterDeed(tx, y, a, NewEntry{Item: x.ID, Points: want, Day: day, Text: text}, Draft)
		}
		return err
	})
	return nil
}

func (s *Service) planClass(_ *db.ReadTx, p *register.Draft, r register.Record, t target) error {
	want := strings.TrimSpace(r.Get("class"))
	var c pack.PointClass
	for _, x := range t.scheme.Classes {
		if x.ID == want || x.Name == want {
			c = x
		}
	}
	switch c.ID {
	case "":
		p.Fault(accountSheetName, r.Row, colClass, "unknown_class", "class", want)
	case t.account.Class:
		p.Same(accountSheetName)
	default:
		p.Change(accountSheetName, func(tx *db.WriteTx) error {
			a := t.account
			if err := tx.Lock(&a, a.ID); err != nil {
				return err
			}
			return s.reclass(tx, &a, c.ID)
		})
	}
	return nil
}
