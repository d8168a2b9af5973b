package award_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/award"
	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/register"
	"touyan/internal/platform/sheet"
)

// anybody is who has no account.
func (w *world) anybody() context.Context {
	return kernel.WithActor(w.Context(), kernel.Actor{Kind: kernel.ActorPublic, CountyID: w.sysCounty()})
}

func (w *world) sysCounty() kernel.ID { return kernel.ActorOf(w.sys).CountyID }

func picture(t testing.TB, red uint8) files.Upload {
	t.Helper()
	pic := image.NewRGBA(image.Rect(0, 0, 8, 8))
	pic.Set(1, 1, color.RGBA{red, 1, 1, 255})
	var b bytes.Buffer
	if err := png.Encode(&b, pic); err != nil {
		t.Fatal(err)
	}
	return files.Upload{Name: "a.png", Data: b.Bytes()}
}

func TestAResidentAppliesAndAnOfficerTakesOrReturns(t *testing.T) {
	each(t, func(w *world) {
		r, _ := w.courtyards()
		code := w.places["一组"].Code
		open := must(w.rooms.OpenAt(w.anybody(), code))(w)
		if len(open) != 1 || open[0].ID != r.ID || len(open[0].Looks) != 5 {
			t.Fatalf("%+v", open)
		}
		n := award.NewApplication{Name: "户甲", Contact: "13900000000", Text: "院子收拾得干净", ClientKey: "k1"}
		told := must(w.rooms.ApplyAt(w.anybody(), code, r.ID, n))(w)
		if again := must(w.rooms.ApplyAt(w.anybody(), code, r.ID, n))(w); again != told {
			t.Errorf("sent twice: %s and %s", told, again)
		}
		second := must(w.rooms.ApplyAt(w.anybody(), code, r.ID, award.NewApplication{Name: "不知道是谁", Text: "样"}))(w)
		list := must(w.rooms.Applications(w.as("村支书", award.PermEnter), r.ID))(w)
		if len(list) != 2 || list[0].Name != "户*" || list[0].Contact != "" || list[0].State != award.Waiting {
			t.Fatalf("%+v", list)
		}
		_, err := w.rooms.StartScoring(w.run("村支书"), r.ID)
		w.refused(err, "nobody_entered")
		full := must(w.rooms.ReadApplication(w.as("村支书", award.PermEnter), list[0].ID))(w)
		if full.Name != "户甲" || full.Contact != "13900000000" {
			t.Errorf("%+v", full)
		}
		took := must(w.rooms.Take(w.as("村支书", award.PermEnter), list[0].ID, award.TakeApplication{Rev: list[0].Rev, SubjectID: w.houses["甲"]}))(w)
		e := must(w.rooms.Entry(w.run("村支书"), took.EntryID))(w)
		if took.State != award.Taken || e.How != award.Applied || e.Text != "院子收拾得干净" {
			t.Errorf("%+v %+v", took, e)
		}
		_, err = w.rooms.Take(w.as("村支书", award.PermEnter), list[0].ID, award.TakeApplication{Rev: list[0].Rev, SubjectID: w.houses["乙"]})
		w.refused(err, "changed_meanwhile")
		_, err = w.rooms.StartScoring(w.run("村支书"), r.ID)
		w.refused(err, "applications_waiting")
		_, err = w.rooms.Return(w.as("村支书", award.PermEnter), list[1].ID, list[1].Rev, " ")
		w.refused(err, "required")
		must(w.rooms.Return(w.as("村支书", award.PermEnter), list[1].ID, list[1].Rev, "没有找到这一户，请到村里说"))(w)
		must(w.rooms.StartScoring(w.run("村支书"), r.ID))(w)
		for c, state := range map[string]string{told: award.Taken, second: award.Returned} {
			if got := must(w.rooms.AppliedBy(w.anybody(), strings.ToLower(c)))(w); got.State != state {
				t.Errorf("%+v", got)
			}
		}
		_, err = w.rooms.AppliedBy(w.anybody(), "AAAA-AAAA-AAAA")
		w.refused(err, "not_found")
		_, err = w.rooms.ApplyAt(w.anybody(), code, r.ID, award.NewApplication{Name: "户乙", Text: "样"})
		w.refused(err, "round_not_open")
	})
}

