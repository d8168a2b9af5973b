package casework_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"touyan/internal/domain/access"
	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// image is every row of every table that tells of persons, without revisions, by table and id.
func (w *world) image() map[string]string {
	w.t.Helper()
	out := map[string]string{}
	err := w.d.Read(dbtest.System(w.t), func(tx *db.ReadTx) error {
		for _, table := range append(db.RefsTo("person"), db.Table{Name: "person"}) {
			var rows []map[string]any
			if err := tx.Select(&rows, "SELECT x.* FROM {"+table.Name+" x}"); err != nil {
				return err
			}
			for _, r := range rows {
				delete(r, "rev")
				b, _ := json.Marshal(r)
				out[fmt.Sprint(table.Name, " ", r["id"])] = string(b)
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

func differences(a, b map[string]string) []string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(a)) {
		if a[k] != b[k] {
			out = append(out, k+"\n  "+a[k]+"\n  "+b[k])
		}
	}
	return out
}

// newcomer enters a person with what the flags say: a post, a membership, an account, a case.
func (w *world) newcomer(name, phone string, flags uint) kernel.ID {
	w.t.Helper()
	sys := dbtest.System(w.t)
	id := must(w.person.Create(sys, person.Draft{Name: name, PlaceID: w.places["龙鼻村"].ID, Phone: phone}))(w.t).ID
	if flags&1 != 0 {
		must(w.body.Appoint(sys, body.NewAppointment{Post: "duty_cadre", PersonID: id, PlaceID: w.places["龙鼻村"].ID}))(w.t)
	}
	if flags&2 != 0 {
		must(w.body.AddMember(sys, w.bodies["合作社"], id, "成员", ""))(w.t)
	}
	if flags&4 != 0 {
		account := must(w.access.Enroll(sys, []access.NewAccount{{PersonID: id, Login: "n" + id.String()}}))(w.t)[0]
		if flags&8 != 0 && flags&1 != 0 {
			a := must(w.access.Resolve(w.t.Context(), dbtest.County, account))(w.t)
			must(w.cases.Create(kernel.WithActor(w.t.Context(), a.For(casework.PermCreate)), casework.NewCase{Text: "路灯不亮", PlaceID: w.places["龙鼻村"].ID}))(w.t)
		}
	}
	return id
}

// TestUnmergeIsIdentity: whatever two entries carry and whichever stays, merging and taking it back leaves every row as it was.
func TestUnmergeIsIdentity(t *testing.T) {
	each(t, func(w *world) {
		sys := dbtest.System(t)
		n := 0
		rapid.Check(t, func(r *rapid.T) {
			n++
			a := w.newcomer(fmt.Sprint("同人甲", n), fmt.Sprintf("138%08d", n), rapid.UintRange(0, 15).Draw(r, "a"))
			b := w.newcomer(fmt.Sprint("同人乙", n), fmt.Sprintf("139%08d", n), rapid.UintRange(0, 15).Draw(r, "b"))
			before := w.image()
			p := must(w.person.ProposePair(sys, a, b))(t)
			keep := rapid.SampledFrom([]kernel.ID{a, b}).Draw(r, "keep")
			take := rapid.SliceOfDistinct(rapid.SampledFrom([]string{"name", "phone", "place"}), rapid.ID).Draw(r, "take")
			p = must(w.person.Merge(sys, p.ID, person.MergeChoice{Rev: p.Rev, KeepID: keep, Take: take, Reason: "同一个人"}))(t)
			gone := a + b - keep
			for k, row := range w.image() {
				if !strings.HasPrefix(k, "person") && !strings.HasPrefix(k, "account") && strings.Contains(row, gone.String()) {
					r.Fatalf("%s still speaks of the entry that went: %s", k, row)
				}
			}
			u := must(w.person.Unmerge(sys, p.ID, p.Rev, "弄错了"))(t)
			if len(u.Stayed) > 0 {
				r.Fatalf("stayed: %v", u.Stayed)
			}
			if d := differences(before, w.image()); len(d) > 0 {
				r.Fatalf("changed by merging and taking it back:\n%s", strings.Join(d, "\n"))
			}
		})
	})
}

func (w *world) merged(a, b kernel.ID) person.Pair {
	w.t.Helper()
	sys := dbtest.System(w.t)
	p := must(w.person.ProposePair(sys, a, b))(w.t)
	return must(w.person.Merge(sys, p.ID, person.MergeChoice{Rev: p.Rev, KeepID: a, Reason: "同一个人"}))(w.t)
}

func TestOnePostAndOneMembershipAfterAMerge(t *testing.T) {
	each(t, func(w *world) {
		sys := dbtest.System(t)
		a, b := w.newcomer("重名甲", "", 7), w.newcomer("重名乙", "", 7)
		w.merged(a, b)
		d := must(w.body.PersonDetail(sys, a))(t)
		on := 0
		for _, x := range d.Appointments {
			if x.PersonName != "重名甲" {
				t.Errorf("the post of %s keeps the old name", x.PersonName)
			}
			if x.To == "" {
				on++
			}
		}
		members := 0
		for _, m := range d.Memberships {
			if m.To == "" {
				members++
			}
		}
		if len(d.Appointments) != 2 || on != 1 || len(d.Memberships) != 2 || members != 1 {
			t.Errorf("%d of %d posts and %d of %d memberships go on", on, len(d.Appointments), members, len(d.Memberships))
		}
		gone := must(w.body.PersonDetail(sys, b))(t)
		if gone.MergedInto != a || gone.Account == nil || gone.Account.State != "disabled" || len(gone.Appointments) > 0 {
			t.Errorf("%+v", gone)
		}
		_, err := w.body.Appoint(sys, body.NewAppointment{Post: "duty_cadre", PersonID: b, PlaceID: w.places["寨子村"].ID})
		w.wants(err, kernel.KindConflict, "person_merged")
	})
}

func TestTheOldNameFindsTheEntryThatStays(t *testing.T) {
	each(t, func(w *world) {
		sys := dbtest.System(t)
		a, b := w.newcomer("覃大山", "13800000001", 0), w.newcomer("谭大山", "13800000002", 0)
		p := w.merged(a, b)
		finds := func(q string, want ...kernel.ID) {
			t.Helper()
			list, _, err := w.person.List(sys, person.Filter{Q: q}, kernel.Page{})
			var ids []kernel.ID
			for _, x := range list {
				ids = append(ids, x.ID)
			}
			if err != nil || !slices.Equal(ids, want) {
				t.Errorf("%s finds %v, want %v (%v)", q, ids, want, err)
			}
		}
		finds("谭大山", a)
		finds("覃大山", a)
		name := "覃大川"
		must(w.person.Update(sys, a, person.Change{Rev: must(w.person.Get(sys, a))(t).Rev, Name: &name}))(t)
		finds("谭大山", a)
		u := must(w.person.Unmerge(sys, p.ID, p.Rev, "弄错了"))(t)
		if len(u.Stayed) != 0 { // nothing was taken from the other, so the entry that stays was not part of the merge
			t.Errorf("stayed: %v", u.Stayed)
		}
		finds("谭大山", b)
		finds("覃大川", a)
	})
}

func TestWhatSomebodyChangedSinceStaysAndIsNamed(t *testing.T) {
	each(t, func(w *world) {
		sys := dbtest.System(t)
		a, b := w.newcomer("先甲", "", 0), w.newcomer("后乙", "", 3)
		p := w.merged(a, b)
		post := must(w.body.PersonDetail(sys, a))(t).Appointments[0]
		must(w.body.EndAppointment(sys, post.ID, post.Rev, "2026-12-31", "换届"))(t)
		u := must(w.person.Unmerge(sys, p.ID, p.Rev, "弄错了"))(t)
		if len(u.Stayed) != 1 || u.Stayed[0] != (person.Moved{Table: "appointment", ID: post.ID}) {
			t.Errorf("stayed: %v", u.Stayed)
		}
		if d := must(w.body.PersonDetail(sys, b))(t); d.MergedInto != 0 || len(d.Memberships) != 1 || len(d.Appointments) != 0 {
			t.Errorf("%+v", d)
		}
	})
}

func TestNobodyMergesBeyondTheirScope(t *testing.T) {
	each(t, func(w *world) {
		w.officer("昌宁主任", "township_centre_director", "昌宁镇", "", "")
		sys := dbtest.System(t)
		a, b := w.newcomer("镇里甲", "", 0), w.newcomer("镇里乙", "", 0)
		must(w.body.Appoint(sys, body.NewAppointment{Post: "duty_cadre", PersonID: b, PlaceID: w.places["下川村"].ID}))(t)
		director := w.as("昌宁主任", person.PermMerge)
		p := must(w.person.ProposePair(director, a, b))(t)
		_, err := w.person.Merge(director, p.ID, person.MergeChoice{Rev: p.Rev, KeepID: a, Reason: "同一个人"})
		w.wants(err, kernel.KindForbidden, "merge_out_of_scope")
		if d := must(w.body.PersonDetail(sys, b))(t); len(d.Appointments) != 1 || d.MergedInto != 0 {
			t.Errorf("half of it happened: %+v", d)
		}
		_, err = w.person.GetPair(w.as("邻镇值班员", person.PermMerge), p.ID)
		w.wants(err, kernel.KindNotFound, "not_found")

		c := w.newcomer("镇里丙", "", 0)
		w.people["镇里丙"] = c
		w.account["镇里丙"] = must(w.access.Enroll(sys, []access.NewAccount{{PersonID: c, Login: "bing"}}))(t)[0]
		w.officer("镇里丙", "township_centre_director", "昌宁镇", "", "")
		p = must(w.person.ProposePair(sys, a, c))(t)
		_, err = w.person.Merge(w.as("镇里丙", person.PermMerge), p.ID, person.MergeChoice{Rev: p.Rev, KeepID: c, Reason: "同一个人"})
		w.wants(err, kernel.KindForbidden, "own_person")
	})
}

func TestPairsAreFoundByEqualKeysAndDecidedOnce(t *testing.T) {
	each(t, func(w *world) {
		sys := dbtest.System(t)
		at := func(name, place, phone string) kernel.ID {
			return must(w.person.Create(sys, person.Draft{Name: name, PlaceID: w.places[place].ID, Phone: phone}))(t).ID
		}
		li := at("李小芳", "一组", "13800000001")
		lx := at("李晓芳", "一组", "") // sounds the same at home
		wa, wb := at("王强", "一组", "13800000002"), at("王强书记", "寨子村", "13800000002")
		at("张伟", "一组", "13800000003")
		at("张芳", "一组", "13800000003") // a family shares a number
		at("张伟", "寨子村", "")           // a common name elsewhere
		if n := must(w.person.FindPairs(sys, 0))(t); n != 2 {
			list, _, _ := w.person.Pairs(sys, person.PairFilter{}, kernel.Page{})
			t.Fatalf("%d pairs: %+v", n, list)
		}
		list, _, err := w.person.Pairs(sys, person.PairFilter{}, kernel.Page{})
		if err != nil || len(list) != 2 || list[0].A.ID != wa || list[0].B.ID != wb || !slices.Equal(list[0].Evidence, []string{person.EvidenceLikePhone}) ||
			list[1].A.ID != li || list[1].B.ID != lx || !slices.Equal(list[1].Evidence, []string{person.EvidenceLikeHome}) {
			t.Fatalf("%+v %v", list, err)
		}
		if n := must(w.person.FindPairs(sys, 0))(t); n != 0 {
			t.Errorf("found again: %d", n)
		}
		must(w.person.Different(sys, list[1].ID, list[1].Rev, "姐妹"))(t)
		if n := must(w.person.FindPairs(sys, w.places["龙鼻村"].ID))(t); n != 0 {
			t.Errorf("proposed after it was decided: %d", n)
		}
	})
}
