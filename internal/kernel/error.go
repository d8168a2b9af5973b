package kernel

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Kind is the coarse kind of an error: it decides the HTTP status and what a caller may do. There are eight.
type Kind string

// The kinds.
const (
	KindInvalid         Kind = "invalid"         // the input is wrong: mend it
	KindUnauthenticated Kind = "unauthenticated" // nobody is signed in
	KindForbidden       Kind = "forbidden"       // signed in, but not allowed
	KindNotFound        Kind = "not_found"       // not there, or not for this actor: the two look the same
	KindConflict        Kind = "conflict"        // somebody else changed it, or it stands against a rule as things are now
	KindTooMany         Kind = "too_many"        // try later
	KindUnavailable     Kind = "unavailable"     // the program cannot do it now
	KindInternal        Kind = "internal"        // a defect; details stay in the log
)

// Error is the one error type that crosses a room's wall. Code is a stable word that front ends translate; Field names the
// input it speaks of; Args are the facts that the words need.
type Error struct {
	Kind  Kind
	Code  string
	Field string
	Args  map[string]string
	cause error
}

// Error is for logs and the command line.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", e.Kind, e.Code)
	if e.Field != "" {
		fmt.Fprintf(&b, " (%s)", e.Field)
	}
	keys := make([]string, 0, len(e.Args))
	for k := range e.Args {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		fmt.Fprintf(&b, " %s=%q", k, e.Args[k])
	}
	if e.cause != nil {
		fmt.Fprintf(&b, ": %v", e.cause)
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.cause }

// With adds a fact.
func (e *Error) With(key, value string) *Error {
	if e.Args == nil {
		e.Args = map[string]string{}
	}
	e.Args[key] = value
	return e
}

// Because adds the cause; it reaches the log, never the client.
func (e *Error) Because(err error) *Error { e.cause = err; return e }

// Invalid says that the input in field is wrong.
func Invalid(field, code string) *Error { return &Error{Kind: KindInvalid, Field: field, Code: code} }

// NotFound says that there is no such thing for this actor.
func NotFound(what string) *Error {
	return &Error{Kind: KindNotFound, Code: "not_found", Field: what}
}

// Forbidden says that this actor may not.
func Forbidden(code string) *Error { return &Error{Kind: KindForbidden, Code: code} }

// Unauthenticated says that nobody is signed in.
func Unauthenticated(code string) *Error { return &Error{Kind: KindUnauthenticated, Code: code} }

// Conflict says that it stands against the present state.
func Conflict(code string) *Error { return &Error{Kind: KindConflict, Code: code} }

// TooMany says to come back later.
func TooMany(code string) *Error { return &Error{Kind: KindTooMany, Code: code} }

// Unavailable says that the program cannot do it now.
func Unavailable(code string) *Error { return &Error{Kind: KindUnavailable, Code: code} }

// Internal wraps a defect.
func Internal(err error) *Error { return &Error{Kind: KindInternal, Code: "internal", cause: err} }

// KindOf is the kind of any error; what is not an *Error is internal.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return KindInternal
}
