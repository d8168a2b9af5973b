package access

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// JournalChange is one column that an entry changed.
type JournalChange struct {
	Column string `json:"column"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// JournalItem is what happened to a record.
type JournalItem struct {
	No      int64           `json:"no"`
	At      int64           `json:"at"`
	Actor   string          `json:"actor"`
	Action  string          `json:"action"`
	Reason  string          `json:"reason"`
	Op      string          `json:"op" enum:"insert,update,delete,view"`
	Rev     int64           `json:"rev"`
	Changes []JournalChange `json:"changes" nullable:"false"`
	Hash    string          `json:"hash"`
}

// Journal reads what happened to a record, newest first, as far as the actor may see the record.
func (s *Service) Journal(ctx context.Context, table string, id kernel.ID) ([]JournalItem, error) {
	out := []JournalItem{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if table == "account" { // has no place of its own: it is seen where its person is
			if _, err := viewOf(tx, id); err != nil {
				return err
			}
		}
		events, err := tx.Timeline(table, id)
		for _, e := range events {
			out = append(out, JournalItem{
				No: e.No, At: e.At, Actor: e.Actor, Action: e.Action, Reason: e.Reason, Op: string(e.Op), Rev: e.Rev,
				Changes: shownChanges(e.Changes), Hash: e.Hash,
			})
		}
		return err
	})
	slices.Reverse(out)
	return out, err
}

// sealed is what personal data looks like as it is stored.
var sealed = regexp.MustCompile(`^k[0-9]+\.`)

// shownChanges leaves out what only the program reads, and masks personal data.
func shownChanges(list []db.Change) []JournalChange {
	out := []JournalChange{}
	for _, c := range list {
		if strings.HasSuffix(c.Column, "_hash") || strings.HasSuffix(c.Column, "_index") || strings.HasSuffix(c.Column, "_key") {
			continue
		}
		out = append(out, JournalChange{Column: c.Column, Before: masked(c.Before), After: masked(c.After)})
	}
	return out
}

func masked(v string) string {
	if sealed.MatchString(v) {
		return kernel.Mask
	}
	return v
}
