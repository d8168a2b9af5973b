// Command bench measures how fast and how large the program is, beside what the bare engine does on the same machine in the
// same run, and prints one table: ours, raw, their ratio, the aim, and whether it was met. Nothing here is a timed test: a
// figure depends on the machine, a ratio much less. docs/performance.md explains the figures.
//
//	make bench                                     everything
//	make bench ARGS="-only submit -quick"          one part, about a minute
//	make bench ARGS="-only submit -profile .cache" with CPU profiles of the server
//
// The server runs as a process of its own (this binary, started with "serve"), so that its CPU time and memory are its own.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// settings are what the flags say.
type settings struct {
	only     []string
	engines  []string
	quick    bool
	dir      string        // the folder that all data of the run lies in; on the disk that is measured
	bin      string        // the built program, for start, memory and size
	profile  string        // folder for CPU profiles of the server and of the commands; empty for none
	duration time.Duration // of one measurement
}

// part is something to measure.
type part struct {
	name string
	run  func(context.Context, *settings, *table) error
}

var parts = []part{{"submit", submitPart}, {"page", pagePart}, {"steps", stepsPart}, {"list", listPart}, {"deadlines", deadlinePart}, {"visits", visitPart}, {"field", fieldPart}, {"screens", screenPart}, {"ledger", ledgerPart}, {"sheets", sheetPart}, {"start", startPart}}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var err error
	switch {
	case len(os.Args) > 1 && os.Args[1] == serveWord:
		err = serve(ctx, os.Args[2:])
	case len(os.Args) > 2 && os.Args[1] == recountWord:
		err = recountVisits(ctx, os.Args[2:])
	case len(os.Args) > 2 && os.Args[1] == itemWord:
		err = oneItem(ctx, os.Args[2:])
	case len(os.Args) > 2 && os.Args[1] == turnWord:
		err = turnLights(ctx, os.Args[2:])
	case len(os.Args) > 2 && os.Args[1] == commandWord:
		err = profiled(os.Args[2:])
	default:
		err = run(ctx)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	s, err := parseFlags()
	if err != nil {
		return err
	}
	if err := os.RemoveAll(s.dir); err != nil {
		return err
	}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	t := &table{}
	fmt.Println(machine())
	for _, p := range parts {
		if len(s.only) > 0 && !slices.Contains(s.only, p.name) {
			continue
		}
		if err := p.run(ctx, s, t); err != nil {
			return errors.Join(fmt.Errorf("%s: %w", p.name, err), os.RemoveAll(s.dir))
		}
	}
	t.print(os.Stdout)
	return os.RemoveAll(s.dir)
}

func parseFlags() (*settings, error) {
	s := &settings{}
	var names []string
	for _, p := range parts {
		names = append(names, p.name)
	}
	only := flag.String("only", "", "parts to run, with commas: "+strings.Join(names, ", "))
	engines := flag.String("engines", "sqlite,postgres", "engines to measure")
	flag.BoolVar(&s.quick, "quick", false, "short measurements on small data: to see that it works, not to quote")
	flag.StringVar(&s.dir, "dir", filepath.Join(".data", "bench"), "folder for the data of the run; it is emptied")
	flag.StringVar(&s.bin, "bin", filepath.Join("bin", "touyan"), "the built program")
	flag.StringVar(&s.profile, "profile", "", "folder for CPU profiles of the server and of the commands")
	flag.DurationVar(&s.duration, "duration", 10*time.Second, "length of one measurement")
	flag.Parse()
	s.engines = strings.Split(*engines, ",")
	if *only != "" {
		s.only = strings.Split(*only, ",")
	}
	for _, name := range s.only {
		if !slices.Contains(names, name) {
			return nil, fmt.Errorf("no part %q; there are %s", name, strings.Join(names, ", "))
		}
	}
	if s.quick {
		s.duration = 2 * time.Second
	}
	var err error
	s.dir, err = filepath.Abs(s.dir)
	return s, err
}

// say tells what is being done, away from the table.
func say(format string, args ...any) { fmt.Fprintf(os.Stderr, "… "+format+"\n", args...) }
