package script_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// jars are the browsers of a story, by who sits before them. They live as long as the story does.
type jars map[string]http.CookieJar

type jarsKey struct{}

// browser finds the one of somebody.
func browser(ts *testscript.TestScript, who string) *http.Client {
	all, ok := ts.Value(jarsKey{}).(jars)
	if !ok {
		ts.Fatalf("the story has no browsers")
	}
	if all[who] == nil {
		jar, err := cookiejar.New(nil)
		ts.Check(err)
		all[who] = jar
	}
	return &http.Client{Jar: all[who]}
}

// call WHO METHOD STATUS URL [FILE] asks the server as somebody, with the JSON of a file in which $NAME stands for a variable, and
// prints the answer.
func call(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 4 || len(args) > 5 {
		ts.Fatalf("usage: call WHO METHOD STATUS URL [FILE]")
	}
	var body io.Reader
	if len(args) == 5 {
		body = strings.NewReader(os.Expand(ts.ReadFile(args[4]), ts.Getenv))
	}
	req, err := http.NewRequest(args[1], args[3], body)
	ts.Check(err)
	req.Header.Set("Content-Type", "application/json")
	send(ts, browser(ts, args[0]), req, args[2])
}

// form WHO STATUS URL NAME=VALUE... sends a form as a page does.
func form(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 4 {
		ts.Fatalf("usage: form WHO STATUS URL NAME=VALUE...")
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, pair := range args[3:] {
		name, value, _ := strings.Cut(pair, "=")
		ts.Check(w.WriteField(name, value))
	}
	ts.Check(w.Close())
	req, err := http.NewRequest(http.MethodPost, args[2], &b)
	ts.Check(err)
	req.Header.Set("Content-Type", w.FormDataContentType())
	send(ts, browser(ts, args[0]), req, args[1])
}

func send(ts *testscript.TestScript, c *http.Client, req *http.Request, status string) {
	res, err := c.Do(req)
	ts.Check(err)
	body, err := io.ReadAll(res.Body)
	ts.Check(errors.Join(err, res.Body.Close()))
	if strconv.Itoa(res.StatusCode) != status {
		ts.Fatalf("%s %s: %d, want %s: %s", req.Method, req.URL, res.StatusCode, status, body)
	}
	_, _ = fmt.Fprint(ts.Stdout(), string(body))
}

// pick NAME PATH puts a value of the JSON that was answered last into a variable, such as that at items.0.id.
func pick(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pick NAME PATH")
	}
	var v any
	d := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	d.UseNumber()
	ts.Check(d.Decode(&v))
	for step := range strings.SplitSeq(args[1], ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(x) {
				ts.Fatalf("%s: no %q among %d", args[1], step, len(x))
			}
			v = x[i]
		}
	}
	if v == nil {
		ts.Fatalf("%s is not there: %s", args[1], ts.ReadFile("stdout"))
	}
	ts.Setenv(args[0], fmt.Sprint(v))
}

// part NAME FROM [TO] puts what stands in the last output between two texts, or from one to the end of the line, into a variable.
func part(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || len(args) > 3 {
		ts.Fatalf("usage: part NAME FROM [TO]")
	}
	args = append(args, "\n")
	_, rest, ok := strings.Cut(ts.ReadFile("stdout"), args[1])
	text, _, closed := strings.Cut(rest, args[2])
	if !ok || !closed {
		ts.Fatalf("nothing between %q and %q in %s", args[1], args[2], ts.ReadFile("stdout"))
	}
	ts.Setenv(args[0], text)
}
