package person

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/text"
)

// pairBatch is how many proposals one Write carries, so that others can write in between.
const pairBatch = 200

// sameKey is a column in which two entries of one person are equal; say names what that proves of two of them, or nothing.
type sameKey struct {
	col string
	say func(a, b candidate) string
}

// sameKeys are looked for in the whole scope, by equal keys.
var sameKeys = []sameKey{{"phone_index", samePhone}}

// samePhone: families share a number, so it speaks for one person only together with the name.
func samePhone(a, b candidate) string {
	switch {
	case a.Name == b.Name:
		return EvidenceSamePhone
	case alike(a.Name, b.Name):
		return EvidenceLikePhone
	}
	return ""
}

// candidate is what is compared of an entry.
type candidate struct {
	ID      kernel.ID `bun:"id"`
	Name    string    `bun:"name"`
	PlaceID kernel.ID `bun:"place_id"`
	Key     string    `bun:"match"`
	kernel.Stamp
}

// alike tells whether two names may be one, typed differently: they sound the same, or one is the other with something
// added (张三, 张三书记). Names that merely differ in one character are brothers more often than typing errors.
func alike(a, b string) bool {
	if text.Sound(a) == text.Sound(b) {
		return true
	}
	short, long := a, b
	if len(short) > len(long) {
		short, long = long, short
	}
	return len([]rune(short)) > 1 && strings.HasPrefix(long, short)
}

// common is the stamp of the lowest place in which both lie.
func common(a, b kernel.Stamp) kernel.Stamp {
	var out kernel.Stamp
	for _, l := range []struct{ to, x, y *kernel.ID }{
		{&out.TownshipID, &a.TownshipID, &b.TownshipID},
		{&out.VillageID, &a.VillageID, &b.VillageID},
		{&out.GroupID, &a.GroupID, &b.GroupID},
		{&out.MicroID, &a.MicroID, &b.MicroID},
	} {
		if *l.x != *l.y {
			break
		}
		*l.to = *l.x
	}
	out.Sealed = a.Sealed || b.Sealed
	return out
}

// found gathers what speaks for pairs; the lower id stands first.
type found map[[2]kernel.ID]*proposal

type proposal struct {
	evidence []string
	stamp    kernel.Stamp
}

func (f found) add(a, b candidate, evidence string) {
	if evidence == "" || a.ID == b.ID {
		return
	}
	key := [2]kernel.ID{min(a.ID, b.ID), max(a.ID, b.ID)}
	p := f[key]
	if p == nil {
		p = &proposal{stamp: common(a.Stamp, b.Stamp)}
		f[key] = p
	}
	if !slices.Contains(p.evidence, evidence) {
		p.evidence = append(p.evidence, evidence)
		slices.SortFunc(p.evidence, func(x, y string) int { return weights[y] - weights[x] })
	}
}

// group compares entries that share something: each with the oldest of those it fits, so that a hundred equal entries make
// ninety-nine pairs and not five thousand.
func (f found) group(list []candidate, say func(a, b candidate) string) {
	slices.SortFunc(list, func(a, b candidate) int { return int(a.ID - b.ID) })
	var heads []candidate
next:
	for _, c := range list {
		for _, h := range heads {
			if e := say(h, c); e != "" {
				f.add(h, c, e)
				continue next
			}
		}
		heads = append(heads, c)
	}
}

// atHome compares the entries of one place by name. Equal sounds are found by a key, never by comparing all with all.
func (f found) atHome(list []candidate) {
	bySound := map[string][]candidate{}
	for _, c := range list {
		bySound[text.Sound(c.Name)] = append(bySound[text.Sound(c.Name)], c)
	}
	for _, same := range bySound {
		f.group(same, func(a, b candidate) string {
			if a.Name == b.Name {
				return EvidenceSameHome
			}
			return ""
		})
		f.group(same, func(a, b candidate) string {
			if a.Name != b.Name {
				return EvidenceLikeHome
			}
			return ""
		})
	}
}

