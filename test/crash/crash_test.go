// Package crash_test kills the program while it writes, again and again, and looks whether anything that was answered as
// saved is lost, half there, or there twice. TOUYAN_CRASH_KILLS says how often (20); `make crash` kills 200 times and also
// crashes a PostgreSQL that flushes to disk.
package crash_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// perDatabase bounds how often one database is killed before a new one takes its place: checking grows with it.
const perDatabase = 20

const childVar = "TOUYAN_CRASH_CHILD"

func TestMain(m *testing.M) {
	if text := os.Getenv(childVar); text != "" {
		fmt.Fprintln(os.Stderr, child(text))
		os.Exit(2)
	}
	os.Exit(m.Run())
}

func kills() int {
	n, err := strconv.Atoi(os.Getenv("TOUYAN_CRASH_KILLS"))
	if err != nil || n < 1 {
		return perDatabase
	}
	return n
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// load is what the clerks of one county send, and what was answered.
type load struct {
	county, town, at kernel.ID
	clerks           [writers]*clerk
	answered         atomic.Int64
}

// run starts a server, lets the clerks send to it, calls during after the first answer, and kills it.
func (l *load) run(t *testing.T, o db.Options, during func()) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childVar+"="+o.Dir+" "+o.URL)
	var complaint strings.Builder
	cmd.Stderr = &complaint
	pipe, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	url, err := address(pipe)
	if err != nil {
		t.Fatal(err, cmd.Wait(), complaint.String())
	}
	before, via := l.answered.Load(), client()
	var clerks sync.WaitGroup
	var wrong [writers]error
	for i, c := range l.clerks {
		clerks.Go(func() { wrong[i] = c.work(via, url, l.at, func() { l.answered.Add(1) }) })
	}
	for wait := time.Now(); l.answered.Load() == before && time.Since(wait) < 20*time.Second; {
		time.Sleep(time.Millisecond)
	}
	during()
	must(t, cmd.Process.Signal(syscall.SIGKILL))
	clerks.Wait()
	_ = cmd.Wait()
	via.CloseIdleConnections()
	if err := errors.Join(wrong[:]...); l.answered.Load() == before || complaint.Len() > 0 || err != nil {
		t.Fatalf("nothing was answered, or a clerk or the server complains: %v %s", err, complaint.String())
	}
}

// TestDatabaseLosesItsPower crashes a PostgreSQL that flushes to disk under a program that goes on by itself: in the long
// run only, because such a cluster is slow to make.
func TestDatabaseLosesItsPower(t *testing.T) {
	if kills() <= perDatabase || len(dbtest.Engines()) < 2 {
		return
	}
	script := func(args ...string) string {
		cmd := exec.Command("../../scripts/pg.sh", args...)
		cmd.Env = append(os.Environ(), "TOUYAN_PG_FLUSH=1")
		out, err := cmd.Output()
		must(t, err)
		return strings.TrimSpace(string(out))
	}
	dsn := script("start")
	defer script("stop", dsn)
	o := db.Options{Dir: t.TempDir(), URL: dsn}
	l := prepare(t, o)
	for range kills() / 10 {
		l.run(t, o, func() {
			for range 2 {
				time.Sleep(time.Duration(rand.IntN(500)) * time.Millisecond)
				script("crash", dsn)
				before := l.answered.Load()
				for end := time.Now().Add(20 * time.Second); l.answered.Load() == before; time.Sleep(time.Millisecond) {
					if time.Now().After(end) {
						t.Fatal("the program did not come back to its database")
					}
				}
			}
		})
		l.check(t, "postgres", o)
	}
	t.Logf("%d power cuts, %d acknowledged writes, none lost", kills()/10*2, l.answered.Load())
}

func TestKilledWhileItWrites(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			total := int64(0)
			for left := kills(); left > 0; left -= perDatabase {
				o := dbtest.Fresh(t, engine)
				l := prepare(t, o)
				for range min(left, perDatabase) {
					l.run(t, o, func() { time.Sleep(time.Duration(rand.IntN(300)) * time.Millisecond) })
					l.check(t, engine, o)
				}
				total += l.answered.Load()
			}
			t.Logf("%d kills, %d acknowledged writes, none lost", kills(), total)
		})
	}
}
