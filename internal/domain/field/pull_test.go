package field_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/fact"
	"touyan/internal/domain/field"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Whatever happens on the server, and however a device loses answers or breaks off a load: once it comes through, it holds what a
// device that has just come for the first time holds.
func TestADeviceThatPollsComesToTheStateOfTheServer(t *testing.T) {
	each(t, func(w *world) {
		n := 0
		rapid.Check(t, func(rt *rapid.T) {
			n++
			s := &story{world: w, rt: rt, day: kernel.DayOf(w.clock.Now())}
			for i := range 3 {
				s.houses = append(s.houses, w.house("一组", fmt.Sprintf("户%d-%d", n, i), fmt.Sprintf("子%d-%d", n, i)).ID)
			}
			p := w.phone(w.officer, fmt.Sprintf("device-%05d", n))
			for range rapid.IntRange(1, 12).Draw(rt, "steps") {
				if rapid.IntRange(0, 2).Draw(rt, "polls") == 0 {
					_ = w.d.Sequence(w.sys)
					if _, err := p.ask(rapid.IntRange(0, 3).Draw(rt, "lost") == 0); err != nil {
						rt.Fatal(err)
					}
				} else {
					s.step()
				}
			}
			p.sync()
			q := w.phone(w.officer, fmt.Sprintf("mirror-%05d", n))
			q.sync()
			for k, v := range q.docs {
				if p.docs[k] != v {
					rt.Fatalf("%s: has %s, want %s", k, p.docs[k], v)
				}
			}
			if len(p.docs) != len(q.docs) {
				rt.Fatalf("%d documents, want %d", len(p.docs), len(q.docs))
			}
			if _, err := w.field.Revoke(w.sys, p.id, 1, "x", false); err != nil {
				rt.Fatal(err)
			}
			if _, err := w.field.Revoke(w.sys, q.id, 1, "x", false); err != nil {
				rt.Fatal(err)
			}
		})
	})
}

// story lets things happen to households and cases.
type story struct {
	*world
	rt     *rapid.T
	day    kernel.Day
	houses []kernel.ID
	cases  []kernel.ID
	events []kernel.ID
}

// step does one of the things that happen; what is refused did not happen, and that is fine.
func (s *story) step() {
	rt := s.rt
	house := rapid.SampledFrom(s.houses).Draw(rt, "house")
	at := s.places[rapid.SampledFrom([]string{"一组", "二组", "三组"}).Draw(rt, "at")].ID
	switch rapid.IntRange(0, 8).Draw(rt, "what") {
	case 0:
		_, _ = s.rooms.Fact.Set(s.sys, house, "", []fact.Change{{Field: "water", Value: rapid.SampledFrom([]string{"well", "piped"}).Draw(rt, "v")}, {Field: "housing_grade", Value: rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "g")}})
	case 1:
		s.event(s.rooms.Person.Record(s.sys, house, person.NewEvent{Kind: person.KindCorrect, Day: s.day, Note: "搬", House: &person.HouseFix{PlaceID: &at}}))
	case 2:
		d, err := s.rooms.Person.Household(s.sys, house, "")
		if err == nil && len(d.MemberList) > 1 {
			s.event(s.rooms.Person.Record(s.sys, house, person.NewEvent{Kind: person.KindSplit, Day: s.day, PlaceID: at, Persons: []person.Kin{{PersonID: d.MemberList[1].Person.ID, Relation: person.Head}}}))
		}
	case 3:
		d, err := s.rooms.Person.Household(s.sys, house, "")
		other := rapid.SampledFrom(s.houses).Draw(rt, "other")
		if err == nil && other != house {
			var kin []person.Kin
			o, _ := s.rooms.Person.Household(s.sys, other, "")
			for _, m := range o.MemberList {
				kin = append(kin, person.Kin{PersonID: m.Person.ID, Relation: "97"})
			}
			_ = d
			s.event(s.rooms.Person.Record(s.sys, house, person.NewEvent{Kind: person.KindMerge, Day: s.day, OtherID: other, Persons: kin}))
		}
	case 4:
		if len(s.events) > 0 {
			_, _ = s.rooms.Person.TakeBack(s.sys, s.events[len(s.events)-1], "录错了")
			s.events = s.events[:len(s.events)-1]
		}
	case 5:
		d, err := s.rooms.Casework.Create(s.sys, casework.NewCase{Text: "事", PlaceID: at})
		if err == nil {
			s.cases = append(s.cases, d.ID)
		}
	case 6:
		if len(s.cases) > 0 {
			id := rapid.SampledFrom(s.cases).Draw(rt, "case")
			d, err := s.rooms.Casework.Get(s.sys, id)
			if err == nil && len(d.Actions) > 0 {
				act := rapid.SampledFrom(d.Actions).Draw(rt, "action")
				_, _ = s.rooms.Casework.Act(s.sys, id, casework.Action{Name: act.ID, Rev: d.Rev, Reason: "理由", Note: "说明"})
			}
		}
	case 7:
		d, err := s.rooms.Person.Household(s.sys, house, "")
		if err == nil && len(d.MemberList) > 0 {
			phone := "1390000" + rapid.StringMatching(`[0-9]{4}`).Draw(rt, "phone")
			m := d.MemberList[0].Person
			_, _ = s.rooms.Person.Update(s.sys, m.ID, person.Change{Rev: m.Rev, Phone: &phone})
		}
	case 8:
		s.houses = append(s.houses, s.house("二组", "新来的").ID)
	}
}

