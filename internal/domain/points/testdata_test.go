package points_test

import "embed"

// Two schemes as they were published (domain facts 1.1.1): base 60 with stars, and base 100 with clauses.
//
//go:embed testdata
var testdata embed.FS
