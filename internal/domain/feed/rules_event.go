package feed

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"touyan/internal/kernel"
)

// event is a CloudEvent 1.0 in its structured form.
type event struct {
	SpecVersion string    `json:"specversion"`
	ID          string    `json:"id"`
	Source      string    `json:"source"`
	Type        string    `json:"type"`
	Subject     string    `json:"subject"`
	Time        string    `json:"time"`
	ContentType string    `json:"datacontenttype"`
	Data        eventData `json:"data"`
}

// eventData tells which record changed, how and where; what stands in it is for whoever may read it to fetch. Now are those of its
// columns that say how it stands and speak of no person.
type eventData struct {
	Record   string         `json:"record"`
	ID       kernel.ID      `json:"id"`
	Rev      int64          `json:"rev"`
	Happened string         `json:"happened"`
	Action   string         `json:"action"`
	Place    string         `json:"place"` // its code
	Now      map[string]any `json:"now"`
	URL      string         `json:"url"`
}

// told are the columns of any record that may leave: how it stands, of what kind it is, and by when it is due.
var told = []string{"state", "type", "kind", "open", "due", "due_day", "day", "from_day", "to_day"}

// nowOf picks out of a row's image what may leave.
func nowOf(image string) map[string]any {
	var all map[string]any
	out := map[string]any{}
	if json.Unmarshal([]byte(image), &all) != nil {
		return out
	}
	for _, k := range told {
		if v, has := all[k]; has {
			out[k] = v
		}
	}
	return out
}

// change is a changed row as the journal tells it.
type change struct {
	no        int64
	line      int
	at        int64
	record    string
	id        kernel.ID
	rev       int64
	happened  string
	action    string
	image     string
	placeCode string
}

// eventOf writes the event of a change: the same bytes each time.
func eventOf(county string, origin, path string, c change) (id, subject, body string, err error) {
	e := event{
		SpecVersion: "1.0", ID: county + "-" + strconv.FormatInt(c.no, 10) + "-" + strconv.Itoa(c.line), Source: "/counties/" + county,
		Type: "touyan." + c.record + "." + c.happened, Subject: c.record + "/" + c.id.String(), Time: time.UnixMilli(c.at).In(kernel.Zone).Format(time.RFC3339Nano),
		ContentType: "application/json",
		Data:        eventData{Record: c.record, ID: c.id, Rev: c.rev, Happened: c.happened, Action: c.action, Place: c.placeCode, Now: nowOf(c.image)},
	}
	if path != "" {
		e.Data.URL = origin + path + c.id.String()
	}
	b, err := json.Marshal(e)
	return e.ID, e.Subject, string(b), err
}

// signature signs an event after the Standard Webhooks: HMAC-SHA256 over its id, the time and the body.
func signature(secret, id string, at int64, body string) (string, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, secretMark))
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + strconv.FormatInt(at, 10) + "." + body))
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)), nil
}
