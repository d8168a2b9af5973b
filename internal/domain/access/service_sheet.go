package access

import (
	"iter"
	"strconv"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// Registers are the tables of this room. New accounts can come in; their holders cannot sign in until they are invited.
func (s *Service) Registers() []register.Register {
	return []register.Register{{
		Key: "accounts", Title: "账号", TitleEn: "Accounts", See: PermList, Edit: PermEdit,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{accountColumns()}, nil },
		Rows:   s.accountRows,
		Plan: func(tx *db.ReadTx, book register.Book, _ func() kernel.ID) (register.Plan, error) {
			return s.planAccounts(tx, book[accountSheet])
		},
	}}
}

func (s *Service) accountRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		page := kernel.Page{Limit: kernel.MaxLimit}
		for {
			rows, next, err := pageAccounts(tx, o.Args["q"], page)
			if err != nil {
				yield(nil, err)
				return
			}
			ids := make([]kernel.ID, len(rows))
			for i, a := range rows {
				ids[i] = a.PersonID
			}
			numbers, err := s.o.Person.Numbers(tx, ids, o.Open)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, a := range rows {
				if !yield([]any{a.Login, a.PersonName, numbers[a.PersonID].Phone, stateWords[a.State]}, nil) {
					return
				}
			}
			if next == "" {
				return
			}
			page.Cursor = next
		}
	}
}

// accountPlan is what an import of accounts will do.
type accountPlan struct{ register.Draft }

// turned closes or opens an account that is there, where the sheet says so. A password comes from nowhere but its holder:
// between waiting for one and having one a sheet changes nothing.
func (p *accountPlan) turned(tx *db.ReadTx, r register.Record, a accountView) {
	want := r.Get("state")
	switch closed := want == stateWords[Disabled]; {
	case want == "", closed == (a.State == Disabled):
		p.Same(accountSheet)
	case a.ID == tx.Actor().AccountID:
		p.Fault(accountSheet, r.Row, colState, "own_account")
	default:
		p.Change(accountSheet, func(tx *db.WriteTx) error {
			row := &accountRow{}
			if err := tx.Lock(row, a.ID); err != nil {
				return err
			}
			if closed {
				row.State = Disabled
				if err := dropInvites(tx, row); err != nil {
					return err
				}
			} else if err := reopen(tx, row); err != nil {
				return err
			}
			return tx.Update(row)
		})
	}
}

// planAccounts enters new accounts, and closes or opens those that are there. Names are the persons', rights are their
// posts': both come in by their own sheets.
func (s *Service) planAccounts(tx *db.ReadTx, rows []register.Record) (register.Plan, error) {
	p := &accountPlan{}
	p.Touch(accountSheet)
	find, err := s.o.Person.Finder(tx, person.SaidIn(rows))
	if err != nil {
		return nil, err
	}
	var all []accountView
	if err := tx.Select(&all, selectAccounts+"TRUE"); err != nil {
		return nil, err
	}
	byLogin, byPerson := map[string]accountView{}, map[kernel.ID]string{}
	for _, a := range all {
		byLogin[a.Login], byPerson[a.PersonID] = a, a.Login
	}
	seen := map[string]int{}
	for _, r := range rows {
		login := NormalLogin(r.Get("login"))
		fault := func(column, code string, args ...string) { p.Fault(accountSheet, r.Row, column, code, args...) }
		if first := seen[login]; first != 0 {
			fault(colLogin, "duplicate_login", "login", login, "first_row", strconv.Itoa(first))
			continue
		}
		seen[login] = r.Row
		who, code, args := s.holder(find, byLogin[login], r)
		switch other := byPerson[who.ID]; {
		case checkLogin(login) != nil:
			fault(colLogin, "bad_login_form")
		case code != "":
			fault(colName, code, args...)
		case byLogin[login].PersonID == who.ID:
			p.turned(tx, r, byLogin[login])
		case byLogin[login].ID != 0:
			fault(colLogin, "login_taken", "login", login)
		case other != "":
			fault(colName, "has_account", "login", other)
		default:
			byPerson[who.ID] = login
			closed := r.Get("state") == stateWords[Disabled]
			p.New(accountSheet, func(tx *db.WriteTx) error {
				rows, err := enter(tx, []NewAccount{{PersonID: who.ID, Login: login}})
				if err != nil || !closed {
					return err
				}
				rows[0].State = Disabled
				return tx.Update(rows[0])
			})
		}
	}
	return p, nil
}

// holder finds the person of a row; where the account is there and has that person's name, it is that one among several.
func (s *Service) holder(find *person.Finder, known accountView, r register.Record) (person.Person, string, []string) {
	who, code, args := find.Find(r.Get("name"), r.Get("phone"))
	if code != "" && known.ID != 0 && known.PersonName == r.Get("name") {
		return person.Person{ID: known.PersonID, Name: known.PersonName}, "", nil
	}
	return who, code, args
}
