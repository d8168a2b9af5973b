package casework

import (
	"iter"
	"slices"
	"strconv"
	"time"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// Registers are the tables of this room. What stands in other systems or on paper comes in as the sheet that goes out.
func (s *Service) Registers() []register.Register {
	return append([]register.Register{{
		Key: "cases", Title: "案件", TitleEn: "Cases", See: PermList, Edit: PermCreate,
		Sheets: func(tx *db.ReadTx) ([]register.Sheet, error) {
			var types []string
			for _, ct := range s.pack().CaseTypes {
				if ct.Valid(tx.Today()) {
					types = append(types, ct.Name)
				}
			}
			return []register.Sheet{caseSheet(types)}, nil
		},
		Rows: s.caseRows,
		Plan: func(tx *db.ReadTx, b register.Book, newID func() kernel.ID) (register.Plan, error) {
			return s.planCases(tx, b[caseSheetName], newID)
		},
	}, s.ledgers(), s.catalogueRegister()}, s.servedRegisters()...)
}

// caseRows are the cases of a work list: the filters of the list are the arguments.
func (s *Service) caseRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	f, err := filterOf(o)
	if err != nil {
		return func(yield func([]any, error) bool) { yield(nil, err) }
	}
	sealed := func(c caseRow) bool { return s.typeOf(&c).Sealed } // each of these is opened by itself, and every look is journaled
	page := func(p kernel.Page) ([]caseRow, string, error) {
		rows, next, err := s.pageCases(tx, f, p)
		return slices.DeleteFunc(rows, sealed), next, err
	}
	return register.Pages(page, func(rows []caseRow) ([][]any, error) { return s.lines(tx, rows, o.Open) })
}

// filterOf reads the filter of a list out of its address: what goes out is what is seen.
func filterOf(o register.Options) (Filter, error) {
	a, day := o.Args, func(key string) kernel.Day { return kernel.Day(o.Args[key]) }
	f := Filter{
		Box: Box(a["box"]), State: a["state"], Topic: a["topic"], Type: a["type"], Queue: a["queue"], Find: a["q"], PlaceID: o.At, EndedIn: a["ended"], States: statesOf(a["states"]), Event: a["event"],
		Came: kernel.Span{From: day("came_from"), To: day("came_to")}, Ended: kernel.Span{From: day("ended_from"), To: day("ended_to")}, Happened: kernel.Span{From: day("event_from"), To: day("event_to")},
	}
	if a["open"] != "" {
		open := a["open"] == "true"
		f.Open = &open
	}
	var err error
	if a["older"] != "" {
		if f.Older, err = strconv.Atoi(a["older"]); err != nil {
			return f, kernel.Invalid("older", "bad_number").With("value", a["older"])
		}
	}
	if a["unit"] != "" {
		f.Unit, err = kernel.ParseID(a["unit"])
	}
	return f, err
}

// lines are cases in the order of the columns. Who reported is masked unless open.
func (s *Service) lines(tx *db.ReadTx, rows []caseRow, open bool) ([][]any, error) {
	ids := []kernel.ID{tx.County()}
	for _, c := range rows {
		ids = append(append(ids, c.PlaceID), place.WayIDs(c.Stamp)...)
	}
	places, err := s.place.LoadMany(system(tx), ids)
	if err != nil {
		return nil, err
	}
	light := s.lights(tx)
	out := make([][]any, len(rows))
	for i := range rows {
		c := &rows[i]
		name, contact, err := s.raisedBy(c, open)
		if err != nil {
			return nil, err
		}
		ct := s.typeOf(c)
		st, _ := ct.State(c.State)
		topic, _ := s.rules(c).Topic(c.Topic)
		var rating any
		if c.Rating > 0 {
			rating = c.Rating
		}
		due := ""
		if c.Open && c.Due < noDue {
			due = minute(c.Due)
		}
		anonymous := ""
		if c.Anonymous {
			anonymous = wordYes
		}
		out[i] = []any{
			c.No, c.ExtNo, ct.Name, st.Name, minute(c.StateSince), topic.Name, places[c.PlaceID].Code, place.Words(places, tx.County(), c.Stamp),
			c.Text, minute(c.At), due, light.of(c.Open, c.Due, c.StateSince) == "red", reporterWords[c.Reporter], anonymous, name, contact,
			c.ReporterOfficer, c.BodyName, c.AssigneeName, c.Feedback, rating, c.RatingText,
		}
	}
	return out, nil
}

func minute(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).In(kernel.Zone).Format("2006-01-02 15:04")
}
