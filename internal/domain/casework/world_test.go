package casework_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"testing"

	"touyan/internal/domain/access"
	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/calendar"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// world is a small county with the posts that a case passes through.
type world struct {
	t       *testing.T
	d       *db.DB
	clock   *dbtest.Clock
	place   *place.Service
	person  *person.Service
	body    *body.Service
	access  *access.Service
	cases   *casework.Service
	files   files.Store
	pack    *pack.Pack
	keys    *crypt.Keys
	places  map[string]place.Place
	bodies  map[string]kernel.ID
	people  map[string]kernel.ID
	account map[string]kernel.ID
	posts   map[string]body.Appointment
	perms   []string // all of the pack
}

func each(t *testing.T, fn func(*world)) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) { fn(newWorld(t, d, c)) })
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func newWorld(t *testing.T, d *db.DB, c *dbtest.Clock) *world {
	t.Helper()
	return newWorldOf(t, d, c, "xiangning")
}

// newWorldOf is the same county under the pack of another.
func newWorldOf(t *testing.T, d *db.DB, c *dbtest.Clock, county string) *world {
	t.Helper()
	w := &world{
		t: t, clock: c, pack: must(pack.Load(packs.FS, "base", county))(t), keys: must(crypt.Load(t.TempDir()))(t), files: must(files.Local(t.TempDir()))(t),
		places: map[string]place.Place{}, bodies: map[string]kernel.ID{}, people: map[string]kernel.ID{}, account: map[string]kernel.ID{}, posts: map[string]body.Appointment{},
	}
	w.start(d)
	w.build()
	return w
}

// start makes the rooms, as a server does when it starts.
func (w *world) start(d *db.DB) {
	w.d = d
	w.place = place.New(d, w.pack)
	w.person = person.New(d, w.keys, w.place)
	w.body = body.New(d, w.pack, w.place, w.person)
	w.access = access.New(access.Options{DB: d, Pack: w.pack, Place: w.place, Person: w.person, Body: w.body})
	w.withCalendar(w.pack.Calendar())
}

// withCalendar starts the room anew with another calendar.
func (w *world) withCalendar(days *calendar.Calendar) {
	w.cases = casework.New(casework.Options{DB: w.d, Pack: w.pack, Keys: w.keys, Files: w.files, Days: days, Place: w.place, Body: w.body, Person: w.person})
}

func (w *world) build() {
	sys := dbtest.System(w.t)
	w.places["乡宁县"] = must(w.place.CreateCounty(sys, "141029", "乡宁县"))(w.t)
	for _, n := range [][2]string{{"乡宁县", "昌宁镇"}, {"乡宁县", "西坡镇"}, {"昌宁镇", "龙鼻村"}, {"昌宁镇", "寨子村"}, {"龙鼻村", "一组"}, {"一组", "微格"}, {"西坡镇", "下川村"}} {
		kind := map[string]string{"一组": "group_grid"}[n[1]]
		w.places[n[1]] = must(w.place.Create(sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1], Kind: kind}))(w.t)
	}
	for _, b := range [][3]string{{"水利局", "county_department", "乡宁县"}, {"住建局", "county_department", "乡宁县"}, {"水管站", "township_office", "昌宁镇"}, {"合作社", "cooperative", "昌宁镇"}} {
		w.bodies[b[0]] = must(w.body.CreateBody(sys, body.NewBody{Name: b[0], Kind: b[1], PlaceID: w.places[b[2]].ID}))(w.t).ID
	}
	for _, o := range [][4]string{
		{"值班员", "township_centre_clerk", "昌宁镇", ""},
		{"邻镇值班员", "township_centre_clerk", "西坡镇", ""},
		{"网格长", "grid_head", "龙鼻村", ""},
		{"专职", "full_time_officer", "龙鼻村", ""},
		{"邻村专职", "full_time_officer", "寨子村", ""},
		{"组长", "part_time_officer", "一组", ""},
		{"微格员", "micro_officer", "微格", ""},
		{"水利", "department_officer", "", "水利局"},
		{"水利二", "department_officer", "", "水利局"},
		{"住建", "department_officer", "", "住建局"},
		{"水管", "department_officer", "", "水管站"},
		{"县主任", "county_centre_director", "乡宁县", ""},
		{"县值班", "county_centre_clerk", "乡宁县", ""},
		{"监督员", "auditor", "乡宁县", ""},
	} {
		w.officer(o[0], o[1], o[2], o[3], "")
	}
}

