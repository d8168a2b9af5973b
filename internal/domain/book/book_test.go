package book_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"touyan/internal/domain/book"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/ledger"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/sheet"
	"touyan/packs"
)

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// deeds is a room that keeps a book: it calls its accounts by their owners' numbers, and knows who confirmed a deed.
type deeds struct{}

func (deeds) AccountNames(_ *db.ReadTx, list []ledger.Account) (map[kernel.ID]string, error) {
	out := map[kernel.ID]string{}
	for _, a := range list {
		if a.OwnerKind == "household" {
			out[a.ID] = fmt.Sprintf("%d号户", a.OwnerID)
		}
	}
	return out, nil
}

func (deeds) Behind(_ *db.ReadTx, kind string, ids []kernel.ID) (map[kernel.ID]ledger.Source, error) {
	out := map[kernel.ID]ledger.Source{}
	for _, id := range ids {
		if kind == "probe" {
			out[id] = ledger.Source{Title: "修路", Files: 2, Page: "merit-deed", Of: id, Who: []ledger.Stood{{Part: "confirm", Name: "李支书"}}}
		}
	}
	return out, nil
}

// world is a village with a book: a source, and three households that were given points in two years, one of them taken back.
type world struct {
	*testing.T
	d      *db.DB
	sys    context.Context
	rooms  *book.Service
	places map[string]place.Place
	book   kernel.ID
	homes  []kernel.ID
	last   ledger.Txn
	nos    []int64 // of the journal after each posting
}

func each(t *testing.T, fn func(*world)) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, _ *dbtest.Clock) {
		w := &world{T: t, d: d, sys: dbtest.System(t), places: map[string]place.Place{}}
		places := place.New(d, must(pack.Load(packs.FS, "base", "xiangning"))(t))
		w.rooms = book.New(d, places, deeds{})
		w.places["县"] = must(places.CreateCounty(w.sys, "141029", "某县"))(t)
		for _, n := range [][2]string{{"县", "东乡"}, {"县", "西乡"}, {"东乡", "龙村"}} {
			w.places[n[1]] = must(places.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
		}
		w.open()
		for i, day := range []kernel.Day{"2025-03-01", "2025-12-31", "2026-01-05", "2026-05-01", "2026-11-01"} {
			w.last = w.post(i%3, int64(10*(i+1)), day)
		}
		w.write(func(tx *db.WriteTx) error {
			_, err := ledger.Reverse(tx, w.last.ID, ledger.Entry{Key: "back", Kind: "points.reversal", Day: "2026-11-02"})
			return err
		})
		w.write(func(tx *db.WriteTx) error { _, err := ledger.ClosePeriod(tx, w.book); return err })
		fn(w)
	})
}

func (w *world) write(fn func(*db.WriteTx) error) {
	w.Helper()
	if err := w.d.Write(w.sys, "probe.write", fn); err != nil {
		w.Fatal(err)
	}
	var no int64
	if err := w.d.Sequence(w.sys); err != nil { // numbers are given at once
		w.Fatal(err)
	}
	if err := w.d.Read(w.sys, func(tx *db.ReadTx) (err error) { no, _, err = tx.JournalEnd(); return err }); err != nil {
		w.Fatal(err)
	}
	w.nos = append(w.nos, no)
}

func (w *world) open() {
	at := w.places["龙村"].Stamp
	w.write(func(tx *db.WriteTx) error {
		b, err := ledger.OpenBook(tx, ledger.Book{Kind: "merit", OwnerKind: "village", OwnerID: w.places["龙村"].ID, Name: "龙村", OpenFrom: "2025-01-01", Stamp: at})
		if err != nil {
			return err
		}
		w.book = b.ID
		for _, to := range []kernel.Day{"2025-12-31", "2026-12-31"} {
			if err := ledger.OpenPeriod(tx, b.ID, to); err != nil {
				return err
			}
		}
		list := []ledger.Account{{BookID: b.ID, Kind: "points.source", OwnerKind: "village", OwnerID: 1, Unit: "pt", Class: ledger.Equity, Low: ledger.NoLow, High: ledger.NoHigh, Stamp: at}}
		for i := range 3 {
			list = append(list, ledger.Account{BookID: b.ID, Kind: "points.house", OwnerKind: "household", OwnerID: kernel.ID(i + 1), Unit: "pt", Class: ledger.Asset, High: ledger.NoHigh, Stamp: at})
		}
		for _, item := range []string{"a", "b"} {
			list = append(list, ledger.Account{BookID: b.ID, Kind: "cap." + item + ".2026", OwnerKind: "household", OwnerID: 1, Unit: "cap.tenth", Class: ledger.Asset, High: 5, Stamp: at})
		}
		opened, err := ledger.OpenAccounts(tx, list)
		for _, a := range opened {
			w.homes = append(w.homes, a.ID)
		}
		return err
	})
}

