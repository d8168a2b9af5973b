package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
)

// VerifyCmd recomputes the journal and compares the records with it.
type VerifyCmd struct {
	Where
	Records     bool   `help:"Compare every record with its lines in the journal too." default:"true" negatable:""`
	Checkpoints string `help:"A file of signed checkpoints kept elsewhere, or the address of one." placeholder:"FILE"`
}

// Help has the examples.
func (VerifyCmd) Help() string {
	return "Finds every value, row or entry of the journal that was changed, added, taken away or moved by hand, and every record that is not as the journal says. " +
		"That the newest entries were cut off only a checkpoint kept elsewhere can tell. Works while the server runs; changes nothing. Exit code 1 when something is found.\n\n" +
		"Examples:\n  touyan verify --data /srv/touyan\n  touyan verify --data /srv/touyan --checkpoints checkpoints.txt"
}

// Run verifies and tells what it found.
func (c VerifyCmd) Run(ctx context.Context, env *Env) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	known, err := readCheckpoints(ctx, c.Checkpoints)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	args := url.Values{"records": {strconv.FormatBool(c.Records)}}
	if err := do(ctx, cfg, env, "verify", args, bytes.NewReader(known), &out); err != nil {
		return err
	}
	var r db.Report
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		return err
	}
	return told(env, r, c.Checkpoints != "")
}

// verifyData is the verb behind the command: checkpoints in, a report as JSON out.
func verifyData(ctx context.Context, a *App, args url.Values, in io.Reader, out io.Writer) error {
	known, err := io.ReadAll(io.LimitReader(in, maxFile))
	if err != nil {
		return err
	}
	p := &ticker{w: progressOf(ctx)}
	r, err := a.DB.Verify(ctx, db.VerifyOptions{Records: args.Get("records") != "false", Checkpoints: known, Progress: p.tell})
	p.done()
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(r)
}

// told prints a report; findings are an error.
func told(env *Env, r db.Report, checkpoints bool) error {
	fmt.Fprintf(env.Out, "journal: %d entries, %d lines", r.Entries+r.Pending, r.Lines)
	fmt.Fprintf(env.Out, "; records: %d", r.Records)
	if checkpoints {
		fmt.Fprintf(env.Out, "; checkpoints: %d", r.Checkpoints)
	}
	fmt.Fprintln(env.Out)
	if len(r.Findings) == 0 {
		fmt.Fprintln(env.Out, "nothing was changed past the program")
		return nil
	}
	return findings(r)
}

// findings is the error that lists what was found.
func findings(r db.Report) error {
	lines := make([]string, 0, maxTold)
	for _, f := range r.Findings[:min(len(r.Findings), maxTold)] {
		lines = append(lines, "  "+findingWords(f))
	}
	return kernel.Conflict("verify_findings").With("n", fmt.Sprint(int64(len(r.Findings))+r.More)).With("lines", strings.Join(lines, "\n"))
}

// readCheckpoints reads a file, or what a server publishes; without a name, nothing.
func readCheckpoints(ctx context.Context, name string) ([]byte, error) {
	if name == "" {
		return nil, nil
	}
	if !strings.HasPrefix(name, "http://") && !strings.HasPrefix(name, "https://") {
		return os.ReadFile(name)
	}
	ctx, cancel := context.WithTimeout(ctx, headerTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, name, nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", name, res.Status)
	}
	return io.ReadAll(io.LimitReader(res.Body, maxFile))
}

// CheckpointCmd prints the signed head of the journal's log.
type CheckpointCmd struct {
	Where
	Key bool `help:"Print the key with which checkpoints are checked instead."`
}

// Help has the examples.
func (CheckpointCmd) Help() string {
	return "Keep checkpoints where nobody who runs this server can change them: with them, touyan verify shows that nothing was cut off or written anew. " +
		"The server publishes the same at /checkpoint.\n\n" +
		"Examples:\n  touyan checkpoint --data /srv/touyan >> checkpoints.txt\n  touyan checkpoint --key --data /srv/touyan"
}

// Run prints it.
func (c CheckpointCmd) Run(ctx context.Context, env *Env) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	return do(ctx, cfg, env, "checkpoint", url.Values{"key": {strconv.FormatBool(c.Key)}}, nil, env.Out)
}

func printCheckpoint(ctx context.Context, a *App, args url.Values, _ io.Reader, out io.Writer) error {
	get := a.checkpoint
	if args.Get("key") == "true" {
		get = a.checkpointKey
	}
	text, err := get(ctx)
	if err == nil {
		_, err = out.Write(text)
	}
	return err
}

// checkpoint signs the head of the county's log.
func (a *App) checkpoint(ctx context.Context) ([]byte, error) {
	c, err := a.home(ctx)
	if err != nil {
		return nil, err
	}
	return a.DB.Checkpoint(ctx, c, crypt.SigningIn(a.dir))
}

func (a *App) checkpointKey(ctx context.Context) ([]byte, error) {
	c, err := a.home(ctx)
	if err != nil {
		return nil, err
	}
	key, err := a.DB.VerifierKey(ctx, c, crypt.SigningIn(a.dir))
	return []byte(key + "\n"), err
}

// ticker writes progress to a terminal, twice a second at most.
type ticker struct {
	w    io.Writer
	last time.Time
	some bool
}

const tick = 500 * time.Millisecond

func (t *ticker) tell(what string, done, total int64) {
	if now := time.Now(); now.Sub(t.last) >= tick {
		t.last, t.some = now, true
		if total > 0 {
			fmt.Fprintf(t.w, "\r%3d %% %-30s %12d", 100*min(done, total)/total, what, done)
			return
		}
		fmt.Fprintf(t.w, "\r      %-30s %12d", what, done)
	}
}

func (t *ticker) done() {
	if t.some {
		fmt.Fprintln(t.w)
	}
}
