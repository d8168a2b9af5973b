package exchange

import (
	"context"
	"iter"
	"slices"
	"strings"
	"sync"
	"time"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/register"
)

type rowSeq = iter.Seq2[[]any, error]

// Options are what the room needs from where everything meets.
type Options struct {
	DB    *db.DB
	Keys  *crypt.Keys
	Files files.Store
	Place *place.Service
	// Resolve says who an account is today: a run acts as its officer, with the rights of the hour.
	Resolve func(ctx context.Context, county, account kernel.ID) (kernel.Actor, error)
	// Words are the words of faults by language ("zh", "en") and code, those of the front ends.
	Words map[string]map[string]string
	// Inline is the size up to which a file is checked and saved at once, without a job; 0: the usual size, negative: none.
	Inline int
}

// usualInline is a workbook of some thousand rows.
const usualInline = 256 << 10

// Service is the room's verbs.
type Service struct {
	o         Options
	d         *db.DB
	registers []register.Register

	mu   sync.Mutex
	live map[kernel.ID]*progress // runs of this process
}

// New makes the service over the registers of the rooms.
func New(o Options, registers ...register.Register) *Service {
	if o.Inline == 0 {
		o.Inline = usualInline
	}
	s := &Service{o: o, d: o.DB, live: map[kernel.ID]*progress{}}
	s.registers = append(registers, s.importsRegister())
	return s
}

// importsRegister is the list of one's own imports; it goes out only.
func (s *Service) importsRegister() register.Register {
	return register.Register{
		Key: "imports", Title: "导入记录", TitleEn: "Imports", See: PermImport,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{importSheet()}, nil },
		Rows: func(tx *db.ReadTx, _ string, _ register.Options) rowSeq {
			return func(yield func([]any, error) bool) {
				page := kernel.Page{Limit: kernel.MaxLimit}
				for {
					rows, next, err := pageOwn(tx, page)
					if err != nil {
						yield(nil, err)
						return
					}
					for i := range rows {
						if !yield(s.importLine(&rows[i]), nil) {
							return
						}
					}
					if next == "" {
						return
					}
					page.Cursor = next
				}
			}
		},
	}
}

func (s *Service) importLine(r *importRow) []any {
	v, err := s.shown(r)
	if err != nil {
		return []any{r.Name}
	}
	n := SheetCount{}
	for _, c := range v.Counts {
		n.New, n.Changed, n.Unchanged = n.New+c.New, n.Changed+c.Changed, n.Unchanged+c.Unchanged
	}
	at := time.UnixMilli(v.At).In(kernel.Zone).Format("2006-01-02 15:04")
	return []any{at, v.By, v.Title, v.Name, stateWords[v.State], n.New, n.Changed, n.Unchanged, v.ErrorCount}
}

// Registers lists all registers.
func (s *Service) Registers() []register.Register { return s.registers }

// Say puts a fault into words of a language, "zh" or "en".
func (s *Service) Say(lang string, f register.Fault) string { return s.words(lang)(f) }

// Tables lists the registers that the actor may take out or bring in.
func (s *Service) Tables(ctx context.Context) []Table {
	a := kernel.ActorOf(ctx)
	out := []Table{}
	for _, r := range s.registers {
		t := Table{Key: r.Key, Title: r.Title, TitleEN: r.TitleEn, Export: may(a, r.See), Import: may(a, r.Edit) && may(a, PermImport)}
		if t.Export || t.Import {
			out = append(out, t)
		}
	}
	return out
}

// may tells whether the actor has a permission; the program itself has them all.
func may(a kernel.Actor, perm string) bool {
	return perm != "" && (a.Kind == kernel.ActorSystem || a.Can(perm))
}

// narrowed is the actor with the arms in which the permission is given.
func narrowed(a kernel.Actor, perm string) kernel.Actor {
	if a.Kind == kernel.ActorSystem {
		return a
	}
	return a.For(perm)
}

func (s *Service) register(key string) (register.Register, error) {
	i := slices.IndexFunc(s.registers, func(r register.Register) bool { return r.Key == key })
	if i < 0 {
		return register.Register{}, kernel.NotFound("register").With("key", key)
	}
	return s.registers[i], nil
}

// kinds asks the registers for their sheets.
func (s *Service) kinds(ctx context.Context) (kinds, error) {
	var out kinds
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		for _, r := range s.registers {
			sheets, err := r.Sheets(tx)
			if err != nil {
				return err
			}
			out = append(out, kindOf{r, sheets})
		}
		return nil
	})
	return out, err
}

func (k kinds) of(key string) (kindOf, error) {
	i := slices.IndexFunc(k, func(x kindOf) bool { return x.Key == key })
	if i < 0 {
		return kindOf{}, kernel.NotFound("register").With("key", key)
	}
	return k[i], nil
}

