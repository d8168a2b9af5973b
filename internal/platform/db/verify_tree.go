package db

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"touyan/internal/kernel"
)

// tree grows the log's Merkle tree leaf by leaf and holds only its right edge.
type tree struct {
	size int64
	edge []tlog.Hash // complete subtrees, the largest first
}

// add takes the next leaf and returns the hashes that it completes, in the order in which they are stored.
func (t *tree) add(leaf tlog.Hash) []tlog.Hash {
	out := []tlog.Hash{leaf}
	h := leaf
	for n := t.size; n&1 == 1; n >>= 1 {
		h = tlog.NodeHash(t.edge[len(t.edge)-1], h)
		t.edge = t.edge[:len(t.edge)-1]
		out = append(out, h)
	}
	t.edge = append(t.edge, h)
	t.size++
	return out
}

// root is the hash of the whole tree; of an empty one, nothing.
func (t *tree) root() tlog.Hash {
	if len(t.edge) == 0 {
		return tlog.Hash{}
	}
	h := t.edge[len(t.edge)-1]
	for i := len(t.edge) - 2; i >= 0; i-- {
		h = tlog.NodeHash(t.edge[i], h)
	}
	return h
}

// strange is an entry whose hash is not the one that the tree has in its place.
type strange struct {
	no   int64
	hash tlog.Hash
	told bool // what was changed has been said already
}

// hashWindow holds a stretch of the stored hashes.
type hashWindow struct {
	from, to int64 // ids
	has      map[int64]string
}

// hashStretch is how many stored hashes are read at once.
const hashStretch = 4 * verifyBatch

// at reads a stored hash as it is written, empty where the row is not there. Ids are asked for in rising order.
func (v *verifier) at(id int64) (string, error) {
	w := &v.window
	if id >= w.to || w.has == nil {
		*w = hashWindow{from: id, to: id + hashStretch, has: map[int64]string{}}
		var rows []hashRow
		err := v.tx.NewRaw("SELECT * FROM t_journal_hash WHERE county_id = ? AND id >= ? AND id < ?", v.county, w.from, w.to).Scan(v.ctx, &rows)
		if err != nil {
			return "", err
		}
		for _, r := range rows {
			w.has[r.ID] = r.Hash
		}
	}
	return w.has[id], nil
}

// stored is the hash that the tree has for leaf n, where it has one that can be read.
func (v *verifier) stored(n int64) (h tlog.Hash, known bool, err error) {
	text, err := v.at(tlog.StoredHashIndex(0, n))
	if err != nil {
		return h, false, err
	}
	h, bad := tlog.ParseHash(text)
	return h, bad == nil && h.String() == text, nil
}

// grow adds a leaf to the tree and compares what it completes with what is stored.
func (v *verifier) grow(leaf tlog.Hash) error {
	n := v.tree.size
	first := tlog.StoredHashIndex(0, n)
	for level, h := range v.tree.add(leaf) {
		id := first + int64(level)
		text, err := v.at(id)
		if err != nil {
			return err
		}
		switch {
		case text == "":
			v.find(Finding{Code: "verify_hash_missing", No: n + 1, Table: "journal_hash", Row: kernel.ID(id)})
			continue
		case text != h.String() && level == 0 && !v.isStrange(n+1):
			v.find(Finding{Code: "verify_hash_changed", No: n + 1, Table: "journal_hash", Row: kernel.ID(id), Column: "hash"})
		case text != h.String() && level > 0 && !v.strangeIn(n+1-int64(1)<<level, n+1):
			v.find(Finding{
				Code: "verify_hash_changed", No: n + 1, Table: "journal_hash", Row: kernel.ID(id), Column: "hash",
				Detail: fmt.Sprintf("%d-%d", n+2-int64(1)<<level, n+1),
			})
		}
		v.hashRows++
	}
	return nil
}

func (v *verifier) isStrange(no int64) bool { return v.strangeIn(no-1, no) }

// strangeIn: an entry above after, up to upto, is not what the tree has, so nor is what lies over it.
func (v *verifier) strangeIn(after, upto int64) bool {
	for i := len(v.strange) - 1; i >= 0 && v.strange[i].no > after; i-- {
		if v.strange[i].no <= upto {
			return true
		}
	}
	return false
}

// closeTree compares the root. When it is right, entries that the tree does not have are as they were, and the stored
// hashes were changed; when it is wrong, the entries were.
func (v *verifier) closeTree() error {
	right := v.tree.size == v.head.size && (v.tree.size == 0 || v.tree.root() == v.head.root)
	for _, s := range v.strange {
		switch {
		case s.told:
		case right:
			v.find(Finding{Code: "verify_hash_changed", No: s.no, Table: "journal_hash", Row: kernel.ID(tlog.StoredHashIndex(0, s.no-1)), Column: "hash"})
		default:
			f := Finding{Code: "verify_not_logged", No: s.no}
			other, err := v.numberOf(s.hash)
			if err != nil {
				return err
			}
			if other != 0 {
				f.Code, f.Detail = "verify_moved", fmt.Sprint(other)
			}
			v.find(f)
		}
	}
	if !right && len(v.strange) == 0 {
		v.find(Finding{Code: "verify_head", Table: "journal_head", Column: "size, root", Detail: fmt.Sprint(v.head.size)})
	}
	return nil
}

// numberOf finds the number under which the tree has a hash; 0 when it has not.
func (v *verifier) numberOf(h tlog.Hash) (int64, error) {
	var ids []int64
	err := v.tx.NewRaw("SELECT id FROM t_journal_hash WHERE county_id = ? AND hash = ? LIMIT 1", v.county, h.String()).Scan(v.ctx, &ids)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	level, n := tlog.SplitStoredHashIndex(ids[0])
	if level != 0 {
		return 0, nil
	}
	return n + 1, nil
}
