package meter

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestMeterTellsWhatWasCounted(t *testing.T) {
	away := false
	m := New("1.2.3", func(context.Context) (State, error) {
		if away {
			return State{}, errors.New("away")
		}
		return State{Entries: 17, Pending: 2, Jobs: map[string]int64{"available": 3}}, nil
	})
	m.Request("casework.list", 200, time.Millisecond)
	m.Request("", 404, time.Millisecond)
	m.Wrote(time.Second, nil)
	m.Wrote(time.Second, errors.New("x"))
	m.Grouped(7)
	scrape := func() string {
		w := httptest.NewRecorder()
		m.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
		return w.Body.String()
	}
	text := scrape()
	for _, line := range []string{
		`touyan_request_seconds_count{op="casework.list",status="2xx"} 1`, `touyan_request_seconds_count{op="none",status="4xx"} 1`,
		`touyan_write_seconds_count{result="ok"} 1`, `touyan_write_seconds_count{result="failed"} 1`, `touyan_write_group_size_sum 7`,
		`touyan_journal_entries 17`, `touyan_journal_pending 2`, `touyan_jobs{state="available"} 3`, `touyan_build_info{version="1.2.3"} 1`, "go_goroutines ",
	} {
		if !strings.Contains(text, line) {
			t.Errorf("lacks %s", line)
		}
	}
	if away = true; strings.Contains(scrape(), "touyan_journal_entries ") {
		t.Error("figures of a database that is away")
	}
}
