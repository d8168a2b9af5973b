package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// settle is how long a server is left alone before its memory is read.
const settle = 5 * time.Second

// startPart measures the built program itself: how long until it answers, what it holds when nobody asks, how large it is.
func startPart(ctx context.Context, s *settings, t *table) error {
	info, err := os.Stat(s.bin)
	if err != nil {
		return fmt.Errorf("the program is not built (make build): %w", err)
	}
	dir := filepath.Join(s.dir, "start")
	if _, err := makeCounty(ctx, dir, ""); err != nil {
		return err
	}
	addr, err := freeAddress(ctx)
	if err != nil {
		return err
	}
	var log bytes.Buffer
	cmd := exec.CommandContext(ctx, s.bin, "serve", "--data", dir, "--addr", addr)
	cmd.Stderr = &log
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return err
	}
	err = waitReady(ctx, addr)
	took := time.Since(began)
	if err == nil {
		time.Sleep(settle)
		t.add(row{work: "start to first answer", ours: took.Seconds(), unit: "s", aim: aim{atMost, 1}})
		t.add(row{work: "memory when idle", ours: memoryOf(cmd.Process.Pid, "VmRSS"), unit: "MB", aim: aim{atMost, 80}})
		t.add(row{work: "binary", ours: float64(info.Size()) / (1 << 20), unit: "MB", aim: aim{atMost, 60}})
	} else {
		err = fmt.Errorf("%w\n%s", err, log.String())
	}
	return errors.Join(err, cmd.Process.Signal(syscall.SIGTERM), cmd.Wait())
}

// freeAddress finds a port that nobody listens on.
func freeAddress(ctx context.Context) (string, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// waitReady asks until the server can work.
func waitReady(ctx context.Context, addr string) error {
	for start := time.Now(); time.Since(start) < time.Minute; time.Sleep(2 * time.Millisecond) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/readyz", nil)
		if err != nil {
			return err
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			continue
		}
		if err := resp.Body.Close(); err != nil || resp.StatusCode == http.StatusOK {
			return err
		}
	}
	return errors.New("the server never became ready")
}
