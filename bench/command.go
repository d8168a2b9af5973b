package main

import (
	"errors"
	"os"
	"runtime/pprof"

	"touyan/internal/app"
)

// commandWord starts this binary as a command of the program, for a profile of it: the file, then the command.
const commandWord = "command"

// profiled runs a command of the program and writes where its CPU time went.
func profiled(args []string) error {
	out, err := os.Create(args[0])
	if err != nil {
		return err
	}
	if err := pprof.StartCPUProfile(out); err != nil {
		return errors.Join(err, out.Close())
	}
	code := app.Main("bench", args[1:], os.Stdout, os.Stderr)
	pprof.StopCPUProfile()
	if err := out.Close(); err != nil || code == 0 {
		return err
	}
	return errors.New("the command failed")
}