func (w *world) post(home int, n int64, day kernel.Day) (out ledger.Txn) {
	w.Helper()
	w.write(func(tx *db.WriteTx) (err error) {
		out, err = ledger.Post(tx, ledger.Entry{
			Book: w.book, Key: fmt.Sprintf("k%d", len(w.nos)), Kind: "merit.give", Day: day, RefKind: "probe", RefID: 7,
			Legs: []ledger.Leg{{Account: w.homes[0], Amount: -n}, {Account: w.homes[home+1], Amount: n}},
		})
		return err
	})
	return out
}

// at is somebody who reads the books of a place.
func (w *world) at(name string) context.Context {
	p := w.places[name]
	return kernel.WithActor(w.sys, kernel.Actor{Kind: kernel.ActorOfficer, CountyID: 141029, Arms: []kernel.Arm{{Level: p.Level, PlaceID: p.ID}}})
}

func codeOf(err error) string {
	var e *kernel.Error
	errors.As(err, &e)
	if e == nil {
		return fmt.Sprint(err)
	}
	return e.Code
}

func TestATrialBalanceAsOfADayOrANumber(t *testing.T) {
	each(t, func(w *world) {
		for name, c := range map[string]struct {
			at   book.At
			want int64
		}{
			"a day of the closed year": {book.At{Day: "2025-06-30"}, 10},
			"the end of it":            {book.At{Day: "2025-12-31"}, 30},
			"before what was reversed": {book.At{Day: "2026-11-01"}, 150},
			"today":                    {book.At{}, 100},
			"a number of the journal":  {book.At{No: w.nos[3]}, 60},
			"the last number":          {book.At{No: w.nos[len(w.nos)-1]}, 100},
		} {
			x := must(w.rooms.Trial(w.at("东乡"), w.book, c.at))(w)
			if len(x.Sums) != 2 || x.Sums[1] != (book.Sum{Unit: "pt", Debit: c.want, Credit: c.want}) {
				w.Errorf("%s: %+v", name, x.Sums)
			}
			if len(x.Totals) != 3 || x.Totals[0].Kind != "cap." || x.Totals[0].Accounts != 2 || x.Totals[1].Kind != "points.house" || x.Totals[1].Debit != c.want || x.Totals[2].Credit != c.want {
				w.Errorf("%s: %+v", name, x.Totals)
			}
			var n int64
			for page := (kernel.Page{Limit: 2}); ; {
				list, next, err := w.rooms.Accounts(w.at("东乡"), w.book, "points.house", "pt", c.at, page)
				if err != nil {
					w.Fatal(err)
				}
				for _, a := range list {
					n += a.N
				}
				if page.Cursor = next; next == "" {
					break
				}
			}
			if n != c.want {
				w.Errorf("%s: the accounts have %d, their total says %d", name, n, c.want)
			}
		}
		if list, _, err := w.rooms.Accounts(w.at("龙村"), w.book, "cap.", "cap.tenth", book.At{}, kernel.Page{}); err != nil || len(list) != 2 || list[0].Owner != "1号户" {
			w.Errorf("%v %v", list, err)
		}
	})
}

func TestFromAPostingToItsDeed(t *testing.T) {
	each(t, func(w *world) {
		var lines []book.Line
		for page := (kernel.Page{Limit: 2}); ; {
			list, next, err := w.rooms.Statement(w.at("龙村"), w.homes[2], "", page)
			if err != nil {
				w.Fatal(err)
			}
			lines = append(lines, list...)
			if page.Cursor = next; next == "" {
				break
			}
		}
		var balances []int64
		for _, l := range lines {
			balances = append(balances, l.Balance)
		}
		if fmt.Sprint(balances) != "[20 70 20]" { // the newest first; 50 were given and taken back
			w.Errorf("%v", balances)
		}
		if lines[0].ReversesID != w.last.ID || lines[1].ReversedID != lines[0].TxnID || lines[1].Source.Title != "修路" || lines[1].Source.Who[0] != (book.Stood{Part: "confirm", Name: "李支书"}) {
			w.Errorf("%+v", lines[:2])
		}
		before, _, err := w.rooms.Statement(w.at("龙村"), w.homes[2], "2026-11-01", kernel.Page{})
		if err != nil || len(before) != 2 || before[0].Balance != 70 {
			w.Errorf("up to a day: %+v %v", before, err)
		}
		x := must(w.rooms.Txn(w.at("龙村"), w.last.ID))(w)
		if x.ReversedID != lines[0].TxnID || x.No == 0 || len(x.Legs) != 2 || x.Legs[1].Owner != "2号户" || x.Legs[1].Amount != 50 || x.Source.Files != 2 || x.Source.Of != 7 || x.Book.Path == "" {
			w.Errorf("%+v", x)
		}
		a := must(w.rooms.Account(w.at("龙村"), w.homes[2]))(w)
		if a.N != 20 || a.Owner != "2号户" || a.Book.ID != w.book {
			w.Errorf("%+v", a)
		}
	})
}

