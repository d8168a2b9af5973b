package app

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
)

// PackMoveCmd brings open cases under newer rules.
type PackMoveCmd struct {
	Where
	Type  string            `arg:"" help:"The case type, by its id in the pack."`
	Note  string            `help:"Why; stays in the journal. Without it nothing is moved, only shown." placeholder:"TEXT"`
	State map[string]string `help:"For a state that has ended: where its cases go on." placeholder:"OLD=NEW"`
}

// Help has the examples.
func (PackMoveCmd) Help() string {
	return "Open cases end by the rules they began under. This shows what the rules of now would change for those of one type, and with --note brings all of them over in one act.\n\n" +
		"Examples:\n  touyan pack move report --data /srv/touyan\n  touyan pack move report --note 县委办〔2026〕12号 --data /srv/touyan"
}

// Run shows or moves.
func (c PackMoveCmd) Run(ctx context.Context, env *Env) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	args := url.Values{"type": {c.Type}, "note": {c.Note}}
	for was, will := range c.State {
		args.Add("state", was+"="+will)
	}
	return do(ctx, cfg, env, "pack.move", args, nil, env.Out)
}

func moveCases(ctx context.Context, a *App, args url.Values, _ io.Reader, out io.Writer) error {
	if err := a.Rulebook.Refresh(ctx); err != nil {
		return err
	}
	m := casework.Ruling{Type: args.Get("type"), Reason: args.Get("note"), States: map[string]string{}}
	for _, pair := range args["state"] {
		was, will, ok := strings.Cut(pair, "=")
		if !ok {
			return kernel.Invalid("state", "bad_value")
		}
		m.States[was] = will
	}
	ask := a.Casework.RulingOf
	if m.Reason != "" {
		ask = a.Casework.Rule
	}
	p, err := ask(ctx, m)
	if err != nil {
		return err
	}
	return printRuling(out, p, m.Reason != "")
}

func printRuling(out io.Writer, p *casework.RulingPreview, done bool) error {
	fmt.Fprintf(out, say("%s：%d 件在办的按旧规则办，现行第 %d 版\n", "%s: %d open cases under older rules; version %d holds now\n"), p.Name, p.N, p.To)
	for _, v := range p.From {
		fmt.Fprintf(out, say("第 %d 版：%d 件\n", "version %d: %d\n"), v.No, v.N)
		if err := printChanges(out, v.Changes); err != nil {
			return err
		}
	}
	for _, st := range p.States {
		fmt.Fprintf(out, "  %s %s %d", st.ID, st.Name, st.N)
		if st.Gone {
			fmt.Fprintf(out, " -> %s", orNone(st.To))
		}
		fmt.Fprintln(out)
	}
	if slices.ContainsFunc(p.States, func(st casework.RulingState) bool { return st.Gone && st.To == "" }) {
		fmt.Fprint(out, say("停用的状态要用 --state 旧=新 说明改到哪里:", "say with --state OLD=NEW where cases of an ended state go on:"))
		for _, st := range p.Into {
			fmt.Fprintf(out, " %s %s", st.ID, st.Name)
		}
		fmt.Fprintln(out)
	}
	fmt.Fprintf(out, say("期限提前 %d 件，延后 %d 件，当场到期 %d 件\n", "due sooner %d, later %d, over at once %d\n"), p.Sooner, p.Later, p.Overdue)
	if !done {
		_, err := fmt.Fprintln(out, say("只是预览；写上 --note 才转", "only shown; with --note they are moved"))
		return err
	}
	_, err := fmt.Fprintln(out, say("已转", "moved"))
	return err
}
