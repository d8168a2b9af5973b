package rulebook

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Service holds the verbs of the room.
type Service struct {
	db   *db.DB
	book *pack.Book

	mu   sync.Mutex
	home []pack.Folder // what the program brings for the county: base, and the county's own where there is one
	pack *pack.Pack    // of home
	seen int           // the newest version that the book has; 0 where none was brought
}

// New makes the room over the book from which all rooms take their rules.
func New(d *db.DB, book *pack.Book) *Service { return &Service{db: d, book: book} }

// Begin sets what the program brings for the county: its folders, and the pack they make, which is version 1.
func (s *Service) Begin(folders []pack.Folder, p *pack.Pack) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.home, s.pack, s.seen = folders, p, 0
	s.book.Set([]pack.Version{{No: 1, Pack: p}})
}

// Refresh takes into the book what was brought since it last looked, here or by another server. It asks for one number where
// there is nothing new.
func (s *Service) Refresh(ctx context.Context) error {
	return s.db.Read(ctx, s.refresh)
}

func (s *Service) refresh(tx *db.ReadTx) error {
	no, err := newest(tx)
	if err != nil {
		return err
	}
	return s.upTo(tx, no)
}

// AskNewest is Refresh as a question that can be put together with others.
func (s *Service) AskNewest() db.Ask {
	rows := &[]newestRow{}
	return db.Ask{Dest: rows, SQL: selectNewest, Then: func(tx *db.ReadTx) error {
		if len(*rows) == 0 {
			return nil
		}
		return s.upTo(tx, (*rows)[0].No)
	}}
}

// upTo takes into the book what it lacks of the versions up to a number.
func (s *Service) upTo(tx *db.ReadTx, no int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if no <= s.seen {
		return nil
	}
	rows, err := headers(tx)
	if err != nil {
		return err
	}
	held := map[int]*pack.Pack{}
	for _, v := range s.book.Versions() {
		if s.seen > 0 {
			held[v.No] = v.Pack
		}
	}
	var list []pack.Version
	for _, r := range rows {
		v := pack.Version{No: r.No, From: r.From, Pack: held[r.No]}
		if v.Pack == nil {
			if v.Pack, err = s.open(tx, r.No); err != nil {
				return err
			}
		}
		list = append(list, v)
	}
	s.book.Set(list)
	s.seen = no
	return nil
}

// open makes the pack of a version.
func (s *Service) open(tx *db.ReadTx, no int) (*pack.Pack, error) {
	text, err := filesOf(tx, no)
	if err != nil {
		return nil, err
	}
	folders, err := pack.Unseal(text)
	if err != nil {
		return nil, kernel.Internal(fmt.Errorf("version %d of the pack: %w", no, err))
	}
	p, err := pack.LoadFolders(folders...)
	if err != nil {
		return nil, kernel.Unavailable("pack_version_unread").With("no", fmt.Sprint(no)).Because(err)
	}
	return s.named(p), nil
}

// named gives a pack without a county of its own the name of the county at hand.
func (s *Service) named(p *pack.Pack) *pack.Pack {
	if p.County == "" {
		p.County, p.Name, p.NameEN = s.pack.County, s.pack.Name, s.pack.NameEN
	}
	return p
}

// with is what the county's rules become with a folder of its own: over the program's base.
func (s *Service) with(own pack.Folder) ([]pack.Folder, *pack.Pack, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	folders := []pack.Folder{s.home[0], own}
	p, err := pack.LoadFolders(folders...)
	if err != nil {
		return nil, nil, faulty(err)
	}
	return folders, s.named(p), nil
}

// faulty is the error of a pack with faults, in words of both languages.
func faulty(err error) error {
	var faults pack.Errors
	if !errors.As(err, &faults) {
		return err
	}
	return kernel.Invalid("pack", "pack_faults").With("n", fmt.Sprint(len(faults))).
		With("lines_zh", indent(faults.In("zh"))).With("lines", indent(faults.In("en")))
}

func indent(text string) string { return "  " + strings.ReplaceAll(text, "\n", "\n  ") }

// Diff tells what a folder would change in the newest version, removals too.
func (s *Service) Diff(ctx context.Context, own pack.Folder) ([]pack.Change, error) {
	if err := s.Refresh(ctx); err != nil {
		return nil, err
	}
	_, p, err := s.with(own)
	if err != nil {
		return nil, err
	}
	list := s.book.Versions()
	return pack.Compare(list[len(list)-1].Pack, p), nil
}

