package app_test

import (
	"strings"
	"testing"
)

// sinRules is a small house for TestArchBites.
const sinRules = `<!-- layers -->
| layer | folder | may import | its tests too |
| --- | --- | --- | --- |
| domain | internal/domain | platform kernel | |
| platform | internal/platform | kernel | |
| kernel | internal/kernel | | |
<!-- rooms -->
| room | uses | what |
| --- | --- | --- |
| place | | |
| body | place | |
| gone | | |
<!-- drawers -->
| drawer | holds | may import | other rooms |
| --- | --- | --- | --- |
| ROOM | | kernel | |
| service | | kernel db | yes |
| store | | kernel db | |
`

// TestArchBites: each check must complain about a file that breaks its rule, and say what is wrong.
func TestArchBites(t *testing.T) {
	for name, sin := range map[string]struct {
		check            check
		path, text, want string
	}{
		"upwards":        {arrows, "internal/kernel/a.go", `import "touyan/internal/platform/db"`, "kernel may not use platform"},
		"no layer":       {arrows, "internal/other/a.go", ``, "belongs to no layer"},
		"later room":     {arrows, "internal/domain/place/service.go", `import "touyan/internal/domain/body"`, "travel as an event"},
		"dbtest":         {arrows, "internal/domain/place/store.go", `import "touyan/internal/platform/db/dbtest"`, "for tests only"},
		"room gone":      {roomsExist, "internal/domain/place/place.go", ``, "lists room gone"},
		"arrow unused":   {roomsExist, "internal/domain/body/body.go", ``, "body -> place, which nothing uses"},
		"room unlisted":  {roomsExist, "internal/domain/new/new.go", ``, "room new is missing"},
		"kernel":         {kernelAlone, "internal/kernel/a.go", `import "github.com/x/y"`, "standard library only"},
		"drawer import":  {drawers, "internal/domain/place/store.go", `import "touyan/internal/platform/web"`, "drawer store may import only"},
		"drawer room":    {drawers, "internal/domain/body/store.go", `import "touyan/internal/domain/place"`, "may not use another room"},
		"drawer name":    {drawers, "internal/domain/place/odds.go", ``, "a room has only the drawers"},
		"behind a door":  {drawers, "internal/domain/place/service.go", `import "net/http"`, "HTTP goes through platform/web"},
		"long file":      {sizes, "internal/kernel/a.go", strings.Repeat("\n", 401), "a file has at most"},
		"long function":  {sizes, "internal/kernel/a.go", "func F() {" + strings.Repeat("\n", 61) + "}", "F has 62 lines"},
		"empty name":     {names, "internal/platform/utils/a.go", ``, "says nothing"},
		"bare table":     {sqlTokens, "internal/domain/place/store.go", "var q = `SELECT * FROM t_place`", "write {place alias}"},
		"no such table":  {sqlTokens, "internal/domain/place/store.go", "var q = `SELECT * FROM {nothing n}`", "declared by no room"},
		"foreign table":  {sqlTokens, "internal/domain/place/store.go", "var q = ` JOIN {body b} ON 1`", "no arrow"},
		"foreign record": {sqlTokens, "internal/domain/place/store.go", "type r struct { db.BaseModel `bun:\"table:t_body\"` }", "does not declare"},
		"two homes":      {oneHome, "internal/domain/place/store.go", `var _ = db.Declare(db.Table{Name: "body", Place: db.PlaceCounty})`, "a table has one home"},
		"clock":          {forbidden, "internal/domain/place/service.go", "import \"time\"\nvar now = time.Now()", "time is fixed by the transaction"},
		"dice":           {forbidden, "internal/platform/web/a.go", `import _ "math/rand/v2"`, "crypto/rand"},
		"environment":    {forbidden, "internal/platform/web/a.go", "import \"os\"\nvar e = os.Getenv(\"X\")", "configuration of internal/app"},
		"terminal":       {forbidden, "internal/platform/web/a.go", "import \"fmt\"\nfunc f() { fmt.Println() }", "only commands talk"},
		"panic":          {forbidden, "internal/domain/place/rules.go", "func f() { panic(1) }", "return an error"},
		"goroutine":      {forbidden, "internal/domain/place/service.go", "func f() { go f() }", "let a job do it"},
		"background":     {forbidden, "internal/domain/place/service.go", "import \"context\"\nvar c = context.Background()", "caller's context"},
		"the program":    {forbidden, "internal/domain/place/service.go", "import \"touyan/internal/kernel\"\nvar a = kernel.System(1)", "listed here with its reason"},
		"skipped":        {noSkips, "internal/kernel/a_test.go", "import \"testing\"\nfunc TestX(t *testing.T) { t.Skip() }", "mend the test"},
		"no home":        {thirdParty, "internal/platform/web/a.go", `import "github.com/x/y"`, "has no home"},
		"away from home": {thirdParty, "internal/domain/place/store.go", `import "github.com/uptrace/bun"`, "whose home is"},
	} {
		t.Run(name, func(t *testing.T) {
			got := strings.Join(sin.check(sinful(t, sin.path, sin.text)), "\n")
			if !strings.Contains(got, sin.want) {
				t.Errorf("want a complaint with %q, got %q", sin.want, got)
			}
		})
	}
}

// sinful is a tree with one sound room, body, and the file in question.
func sinful(t *testing.T, path, text string) *tree {
	t.Helper()
	r, err := readRules(sinRules)
	if err != nil {
		t.Fatal(err)
	}
	tr := &tree{rules: r}
	for name, text := range map[string]string{
		"internal/domain/body/store.go": "const table = `body`\nvar _ = db.Declare(db.Table{Name: table, Place: db.PlaceCounty})",
		path:                            text,
	} {
		if err := tr.add(name, "package p\n"+text+"\n"); err != nil {
			t.Fatal(err)
		}
	}
	return tr
}
