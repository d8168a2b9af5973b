package main

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"
)

// readChecks reads `pass` or `fail`, a tab, and the name of the check; its output was shown when it ran.
func readChecks(r io.Reader, p *part) error {
	in := bufio.NewScanner(r)
	for in.Scan() {
		result, name, _ := strings.Cut(in.Text(), "\t")
		if result == "pass" {
			p.passed++
		} else {
			p.fail(name, "")
		}
	}
	return in.Err()
}

// event is one line of go test -json.
type event struct {
	Action, Package, Test, Output, ImportPath, FailedBuild string
}

// goTests gathers events: the last action and the output of each test and package, keyed "package Test/sub".
type goTests struct {
	order  []string
	action map[string]string
	output map[string]*strings.Builder
}

// readGo counts each test once. A test with subtests is counted through them, unless it failed or was skipped by itself;
// so is a package, which counts only when it failed without a failing test: it did not build, or it ended too early.
func readGo(r io.Reader, p *part) error {
	g := goTests{action: map[string]string{}, output: map[string]*strings.Builder{}}
	dec := json.NewDecoder(r)
	for {
		var e event
		err := dec.Decode(&e)
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		g.add(e)
	}
	g.sum(p)
	return nil
}

func (g *goTests) add(e event) {
	if e.ImportPath != "" { // output of the compiler
		e.Package = e.ImportPath
	}
	key := e.Package
	if e.Test != "" {
		key += " " + e.Test
	}
	if g.output[key] == nil {
		g.output[key] = &strings.Builder{}
		g.order = append(g.order, key)
	}
	switch e.Action {
	case "output", "build-output":
		g.output[key].WriteString(e.Output)
	case "pass", "fail", "skip":
		g.action[key] = e.Action
		if e.FailedBuild != "" && g.output[e.FailedBuild] != nil {
			g.output[key].WriteString(g.output[e.FailedBuild].String())
		}
	case "run":
		g.action[key] = "run" // without an end: the process died in it
	}
}

func (g *goTests) sum(p *part) {
	has := map[string]bool{} // has a child at all
	bad := map[string]bool{} // has a child that did not pass
	for i := len(g.order) - 1; i >= 0; i-- {
		key := g.order[i]
		for parent := parentOf(key); parent != ""; parent = parentOf(parent) {
			has[parent] = true
			bad[parent] = bad[parent] || (g.action[key] != "pass" && g.action[key] != "")
		}
	}
	for _, key := range g.order {
		test := strings.Contains(key, " ")
		switch action := g.action[key]; {
		case action == "pass" && test && !has[key]:
			p.passed++
		case action == "", action == "pass", bad[key]:
		case action == "skip" && !test: // a package without test files
		default:
			p.fail(key+" ("+action+")", g.output[key].String())
		}
	}
}

// parentOf is the test that a subtest belongs to, then its package, then nothing.
func parentOf(key string) string {
	pkg, test, isTest := strings.Cut(key, " ")
	if !isTest {
		return ""
	}
	if i := strings.LastIndexByte(test, '/'); i >= 0 {
		return pkg + " " + test[:i]
	}
	return pkg
}
