package person_test

import (
	"bytes"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/register"
	"touyan/internal/platform/sheet"
)

func (w *world) register(key string) register.Register {
	all := w.s.Registers()
	return all[slices.IndexFunc(all, func(r register.Register) bool { return r.Key == key })]
}

// book writes rows, as a person fills in a workbook, and reads them as the product does.
func (w *world) book(rows []map[string]string) sheet.Book {
	w.t.Helper()
	def, err := w.register("households").Sheets(nil)
	ok(w.t, err)
	keys := def[0].Columns
	return w.reread(def[0], func(yield func([]any, error) bool) {
		for _, r := range rows {
			line := make([]any, len(keys))
			for i, c := range keys {
				line[i] = r[c.Key]
			}
			if !yield(line, nil) {
				return
			}
		}
	})
}

func (w *world) reread(def sheet.Sheet, rows iter.Seq2[[]any, error]) sheet.Book {
	w.t.Helper()
	var buf bytes.Buffer
	ok(w.t, sheet.Write(&buf, sheet.Out{Sheet: def, Rows: rows}))
	recs, faults, err := sheet.Read(buf.Bytes(), []sheet.Sheet{def})
	ok(w.t, err)
	if len(faults) > 0 {
		w.t.Fatalf("%+v", faults)
	}
	return recs
}

func (w *world) plan(b sheet.Book) register.Plan {
	w.t.Helper()
	var p register.Plan
	ok(w.t, w.d.Read(w.sys, func(tx *db.ReadTx) (err error) {
		p, err = w.register("households").Plan(tx, b, nil)
		return err
	}))
	return p
}

// load plans and saves a workbook without faults.
func (w *world) load(b sheet.Book) register.Count {
	w.t.Helper()
	var c register.Count
	ok(w.t, w.d.Write(w.sys, "exchange.import", func(tx *db.WriteTx) error {
		p, err := w.register("households").Plan(tx.ReadTx, b, tx.NewID)
		if err != nil || len(p.Faults()) > 0 {
			return fmt.Errorf("%w %+v", err, p.Faults())
		}
		c = p.Counts()[0]
		return p.Carry(tx, func(int) error { return nil })
	}))
	return c
}

// export gives the register out and reads it as an import.
func (w *world) export(open bool) sheet.Book {
	w.t.Helper()
	r := w.register("households")
	def, err := r.Sheets(nil)
	ok(w.t, err)
	var out sheet.Book
	ok(w.t, w.d.Read(w.sys, func(tx *db.ReadTx) error {
		out = w.reread(def[0], r.Rows(tx, def[0].Name, register.Options{Open: open}))
		return nil
	}))
	return out
}

func roster(w *world) []map[string]string {
	return []map[string]string{
		{"place": "龙鼻村/一组", "name": "王大", "relation": "户主", "id_number": w.number("1970-03-04", 1), "phone": "13800000001", "address": "一组12号", "from": "2001-02-03", "ethnicity": "汉族", "political": "群众", "collective": "2020-06-01"},
		{"name": "王妻", "relation": "妻", "birth": "1972.5.6", "sex": "女", "education": "初中"},
		{"place": "141029100202", "name": "李大", "relation": "户主", "id_number": w.number("1960-01-02", 1), "kind": "家庭户", "lives": "否", "residence": "外出"},
		{"code": "14102910020100009", "place": "erzu", "name": "张大", "relation": "户主", "birth": "1980-01-02", "sex": "男"},
	}
}

