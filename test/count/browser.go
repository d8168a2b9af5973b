package main

import (
	"encoding/json"
	"io"
	"strings"
)

// vitestReport is what vitest's JSON reporter writes.
type vitestReport struct {
	TestResults []struct {
		Name, Status, Message string
		AssertionResults      []struct {
			FullName, Status string
			FailureMessages  []string
		}
	}
}

func readVitest(r io.Reader, p *part) error {
	var v vitestReport
	if err := json.NewDecoder(r).Decode(&v); err != nil {
		return err
	}
	for _, file := range v.TestResults {
		if file.Status != "passed" && len(file.AssertionResults) == 0 {
			p.fail(file.Name, file.Message) // it did not even load
		}
		for _, a := range file.AssertionResults {
			if a.Status == "passed" {
				p.passed++
			} else {
				p.fail(a.FullName+" ("+a.Status+")", strings.Join(a.FailureMessages, "\n"))
			}
		}
	}
	return nil
}

// playwrightReport is what Playwright's JSON reporter writes.
type playwrightReport struct {
	Suites []suite
	Errors []struct{ Message string }
}

type suite struct {
	Title  string
	Suites []suite
	Specs  []struct {
		Title string
		Tests []struct {
			ProjectName, Status string
			Results             []struct{ Errors []struct{ Message string } }
		}
	}
}

func readPlaywright(r io.Reader, p *part) error {
	var v playwrightReport
	if err := json.NewDecoder(r).Decode(&v); err != nil {
		return err
	}
	for _, e := range v.Errors {
		p.fail("before the stories", e.Message)
	}
	for _, s := range v.Suites {
		s.sum("", p)
	}
	return nil
}

// sum counts one test for each browser size. Only "expected" passes: a flaky one failed at least once.
func (s suite) sum(above string, p *part) {
	path := strings.TrimPrefix(above+" > "+s.Title, " > ")
	for _, spec := range s.Specs {
		for _, t := range spec.Tests {
			if t.Status == "expected" {
				p.passed++
				continue
			}
			var out []string
			for _, r := range t.Results {
				for _, e := range r.Errors {
					out = append(out, e.Message)
				}
			}
			p.fail(path+" > "+spec.Title+" ["+t.ProjectName+"] ("+t.Status+")", strings.Join(out, "\n"))
		}
	}
	for _, child := range s.Suites {
		child.sum(path, p)
	}
}
