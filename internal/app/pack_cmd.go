package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"touyan/internal/domain/rulebook"
	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// PackCmd groups the verbs about programme packs.
type PackCmd struct {
	Check  PackCheckCmd  `cmd:"" help:"Check a folder and tell all its faults, with what to write instead."`
	Diff   PackDiffCmd   `cmd:"" help:"Show what a folder would change of the rules that a server has."`
	Apply  PackApplyCmd  `cmd:"" help:"Let a folder hold from a day on."`
	List   PackListCmd   `cmd:"" help:"List the versions that a server has."`
	Move   PackMoveCmd   `cmd:"" help:"Bring the open cases of a type under the rules that hold now."`
	New    PackNewCmd    `cmd:"" help:"Write a commented pack to begin with."`
	Form   PackFormCmd   `cmd:"" help:"Forms as XLSForm workbooks, out and in."`
	Schema PackSchemaCmd `cmd:"" help:"Print the JSON Schema of a pack's files, for editors."`
}

// readPack takes the YAML files of a folder.
func readPack(dir string) (pack.Folder, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return pack.Folder{}, kernel.Invalid("dir", "pack_no_folder").With("dir", dir)
	}
	return pack.ReadFolder(os.DirFS(dir), "", filepath.ToSlash(filepath.Clean(dir)))
}

// sendPack is a folder as a verb takes it.
func sendPack(dir string) (io.Reader, error) {
	f, err := readPack(dir)
	if err != nil {
		return nil, err
	}
	b, err := json.Marshal(f)
	return bytes.NewReader(b), err
}

// maxSent bounds a folder on its way to the server.
const maxSent = 64 << 20

func receivePack(in io.Reader) (pack.Folder, error) {
	var f pack.Folder
	err := json.NewDecoder(io.LimitReader(in, maxSent)).Decode(&f)
	if err != nil {
		return f, kernel.Invalid("pack", "pack_no_folder").Because(err)
	}
	return f, nil
}

// PackCheckCmd checks a folder without any data.
type PackCheckCmd struct {
	Dir string `arg:"" help:"The folder with the YAML files of the pack."`
}

// Help has the examples.
func (PackCheckCmd) Help() string {
	return "The folder is read over the base pack of this program. Each fault has its file, line and column. docs/packs.md explains packs.\n\n" +
		"Examples:\n  touyan pack check our_county"
}

// Run checks.
func (c PackCheckCmd) Run(env *Env) error {
	f, err := readPack(c.Dir)
	if err != nil {
		return err
	}
	base, err := pack.Embedded(packs.FS, "base")
	if err != nil {
		return err
	}
	p, err := pack.LoadFolders(base, f)
	var faults pack.Errors
	if errors.As(err, &faults) {
		return kernel.Invalid("pack", "pack_faults").With("n", fmt.Sprint(len(faults))).With("lines_zh", faults.In("zh")).With("lines", faults.In("en"))
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(env.Out, "%s (%s)\n", p.Name, p.ID)
	for _, s := range p.Describe() {
		fmt.Fprintf(env.Out, "  %-17s %d\n", s.Key, len(s.Items))
	}
	_, err = fmt.Fprintln(env.Out, say("没有错误", "no faults"))
	return err
}

// PackDiffCmd compares a folder with what a server has.
type PackDiffCmd struct {
	Where
	Dir string `arg:"" help:"The folder with the YAML files of the pack."`
}

// Help has the examples.
func (PackDiffCmd) Help() string {
	return "+ is new, ~ is changed (old -> new), ! gets a last day, - would be gone: that is refused, because old records speak of it.\n\n" +
		"Examples:\n  touyan pack diff our_county --data /srv/touyan"
}

// Run compares.
func (c PackDiffCmd) Run(ctx context.Context, env *Env) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	in, err := sendPack(c.Dir)
	if err != nil {
		return err
	}
	return do(ctx, cfg, env, "pack.diff", url.Values{}, in, env.Out)
}

// PackApplyCmd brings a version.
type PackApplyCmd struct {
	Where
	Dir  string `arg:"" help:"The folder with the YAML files of the pack."`
	From string `required:"" help:"The first day on which it holds; today or later." placeholder:"YYYY-MM-DD"`
	Note string `help:"Why: the decision or document; stays in the journal." placeholder:"TEXT"`
}

// Help has the examples.
func (PackApplyCmd) Help() string {
	return "What begins from that day on follows the new rules; what is open stays on the rules it began under. Nothing of an older version is lost.\n\n" +
		"Examples:\n  touyan pack apply our_county --from 2026-12-01 --note 县委办〔2026〕12号 --data /srv/touyan"
}

// Run applies.
func (c PackApplyCmd) Run(ctx context.Context, env *Env) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	in, err := sendPack(c.Dir)
	if err != nil {
		return err
	}
	return do(ctx, cfg, env, "pack.apply", url.Values{"from": {c.From}, "note": {c.Note}}, in, env.Out)
}

// PackListCmd lists versions.
type PackListCmd struct{ Where }

// Run lists.
func (c PackListCmd) Run(ctx context.Context, env *Env) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	return do(ctx, cfg, env, "pack.list", url.Values{}, nil, env.Out)
}

func diffPack(ctx context.Context, a *App, _ url.Values, in io.Reader, out io.Writer) error {
	f, err := receivePack(in)
	if err != nil {
		return err
	}
	changes, err := a.Rulebook.Diff(ctx, f)
	if err != nil {
		return err
	}
	return printChanges(out, changes)
}

var changeSigns = map[string]string{pack.Added: "+", pack.Altered: "~", pack.Ended: "!", pack.Removed: "-"}

func printChanges(out io.Writer, changes []pack.Change) error {
	if len(changes) == 0 {
		_, err := fmt.Fprintln(out, say("没有差别", "nothing differs"))
		return err
	}
	for _, c := range changes {
		line := changeSigns[c.What] + " " + c.Path + " " + c.Name
		if c.File != "" {
			line += fmt.Sprintf("  (%s:%d)", c.File, c.Line)
		}
		fmt.Fprintln(out, strings.TrimRight(line, " "))
		for _, k := range c.Keys {
			fmt.Fprintf(out, "    %s: %s -> %s\n", k.Key, orNone(k.Old), orNone(k.New))
		}
		if c.What == pack.Removed {
			fmt.Fprintln(out, "    "+say("不能去掉：旧记录还用着它。请保留，并写上最后一天(to)", "must stay, because old records speak of it: keep it, and give it a last day (to)"))
		}
	}
	return nil
}

func orNone(s string) string {
	if s == "" {
		return "∅"
	}
	return s
}

func applyPack(ctx context.Context, a *App, args url.Values, in io.Reader, out io.Writer) error {
	f, err := receivePack(in)
	if err != nil {
		return err
	}
	v, err := a.Rulebook.Apply(ctx, rulebook.Proposal{Folder: f, From: kernel.Day(args.Get("from")), Note: args.Get("note")})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, say("第 %d 版，自 %s 起施行\n", "version %d, from %s\n"), v.No, v.From)
	return err
}

func listPacks(ctx context.Context, a *App, _ url.Values, _ io.Reader, out io.Writer) error {
	list, err := a.Rulebook.Versions(ctx)
	if err != nil {
		return err
	}
	for _, v := range list {
		from := string(v.From)
		if from == "" {
			from = "-"
		}
		fmt.Fprintln(out, strings.TrimRight(fmt.Sprintf("%3d  %-10s  %-7s  %s  %s", v.No, from, v.State, v.By, v.Note), " "))
	}
	return nil
}
