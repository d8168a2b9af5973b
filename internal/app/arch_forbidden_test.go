package app_test

import (
	"go/ast"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestArchForbidden(t *testing.T) { run(t, forbidden) }

func TestArchNoSkips(t *testing.T) { run(t, noSkips) }

// ban is something that may be used in its homes only. Tests may use it unless tests is set.
type ban struct {
	what  []string // "import/path.Name", or a word of the language
	homes []string // prefixes of paths
	why   string
	tests bool // holds in tests too
}

var commands = []string{"cmd/", "internal/app/", "test/", "bench/"}

var bans = []ban{
	{
		what: []string{"time.Now", "time.Since", "time.Until"},
		homes: append([]string{
			"internal/platform/db/",
			"internal/demo/demo.go", // the demo's own clock, which stands in the past while the past is built
		}, commands...),
		why: "time is fixed by the transaction (tx.Now, tx.Today) or taken from the database's clock (DB.Now), so that records agree and tests can set it",
	},
	{
		what:  []string{"math/rand", "math/rand/v2"},
		homes: []string{"internal/demo/"},
		why:   "secrets need crypto/rand, ids come from tx.NewID; only the seeded demo repeats itself",
	},
	{
		what:  []string{"os.Getenv", "os.LookupEnv", "os.Environ"},
		homes: append([]string{"internal/platform/db/dbtest/"}, commands...),
		why:   "settings come through the configuration of internal/app, where they are listed and printed",
	},
	{
		what:  []string{"fmt.Print", "fmt.Printf", "fmt.Println", "os.Stdout", "os.Stderr", "print", "println"},
		homes: commands,
		why:   "only commands talk to the terminal; everything else logs with slog or returns",
	},
	{what: []string{"log"}, why: "log with slog", tests: true},
	{
		what:  []string{"os.Exit"},
		homes: []string{"cmd/", "test/", "bench/"},
		why:   "return the error; main decides how the process ends",
	},
	{
		what:  []string{"panic"},
		homes: []string{"internal/platform/db/table.go", "internal/platform/web/", "internal/demo/", "ui/embed.go"},
		why:   "return an error; only a wrong declaration, or a builder's wrong word, stops the program at its start",
	},
	{
		what: []string{"context.Background", "context.TODO", "context.WithoutCancel"},
		homes: append([]string{
			"internal/platform/db/",            // the sequencer and the lease outlive every request
			"internal/platform/web/session.go", // the session library asks for methods without a context and never calls them
			"internal/platform/web/problem.go", // so does the API library
			"internal/platform/jobs/",          // workers outlive the context of Start
			"internal/platform/meter/meter.go", // the metrics library asks without a context
		}, commands...),
		why: "take the caller's context: it carries who acts, and ends when they are gone",
	},
	{
		what:  []string{".SQL", ".Pool"},
		homes: []string{"internal/platform/db/", "internal/platform/jobs/"},
		why:   "a second window beside the one door; only the job queue needs the raw transaction and pool",
	},
	{
		what: []string{"touyan/internal/kernel.System"},
		homes: append([]string{
			"internal/kernel/", "internal/demo/", "internal/platform/db/dbtest/",
			"internal/platform/db/recount.go",          // counters are compared over the whole county
			"internal/platform/db/checkpoint.go",       // the program itself names and signs its log
			"internal/platform/db/load.go",             // and says where a restored one goes on
			"internal/platform/ledger/read.go",         // postings are seen with the account or transaction that the actor sees
			"internal/domain/book/service.go",          // places and the other legs of a transaction that the actor sees are named
			"internal/platform/jobs/",                  // the timetable acts for the program, in each county
			"internal/domain/access/service.go",        // whose account this is must be known before anybody acts
			"internal/domain/access/service_sign.go",   // the same at sign-in and by an invitation's link
			"internal/domain/access/service_demo.go",   // whom a visitor of the demo may sign in as
			"internal/domain/place/service_history.go", // former names, codes taken anywhere, and where an old sign leads
			"internal/domain/body/service_placing.go",  // in how many grids somebody is placed, whoever sees those
			"internal/domain/body/service_bar.go",      // what bars a seat, whoever sees the other one
			"internal/domain/body/service_roster.go",   // the public card: posts, service numbers, and names by consent
			"internal/domain/body/service_seat.go",     // whom another room's rules give a post may be known beyond the actor's places
			"internal/domain/casework/service.go",      // names around a case, and what a follow code opens
			"internal/domain/field/service_pull.go",    // whether a list must be made anew: that something changed, not what
			"internal/domain/person/service_bulk.go",   // numbers, codes and rolls that are one in the county; tells no more than the township
			"internal/domain/duty/service.go",          // what somebody owes lies also out of their places, and moves the items above it
			"internal/domain/casework/service_fire.go", // what deadlines ask for
			"internal/platform/web/session.go",         // who is signed in must be known before anybody acts
			"internal/domain/bulletin/service.go",      // names of places above, and what these have issued
			"internal/domain/demand/service.go",        // the villages that a demand reached read what it says; offices are told of beside each other
			"internal/domain/overview/service.go",      // which place the link of a wall opens, and the names of places on a screen
			"internal/domain/indicator/service.go",     // when campaigns ran, since when there is a history, the next number of a basis, and public figures
			"internal/domain/emergency/service.go",     // an emergency lies at the first of its places, and who has another, or one below, reads it too
			"internal/domain/merit/service.go",         // lists and pools lie at the village, and who has a group of it works by them; kin may be out of sight
			"internal/domain/shop/service.go",          // everybody may read what can be taken for points
			"internal/domain/award/service.go",         // relatives, seats and households around a candidate; a posted round is read by everybody
			"internal/domain/visit/service.go",         // a household given to somebody is theirs to visit, wherever it lies; campaigns lie above who visits
			"internal/domain/points/service.go",        // what is somebody's own lies also out of their places; records anywhere propose an entry
			"internal/domain/field/service_pull.go",    // whether anything changed since the last sync, whoever sees it; no row is told
			"internal/domain/quality/service.go",       // when the checks ran over a place, and the name of that place
			"internal/domain/feed/service.go",          // for whom a token or an address of a calendar was made must be known before anybody acts
			"internal/domain/privacy/service.go",       // names of places and past posts around what is held on a person
		}, commands...),
		why: "it sees and may change everything; each file that acts as the program itself is listed here with its reason",
	},
	{
		what:  []string{"unsafe"},
		homes: nil,
		why:   "nothing here is that fast",
		tests: true,
	},
}

// forbidden finds what is used outside its homes.
func forbidden(tr *tree) []string {
	var out []string
	for _, s := range tr.files {
		for _, b := range bans {
			if s.test && !b.tests || slices.ContainsFunc(b.homes, func(h string) bool { return strings.HasPrefix(s.path, h) }) {
				continue
			}
			for _, u := range s.usesOf() {
				if slices.Contains(b.what, u.name) {
					out = append(out, s.at(u.node.Pos(), "%s: %s", u.name, b.why))
				}
			}
		}
		if s.room() != "" && !s.test {
			ast.Inspect(s.file, func(n ast.Node) bool {
				if g, ok := n.(*ast.GoStmt); ok {
					out = append(out, s.at(g.Pos(), "go: a room starts nothing that outlives its caller; let a job do it"))
				}
				return true
			})
		}
	}
	return out
}

// use is a name of an imported package, an import, or a word of the language, where it stands.
type use struct {
	name string
	node ast.Node
}

func (s *source) usesOf() []use {
	var out []use
	local := map[string]string{} // name in this file, import path
	for _, i := range s.file.Imports {
		p := strings.Trim(i.Path.Value, `"`)
		name := strings.TrimSuffix(path.Base(p), "/v2")
		if i.Name != nil {
			name = i.Name.Name
		}
		local[name] = p
		out = append(out, use{p, i})
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && local[x.Name] != "" {
				out = append(out, use{local[x.Name] + "." + n.Sel.Name, n})
			} else {
				out = append(out, use{"." + n.Sel.Name, n}) // a method or field
			}
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.Ident); ok {
				out = append(out, use{f.Name, n})
			}
		}
		return true
	})
	return out
}