func TestBooksOfOtherPlacesAreNotFound(t *testing.T) {
	each(t, func(w *world) {
		other := w.at("西乡")
		for name, err := range map[string]error{
			"trial":     second(w.rooms.Trial(other, w.book, book.At{})),
			"account":   second(w.rooms.Account(other, w.homes[1])),
			"txn":       second(w.rooms.Txn(other, w.last.ID)),
			"accounts":  third(w.rooms.Accounts(other, w.book, "points.house", "pt", book.At{}, kernel.Page{})),
			"statement": third(w.rooms.Statement(other, w.homes[1], "", kernel.Page{})),
			"workbook":  w.rooms.WriteTrial(other, &bytes.Buffer{}, w.book, book.At{}),
		} {
			if kernel.KindOf(err) != kernel.KindNotFound {
				w.Errorf("%s: %v", name, err)
			}
		}
		for who, want := range map[string]int{"西乡": 0, "东乡": 1, "龙村": 1, "县": 1} {
			list, _, err := w.rooms.Books(w.at(who), 0, "", kernel.Page{})
			if err != nil || len(list) != want {
				w.Errorf("%s: %d books, %v", who, len(list), err)
			}
		}
		if list, _, err := w.rooms.Books(w.sys, w.places["东乡"].ID, "points", kernel.Page{}); err != nil || len(list) != 0 {
			w.Errorf("%v %v", list, err)
		}
		if err := second(w.rooms.Trial(w.sys, w.book, book.At{Day: "2026-13-01"})); kernel.KindOf(err) != kernel.KindInvalid {
			w.Errorf("%v", codeOf(err))
		}
	})
}

func second[T any](_ T, err error) error        { return err }
func third[A, B any](_ A, _ B, err error) error { return err }

func TestWorkbooksOfTheBooks(t *testing.T) {
	each(t, func(w *world) {
		var trial, account bytes.Buffer
		if err := w.rooms.WriteTrial(w.at("龙村"), &trial, w.book, book.At{Day: "2026-11-01"}); err != nil {
			w.Fatal(err)
		}
		column := func(titles ...string) (out []sheet.Column) {
			for _, x := range titles {
				out = append(out, sheet.Column{Key: x, Title: x})
			}
			return out
		}
		in, faults, err := sheet.Read(trial.Bytes(), []sheet.Sheet{
			{Name: "试算平衡 2026-11-01", Columns: column("类别", "账户种类", "单位", "账户数", "借方", "贷方")}, {Name: "账户", Columns: column("类别", "账户种类", "户名", "编号", "单位", "借方", "贷方")},
		})
		if err != nil || len(faults) > 0 {
			w.Fatal(faults, err)
		}
		totals := in["试算平衡 2026-11-01"]
		last := totals[len(totals)-1]
		if len(totals) != 5 || last.Get("类别") != "合计" || last.Get("借方") != "150" || last.Get("贷方") != "150" {
			w.Errorf("%v", totals)
		}
		if n := len(in["账户"]); n != 6 {
			w.Errorf("%d accounts", n)
		}
		if err := w.rooms.WriteStatement(w.at("龙村"), &account, w.homes[2], ""); err != nil {
			w.Fatal(err)
		}
		in, faults, err = sheet.Read(account.Bytes(), []sheet.Sheet{{Name: "明细账", Columns: column("日期", "事由", "记录", "说明", "增减", "余额", "单位", "附件", "经手与确认", "冲正", "凭证号")}})
		if err != nil || len(faults) > 0 {
			w.Fatal(faults, err)
		}
		lines := in["明细账"]
		if len(lines) != 3 || lines[0].Get("事由") != "冲正" || lines[0].Get("冲正") != w.last.ID.String() || lines[1].Get("余额") != "70" || !strings.Contains(lines[1].Get("经手与确认"), "确认 李支书") {
			w.Errorf("%v", lines)
		}
	})
}