func TestWhereAndHowResidentsApply(t *testing.T) {
	each(t, func(w *world) {
		r, _ := w.courtyards("甲")
		for code, n := range map[string]award.NewApplication{"required": {Name: " ", Text: "样"}, "too_long": {Name: "甲", Text: strings.Repeat("长", 501)}} {
			_, err := w.rooms.ApplyAt(w.anybody(), w.places["龙村"].Code, r.ID, n)
			w.refused(err, code)
		}
		n := award.NewApplication{Name: "户甲", Text: "样"}
		_, err := w.rooms.ApplyAt(w.anybody(), w.places["寨村"].Code, r.ID, n) // another village's round
		w.refused(err, "not_found")
		if list := must(w.rooms.OpenAt(w.anybody(), w.places["寨村"].Code))(w); len(list) != 0 {
			t.Errorf("%+v", list)
		}
		must(w.rooms.ApplyAt(w.anybody(), w.places["龙村"].Code, r.ID, n))(w)
		list := must(w.rooms.Applications(w.as("村支书", award.PermEnter), r.ID))(w)
		got := must(w.rooms.Take(w.as("村支书", award.PermEnter), list[0].ID, award.TakeApplication{Rev: list[0].Rev, SubjectID: w.houses["甲"]}))(w)
		if d := must(w.rooms.Get(w.run("村支书"), r.ID))(w); d.Counts[award.In] != 1 || got.EntryID == 0 || d.Waiting != 0 {
			t.Errorf("who is in the round already is not entered twice: %+v %+v", d.Counts, got)
		}
		if other := w.as("寨书记", award.PermEnter); other != nil {
			_, err := w.rooms.Applications(other, r.ID)
			w.refused(err, "not_found")
			_, err = w.rooms.ReadApplication(other, list[0].ID)
			w.refused(err, "not_found")
		}
	})
}

func TestPhotosAreEvidenceForOfficers(t *testing.T) {
	each(t, func(w *world) {
		_, all := w.courtyards("甲")
		who, id := w.as("村支书", award.PermEnter), all["甲"].ID
		got := must(w.rooms.AddPhotos(who, id, "k", []files.Upload{picture(t, 9), picture(t, 10)}))(w)
		if len(got.Photos) != 2 {
			t.Fatalf("%+v", got.Photos)
		}
		if again := must(w.rooms.AddPhotos(who, id, "k", []files.Upload{picture(t, 9), picture(t, 10)}))(w); len(again.Photos) != 2 {
			t.Error("the same request again added photos")
		}
		_, err := w.rooms.AddPhotos(who, id, "", []files.Upload{{Name: "a.pdf", Data: []byte("%PDF-1.4\n")}})
		w.refused(err, "picture_type")
		_, err = w.rooms.AddPhotos(w.as("寨书记", award.PermEnter), id, "", []files.Upload{picture(t, 11)})
		w.refused(err, "not_found")
		f := must(w.rooms.Photo(w.as("村支书", award.PermList), got.Photos[0].ID, ""))(w)
		_ = f.Data.Close()
		_, err = w.rooms.Photo(w.as("寨书记", award.PermList), got.Photos[0].ID, "")
		w.refused(err, "not_found")
		_, err = w.rooms.Photo(w.anybody(), got.Photos[0].ID, "")
		w.refused(err, "not_found")
	})
}

