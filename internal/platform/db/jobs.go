package db

import "database/sql"

// What is in this file is for platform/jobs alone: River inserts its job inside our transaction and polls on our own pool.
// A second pool on SQLite would starve behind the writer; any other caller would go past the scope and the journal.

// SQL is the transaction of a Write. Only platform/jobs may call it.
func (t *WriteTx) SQL() *sql.Tx { return t.at().Tx }

// Engine is the engine of the transaction: "sqlite" or "postgres". Only platform/jobs may call it.
func (t *WriteTx) Engine() string { return t.d.Engine() }

// Pool is the pool that Write uses. Only platform/jobs may call it.
func (d *DB) Pool() *sql.DB { return d.write.DB }
