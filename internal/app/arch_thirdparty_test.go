package app_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
)

func TestArchThirdParty(t *testing.T) { run(t, thirdParty) }

// home is where a library may be imported, and what for. What is not listed may be imported nowhere (docs/adr/0007).
type home struct {
	library string
	folders []string
	why     string
}

var homes = []home{
	{"github.com/uptrace/bun", []string{"internal/platform/db"}, "writes through structs on both engines"},
	{"github.com/pressly/goose/v3", []string{"internal/platform/db"}, "migrations"},
	{"github.com/jackc/pgx/v5", []string{"internal/platform/db", "bench"}, "PostgreSQL driver; the bench measures it bare"},
	{"modernc.org/sqlite", []string{"internal/platform/db", "bench"}, "SQLite without cgo; the bench measures it bare"},
	{"golang.org/x/mod/sumdb", []string{"internal/platform/db"}, "the journal's verifiable log"},
	{"github.com/danielgtaylor/huma/v2", []string{"internal/platform/web"}, "operations, validation and OpenAPI from Go types"},
	{"github.com/alexedwards/scs/v2", []string{"internal/platform/web"}, "sessions"},
	{"github.com/alexedwards/argon2id", []string{"internal/platform/web"}, "password hashes"},
	{"github.com/coreos/go-oidc/v3", []string{"internal/platform/web"}, "sign-in through a county's own identity service"},
	{"golang.org/x/oauth2", []string{"internal/platform/web"}, "as above"},
	{"github.com/prometheus/client_golang", []string{"internal/platform/meter"}, "metrics"},
	{"github.com/skip2/go-qrcode", []string{"internal/platform/web"}, "QR codes of public cards"},
	{"github.com/riverqueue/river", []string{"internal/platform/jobs"}, "jobs inside the transaction"},
	{"github.com/goccy/go-yaml", []string{"internal/platform/pack"}, "packs, with line and column in every error"},
	{"github.com/expr-lang/expr", []string{"internal/platform/rule"}, "formulas"},
	{"github.com/shopspring/decimal", []string{"internal/platform/rule"}, "exact numbers in formulas"},
	{"github.com/xuri/excelize/v2", []string{"internal/platform/sheet", "bench", "test/county"}, "XLSX; the bench measures it bare"},
	{"github.com/mozillazg/go-pinyin", []string{"internal/platform/text"}, "all readings of a character"},
	{"golang.org/x/text", []string{"internal/platform/text", "internal/platform/crypt"}, "Unicode forms and widths: of search keys, and before a blind index"},
	{"github.com/emmansun/gmsm", []string{"internal/platform/crypt"}, "SM2, SM3 and SM4"},
	{"golang.org/x/crypto/argon2", []string{"internal/platform/crypt"}, "a key from the passphrase of a backup; argon2id above brings it anyway"},
	{"golang.org/x/term", []string{"internal/app"}, "asking for a passphrase without showing it"},
	{"github.com/alecthomas/kong", []string{"cmd", "internal/app"}, "command line"},
	{"github.com/knadh/koanf", []string{"internal/app"}, "settings: defaults, file, environment"},
	{"github.com/google/go-cmp", nil, "tests only"},
	{"pgregory.net/rapid", nil, "tests only"},
	{"go.uber.org/goleak", nil, "tests only"},
	{"github.com/rogpeppe/go-internal", nil, "tests only"},
	{"github.com/makiuchi-d/gozxing", nil, "tests only: reads printed QR codes as a telephone does"},
	{"golang.org/x/mod/modfile", nil, "tests only: this one reads go.mod"},
}

// thirdParty checks that each library stays at home.
func thirdParty(tr *tree) []string {
	var out []string
	for _, s := range tr.files {
		if s.dir() == "internal/pins" { // holds versions in go.mod, never built
			continue
		}
		for imported, pos := range s.imports() {
			first, _, _ := strings.Cut(imported, "/")
			if !strings.Contains(first, ".") {
				continue
			}
			i := slices.IndexFunc(homes, func(h home) bool { return under(imported, h.library) })
			switch {
			case i < 0:
				out = append(out, s.at(pos, "imports %s, which has no home: list it in internal/app/arch_thirdparty_test.go and say why in docs/adr/0007-dependencies.md", imported))
			case s.test:
			case !slices.ContainsFunc(homes[i].folders, func(f string) bool { return under(s.dir(), f) }):
				out = append(out, s.at(pos, "imports %s, whose home is %v (%s)", imported, homes[i].folders, homes[i].why))
			}
		}
	}
	return out
}

// under tells whether a path is the folder or lies in it; github.com/knadh/koanf holds koanf/v2 and koanf/parsers/….
func under(p, folder string) bool { return p == folder || strings.HasPrefix(p, folder+"/") }

// TestArchHomesAreRequired: a home for a library that go.mod has dropped is a line to remove.
func TestArchHomesAreRequired(t *testing.T) {
	mod := goMod(t, filepath.Join(root, "go.mod"))
	for _, h := range homes {
		if !slices.ContainsFunc(mod.Require, func(r *modfile.Require) bool {
			return under(h.library, r.Mod.Path) || under(r.Mod.Path, h.library)
		}) {
			t.Errorf("%s has a home but is not in go.mod", h.library)
		}
	}
}

// TestModerncLibc: modernc.org/sqlite is tested by its makers with exactly one libc; another one corrupts memory silently.
func TestModerncLibc(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.GoMod}}", "modernc.org/sqlite").Output()
	if err != nil {
		t.Fatal(err)
	}
	const libc = "modernc.org/libc"
	asked := versionOf(goMod(t, strings.TrimSpace(string(out))), libc)
	have := versionOf(goMod(t, filepath.Join(root, "go.mod")), libc)
	if asked == "" || asked != have {
		t.Errorf("go.mod has %s %s; modernc.org/sqlite asks for %s", libc, have, asked)
	}
}

func goMod(t *testing.T, file string) *modfile.File {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	f, err := modfile.Parse(file, b, nil)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func versionOf(f *modfile.File, module string) string {
	for _, r := range f.Require {
		if r.Mod.Path == module {
			return r.Mod.Version
		}
	}
	return ""
}
