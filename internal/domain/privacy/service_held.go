package privacy

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// own are the tables for which a section of its own is written below; what any other table holds on persons comes from its
// fields in the catalogue.
var own = []string{"account", "appointment", "case", "member", requestTable}

// Held opens what is held on a person for that person, who stands at the counter and whose identity was checked. The look
// stands in the journal like any other.
func (s *Service) Held(ctx context.Context, id kernel.ID, why Asked) (Held, error) {
	return s.held(ctx, "privacy.counter", id, why)
}

func (s *Service) held(ctx context.Context, action string, id kernel.ID, why Asked) (Held, error) {
	var out Held
	why.Identity, why.Reason = strings.TrimSpace(why.Identity), strings.TrimSpace(why.Reason)
	switch {
	case why.Identity == "":
		return out, kernel.Invalid("identity", "required")
	case why.Reason == "":
		return out, kernel.Invalid("reason", "required")
	}
	err := s.db.Write(ctx, action, func(tx *db.WriteTx) error {
		who, err := s.o.Person.Load(tx.ReadTx, id)
		if err != nil {
			return err
		}
		tx.Reason(why.Reason + " · " + why.Identity)
		tx.View("person", who.ID, who.Stamp, "all")
		phone, err := s.o.Person.OpenPhone(tx, who.ID)
		if err != nil {
			return err
		}
		out = Held{PersonID: who.ID, Name: who.Name, At: tx.Now().UnixMilli(), Officer: tx.Actor().Name, Sections: []Section{}, Looks: []Look{}}
		cases, err := casesOf(tx.ReadTx, who.ID, s.contactIndex(phone))
		if err != nil {
			return err
		}
		if err := s.sections(tx.ReadTx, &out, who, phone, cases); err != nil {
			return err
		}
		out.Looks, err = s.looks(tx.ReadTx, who.ID, cases)
		return err
	})
	return out, err
}

func (s *Service) contactIndex(phone string) string {
	if phone == "" {
		return ""
	}
	return s.o.Casework.ContactIndex(phone)
}

// sections gathers the records room by room.
func (s *Service) sections(tx *db.ReadTx, out *Held, who person.Person, phone string, cases []caseRow) error {
	add := func(key string, columns []string, rows [][]string) {
		if len(rows) > 0 {
			out.Sections = append(out.Sections, Section{Key: key, Columns: columns, Rows: rows})
		}
	}
	path, err := s.o.Place.PathOf(system(tx), who.Stamp)
	if err != nil {
		return err
	}
	add("person", []string{"name", "place", "phone"}, [][]string{{who.Name, path, phone}})
	detail, err := s.o.Body.Records(tx, who.ID)
	if err != nil {
		return err
	}
	var posts, members, accounts [][]string
	for _, a := range detail.Appointments {
		posts = append(posts, []string{s.o.Body.Label(a), string(a.From), string(a.To), a.ServicePhone})
	}
	add("posts", []string{"post", "from", "to", "service_phone"}, posts)
	for _, m := range detail.Memberships {
		members = append(members, []string{m.Body.Name, m.Role, string(m.From), string(m.To)})
	}
	add("memberships", []string{"body", "role", "from", "to"}, members)
	held, err := accountsOf(tx, who.ID)
	if err != nil {
		return err
	}
	for _, a := range held {
		accounts = append(accounts, []string{a.Login, a.State, minute(a.LastSeen)})
	}
	add("account", []string{"login", "state", "last_seen"}, accounts)
	rows, err := s.caseLines(tx, cases)
	if err != nil {
		return err
	}
	add("cases", []string{"no", "at", "place", "text", "state"}, rows)
	if rows, err = s.o.Visit.LinesOf(tx, who.ID); err != nil {
		return err
	}
	add("visits", []string{"day", "kind", "visitor", "result", "text"}, rows)
	if rows, err = s.o.Fact.LinesOf(tx, who.ID); err != nil {
		return err
	}
	add("card", []string{"item", "value", "day", "by"}, rows)
	if rows, err = s.requestLines(tx, who.ID); err != nil {
		return err
	}
	add("requests", []string{"no", "kind", "received", "state"}, rows)
	return s.others(tx, who.ID, add)
}

func (s *Service) caseLines(tx *db.ReadTx, cases []caseRow) ([][]string, error) {
	ids := make([]kernel.ID, len(cases))
	for i, c := range cases {
		ids[i] = c.PlaceID
	}
	places, err := s.o.Place.LoadMany(system(tx), ids)
	if err != nil {
		return nil, err
	}
	var out [][]string
	for _, c := range cases {
		ct, _ := s.pack().CaseType(c.Type)
		st, _ := ct.State(c.State)
		out = append(out, []string{c.No, minute(c.At), places[c.PlaceID].Name, c.Text, st.Name})
	}
	return out, nil
}