func TestPhotosOfARecheck(t *testing.T) {
	each(t, func(w *world) {
		h := w.won()
		d := must(w.rooms.Check(w.run("村支书"), h.ID, award.NewCheck{Rev: h.Rev, Note: "院子荒了"}))(w)
		got := must(w.rooms.AddCheckPhotos(w.run("村支书"), d.Checks[0].ID, "", []files.Upload{picture(t, 9)}))(w)
		if len(got.Checks[0].Photos) != 1 {
			t.Errorf("%+v", got.Checks)
		}
		w.clock.Add(25 * time.Hour)
		_, err := w.rooms.AddCheckPhotos(w.run("村支书"), d.Checks[0].ID, "", []files.Upload{picture(t, 10)})
		w.refused(err, "checked_already")
	})
}

// sheetOf is what a register gives out.
func (w *world) sheetOf(key string) (register.Register, [][]any) {
	w.Helper()
	for _, r := range w.rooms.Registers() {
		if r.Key != key {
			continue
		}
		var out [][]any
		err := w.d.Read(w.sys, func(tx *db.ReadTx) error {
			for line, err := range r.Rows(tx, "", register.Options{}) {
				if err != nil {
					return err
				}
				out = append(out, line)
			}
			return nil
		})
		if err != nil {
			w.Fatal(err)
		}
		return r, out
	}
	w.Fatal(key)
	return register.Register{}, nil
}

