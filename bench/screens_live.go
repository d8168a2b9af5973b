package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"touyan/internal/app"
	"touyan/internal/kernel"
)

// live opens many screens, of the county and of its townships, and lets clerks commit at a steady pace: what the server's processor does
// for both, and for the commits alone.
func (e benchEngine) live(ctx context.Context, s *settings, t *table) error {
	screens := liveScreens
	if s.quick {
		screens = 50
	}
	v, err := startServer(ctx, s, e.c, "live-"+e.driver)
	if err != nil {
		return err
	}
	alone, err := e.paced(ctx, s, v)
	if err != nil {
		return errors.Join(err, v.stop())
	}
	listening, stop := context.WithCancel(ctx)
	var heard atomic.Int64
	var readers sync.WaitGroup
	for i := range screens {
		at := e.c.id
		if i%2 == 1 {
			at = e.c.villages[i%len(e.c.villages)].Stamp.TownshipID
		}
		if err := e.listen(listening, v, at, &heard, &readers); err != nil {
			stop()
			return errors.Join(err, v.stop())
		}
	}
	time.Sleep(2 * time.Second)
	heard.Store(0)
	both, err := e.paced(ctx, s, v)
	told := heard.Load()
	stop()
	readers.Wait()
	if err != nil {
		return errors.Join(err, v.stop())
	}
	t.add(row{
		work: fmt.Sprintf("%d screens live at %d commits a second, %s: cores of the server", screens, liveCommits, e.name), ours: both, unit: "", aim: aim{atMost, 1},
		note: fmt.Sprintf("%.2f for the commits alone; %d events told", alone, told),
	})
	return v.stop()
}

// paced commits cases at a steady pace and tells how many cores the server took.
func (e benchEngine) paced(ctx context.Context, s *settings, v *server) (float64, error) {
	conns := make([]*conn, 8)
	for i := range conns {
		var err error
		if conns[i], err = dial(ctx, v.addr, e.c.clerks[i]); err != nil {
			return 0, err
		}
	}
	sub := newSubmission(e.c, conns, int(time.Now().UnixNano()%1e6))
	before, start := cpuOf(v.cmd.Process.Pid), time.Now()
	var wg sync.WaitGroup
	failed := make(chan error, len(conns))
	for i, k := range conns {
		wg.Go(func() {
			tick := time.NewTicker(time.Second * time.Duration(len(conns)) / liveCommits)
			defer tick.Stop()
			for n := i << 32; time.Since(start) < s.duration; n++ {
				<-tick.C
				if err := sub.send(k, n); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	wg.Wait()
	took := time.Since(start)
	used := cpuOf(v.cmd.Process.Pid) - before
	var err error
	for _, k := range conns {
		err = errors.Join(err, k.Close())
	}
	select {
	case bad := <-failed:
		err = errors.Join(err, bad)
	default:
	}
	return used.Seconds() / took.Seconds(), err
}

// listen opens a screen and reads what it is told.
func (e benchEngine) listen(ctx context.Context, v *server, at kernel.ID, heard *atomic.Int64, readers *sync.WaitGroup) error {
	k, err := dial(ctx, v.addr, e.c.centre)
	if err != nil {
		return err
	}
	if err := k.send([]byte(k.header(http.MethodGet, fmt.Sprintf("/api/overview/live?place=%d", at)) + "Accept: text/event-stream\r\n\r\n")); err != nil {
		return err
	}
	resp, err := http.ReadResponse(k.r, nil) //nolint:bodyclose // closed with the connection that it is read from
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		_ = resp.Body.Close()
		return fmt.Errorf("a screen was answered with %s", resp.Status)
	}
	readers.Add(2)
	go func() {
		defer readers.Done()
		<-ctx.Done()
		_ = k.Close()
	}()
	go func() {
		defer readers.Done()
		lines := bufio.NewReaderSize(resp.Body, 64<<10)
		for {
			line, err := lines.ReadSlice('\n')
			if errors.Is(err, bufio.ErrBufferFull) {
				continue
			}
			if err != nil || errors.Is(err, net.ErrClosed) {
				return
			}
			if strings.HasPrefix(string(line), "event: ") {
				heard.Add(1)
			}
		}
	}()
	return nil
}

// recount compares the counters of visits with the visits, as a process of its own, so that its memory is its own.
func (e benchEngine) recount(ctx context.Context, t *table, visits int) error {
	out, err := e.other(ctx, recountWord)
	if err != nil {
		return err
	}
	var seconds, peak float64
	var parts int
	if _, err := fmt.Sscan(out, &seconds, &peak, &parts); err != nil {
		return err
	}
	t.add(row{work: fmt.Sprintf("counters compared with %d visits, %s", visits, e.name), ours: seconds, unit: "s", aim: aim{atMost, 180}, note: fmt.Sprintf("%d differences", parts)})
	t.add(row{work: "the most memory it held", ours: peak, unit: "MB", aim: aim{atMost, 300}})
	return nil
}

// recountVisits is the other side of recount: seconds, megabytes and differences on one line.
func recountVisits(ctx context.Context, args []string) error {
	return onCounty(ctx, args, func(ctx context.Context, a *app.App) error {
		start := time.Now()
		parts, err := a.Visit.Recount(ctx, kernel.ActorOf(ctx).CountyID)
		if err == nil {
			fmt.Println(time.Since(start).Seconds(), memoryOf(os.Getpid(), "VmHWM"), len(parts))
		}
		return err
	})
}