func (s *story) event(out person.Outcome, err error) {
	if err != nil {
		return
	}
	s.events = append(s.events, out.Event)
	for _, h := range out.Households {
		if !slices.Contains(s.houses, h.ID) {
			s.houses = append(s.houses, h.ID)
		}
	}
}

// A village of 600 households with 2,500 people comes to a phone in less than 300 kB.
func TestAVillageIsSmallOnTheWay(t *testing.T) {
	each(t, func(w *world) {
		var list []person.Settlement
		surnames, given := []rune("王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗"), []rune("建国秀英志强桂兰海燕文军玉梅春生小龙凤霞德福金花")
		v := w.places["一组"]
		for i := range 600 {
			n := person.Settlement{Code: fmt.Sprintf("%s%05d", w.places["龙村"].Code, i+1), At: v, From: "2010-01-01", Kind: "family", Address: fmt.Sprint(i, "号院")}
			for j := range 4 + i%6/5 {
				rel := []string{person.Head, "10", "20", "30", "52"}[j]
				n.People = append(n.People, person.Settler{
					Name: string([]rune{surnames[(i*7+j)%len(surnames)], given[(i*13+j*5)%len(given)], given[(i*3+j*11)%len(given)]}), Relation: rel, Registered: true, Lives: true, From: "2010-01-01",
					Phone: fmt.Sprintf("139%08d", i*10+j), Facts: person.Facts{Birth: kernel.Day(fmt.Sprintf("%d-03-04", 1940+i%60)), Sex: "1"},
				})
			}
			list = append(list, n)
		}
		if err := w.rooms.Person.SettleAll(w.sys, list); err != nil {
			t.Fatal(err)
		}
		err := w.d.Write(w.sys, "fact.set", func(tx *db.WriteTx) error {
			houses, _, err := w.rooms.Person.PageHousesBy(tx.ReadTx, "h.village_id = ?", []any{w.places["龙村"].ID}, kernel.Page{Limit: 200})
			var all []fact.Entry
			for _, h := range houses {
				all = append(all, fact.Entry{HouseholdID: h.ID, Stamp: h.Stamp, Values: map[string]any{"water": "well", "housing_grade": "a", "main_income": "crops", "contact_phone": "13900000000", "land": "3.5"}})
			}
			if err != nil {
				return err
			}
			return w.rooms.Fact.Enter(tx, all)
		})
		if err != nil {
			t.Fatal(err)
		}
		p := w.phone(w.officer, "device-0001")
		if err := w.d.Sequence(w.sys); err != nil {
			t.Fatal(err)
		}
		total, people, began := 0, 0, time.Now()
		for next := ""; ; {
			got := must(w.field.Pull(w.as(w.officer), field.Asked{Device: p.id, Next: next}))(t)
			total += zipped(t, got)
			for _, d := range got.Docs {
				if h, ok := d.Doc.(*field.House); ok {
					people += len(h.Members)
				}
			}
			if next = got.Next; next == "" {
				break
			}
		}
		t.Logf("600 households, %d people: %d bytes in %v", people, total, time.Since(began))
		if people < 2400 || total > 300_000 {
			t.Fatalf("%d people in %d bytes", people, total)
		}
	})
}

func zipped(t testing.TB, v any) int {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if err := json.NewEncoder(z).Encode(v); err != nil {
		t.Fatal(err)
	}
	_ = z.Close()
	return b.Len()
}

// More first loads than may run at a time are asked to come again, and all are served.
func TestManyDevicesAtOnceAreAllServed(t *testing.T) {
	each(t, func(w *world) {
		for i := range 5 {
			w.house("一组", fmt.Sprint("户", i))
		}
		var all sync.WaitGroup
		for i := range 20 {
			p := w.phone(w.somebody(fmt.Sprint("网格员", i), "龙村", kernel.ID(1000+i)), "device-0001")
			all.Go(func() {
				for tries := 0; ; {
					done, err := p.ask(false)
					switch { // a delta after the load ends it
					case err != nil && kernel.KindOf(err) == kernel.KindUnavailable && tries < 50:
						tries++
					case err != nil:
						t.Error(err)
						return
					case done:
						if len(p.has("household")) != 5 {
							t.Error(p.has("household"))
						}
						return
					}
				}
			})
		}
		all.Wait()
	})
}
