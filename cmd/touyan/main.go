// Command touyan is the whole product: the server, the demo county, and the administrator's verbs.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"touyan/internal/app"
)

// version is set by the build.
var version = "dev"

func main() { os.Exit(run()) }

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	cli := app.CLI{}
	parser, err := kong.New(&cli, app.Describe(version)...)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	args := os.Args[1:]
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if err == nil {
		parsed.BindTo(ctx, (*context.Context)(nil))
		err = parsed.Run(&app.Env{Version: version, Out: os.Stdout, Err: os.Stderr})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, app.Words(err))
		return 1
	}
	return 0
}