// Apply brings a version: from its day on it holds for what begins then; what is open stays on its own version. With the
// first one, what the program brought until then is kept as version 1.
func (s *Service) Apply(ctx context.Context, n Proposal) (Version, error) {
	n.Note = strings.TrimSpace(n.Note)
	folders, p, err := s.with(n.Folder)
	if err != nil {
		return Version{}, err
	}
	folders[1].Name = path.Base(folders[1].Name) // where it lay on somebody's machine is told nobody
	text, hash, err := pack.Seal(folders)
	if err != nil {
		return Version{}, kernel.Internal(err)
	}
	var out Version
	err = s.db.Write(ctx, actApply, func(tx *db.WriteTx) error {
		tx.Reason(n.Note)
		if err := s.refresh(tx.ReadTx); err != nil {
			return err
		}
		no, err := newest(tx.ReadTx)
		if err != nil {
			return err
		}
		list := s.book.Versions()
		if err := acceptable(list[len(list)-1].Pack, p, n.From, tx.Today()); err != nil {
			return err
		}
		if no == 0 {
			if err := s.keepFirst(tx); err != nil {
				return err
			}
			no = 1
		}
		row := &versionRow{
			No: no + 1, From: n.From, Hash: hash, Files: text, At: tx.Now().UnixMilli(),
			AccountID: tx.Actor().AccountID, ActorName: tx.Actor().Name, Note: n.Note,
		}
		out = viewOf(*row)
		return tx.Insert(row)
	})
	if err != nil {
		return Version{}, err
	}
	return out, s.Refresh(ctx)
}

// keepFirst keeps what the program brought until now, so that a later program does not change what held.
func (s *Service) keepFirst(tx *db.WriteTx) error {
	s.mu.Lock()
	text, hash, err := pack.Seal(s.home)
	s.mu.Unlock()
	if err != nil {
		return kernel.Internal(err)
	}
	return tx.Insert(&versionRow{No: 1, Hash: hash, Files: text})
}

func viewOf(r versionRow) Version {
	return Version{No: r.No, From: r.From, Hash: r.Hash, At: r.At, By: r.ActorName, Note: r.Note, Rooted: r.No == 1}
}

// Versions lists the versions, the newest first.
func (s *Service) Versions(ctx context.Context) ([]Version, error) {
	out := []Version{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if err := s.refresh(tx); err != nil {
			return err
		}
		rows, err := headers(tx)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			rows = []versionRow{{No: 1}}
		}
		now := s.book.Number()
		for i := len(rows) - 1; i >= 0; i-- {
			v := viewOf(rows[i])
			v.State = stateOf(v, now, tx.Today())
			out = append(out, v)
		}
		return nil
	})
	return out, err
}

// Rules writes out the definitions that hold now.
func (s *Service) Rules() Rules {
	p := s.book.Now()
	return Rules{No: s.book.Number(), Name: p.Name, NameEN: p.NameEN, Sections: p.Describe(), Takers: takersOf(p)}
}

// Changes tells what differs from one version to another, whichever came first. Without the first: what the second changed of
// the one before it.
func (s *Service) Changes(ctx context.Context, since, no int) ([]pack.Change, error) {
	if err := s.Refresh(ctx); err != nil {
		return nil, err
	}
	list := s.book.Versions()
	find := func(no int) (int, error) {
		i := slices.IndexFunc(list, func(v pack.Version) bool { return v.No == no })
		if i < 0 {
			return i, kernel.NotFound("pack_version").With("no", fmt.Sprint(no))
		}
		return i, nil
	}
	to, err := find(no)
	if err != nil {
		return nil, err
	}
	from := max(to-1, 0)
	if since != 0 {
		if from, err = find(since); err != nil {
			return nil, err
		}
	}
	return pack.Compare(list[from].Pack, list[to].Pack), nil
}

// Follow brings the county's own rules over the base of a newer program: the definitions that a program needs must be there
// once it runs. Where no version was brought, or the base is the same, there is nothing to do.
func (s *Service) Follow(ctx context.Context, program string) error {
	if err := s.Refresh(ctx); err != nil {
		return err
	}
	var own pack.Folder
	var day kernel.Day
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		no, err := newest(tx)
		if err != nil || no < 2 {
			return err
		}
		text, err := filesOf(tx, no)
		if err != nil {
			return err
		}
		folders, err := pack.Unseal(text)
		if err != nil || len(folders) != 2 || folders[0].Hash() == s.home[0].Hash() {
			return err
		}
		own, day = folders[1], tx.Today()
		return nil
	})
	if err != nil || len(own.Files) == 0 {
		return err
	}
	_, err = s.Apply(ctx, Proposal{Folder: own, From: day, Note: "touyan " + program})
	var e *kernel.Error
	if errors.As(err, &e) && e.Code == "pack_unchanged" {
		return nil
	}
	return err
}
