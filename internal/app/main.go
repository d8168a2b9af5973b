package app

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// Main runs one command line and gives its exit code; an interrupt lets a server end what it is doing.
func Main(version string, args []string, out, errs io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	code := -1 // of a command that ends by itself, as help does
	cli := CLI{}
	parser, err := kong.New(&cli, append(Describe(version), kong.Writers(out, errs), kong.Exit(func(c int) { code = c }))...)
	if err != nil {
		fmt.Fprintln(errs, err)
		return 1
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if code >= 0 {
		return code
	}
	if err == nil {
		parsed.BindTo(ctx, (*context.Context)(nil))
		err = parsed.Run(&Env{Version: version, Out: out, Err: errs})
	}
	if err != nil {
		fmt.Fprintln(errs, Words(err))
		return 1
	}
	return 0
}
