// Command touyan is the whole product: the server, the demo county, and the administrator's verbs.
package main

import (
	"os"

	"touyan/internal/app"
)

// version is set by the build.
var version = "dev"

func main() { os.Exit(app.Main(version, os.Args[1:], os.Stdout, os.Stderr)) }
