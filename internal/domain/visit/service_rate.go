package visit

import (
	"context"
	"crypto/sha256"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
)

// alphabet is that of follow codes: nobody mistakes one sign for another.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const codeSize = 16

// codeOf is the code on the slip of a visit. It is kept nowhere: whoever has the server's key can work it out, so that a visit that
// was sent twice, or a slip that got lost, has the same.
func (s *Service) codeOf(visit kernel.ID) string {
	sum := sha256.Sum256([]byte(s.keys.Index("visit.slip", visit.String())))
	b := make([]byte, codeSize)
	for i := range b {
		b[i] = alphabet[sum[i]&31]
	}
	return dashed(string(b))
}

func dashed(c string) string { return c[0:4] + "-" + c[4:8] + "-" + c[8:12] + "-" + c[12:16] }

// NormalCode reads a code as people type it; empty when the text cannot be one.
func NormalCode(code string) string {
	code = crypt.CleanToken(code)
	if len(code) != codeSize || strings.Trim(code, alphabet) != "" {
		return ""
	}
	return dashed(code)
}

var answers = []string{Satisfied, Fairly, Unsatisfied}

// Rate takes what a household says of a visit, by the code on its slip. device is who is signed in where it was sent from: the
// visitor does not fill it in on their own telephone.
func (s *Service) Rate(ctx context.Context, code, answer, text string, device kernel.ID) error {
	text, err := kernel.Words("text", text, maxAsk, false)
	if err != nil {
		return err
	}
	if !slices.Contains(answers, answer) {
		return kernel.Invalid("rating", "required")
	}
	var r *visitRow
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		r, err = s.coded(tx, code)
		return err
	})
	if err != nil {
		return err
	}
	if device != 0 && (device == r.VisitorID || device == r.EnteredID) {
		return kernel.Forbidden("visitor_asks_not")
	}
	level, id := r.Lowest(r.CountyID)
	who := kernel.PublicAt(r.CountyID, level, id, r.Stamp)
	who.Kind, who.Name = kernel.ActorResident, "resident"
	return s.db.Write(kernel.WithActor(ctx, who), "visit.rate", func(tx *db.WriteTx) error {
		return s.rated(tx, r.ID, answer, text, HowCode)
	})
}

// coded finds the visit that a code opens.
func (s *Service) coded(tx *db.ReadTx, code string) (*visitRow, error) {
	code = NormalCode(code)
	if code == "" {
		return nil, kernel.NotFound("code")
	}
	r, err := visitByCode(system(tx), crypt.Hash(code))
	if err == nil && r.BackAt != 0 {
		err = kernel.NotFound("code")
	}
	return r, err
}

// SlipOf is the code on the slip of a visit that the actor made, for the household to keep.
func (s *Service) SlipOf(ctx context.Context, id kernel.ID) (code string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		r, err := s.look(tx, id)
		if err == nil && (!made(tx.Actor(), r) || r.CodeHash == "") {
			err = kernel.NotFound(visitTable).With("id", id.String())
		}
		return err
	})
	return s.codeOf(id), err
}

// Call takes what a household said when somebody who did not come called it.
func (s *Service) Call(ctx context.Context, id kernel.ID, answer, text string) (*Detail, error) {
	text, err := kernel.Words("text", text, maxAsk, false)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(answers, answer) && answer != Silent {
		return nil, kernel.Invalid("rating", "required")
	}
	err = s.db.Write(ctx, "visit.call", func(tx *db.WriteTx) error {
		r := &visitRow{}
		if err := tx.Get(r, id); err != nil {
			return err
		}
		if made(tx.Actor(), r) {
			return kernel.Forbidden("visitor_asks_not")
		}
		return s.rated(tx, id, answer, text, HowCall)
	})
	if err != nil {
		return nil, err
	}
	return s.Get(ctx, id)
}

// rated stores what a household said: once. Who gave no answer to a call may still use the slip.
func (s *Service) rated(tx *db.WriteTx, id kernel.ID, answer, text, how string) error {
	r := &visitRow{}
	if err := tx.Lock(r, id); err != nil {
		return err
	}
	switch {
	case r.BackAt != 0 || r.CodeHash == "":
		return kernel.Conflict("visit_not_rated")
	case r.Rated != "" && (r.Rated != Silent || answer == Silent):
		return kernel.Conflict("rated_already")
	}
	r.tallyRated(tx, -1)
	r.Rated, r.RatedText, r.RatedHow, r.RatedAt = answer, text, how, tx.Now().UnixMilli()
	if how == HowCall {
		r.RaterID, r.RaterName = tx.Actor().PersonID, tx.Actor().Name
	}
	r.tallyRated(tx, 1)
	return tx.Update(r)
}

// Slip is a visit as its household sees it: no more than who came, when, what came of its requests.
type Slip struct {
	Code     string
	Visitor  string
	Type     string
	TypeEN   string
	Day      kernel.Day
	Path     string
	PlaceTo  string // the card of the village: whom else to turn to
	Rated    string
	Asks     []SlipAsk
	Survey   string // the public form of the kind of visit
	SurveyAt string // the code of the village
}

// SlipAsk is a request with how it stands in words for residents, and the code by which one follows it.
type SlipAsk struct {
	Text, No, State, StateEN, Feedback, Code string
	Day                                      kernel.Day
}

// Slip shows a visit to whoever has its code.
func (s *Service) Slip(ctx context.Context, code string) (*Slip, error) {
	var out *Slip
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		r, err := s.coded(tx, code)
		if err != nil {
			return err
		}
		typ, _ := s.packs.Version(r.RulesNo).VisitType(r.Type)
		out = &Slip{Code: NormalCode(code), Visitor: r.VisitorName, Type: typ.Name, TypeEN: typ.NameEN, Day: r.Day, Rated: r.Rated, Survey: typ.Survey}
		if out.Rated == Silent {
			out.Rated = ""
		}
		sys := system(tx)
		if out.Path, err = s.place.PathOf(sys, r.Stamp); err != nil {
			return err
		}
		if v, err := s.place.Load(sys, r.VillageID); err == nil {
			out.SurveyAt, out.PlaceTo = v.Code, v.Code
		}
		out.Asks, err = s.slipAsks(tx, r.ID)
		return err
	})
	return out, err
}

// leads tells where a code leads that opens a visit.
func (s *Service) leads(ctx context.Context, code string) (path string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		_, err := s.coded(tx, code)
		return err
	})
	switch {
	case kernel.KindOf(err) == kernel.KindNotFound:
		return "", nil
	case err != nil:
		return "", err
	}
	return "/v/" + NormalCode(code), nil
}

func (s *Service) slipAsks(tx *db.ReadTx, visit kernel.ID) ([]SlipAsk, error) {
	rows, err := asksOf(system(tx), []kernel.ID{visit})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(rows, func(a, b askRow) int { return int(a.ID - b.ID) })
	ids := make([]kernel.ID, len(rows))
	for i, a := range rows {
		ids[i] = a.CaseID
	}
	all, err := s.cases.Outcomes(tx, ids)
	out := make([]SlipAsk, len(rows))
	for i, a := range rows {
		o := all[a.CaseID]
		out[i] = SlipAsk{Text: a.Text, No: a.CaseNo, State: o.Public, StateEN: o.PublicEN, Feedback: o.Feedback, Day: o.Day, Code: s.cases.CodeOf(a.CaseKey)}
	}
	return out, err
}
