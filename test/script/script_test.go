// Package script_test plays stories at the command line: each .txtar file runs the program as an administrator types it. The
// start of a file's name is the row of the requirements that it proves; 00 is for what has no row.
package script_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"touyan/internal/app"
	"touyan/internal/platform/db/dbtest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"touyan": func() { os.Exit(app.Main("1.2.3", os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

var commands = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"mkxlsx":    mkxlsx,
	"oldschema": oldSchema,
	"port":      port,
	"get":       get,
	"first":     first,
	"sql":       tamper,
	"call":      call,
	"form":      form,
	"pick":      pick,
	"part":      part,
}

// setUp gives a story its browsers, and the packs that the program brings.
func setUp(e *testscript.Env) error {
	packs, err := filepath.Abs("../../packs")
	e.Setenv("PACKS", packs)
	e.Values[jarsKey{}] = jars{}
	return err
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: ".", Cmds: commands, RequireUniqueNames: true, Setup: setUp})
}

// TestScriptsPostgres plays the stories that keep something on the other engine; the folder then holds keys and files only.
func TestScriptsPostgres(t *testing.T) {
	if len(dbtest.Engines()) == 1 {
		t.Log("PostgreSQL is not there: make test starts one")
		return
	}
	files, err := filepath.Glob("[A-Z]*.txtar")
	packs, _ := filepath.Glob("00_packs*.txtar")
	files = append(files, packs...)
	if err != nil || len(files) == 0 {
		t.Fatal("no stories", err)
	}
	testscript.Run(t, testscript.Params{Files: files, Cmds: commands, RequireUniqueNames: true, Setup: func(e *testscript.Env) error {
		e.Setenv("TOUYAN_DB", dbtest.Fresh(t, "postgres").URL)
		return setUp(e)
	}})
}