// pick finds the register of a file, by its key or, without one, by what stands in the file.
func (k kinds) pick(key string, data []byte) (kindOf, error) {
	if key == "" {
		return k.choose(data)
	}
	of, err := k.of(key)
	if err == nil && of.Edit == "" {
		err = kernel.Conflict("register_goes_out_only").With("register", of.Title)
	}
	return of, err
}

// Start takes a file in. A small one is checked before the answer, a large one by a job.
func (s *Service) Start(ctx context.Context, key, name string, data []byte) (Import, error) {
	all, err := s.kinds(ctx)
	if err != nil {
		return Import{}, err
	}
	of, err := all.pick(key, data)
	if err != nil {
		return Import{}, err
	}
	actor := kernel.ActorOf(ctx)
	if !may(actor, of.Edit) {
		return Import{}, kernel.Forbidden("forbidden").With("register", of.Title)
	}
	ctx = kernel.WithActor(ctx, narrowed(actor, of.Edit))
	o := outcome{state: Checking}
	if len(data) <= s.o.Inline {
		if o, err = s.look(ctx, all, of, data, func(int) error { return ctx.Err() }); err != nil {
			return Import{}, err
		}
	}
	hash, err := s.keep(ctx, data)
	if err != nil {
		return Import{}, err
	}
	r := &importRow{}
	err = s.d.Write(ctx, "exchange.upload", func(tx *db.WriteTx) error {
		*r = newRun(tx, of.Key, name, hash)
		if err := r.set(o); err != nil {
			return err
		}
		if err := tx.Insert(r); err != nil || o.state != Checking {
			return err
		}
		return enqueue(tx, jobCheck, r.ID)
	})
	if err != nil {
		return Import{}, err
	}
	return s.shown(r)
}

// newRun is the row of a run that begins.
func newRun(tx *db.WriteTx, key, name, file string) importRow {
	a := tx.Actor()
	return importRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: home(a), AccountID: a.AccountID, ActorName: a.Name, Name: cleanName(name), Kind: key,
		At: tx.Now().UnixMilli(), File: file, Counted: "[]",
	}
}

// home is the place that an officer's import is filed under: that of their first post that lets them.
func home(a kernel.Actor) kernel.Stamp {
	for _, arm := range a.Arms {
		if arm.BodyID == 0 && arm.Topic == "" {
			return arm.Above
		}
	}
	return kernel.Stamp{}
}

// shown is a run with what the register is called and how far it is.
func (s *Service) shown(r *importRow) (Import, error) {
	v, err := r.view()
	if reg, e := s.register(r.Kind); e == nil {
		v.Title, v.TitleEN = reg.Title, reg.TitleEn
	}
	if p := s.running(r.ID); p != nil && v.State.active() {
		v.Done, v.Total = p.now()
	}
	return v, err
}

// Get reads one of the runs that List lists.
func (s *Service) Get(ctx context.Context, id kernel.ID) (Import, error) {
	var v Import
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		r, err := own(tx, id)
		if err != nil {
			return err
		}
		if v, err = s.shown(r); err != nil || !v.State.active() || s.running(id) != nil {
			return err
		}
		p, err := progressOf(tx, id)
		v.Done, v.Total = p.Done, max(p.Total, v.Total)
		return err
	})
	return v, err
}

// own reads a run, if it is the actor's, or one of the command line: those are everybody's who has the whole county.
func own(tx *db.ReadTx, id kernel.ID) (*importRow, error) {
	r := &importRow{}
	if err := tx.Get(r, id); err != nil {
		return nil, err
	}
	if r.AccountID != tx.Actor().AccountID && r.AccountID != 0 {
		return nil, kernel.NotFound(table.Name)
	}
	return r, nil
}

// List is a page of the actor's own runs and, for who has the whole county, those of the command line; newest first.
func (s *Service) List(ctx context.Context, page kernel.Page) ([]Import, string, error) {
	var out []Import
	var next string
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		rows, n, err := pageOwn(tx, page)
		if err != nil {
			return err
		}
		next = n
		for i := range rows {
			v, err := s.shown(&rows[i])
			if err != nil {
				return err
			}
			out = append(out, v)
		}
		return nil
	})
	return out, next, err
}

// words puts a fault into words; an unknown code stays as it is, with its facts.
func (s *Service) words(lang string) func(register.Fault) string {
	if s.o.Words[lang] == nil {
		lang = "zh"
	}
	return func(f register.Fault) string {
		text, ok := s.o.Words[lang][f.Code]
		if !ok {
			text = strings.ReplaceAll(f.Code, "_", " ")
			for k := range f.Args {
				text += " " + k + "={" + k + "}"
			}
		}
		for k, v := range f.Args {
			text = strings.ReplaceAll(text, "{"+k+"}", v)
		}
		return text
	}
}
