// Package migrations holds the numbered SQL of the schema (docs/adr/0002): common/ runs on both engines, sqlite/ and
// postgres/ on one; their version numbers are disjoint. golden/ holds the resulting schema of each engine.
package migrations

import "embed"

// FS holds the migration files.
//
//go:embed common/*.sql sqlite/*.sql postgres/*.sql
var FS embed.FS