// officer enters a person with a post and an account.
func (w *world) officer(name, post, at, in, topic string) {
	w.t.Helper()
	sys := dbtest.System(w.t)
	if w.people[name] == 0 {
		home := w.places["乡宁县"].ID
		w.people[name] = must(w.person.Create(sys, person.Draft{Name: name, PlaceID: home}))(w.t).ID
		ids := must(w.access.Enroll(sys, []access.NewAccount{{PersonID: w.people[name], Login: "u" + w.people[name].String()}}))(w.t)
		w.account[name] = ids[0]
	}
	n := body.NewAppointment{Post: post, PersonID: w.people[name], Topic: topic}
	if in != "" {
		n.BodyID = w.bodies[in]
	} else {
		n.PlaceID = w.places[at].ID
	}
	w.posts[name] = must(w.body.Appoint(sys, n))(w.t)
}

// as is what the door to HTTP hands to an operation that asks for the permission.
func (w *world) as(name, perm string) context.Context {
	w.t.Helper()
	a, err := w.access.Resolve(w.t.Context(), dbtest.County, w.account[name])
	if kernel.KindOf(err) == kernel.KindUnauthenticated { // the account closed with the last post
		a, err = kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County}, nil
	}
	return kernel.WithActor(w.t.Context(), must(a, err)(w.t).For(perm))
}

func (w *world) by(name string) context.Context { return w.as(name, casework.PermList) }

func (w *world) public() context.Context {
	return kernel.WithActor(w.t.Context(), kernel.Actor{Kind: kernel.ActorPublic, CountyID: dbtest.County, Name: "public"})
}

// report is a resident's report at a place; it returns case and code.
func (w *world) report(at string, n casework.NewCase) (kernel.ID, string) {
	w.t.Helper()
	if n.Text == "" {
		n.Text = "村口水渠堵了三天,水漫到路上"
	}
	r := must(w.cases.Report(w.public(), w.places[at].Code, n))(w.t)
	return must(w.cases.Follow(w.public(), r.Code))(w.t).ID, r.Code
}

func (w *world) get(id kernel.ID) *casework.Detail {
	w.t.Helper()
	return must(w.cases.Get(dbtest.System(w.t), id))(w.t)
}

// act takes a step at the present revision.
func (w *world) act(name string, id kernel.ID, a casework.Action) *casework.Detail {
	w.t.Helper()
	a.Rev = w.get(id).Rev
	d, err := w.cases.Act(w.by(name), id, a)
	if err != nil {
		w.t.Fatalf("%s %s: %v", name, a.Name, err)
	}
	return d
}

// refused takes a step that must fail with a code.
func (w *world) refused(name string, id kernel.ID, a casework.Action, kind kernel.Kind, code string) {
	w.t.Helper()
	if a.Rev == 0 {
		a.Rev = w.get(id).Rev
	}
	_, err := w.cases.Act(w.by(name), id, a)
	w.wants(err, kind, code)
}

func (w *world) wants(err error, kind kernel.Kind, code string) {
	w.t.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Kind != kind || ke.Code != code {
		w.t.Fatalf("got %v, want %s %s", err, kind, code)
	}
}

// photo is a JPEG that carries a place in its EXIF.
func photo(shade uint8) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 40, 30))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	img.Set(1, 1, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		return nil
	}
	exif := append([]byte("Exif\x00\x00"), []byte("II*\x00\x08\x00\x00\x00\x00\x00GPSLatitude 36.1")...)
	seg := append([]byte{0xff, 0xe1, byte((len(exif) + 2) >> 8), byte(len(exif) + 2)}, exif...)
	out := append([]byte{}, b.Bytes()[:2]...)
	return append(append(out, seg...), b.Bytes()[2:]...)
}

// uploads are files without names.
func uploads(list ...[]byte) []casework.Upload {
	out := make([]casework.Upload, len(list))
	for i, data := range list {
		out[i].Data = data
	}
	return out
}

// paper is a PDF of one empty page with something more in it.
func paper(more string) []byte {
	return []byte("%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R" + more + ">>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n" +
		"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n")
}