// lines are the rows that a register gives out, as they come in again.
func (w *world) lines(r register.Register) []map[string]string {
	w.Helper()
	var out []map[string]string
	_, rows := w.sheetOf(r.Key)
	err := w.d.Read(w.sys, func(tx *db.ReadTx) error {
		sheets, err := r.Sheets(tx)
		for _, row := range rows {
			line := map[string]string{}
			for i, c := range sheets[0].Columns {
				if !c.Out {
					line[c.Key] = fmt.Sprint(row[i])
				}
			}
			out = append(out, line)
		}
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return out
}

// planned holds rows against what is there; columns are keys.
func (w *world) planned(who context.Context, r register.Register, rows ...map[string]string) register.Plan {
	w.Helper()
	var p register.Plan
	err := w.d.Read(who, func(tx *db.ReadTx) error {
		sheets, err := r.Sheets(tx)
		if err != nil {
			return err
		}
		var list []register.Record
		for i, row := range rows {
			list = append(list, sheet.NewRecord(i+2, row))
		}
		p, err = r.Plan(tx, register.Book{sheets[0].Name: list}, nil)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return p
}

func TestSheetsOfPeopleMembersAndBodies(t *testing.T) {
	each(t, func(w *world) {
		branch := must(w.bodies.CreateBody(w.sys, body.NewBody{Name: "龙村党支部", Kind: "party_branch", PlaceID: w.places["龙村"].ID, From: "2026-01-01"}))(t)
		must(w.bodies.AddMember(w.sys, branch.ID, w.people["户乙"], "party_member", "2026-01-01"))(t)
		family := must(w.rooms.OpenRound(w.sys, award.NewRound{Scheme: "good_family", PlaceID: w.places["龙村"].ID, EnterTo: w.today(), Title: "好家人"}))(t)
		must(w.rooms.OpenRound(w.sys, award.NewRound{Scheme: "good_member", PlaceID: w.places["龙村"].ID, EnterTo: w.today(), Title: "好党员"}))(t)
		must(w.rooms.OpenRound(w.sys, award.NewRound{Scheme: "good_team", PlaceID: w.places["区"].ID, EnterTo: w.today(), Title: "好集体"}))(t)
		house := must(w.persons.Household(w.sys, w.houses["甲"], w.today()))(t)
		entries, _ := w.sheetOf("award_entries")
		rows := []map[string]string{
			{"round": "好家人", "who": house.Code, "name": "户甲", "how": "推荐", "title": "好家人", "text": "照看老人"},
			{"round": "好党员", "who": w.places["龙村"].Code, "name": "户乙", "how": "推荐", "text": "带头干"},
			{"round": "好集体", "who": w.places["龙村"].Code, "name": "龙村妇联", "how": "推荐", "text": "办成了事"},
		}
		p := w.planned(w.sys, entries, rows...)
		if len(p.Faults()) != 0 || p.Counts()[0].New != 3 {
			t.Fatalf("%+v %+v", p.Faults(), p.Counts())
		}
		if err := w.d.Write(w.sys, "award.import", func(tx *db.WriteTx) error { return p.Carry(tx, func(int) error { return nil }) }); err != nil {
			t.Fatal(err)
		}
		if got := must(w.rooms.Get(w.sys, family.ID))(t); got.Counts[award.In] != 1 {
			t.Errorf("%+v", got.Counts)
		}
		again := w.planned(w.sys, entries, w.lines(entries)...)
		if c := again.Counts()[0]; len(again.Faults()) != 0 || c.Unchanged != 3 || c.New != 0 || c.Changed != 0 {
			t.Errorf("what goes out changes something when it comes in: %+v %+v", c, again.Faults())
		}
		bad := w.planned(w.sys, entries,
			map[string]string{"round": "好家人", "who": house.Code, "name": "户乙", "how": "推荐", "title": "好家人", "text": "样"},
			map[string]string{"round": "好党员", "who": w.places["龙村"].Code, "name": "户甲", "how": "推荐", "text": "样"},
			map[string]string{"round": "好集体", "who": w.places["龙村"].Code, "name": "没有的", "how": "推荐", "text": "样"},
			map[string]string{"round": "没有这一轮", "who": "1", "how": "推荐", "text": "样"},
			map[string]string{"round": "好家人", "who": house.Code, "name": "户甲", "how": "推荐", "title": "好丈夫", "text": "样"},
			map[string]string{"round": "好党员", "who": w.places["龙村"].Code, "name": "户乙", "how": "自己申报", "text": "样"},
		)
		want := []string{"3 名称 not_in_branch", "2 名称 not_in_household", "4 名称 unknown_body", "5 评选 unknown_round", "6 称号 bad_choice"}
		for _, x := range want {
			found := false
			for _, f := range bad.Faults() {
				found = found || x == fmt.Sprint(f.Row, " ", f.Column, " ", f.Code) && f.Sheet == "参评名单"
			}
			if !found {
				t.Errorf("no fault %s in %+v", x, bad.Faults())
			}
		}
	})
}

func TestHonoursOfPeopleAndBodiesComeInBySheet(t *testing.T) {
	each(t, func(w *world) {
		house := must(w.persons.Household(w.sys, w.houses["甲"], w.today()))(t)
		must(w.persons.Create(w.sys, person.Draft{Name: "谁", PlaceID: w.places["龙村"].ID}))(t)
		honours, _ := w.sheetOf("award_honours")
		p := w.planned(w.sys, honours,
			map[string]string{"scheme": "好媳妇、好婆婆、好家人", "who": house.Code, "name": "户甲", "title": "好媳妇", "band": "表扬", "won": "2025-03-08"},
			map[string]string{"scheme": "好媳妇、好婆婆、好家人", "who": house.Code, "name": "户甲", "title": "好家人", "band": "表扬", "won": "2025-03-08"},
			map[string]string{"scheme": "先进集体", "who": w.places["龙村"].Code, "name": "龙村妇联", "band": "表扬", "won": "2026-01-08"},
		)
		if len(p.Faults()) != 0 || p.Counts()[0].New != 3 {
			t.Fatalf("%+v %+v", p.Faults(), p.Counts())
		}
		if err := w.d.Write(w.sys, "award.import", func(tx *db.WriteTx) error { return p.Carry(tx, func(int) error { return nil }) }); err != nil {
			t.Fatal(err)
		}
		again := w.planned(w.sys, honours, w.lines(honours)...)
		if c := again.Counts()[0]; len(again.Faults()) != 0 || c.Unchanged != 3 || c.New+c.Changed != 0 {
			t.Errorf("%+v %+v", c, again.Faults())
		}
		team, _, err := w.rooms.Honours(w.sys, award.HonourFilter{Kind: "body", Of: w.jury}, kernel.Page{})
		if must(team, err)(t); len(team) != 1 {
			t.Errorf("%+v", team)
		}
	})
}
