package api_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

// tip is a confidential case with all that could betray it.
type tip struct {
	id, photo kernel.ID
	marks     []string
}

// sendTip is a resident's tip about a village.
func (w *world) sendTip() tip {
	w.t.Helper()
	public := kernel.WithActor(w.t.Context(), kernel.Actor{Kind: kernel.ActorPublic, CountyID: w.county})
	words, name, named := w.next("低保人情"), w.next("冯"), w.next("乔某")
	phone := fmt.Sprintf("1377777%04d", w.nth)
	told := ok(w.app.Casework.Report(public, villageA, casework.NewCase{
		Type: "tip", Text: words, Name: name, Contact: phone, Fields: map[string]any{"matter": "favour", "named": named},
		Photos: []casework.Upload{{Data: photo(uint8(w.nth))}},
	}))(w)
	id := ok(w.app.Casework.Follow(public, told.Code))(w).ID
	d := ok(w.app.Casework.Get(w.sys, id))(w)
	x := tip{id: id, photo: d.PhotoList[0].ID}
	x.marks = []string{id.String(), x.photo.String(), d.No, told.Code, words, name, named, phone}
	return x
}

// What changes at each look, whatever happened: the length of the journal, on which a public page stands, and the time.
var fleeting = map[string]bool{"log.checkpoint": true, "visit.sheet": true} // a paper has a number of its own each time

// volatile is what differs from look to look: among it numbers of the journal, also those in the tokens of field.pull.
var volatile = regexp.MustCompile(`"no":\d+|"(?:since|next)":"eyJuIjo[^"]*"|"request_id":"[^"]*"|<span class="mono">[0-9a-f]{16}<|<dcterms:\w+ [^>]*>[^<]*<|"(client_key|csrf)":"[^"]*"|name="client_key" value="[^"]*"`)

// B5: a village officer cannot learn that a tip exists. Each operation is asked before and after one was sent from the
// village, by those who work there and by the county without a seal: no answer changes, and none holds anything of it.
func TestB5NobodyBelowLearnsOfASealedCase(t *testing.T) {
	each(t, func(w *world) {
		s := &sweep{world: w}
		s.open()
		village := w.as(w.somebody(villageA, "龙鼻网格长", allVillage()...))
		eyes := map[string]*browser{
			"village": village, "township": s.browsers[w.clerkA.Account], "department": s.browsers[w.worker.Account],
			"county": s.browsers[w.admin.Account], "resident": w.browser(),
		}
		for _, op := range w.app.Web.Ops() {
			for i, try := range samples[op.ID] {
				t.Run(fmt.Sprintf("%s/%d", op.ID, i), func(t *testing.T) {
					s.t, w.t = t, t
					if strings.HasPrefix(op.ID, "access.") && op.Method != "GET" {
						return // of sessions and passwords: they would end those of this test
					}
					s.unchanged(op, try, eyes)
				})
			}
		}
		s.t, w.t = t, t
		s.asked(eyes)
	})
}

// allVillage are posts that give every permission that a village can have.
func allVillage() []body.NewAppointment {
	return []body.NewAppointment{{Post: "grid_head"}, {Post: "full_time_officer"}}
}

// unchanged asks before and after a tip, where asking changes nothing; else only after.
func (s *sweep) unchanged(op web.OpInfo, try sample, eyes map[string]*browser) {
	r := try.make(s.world)
	r.head = map[string]string{"Accept": "application/json"}
	before := map[string]string{}
	s.must(s.app.DB.Sequence(s.t.Context())) // what the sample did stands in the journal
	if op.Method == "GET" && !fleeting[op.ID] {
		for who, b := range eyes {
			b.send(r) // the first look may leave its trace
			s.must(s.app.DB.Sequence(s.t.Context()))
			before[who] = plainly(b.send(r))
		}
	}
	x := s.sendTip()
	for who, b := range eyes {
		after := plainly(b.send(r))
		for _, m := range x.marks {
			if strings.Contains(after, m) {
				s.t.Errorf("%s learns %q from %s %s: %s", who, m, r.method, r.path, short(after))
			}
		}
		if was, asked := before[who]; asked && was != after {
			s.t.Errorf("%s sees %s %s change:\n%s\n%s", who, r.method, r.path, apart(was, after), apart(after, was))
		}
	}
}

// said is what stands between the tags of a workbook.
var said = regexp.MustCompile(`>([^<]+)<`)

// plainly is an answer without what differs from look to look; of a workbook, its cells in no order.
func plainly(a answer) string {
	if strings.HasPrefix(a.body, "PK") {
		cells := said.FindAllString(volatile.ReplaceAllString(readable(a.body), ""), -1)
		slices.Sort(cells)
		return fmt.Sprint(a.status, " ", strings.Join(cells, ""))
	}
	return fmt.Sprint(a.status, " ", volatile.ReplaceAllString(readable(a.body), ""))
}

// apart is where two texts part.
func apart(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return a[max(0, i-80):min(len(a), i+160)]
}

var caseInPath = regexp.MustCompile(`^/api/cases/\{id\}`)

// asked names the tip itself in each operation on a case: the answer is that of a case that is not there.
func (s *sweep) asked(eyes map[string]*browser) {
	x := s.sendTip()
	tries := 0
	for _, op := range s.app.Web.Ops() {
		if !caseInPath.MatchString(op.Path) || len(samples[op.ID]) == 0 {
			continue
		}
		tries++
		r := samples[op.ID][0].make(s.world)
		for who, b := range eyes {
			if who == "resident" {
				continue
			}
			var said []string
			for _, id := range []kernel.ID{x.id, x.id + 1} {
				path := strings.NewReplacer("{id}", id.String(), "{photo}", x.photo.String()).Replace(op.Path)
				a := b.send(request{method: op.Method, path: path, body: r.body, head: map[string]string{"Accept": "application/json"}})
				if a.status < 400 {
					s.t.Errorf("%s: %s %s: %d", who, op.Method, path, a.status)
				}
				said = append(said, strings.ReplaceAll(plainly(a), id.String(), "ID"))
			}
			if said[0] != said[1] {
				s.t.Errorf("%s tells a tip from nothing by %s:\n%s\n%s", who, op.ID, said[0], said[1])
			}
		}
	}
	if tries < 8 {
		s.t.Errorf("only %d operations name a case", tries)
	}
}