func TestHouseholdsComeInFromASheetAndGoOutAsTheSame(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		rows := roster(w)
		if c := w.load(w.book(rows)); c.New != 4 || c.Changed != 0 {
			t.Fatalf("%+v", c)
		}
		list, _, err := w.s.Households(w.sys, person.HouseholdFilter{}, kernel.Page{})
		if err != nil || len(list) != 3 || list[0].HeadName != "张大" || list[0].Place.ID != w.group2.ID || list[1].Code != "14102910020100010" || list[1].HeadName != "王大" || list[1].Members != 2 || list[2].Place.ID != w.east.ID {
			t.Fatalf("%+v %v", list, err)
		}
		if r, _, err := w.s.Roll(w.sys, person.RollFilter{Roll: person.RollCollective, Place: w.bi.ID}, kernel.Page{}); err != nil || len(r) != 1 || r[0].From != "2020-06-01" {
			t.Errorf("%+v %v", r, err)
		}
		w.sound()
		for key, want := range map[string]int{"rolls.registered": 4, "rolls.collective": 1} {
			rows := 0
			ok(t, d.Read(w.sys, func(tx *db.ReadTx) error {
				for _, err := range w.register(key).Rows(tx, "", register.Options{}) {
					ok(t, err)
					rows++
				}
				return nil
			}))
			if rows != want {
				t.Errorf("%s gives out %d rows", key, rows)
			}
		}
		for _, open := range []bool{false, true} {
			p := w.plan(w.export(open))
			if c := p.Counts()[0]; len(p.Faults()) > 0 || p.Steps() != 0 || c.Unchanged != 4 {
				t.Errorf("what went out (open %v) changes nothing: %+v %+v", open, c, p.Faults())
			}
		}
		if p := w.plan(w.book(rows[:2])); p.Steps() != 0 || len(p.Faults()) > 0 {
			t.Errorf("the same file again: %+v %+v", p.Counts(), p.Faults())
		}
		rows[0]["phone"], rows[0]["address"] = "13800000002", "一组13号"
		rows = append(rows[:2], map[string]string{"name": "王子", "relation": "子", "id_number": w.number("1999-09-09", 1)})
		if c := w.load(w.book(rows)); c.New != 1 || c.Changed != 1 || c.Unchanged != 1 {
			t.Fatalf("%+v", c)
		}
		h, err := w.s.Household(w.sys, list[1].ID, "")
		if err != nil || h.Members != 3 || len(h.Events) != 3 || h.Events[1].Kind != person.KindCorrect || len(h.Events[1].Changes) != 2 {
			t.Errorf("%+v %v", h, err)
		}
		if again, _, _ := w.s.List(w.sys, person.Filter{Q: "13800000002"}, kernel.Page{}); len(again) != 1 {
			t.Errorf("%+v", again)
		}
		w.sound()
	})
}

func TestFaultsOfTheSheetOfHouseholdsSayWhereAndWhy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		h := w.family(w.group, "王")
		number := w.number("1970-01-01", 1)
		head := func(m map[string]string) map[string]string {
			base := map[string]string{"place": "龙鼻村 一组", "name": "新人", "relation": "户主"}
			maps.Copy(base, m)
			return base
		}
		for code, rows := range map[string][]map[string]string{
			"bad_id_number":           {head(map[string]string{"id_number": "1410297001010012"})},
			"id_number_check":         {head(map[string]string{"id_number": "141029197001010011"})},
			"birth_differs":           {head(map[string]string{"id_number": number, "birth": "1971-01-01"})},
			"sex_differs":             {head(map[string]string{"id_number": number, "sex": "女"})},
			"duplicate_person":        {head(map[string]string{"id_number": number}), head(map[string]string{"id_number": number})},
			"no_head":                 {head(map[string]string{"relation": "子"})},
			"second_head":             {head(map[string]string{"code": "14102910020100077"}), head(map[string]string{"code": "14102910020100077", "name": "又一人"})},
			"unknown_place":           {head(map[string]string{"place": "龙鼻村/三组"})},
			"ambiguous_place":         {head(map[string]string{"place": "一组"})},
			"in_another_household":    {head(nil), {"name": "王子", "relation": "子", "id_number": w.numberOf(who(h, "子"))}},
			"wrong_county":            {head(map[string]string{"code": "43313010020100001"})},
			"bad_household_code":      {head(map[string]string{"code": "1410291002"})},
			"code_not_of_village":     {head(map[string]string{"code": "14102910020200001", "place": "141029100201"})},
			"head_by_event":           {head(map[string]string{"code": h.Code, "name": "王妻", "id_number": w.numberOf(who(h, "妻"))})},
			"day_in_future":           {head(map[string]string{"from": "2027-01-01"})},
			"masked_person_unknown":   {head(map[string]string{"id_number": "1410************11"})},
			"household_needs_village": {head(map[string]string{"place": "昌宁镇"})},
			"unknown_code":            {head(map[string]string{"relation": "户主", "ethnicity": "火星"})},
			"bad_phone":               {head(map[string]string{"phone": "12"})},
		} {
			p := w.plan(w.book(rows))
			if f := p.Faults(); len(f) == 0 || f[0].Code != code || f[0].Row == 0 {
				t.Errorf("%s: %+v", code, f)
			}
		}
		f := w.plan(w.book([]map[string]string{head(map[string]string{"place": "龙鼻村/三组"})})).Faults()
		if !strings.Contains(f[0].Args["nearest"], "组") {
			t.Errorf("what would be right: %+v", f[0])
		}
	})
}

// numberOf opens a number, as somebody with the right and a reason does.
func (w *world) numberOf(id kernel.ID) string {
	w.t.Helper()
	o, err := w.s.Reveal(w.sys, id, "测试", "id_number")
	ok(w.t, err)
	return o.IDNumber
}
