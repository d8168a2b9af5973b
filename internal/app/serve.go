package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"time"

	"touyan/internal/kernel"
)

// Limits of a connection: generous for uploads from a village with one bar of signal, never endless.
const (
	headerTimeout = 10 * time.Second
	readTimeout   = 5 * time.Minute
	writeTimeout  = 5 * time.Minute
	idleTimeout   = 2 * time.Minute
	stopTimeout   = 20 * time.Second
	restAfter     = 2 * time.Second
	serverGC      = 300 // how much garbage, as a share of the 15 MB that live, a server lets lie: a fifth of a page's time was collecting
)

// Listening says how a server is reached.
type Listening struct {
	Where
	Addr   string `help:"Address to listen on (default 127.0.0.1:8080)." placeholder:"HOST:PORT"`
	Secure bool   `help:"Reached over HTTPS through a reverse proxy: cookies are marked secure."`
}

func (l Listening) config() (Config, error) {
	return Config{Data: l.Data, DB: l.DB, Addr: l.Addr, Secure: l.Secure}.load()
}

// ServeCmd serves a county.
type ServeCmd struct{ Listening }

// Help has the examples.
func (ServeCmd) Help() string {
	return "Examples:\n  touyan serve --data /srv/touyan --addr 0.0.0.0:8080\n  touyan serve --data /srv/touyan --db postgres://touyan@db/touyan\n\n" +
		"A new folder is set up at once; then: touyan import divisions, touyan admin create."
}

// Run serves until it is told to stop.
func (c ServeCmd) Run(ctx context.Context, env *Env) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	log := logger(env.Err)
	a, err := Open(ctx, cfg, Options{Log: log, Version: env.Version})
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	l, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return err
	}
	a.addr = cfg.Addr
	a.listenLocally(ctx, cfg.Data, log)
	fmt.Fprintf(env.Out, "http://%s/console\n", l.Addr())
	return a.Serve(ctx, l, log)
}

func logger(w io.Writer) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, nil))
}

// Serve answers until ctx ends, then lets running requests finish.
func (a *App) Serve(ctx context.Context, l net.Listener, log *slog.Logger) error {
	srv := &http.Server{
		Handler: a.Web.Handler(), ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	srv.RegisterOnShutdown(a.Web.EndStreams)
	if err := a.followProgram(ctx, log); err != nil {
		return err
	}
	if err := a.Jobs.Start(ctx); err != nil {
		return err
	}
	go a.followJournal(ctx, log)
	defer debug.SetGCPercent(debug.SetGCPercent(serverGC))
	// What only the start needed (the text of packs, schemas, forms) goes back to the system at once.
	defer time.AfterFunc(restAfter, debug.FreeOSMemory).Stop()
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	err := srv.Shutdown(stop)
	if err != nil {
		err = errors.Join(err, srv.Close())
	}
	return errors.Join(err, a.Jobs.Stop(stop))
}

// followJournal keeps the screens that somebody looks at up with the journal. A folder without a county has none yet.
func (a *App) followJournal(ctx context.Context, log *slog.Logger) {
	for {
		c, err := a.home(ctx)
		if err == nil {
			a.Overview.Follow(kernel.WithActor(ctx, kernel.System(c.ID)), func(err error) { log.ErrorContext(ctx, "screens not kept up", slog.Any("err", err)) })
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
		}
	}
}

// prefixes reads the addresses of reverse proxies; what is no address is left out.
func prefixes(list []string) []netip.Prefix {
	var out []netip.Prefix
	for _, s := range list {
		if p, err := netip.ParsePrefix(s); err == nil {
			out = append(out, p)
		} else if ip, err := netip.ParseAddr(s); err == nil {
			out = append(out, netip.PrefixFrom(ip, ip.BitLen()))
		}
	}
	return out
}
