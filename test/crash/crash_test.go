// Package crash_test kills the program while it writes, again and again, and looks whether anything that was answered as
// saved is lost, half there, or there twice. TOUYAN_CRASH_KILLS says how often (20); `make crash` kills 200 times and also
// crashes a PostgreSQL that flushes to disk.
package crash_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

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

// acked counts, for each writer, the steps that were acknowledged: always all below the number.
type acked struct {
	sync.Mutex
	steps [writers]int
	total int
	wrong string
}

// read follows what the child prints until its end.
func (a *acked) read(r io.Reader) {
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		var w, step int
		if _, err := fmt.Sscanf(lines.Text(), "%d %d", &w, &step); err != nil {
			continue // cut off by the kill
		}
		a.Lock()
		if a.steps[w] != step {
			a.wrong = fmt.Sprintf("writer %d: step %d after %d", w, step, a.steps[w]-1)
		}
		a.steps[w]++
		a.total++
		a.Unlock()
	}
}

func (a *acked) count() int {
	a.Lock()
	defer a.Unlock()
	return a.total
}

// run starts a child, lets it write for so long after its first answer, calls during, and kills it.
func (a *acked) run(t *testing.T, o db.Options, during func()) {
	t.Helper()
	text, err := json.Marshal(order{Dir: o.Dir, URL: o.URL, From: a.steps})
	must(t, err)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childVar+"="+string(text))
	var complaint strings.Builder
	cmd.Stderr = &complaint
	pipe, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	before := a.count()
	read := make(chan struct{})
	go func() { a.read(pipe); close(read) }()
	for wait := time.Now(); a.count() == before && time.Since(wait) < 20*time.Second; {
		time.Sleep(time.Millisecond)
	}
	during()
	must(t, cmd.Process.Signal(syscall.SIGKILL))
	<-read
	_ = cmd.Wait()
	if a.count() == before || complaint.Len() > 0 || a.wrong != "" {
		t.Fatalf("the child: %s %s", complaint.String(), a.wrong)
	}
}

func prepare(t *testing.T, engine string, o db.Options) {
	t.Helper()
	d, err := db.Open(t.Context(), o)
	must(t, err)
	must(t, d.CreateCounty(t.Context(), db.County{ID: dbtest.County, Code: "141029", Name: "乡宁县"}))
	_, err = dbtest.Raw(t, engine, o).Exec(noteDDL)
	must(t, err)
	must(t, d.Write(dbtest.System(t), "note.own", func(tx *db.WriteTx) error {
		for w := range writers {
			if err := tx.Insert(ownNote(w)); err != nil {
				return err
			}
		}
		return nil
	}))
	must(t, d.Close())
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
	prepare(t, "postgres", o)
	a := &acked{}
	for range kills() / 10 {
		a.run(t, o, func() {
			for range 2 {
				time.Sleep(time.Duration(rand.IntN(500)) * time.Millisecond)
				script("crash", dsn)
				before := a.count()
				for end := time.Now().Add(20 * time.Second); a.count() == before; time.Sleep(time.Millisecond) {
					if time.Now().After(end) {
						t.Fatal("the program did not come back to its database")
					}
				}
			}
		})
		check(t, "postgres", o, a)
	}
	t.Logf("%d power cuts, %d acknowledged writes, none lost", kills()/10*2, a.total)
}

func TestKilledWhileItWrites(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			total := 0
			for left := kills(); left > 0; left -= perDatabase {
				o := dbtest.Fresh(t, engine)
				prepare(t, engine, o)
				a := &acked{}
				for range min(left, perDatabase) {
					a.run(t, o, func() { time.Sleep(time.Duration(rand.IntN(300)) * time.Millisecond) })
					check(t, engine, o, a)
				}
				total += a.total
			}
			t.Logf("%d kills, %d acknowledged writes, none lost", kills(), total)
		})
	}
}