func (s *Service) requestLines(tx *db.ReadTx, person kernel.ID) ([][]string, error) {
	rows, err := selectRequests(tx, "r.person_id = ?", person)
	if err != nil {
		return nil, err
	}
	var out [][]string
	for _, r := range rows {
		k, _ := s.pack().PrivacyRequest(r.Kind)
		out = append(out, []string{r.No, k.Name, string(r.Received), string(r.State)})
	}
	return out, nil
}

// others shows what tables hold that this room does not know: every table that says it speaks of persons, by the fields that
// the catalogue names. A test sees to it that each such table is in one or the other.
func (s *Service) others(tx *db.ReadTx, person kernel.ID, add func(string, []string, [][]string)) error {
	for _, table := range db.RefsTo("person") {
		if slices.Contains(own, table.Name) {
			continue
		}
		var columns, titles []string
		for _, f := range s.pack().PersonalFieldsOn(tx.Today()) {
			if f.Table == table.Name {
				columns, titles = append(columns, f.Column), append(titles, f.ID)
			}
		}
		if len(columns) == 0 {
			continue
		}
		var conds []string
		var args []any
		for _, ref := range table.Refs {
			if ref.To == "person" {
				conds, args = append(conds, "x."+ref.Col+" = ?"), append(args, person)
			}
		}
		var found []map[string]any
		err := tx.Select(&found, "SELECT x."+strings.Join(columns, ", x.")+" FROM {"+table.Name+" x} WHERE "+strings.Join(conds, " OR ")+" ORDER BY x.id LIMIT 500", args...)
		if err != nil {
			return err
		}
		var rows [][]string
		for _, r := range found {
			line := make([]string, len(columns))
			for i, c := range columns {
				if line[i], err = s.plain(r[c]); err != nil {
					return err
				}
			}
			rows = append(rows, line)
		}
		add(table.Name, titles, rows)
	}
	return nil
}

// looks lists who looked at the person's entry or at the contacts of their cases, the newest first, with the posts that they
// held on that day.
func (s *Service) looks(tx *db.ReadTx, person kernel.ID, cases []caseRow) ([]Look, error) {
	type seen struct {
		db.Event
		what string
	}
	var events []seen
	gather := func(table string, id kernel.ID, what string) error {
		list, err := system(tx).Timeline(table, id) // also from where the person lived before
		for _, e := range list {
			if e.Op == db.OpView {
				events = append(events, seen{e, what})
			}
		}
		return err
	}
	if err := gather("person", person, ""); err != nil {
		return nil, err
	}
	for _, c := range cases {
		if err := gather("case", c.ID, c.No); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(events, func(a, b seen) int { return cmp.Compare(b.EntryID, a.EntryID) })
	events = slices.CompactFunc(events, func(a, b seen) bool { return a.EntryID == b.EntryID && a.what == b.what })
	ids := make([]kernel.ID, len(events))
	for i, e := range events {
		ids[i] = e.PersonID
	}
	slices.Sort(ids)
	held, err := s.postsBy(tx, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	out := []Look{}
	for _, e := range events {
		day := kernel.DayOf(time.UnixMilli(e.At))
		out = append(out, Look{At: e.At, No: e.No, Name: e.Actor, Posts: held(e.PersonID, day), What: e.what, Action: e.Action, Reason: e.Reason})
	}
	return out, nil
}

// postsBy gives the posts of persons on a day, in words.
func (s *Service) postsBy(tx *db.ReadTx, persons []kernel.ID) (func(kernel.ID, kernel.Day) string, error) {
	rows, err := postsHeld(system(tx), persons)
	if err != nil {
		return nil, err
	}
	ids := make([]kernel.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.PlaceID
	}
	places, err := s.o.Place.LoadMany(system(tx), ids)
	return func(id kernel.ID, day kernel.Day) string {
		var out []string
		for _, r := range rows {
			if r.PersonID == id && r.FromDay <= day && day <= r.ToDay {
				po, _ := s.pack().Post(r.Post)
				out = append(out, places[r.PlaceID].Name+po.Name)
			}
		}
		return strings.Join(slices.Compact(out), "、")
	}, err
}

func minute(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).In(kernel.Zone).Format("2006-01-02 15:04")
}

// sealedForm is what a sealed text looks like as it is stored.
const sealedForm = "k"

// plain is a column as a person reads it; sealed text is opened, for the look was declared.
func (s *Service) plain(v any) (string, error) {
	text := ""
	switch x := v.(type) {
	case nil:
	case []byte:
		text = string(x)
	default:
		text = fmt.Sprint(x)
	}
	if rest, ok := strings.CutPrefix(text, sealedForm); ok && sealedBody.MatchString(rest) {
		return s.keys.Open(kernel.Secret(text))
	}
	return text, nil
}