// noSkips: a skipped test proves nothing and nobody sees it.
func noSkips(tr *tree) []string {
	var out []string
	for _, s := range tr.files {
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if f, ok := call.Fun.(*ast.SelectorExpr); ok && strings.HasPrefix(f.Sel.Name, "Skip") {
				if x, ok := f.X.(*ast.Ident); ok && slices.Contains([]string{"t", "b", "tb", "f"}, x.Name) {
					out = append(out, s.at(n.Pos(), "%s.%s: mend the test or remove it", x.Name, f.Sel.Name))
				}
			}
			return true
		})
	}
	return out
}

// TestArchNoMachinePaths: what lies in the project must not know the machine it was written on.
func TestArchNoMachinePaths(t *testing.T) {
	traces := []string{"/wo" + "rk/main", "/wo" + "rk/shared", "/wo" + "rk/.", "/ro" + "ot/", "/tmp/contr" + "act", "/tmp/bash" + "_jobs"}
	text := []string{".go", ".ts", ".vue", ".js", ".css", ".html", ".json", ".md", ".sh", ".yml", ".yaml", ".sql", ".mod", ".tsv", ".txtar", ""}
	err := walk(func(name string) error {
		if !slices.Contains(text, path.Ext(name)) {
			return nil
		}
		b, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return err
		}
		for _, trace := range traces {
			if strings.Contains(string(b), trace) {
				t.Errorf("%s names %s, a path of one machine", name, trace)
			}
		}
		if path.Base(name) == "package-lock.json" && strings.Contains(string(b), `"resolved": "http`) {
			t.Errorf("%s names the address packages came from; install with omit-lockfile-registry-resolved", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
