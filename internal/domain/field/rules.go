package field

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"touyan/internal/kernel"
)

// tolerance is what a clock may be wrong, and an answer under way, before "today" on a phone is doubted.
const tolerance = 5 * time.Minute

// keyForm is what a key looks like that a device draws.
var keyForm = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)

// token is where a device stands: up to which number of the journal it knows, the mark of that entry (after a restored backup
// the same number is another entry), what it may see and of which place, and the lists as it has them.
type token struct {
	No    int64             `json:"n"`
	Mark  string            `json:"m"`
	Scope string            `json:"s"`
	Lists map[string]string `json:"l,omitempty"`
}

// cursor is the way through a first load: which kind, after what.
type cursor struct {
	token
	Kind  string `json:"k"`
	After string `json:"a"`
}

func pack64(v any) string {
	b, _ := json.Marshal(v) // texts and numbers
	return base64.RawURLEncoding.EncodeToString(b)
}

func unpack64(text string, v any) bool {
	b, err := base64.RawURLEncoding.DecodeString(text)
	return err == nil && json.Unmarshal(b, v) == nil
}

// scopeOf names what an actor may see: with other posts a device begins anew.
func scopeOf(a kernel.Actor, at kernel.ID) string {
	var parts []string
	for _, g := range a.Grants {
		perms := slices.Clone(g.Perms)
		slices.Sort(perms)
		parts = append(parts, fmt.Sprint(g.Arm.Level, g.Arm.PlaceID, g.Arm.BodyID, g.Arm.Topic, g.Arm.Sealed, perms))
	}
	slices.Sort(parts)
	return short(strings.Join(parts, "\n") + "\n" + at.String())
}

// short is the beginning of a hash: it tells differences, it proves nothing.
func short(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:6])
}

// hashOf is the hash of a list as it is sent.
func hashOf(docs map[kernel.ID]any) string {
	b, _ := json.Marshal(docs) // keys are sorted
	return short(string(b))
}

// clean checks an operation before anything is done with it.
func (o *Op) clean() error {
	if !keyForm.MatchString(o.Key) {
		return kernel.Invalid("key", "bad_value")
	}
	if o.After != "" && (!keyForm.MatchString(o.After) || o.After == o.Key) {
		return kernel.Invalid("after", "bad_value")
	}
	for _, p := range o.Photos {
		if !keyForm.MatchString(p) {
			return kernel.Invalid("photos", "bad_value")
		}
	}
	for _, name := range o.Names {
		if utf8.RuneCountInString(name) > maxName {
			return kernel.Invalid("names", "too_long").With("max", "200")
		}
	}
	b, err := json.Marshal(o.Body)
	if err != nil || len(b) > maxBody {
		return kernel.Invalid("body", "too_long").With("max", "65536")
	}
	o.raw = b
	return nil
}

// toClock brings the time at which an operation was entered, and the day of which it speaks, from a phone's clock that shows phone (0:
// it does not say) to the server's, here. Only how long ago it was is believed; without a sensible answer it is as of its arrival.
func (o *Op) toClock(phone, here int64) {
	entered := o.At
	if phone <= 0 {
		phone = here
	}
	off := max(phone-here, here-phone) > tolerance.Milliseconds()
	ago := max(phone-max(entered, 0), 0) // nothing is entered ahead
	if entered <= 0 || ago > keepKeys.Milliseconds() {
		ago, off = 0, true // the phone had no clock then, or another one
	}
	o.At = here - ago
	day, ok := o.Body["day"].(string)
	if !ok || day == "" {
		return
	}
	on := dayOn(o.At)
	if _, err := kernel.ParseDay(day); err != nil || kernel.Day(day) <= on && (!off || kernel.Day(day) != dayOn(entered)) {
		return // an earlier day was chosen by hand
	}
	o.Body = maps.Clone(o.Body)
	o.Body["day"] = string(on)
}

// dayOn is what a phone calls today, by its clock.
func dayOn(at int64) kernel.Day { return kernel.DayOf(time.UnixMilli(at)) }

// nameOf is what an attachment is called; a picture has no name but its key.
func (o *Op) nameOf(i int) string {
	if i < len(o.Names) && o.Names[i] != "" {
		return o.Names[i]
	}
	return o.Photos[i]
}

// Read reads the body of an operation as what its kind means.
func (o Op) Read(into any) error {
	d := json.NewDecoder(strings.NewReader(string(o.raw)))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return kernel.Invalid("body", "bad_value").Because(err)
	}
	return nil
}
