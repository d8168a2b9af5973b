package person

import (
	"encoding/json"
	"slices"
	"strconv"

	"touyan/internal/kernel"
)

// image is a row as texts by column, as far as events change it.
type image map[string]string

// eventDetail is what an event did, sealed beside it: whom it names, what each row was before and has become, and which rows
// it made. Taking it back reads it.
type eventDetail struct {
	Names  map[kernel.ID]string           `json:"names"`
	Before map[string]map[kernel.ID]image `json:"before"` // table -> row -> columns that changed
	After  map[string]map[kernel.ID]image `json:"after"`
	Made   map[string][]kernel.ID         `json:"made"`
}

func newDetail() eventDetail {
	return eventDetail{
		Names: map[kernel.ID]string{}, Before: map[string]map[kernel.ID]image{}, After: map[string]map[kernel.ID]image{},
		Made: map[string][]kernel.ID{},
	}
}

// name notes who is spoken of.
func (d eventDetail) name(r *personRow) { d.Names[r.ID] = r.Name }

// before notes the columns in which a row changed; of two changes the first image before and the last after count.
func (d eventDetail) before(table string, id kernel.ID, was, is image) {
	if d.Before[table] == nil {
		d.Before[table], d.After[table] = map[kernel.ID]image{}, map[kernel.ID]image{}
	}
	if d.Before[table][id] == nil {
		d.Before[table][id], d.After[table][id] = image{}, image{}
	}
	for col, v := range is {
		if was[col] == v {
			continue
		}
		if _, noted := d.Before[table][id][col]; !noted {
			d.Before[table][id][col] = was[col]
		}
		d.After[table][id][col] = v
	}
}

// holds tells whether a row still is as an event left it.
func (m image) holds(left image) bool {
	for col, v := range left {
		if m[col] != v {
			return false
		}
	}
	return true
}

func (s *Service) sealDetail(d eventDetail) (kernel.Secret, error) {
	b, err := json.Marshal(d)
	return s.keys.Seal(string(b)), err
}

func (s *Service) openDetail(e *eventRow) (eventDetail, error) {
	d := newDetail()
	text, err := s.open(e.Detail)
	if err != nil || text == "" {
		return d, err
	}
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		return d, kernel.Internal(err)
	}
	return d, nil
}

func (r *personRow) image() image {
	return image{
		"name": r.Name, "place_id": r.PlaceID.String(), "phone": string(r.Phone), "phone_index": r.PhoneIndex,
		"id_number": string(r.IDNumber), "id_index": r.IDIndex, "birth_day": string(r.BirthDay), "sex": r.Sex,
		"ethnicity": r.Ethnicity, "education": r.Education, "political": r.Political, "marital": r.Marital,
		"residence": r.Residence, "died_day": string(r.DiedDay), "left_day": string(r.LeftDay),
	}
}

// restore puts columns back; the place is the caller's to put back, with its stamp.
func (r *personRow) restore(m image) {
	for col, v := range m {
		switch col {
		case "name":
			r.Name = v
		case "place_id":
			r.PlaceID = idOf(v)
		case "phone":
			r.Phone = kernel.Secret(v)
		case "phone_index":
			r.PhoneIndex = v
		case "id_number":
			r.IDNumber = kernel.Secret(v)
		case "id_index":
			r.IDIndex = v
		case "birth_day":
			r.BirthDay = kernel.Secret(v)
		case "sex":
			r.Sex = v
		case "ethnicity":
			r.Ethnicity = v
		case "education":
			r.Education = v
		case "political":
			r.Political = v
		case "marital":
			r.Marital = v
		case "residence":
			r.Residence = v
		case "died_day":
			r.DiedDay = kernel.Day(v)
		case "left_day":
			r.LeftDay = kernel.Day(v)
		}
	}
}

func (r *houseRow) image() image {
	return image{
		"place_id": r.PlaceID.String(), "head_id": r.HeadID.String(), "kind": r.Kind, "address": string(r.Address),
		"from_day": string(r.FromDay), "to_day": string(r.ToDay), "ended": r.Ended,
	}
}

func (r *houseRow) restore(m image) {
	for col, v := range m {
		switch col {
		case "place_id":
			r.PlaceID = idOf(v)
		case "head_id":
			r.HeadID = idOf(v)
		case "kind":
			r.Kind = v
		case "address":
			r.Address = kernel.Secret(v)
		case "from_day":
			r.FromDay = kernel.Day(v)
		case "to_day":
			r.ToDay = kernel.Day(v)
		case "ended":
			r.Ended = v
		}
	}
}

func (r *memberRow) image() image {
	return image{
		"relation": r.Relation, "registered": strconv.FormatBool(r.Registered), "lives": strconv.FormatBool(r.Lives),
		"from_day": string(r.FromDay), "to_day": string(r.ToDay), "event_out": r.EventOut.String(),
	}
}

func (r *memberRow) restore(m image) {
	for col, v := range m {
		switch col {
		case "relation":
			r.Relation = v
		case "registered":
			r.Registered = v == "true"
		case "lives":
			r.Lives = v == "true"
		case "from_day":
			r.FromDay = kernel.Day(v)
		case "to_day":
			r.ToDay = kernel.Day(v)
		case "event_out":
			r.EventOut = idOf(v)
		}
	}
}

// idOf reads an id that this program wrote.
func idOf(s string) kernel.ID {
	id, err := kernel.ParseID(s)
	if err != nil {
		return 0
	}
	return id
}

// inOrder lists the ids of rows that an event changed, so that two acts never wait for each other.
func inOrder(m map[kernel.ID]image) []kernel.ID {
	out := make([]kernel.ID, 0, len(m))
	for id := range m {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}
