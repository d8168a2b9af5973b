package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"touyan/internal/kernel"
)

// verb is what an administrator does at the server's own machine. It runs in this process, or, when a server has the
// folder, inside that server, reached through its local socket.
type verb func(ctx context.Context, a *App, args url.Values, in io.Reader, out io.Writer) error

var verbs = map[string]verb{
	"import":       importFile,
	"export":       exportFile,
	"admin.create": createAdmin,
	"verify":       verifyData,
	"checkpoint":   printCheckpoint,
	"backup":       makeBackup,
	"pack.diff":    diffPack,
	"pack.apply":   applyPack,
	"pack.list":    listPacks,
	"pack.move":    moveCases,
}

// socketName is the local socket inside the data folder; only the folder's owner can reach it.
const socketName = "touyan.sock"

// commandGC is how much garbage, as a share of what lives, a command lets lie. A command works through a county's rows beside
// other programs of a small machine, and what it saves in memory costs it a few parts in a hundred of its time.
const commandGC = 50

// do runs a verb here, or in the server that has the folder.
func do(ctx context.Context, cfg Config, env *Env, name string, args url.Values, in io.Reader, out io.Writer) error {
	if _, err := os.Stat(cfg.Data); err != nil {
		return kernel.Unavailable("not_a_folder").Because(err)
	}
	if cfg.DB == "" && !brings(name, args) && !exists(filepath.Join(cfg.Data, "touyan.db")) {
		return kernel.Unavailable("no_data").With("dir", cfg.Data) // a wrong folder is not set up by the way
	}
	a, err := Open(ctx, cfg, Options{Log: logger(env.Err), Version: env.Version})
	var ke *kernel.Error
	if errors.As(err, &ke) && ke.Code == "folder_in_use" {
		return throughSocket(ctx, cfg, env, name, args, in, out, err)
	}
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	defer debug.SetGCPercent(debug.SetGCPercent(commandGC))
	return a.run(withProgress(ctx, env.Err), name, args, in, out)
}

// brings tells that a verb may bring the county itself.
func brings(name string, args url.Values) bool {
	return name == "import" && args.Get("register") == divisions
}

// run lets whoever may use the server's machine act for the county.
func (a *App) run(ctx context.Context, name string, args url.Values, in io.Reader, out io.Writer) error {
	v, ok := verbs[name]
	if !ok {
		return kernel.NotFound("verb")
	}
	actor := kernel.Actor{Kind: kernel.ActorSystem}
	if c, err := a.home(ctx); err == nil {
		actor = kernel.System(c.ID)
	} else if kernel.KindOf(err) != kernel.KindUnavailable || !brings(name, args) {
		return err
	}
	actor.Name = "administrator"
	return v(kernel.WithActor(ctx, actor), a, args, in, out)
}

func throughSocket(ctx context.Context, cfg Config, env *Env, name string, args url.Values, in io.Reader, out io.Writer, locked error) error {
	client := http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", filepath.Join(cfg.Data, socketName))
	}}}
	defer client.CloseIdleConnections()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://touyan/"+name+"?"+args.Encode(), in)
	if err != nil {
		return err
	}
	res, err := client.Do(req)
	if err != nil {
		return locked // no server answers: something else has the folder
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("the server answered %s", res.Status)
	}
	return readFrames(res.Body, out, env.Err)
}

// listenLocally serves the verbs on the socket until ctx ends. Where the system allows no socket, verbs are simply refused
// while the server runs.
func (a *App) listenLocally(ctx context.Context, dir string, log *slog.Logger) {
	path := filepath.Join(dir, socketName)
	_ = os.Remove(path) // left by a server that was killed; the folder's lock is ours
	l, err := net.Listen("unix", path)
	if err == nil {
		err = os.Chmod(path, 0o600)
	}
	if err != nil {
		log.Warn("no local socket", slog.Any("err", err))
		return
	}
	srv := &http.Server{ReadHeaderTimeout: headerTimeout, Handler: http.HandlerFunc(a.answerVerb)}
	go func() { _ = srv.Serve(l) }()
	context.AfterFunc(ctx, func() {
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = srv.Shutdown(stop)
	})
}

// answerVerb sends what the verb gives as it comes, and at the end how it went.
func (a *App) answerVerb(w http.ResponseWriter, r *http.Request) {
	f := &frames{w: w, flush: http.NewResponseController(w)}
	ctx := withProgress(r.Context(), f.of(frameProgress))
	err := a.run(ctx, filepath.Base(r.URL.Path), r.URL.Query(), r.Body, f.of(frameOut))
	if err == nil {
		_, _ = f.of(frameDone).Write(nil)
		return
	}
	var e *kernel.Error
	if !errors.As(err, &e) {
		e = kernel.Internal(err).With("text", err.Error())
	}
	b, _ := json.Marshal(e)
	_, _ = f.of(frameError).Write(b)
}
