package api_test

import (
	"encoding/json"
	"strings"
	"testing"

	"touyan/internal/domain/casework"
	"touyan/internal/platform/db/dbtest"
)

// TestARequestAsksSeldom keeps the trips to PostgreSQL from creeping back (docs/adr/0021): each wakes two processes, and on
// another machine it takes as long as the network. The log of the requests counts them.
func TestARequestAsksSeldom(t *testing.T) {
	if len(dbtest.Engines()) < 2 {
		return // SQLite lies in the program
	}
	w := newWorld(t, "postgres")
	officer := w.as(w.clerkA)
	raise := func() (d casework.Detail) {
		officer.post(200, "/api/cases", form{name: "photos", fields: map[string]string{
			"text": "路面塌陷", "place_id": w.id(villageA), "topic": "road", "client_key": w.next("k"),
		}}).into(w, &d)
		return d
	}
	id := raise().ID.String()
	for _, one := range []struct {
		op    string
		trips int64
		do    func()
	}{
		{"access.me", 3, func() { officer.get(200, "/api/me") }},
		{"casework.list", 4, func() { officer.get(200, "/api/cases?box=all&limit=50") }},
		{"casework.get", 6, func() { officer.get(200, "/api/cases/"+id) }},
		{"casework.create", 5, func() { raise() }},
	} {
		for range 3 { // whoever comes first finds statements that a connection has not met
			one.do()
		}
		if got := w.tripsOf(one.op); got > one.trips {
			t.Errorf("%s asks PostgreSQL %d times, want at most %d", one.op, got, one.trips)
		} else {
			t.Logf("%s: %d trips", one.op, got)
		}
	}
}

// tripsOf reads from the log how often the last request of an operation waited.
func (w *world) tripsOf(op string) int64 {
	w.t.Helper()
	trips := int64(-1)
	for line := range strings.Lines(w.log.String()) {
		var l struct {
			Msg, Op string
			Trips   int64
		}
		if json.Unmarshal([]byte(line), &l) == nil && l.Msg == "request" && l.Op == op {
			trips = l.Trips
		}
	}
	if trips < 0 {
		w.t.Fatalf("no request of %s in the log", op)
	}
	return trips
}