// FindPairs looks for entries that may be one person, at a place and below it (0: in the whole scope), and proposes them. A
// pair that was decided stays decided; a proposal for which nothing speaks any more goes. It returns how many pairs are new.
func (s *Service) FindPairs(ctx context.Context, at kernel.ID) (int, error) {
	f := found{}
	var known []pairRow
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		where, args := "pe.merged_into = 0", []any{}
		if at != 0 {
			w, a, err := s.places.Within(tx, "pe", at)
			if err != nil {
				return err
			}
			where, args = where+" AND "+w, append(args, a...)
		}
		if err := s.byHome(tx, f, where, args); err != nil {
			return err
		}
		for _, k := range sameKeys {
			if err := byKey(tx, f, k, where, args); err != nil {
				return err
			}
		}
		var err error
		known, err = s.knownPairs(tx, at)
		return err
	})
	if err != nil {
		return 0, err
	}
	return s.propose(ctx, f, known)
}

// byHome compares the entries of each place, read in the order of places.
func (s *Service) byHome(tx *db.ReadTx, f found, where string, args []any) error {
	var home []candidate
	last := candidate{}
	for {
		list, err := selectCandidates(tx, where, args, last)
		if err != nil {
			return err
		}
		for _, c := range list {
			if c.PlaceID != last.PlaceID {
				f.atHome(home)
				home = home[:0]
			}
			if mayDecide(tx, c.Stamp) {
				home = append(home, c)
			}
			last = c
		}
		if len(list) < candidateStep {
			f.atHome(home)
			return nil
		}
	}
}

// mayDecide leaves out who is only seen because they belong to a place above the actor's.
func mayDecide(tx *db.ReadTx, stamp kernel.Stamp) bool {
	return slices.ContainsFunc(tx.Actor().Arms, func(a kernel.Arm) bool { return a.Covers(stamp, tx.County()) })
}

func byKey(tx *db.ReadTx, f found, k sameKey, where string, args []any) error {
	list, err := selectSameKey(tx, k.col, where, args)
	if err != nil {
		return err
	}
	groups := map[string][]candidate{}
	for _, c := range list {
		if mayDecide(tx, c.Stamp) {
			groups[c.Key] = append(groups[c.Key], c)
		}
	}
	for _, g := range groups {
		f.group(g, k.say)
	}
	return nil
}

// propose enters what is new, and takes away what is open and no longer found.
func (s *Service) propose(ctx context.Context, f found, known []pairRow) (int, error) {
	var stale, moved []pairRow
	for _, p := range known {
		key := [2]kernel.ID{p.AID, p.BID}
		now := f[key]
		delete(f, key)
		switch {
		case p.State != PairOpen || p.Evidence == EvidenceOfficer:
		case now == nil:
			stale = append(stale, p)
		case now.stamp != p.Stamp || strings.Join(now.evidence, " ") != p.Evidence:
			p.Stamp, p.Evidence, p.Weight = now.stamp, strings.Join(now.evidence, " "), weights[now.evidence[0]]
			moved = append(moved, p)
		}
	}
	keys := slices.SortedFunc(maps.Keys(f), func(a, b [2]kernel.ID) int { return slices.Compare(a[:], b[:]) })
	for part := range slices.Chunk(keys, pairBatch) {
		err := s.d.Write(ctx, "person.find_pairs", func(tx *db.WriteTx) error {
			rows := make([]*pairRow, len(part))
			for i, k := range part {
				rows[i] = newPair(tx, k[0], k[1], f[k].stamp, f[k].evidence)
			}
			return tx.InsertAll(rows)
		})
		if err != nil {
			return 0, err
		}
	}
	return len(keys), errors.Join(
		s.eachPair(ctx, moved, func(tx *db.WriteTx, r *pairRow) error { return tx.Update(r) }),
		s.eachPair(ctx, stale, func(tx *db.WriteTx, r *pairRow) error { return tx.Delete(r) }),
	)
}

// eachPair changes pairs in batches.
func (s *Service) eachPair(ctx context.Context, list []pairRow, change func(*db.WriteTx, *pairRow) error) error {
	for part := range slices.Chunk(list, pairBatch) {
		err := s.d.Write(ctx, "person.find_pairs", func(tx *db.WriteTx) error {
			for _, r := range part {
				if err := change(tx, &r); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func newPair(tx *db.WriteTx, a, b kernel.ID, stamp kernel.Stamp, evidence []string) *pairRow {
	return &pairRow{
		Stamp: stamp, AID: min(a, b), BID: max(a, b), Evidence: strings.Join(evidence, " "), Weight: weights[evidence[0]],
		State: PairOpen, At: tx.Now().UnixMilli(),
	}
}
