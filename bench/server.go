package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"syscall"
	"time"

	"touyan/internal/app"
)

// serveWord starts this binary as the server that is measured.
const serveWord = "serve"

// serve is the server's side: the program as a county runs it, with the demo's sign-in so that nobody needs a password.
func serve(ctx context.Context, args []string) error {
	f := flag.NewFlagSet(serveWord, flag.ContinueOnError)
	data := f.String("data", "", "data folder")
	url := f.String("db", "", "PostgreSQL; empty for SQLite")
	profile := f.String("profile", "", "file for a CPU profile")
	if err := f.Parse(args); err != nil {
		return err
	}
	a, err := app.Open(ctx, app.Config{Data: *data, DB: *url}, app.Options{Log: slog.New(slog.NewJSONHandler(os.Stderr, nil)), Demo: true})
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return errors.Join(err, a.Close())
	}
	if *profile != "" {
		out, err := os.Create(*profile)
		if err != nil {
			return errors.Join(err, a.Close())
		}
		defer func() { _ = out.Close() }()
		if err := pprof.StartCPUProfile(out); err != nil {
			return errors.Join(err, a.Close())
		}
		defer pprof.StopCPUProfile()
	}
	fmt.Println(l.Addr())
	return errors.Join(a.Serve(ctx, l, slog.New(slog.NewJSONHandler(os.Stderr, nil))), a.Close())
}

// server is a running server process.
type server struct {
	cmd  *exec.Cmd
	addr string
	log  *os.File
}

// startServer starts one over a county and waits until it listens. Its log goes to a file, as under a supervisor.
func startServer(ctx context.Context, s *settings, c *county, name string) (*server, error) {
	args := []string{serveWord, "-data", c.dir, "-db", c.db}
	if s.profile != "" {
		args = append(args, "-profile", filepath.Join(s.profile, name+".cpu.prof"))
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	v := &server{cmd: exec.CommandContext(ctx, self, args...)}
	if v.log, err = os.Create(filepath.Join(s.dir, name+".log")); err != nil {
		return nil, err
	}
	v.cmd.Stderr = v.log
	v.cmd.Cancel = func() error { return v.cmd.Process.Signal(syscall.SIGTERM) }
	out, err := v.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := v.cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the server did not start, see %s: %w", v.log.Name(), err), v.cmd.Wait())
	}
	v.addr = strings.TrimSpace(line)
	return v, v.settle(ctx)
}

// settle waits until the server has rested for a while: a new one soon does what is due each night, and reads all cases and people for it.
func (v *server) settle(ctx context.Context) error {
	const look, rest, patience = 300 * time.Millisecond, 10, 4 * time.Minute
	quiet := 0
	for start := time.Now(); quiet < rest && time.Since(start) < patience && ctx.Err() == nil; quiet++ {
		before := cpuOf(v.cmd.Process.Pid)
		time.Sleep(look)
		if cpuOf(v.cmd.Process.Pid)-before >= look/20 {
			quiet = -1
		}
	}
	return ctx.Err()
}

// stop ends the server as a supervisor would.
func (v *server) stop() error {
	err := v.cmd.Process.Signal(syscall.SIGTERM)
	return errors.Join(err, v.cmd.Wait(), v.log.Close())
}
