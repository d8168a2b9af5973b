package crash_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sync"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// writers is how many Writes run at once in the child.
const writers = 8

const day kernel.Day = "2026-11-16"

// note is a record of the test: many that are written once (N is 0), and one for each writer that is changed over and over.
type note struct {
	db.BaseModel `bun:"table:t_note"`
	db.Row
	kernel.Stamp
	N         int64  `bun:"n"`
	Text      string `bun:"text"`
	ClientKey string `bun:"client_key"`
}

var _ = db.Declare(db.Table{Name: "note"})

const noteDDL = `CREATE TABLE t_note (county_id BIGINT NOT NULL, id BIGINT NOT NULL, rev BIGINT NOT NULL,
 township_id BIGINT NOT NULL, village_id BIGINT NOT NULL, group_id BIGINT NOT NULL, micro_id BIGINT NOT NULL,
 body_id BIGINT NOT NULL, topic TEXT NOT NULL, sealed BOOLEAN NOT NULL, n BIGINT NOT NULL, text TEXT NOT NULL, client_key TEXT NOT NULL,
 PRIMARY KEY (county_id, id), UNIQUE (county_id, client_key))`

// order tells the child where to write, and which step each writer begins with: the first that was not acknowledged. It
// may have been saved nevertheless; its key tells.
type order struct {
	Dir, URL string
	From     [writers]int
}

// child writes as fast as it can and prints "writer step" for each Write that was answered as saved, until it is killed.
func child(text string) error {
	var o order
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		return err
	}
	d, err := db.Open(context.Background(), db.Options{Dir: o.Dir, URL: o.URL})
	if err != nil {
		return err
	}
	ctx := kernel.WithActor(context.Background(), kernel.System(dbtest.County))
	out := make(chan string, writers)
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for step := o.From[w]; ; {
				err := d.Write(ctx, "note.put", func(tx *db.WriteTx) error { return apply(tx, w, step) })
				switch {
				case err == nil:
					out <- fmt.Sprintf("%d %d\n", w, step)
					step++
				case kernel.KindOf(err) != kernel.KindUnavailable: // away for a moment: the same step again
					fmt.Fprintln(os.Stderr, err)
					os.Exit(3)
				}
			}
		})
	}
	pipe := bufio.NewWriter(os.Stdout)
	for line := range out {
		if _, err := pipe.WriteString(line); err != nil {
			return err
		}
		if len(out) == 0 {
			if err := pipe.Flush(); err != nil {
				return err
			}
		}
	}
	wg.Wait()
	return nil
}

// apply is one step of a writer: by turns a new record, and a change of the writer's own. Done twice it is done once.
func apply(tx *db.WriteTx, w, step int) error {
	stamp := kernel.Stamp{TownshipID: 1, VillageID: kernel.ID(11 + w)}
	key := fmt.Sprintf("%d-%d", w, step)
	if step%2 == 0 {
		var n note
		err := tx.One(&n, "SELECT n.* FROM {note n} WHERE n.client_key = ?", key)
		if kernel.KindOf(err) != kernel.KindNotFound {
			return err
		}
		tx.Tally(stamp, day, "note.new", 1)
		return tx.Insert(&note{ClientKey: key, Stamp: stamp})
	}
	var own note
	if err := tx.One(&own, "SELECT n.* FROM {note n} WHERE n.client_key = ?", fmt.Sprint(w)); err != nil {
		return err
	}
	if err := tx.Lock(&own, own.ID); err != nil || own.Text == key {
		return err
	}
	own.N, own.Text = own.N+1, key
	tx.Tally(stamp, db.Standing, "note.sum", 1)
	return tx.Update(&own)
}
