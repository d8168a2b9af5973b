package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
)

// maxToken bounds one tag or one text of a part: what is longer is read on and dropped, so that a cell of a gigabyte costs
// nothing.
const maxToken = 256 << 10

var errXML = errors.New("broken XML")

// scanner reads the plain XML that the parts of a workbook are made of, token by token, in bounded memory: elements,
// attributes and text. A document type is refused.
type scanner struct {
	r     *bufio.Reader
	tag   []byte // the present element: name, then attributes as they stand
	text  []byte // the text before it, entities resolved
	long  bool   // the text was cut
	end   bool   // an end tag
	empty bool   // <x/>
	raw   []byte
}

func newScanner(r io.Reader) *scanner { return &scanner{r: bufio.NewReaderSize(r, 64<<10)} }

// next goes to the next tag; io.EOF ends the part.
func (s *scanner) next() error {
	s.text, s.long = s.text[:0], false
	for {
		raw, long, err := s.upTo('<')
		s.long = s.long || long
		if !s.long {
			s.text = unescape(s.text, raw)
		}
		if len(s.text) > maxToken { // in pieces, with comments or CDATA between them
			s.text, s.long = s.text[:0], true
		}
		if err != nil {
			return err
		}
		again, err := s.markup()
		if err != nil {
			return err
		}
		if !again {
			return nil
		}
	}
}

// upTo reads to a byte and drops it; long tells that not all was kept.
func (s *scanner) upTo(delim byte) (raw []byte, long bool, err error) {
	s.raw = s.raw[:0]
	for {
		part, err := s.r.ReadSlice(delim)
		if len(s.raw)+len(part) <= maxToken {
			s.raw = append(s.raw, part...)
		} else {
			long = true
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case err != nil:
			return s.raw, long, err
		case long:
			return s.raw, true, nil
		default:
			return s.raw[:len(s.raw)-1], false, nil
		}
	}
}

// markup reads what begins with <; again says that it was no element.
func (s *scanner) markup() (again bool, err error) {
	lead, err := s.r.Peek(8)
	switch {
	case bytes.HasPrefix(lead, []byte("!--")):
		return true, s.skip("-->")
	case bytes.HasPrefix(lead, []byte("?")):
		return true, s.skip("?>")
	case bytes.HasPrefix(lead, []byte("![CDATA[")):
		_, _ = s.r.Discard(8)
		return true, s.cdata()
	case bytes.HasPrefix(lead, []byte("!")), len(lead) == 0:
		return false, errors.Join(errXML, err)
	}
	tag, long, err := s.upTo('>')
	if err != nil || long {
		return false, errors.Join(errXML, err)
	}
	s.tag = append(s.tag[:0], tag...)
	for open := oddQuotes(tag); open; { // a > within a value
		more, long, err := s.upTo('>')
		if err != nil || long || len(s.tag) > maxToken {
			return false, errors.Join(errXML, err)
		}
		s.tag = append(append(s.tag, '>'), more...)
		open = open != oddQuotes(more)
	}
	tag = s.tag
	s.end, s.empty = len(tag) > 0 && tag[0] == '/', len(tag) > 0 && tag[len(tag)-1] == '/'
	s.tag = append(s.tag[:0], bytes.Trim(tag, "/ \r\n\t")...)
	return false, nil
}

func oddQuotes(b []byte) bool { return bytes.Count(b, []byte{'"'})%2 == 1 }

// skip reads on to the end of a comment or an instruction.
func (s *scanner) skip(end string) error {
	var last []byte
	for {
		part, err := s.r.ReadSlice('>')
		last = append(last, part...)
		last = last[max(0, len(last)-len(end)):]
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return errors.Join(errXML, err)
		}
		if string(last) == end {
			return nil
		}
	}
}

func (s *scanner) cdata() error {
	for {
		raw, long, err := s.upTo('>')
		if err != nil {
			return errors.Join(errXML, err)
		}
		if s.long = s.long || long; !s.long {
			s.text = append(s.text, raw...)
		}
		if bytes.HasSuffix(raw, []byte("]]")) {
			s.text = bytes.TrimSuffix(s.text, []byte("]]"))
			return nil
		}
		s.text = append(s.text, '>')
		if s.long = s.long || len(s.text) > maxToken; s.long {
			s.text = s.text[:0]
		}
	}
}

// name is the element's name without its prefix.
func (s *scanner) name() string {
	name := s.tag
	if i := bytes.IndexAny(name, " \r\n\t"); i >= 0 {
		name = name[:i]
	}
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	return string(name)
}

// attr is the value of an attribute; name is given with its prefix, where it has one.
func (s *scanner) attr(name string) string {
	for rest := s.tag; ; {
		i := bytes.Index(rest, []byte(name))
		if i < 0 {
			return ""
		}
		after := bytes.TrimLeft(rest[i+len(name):], " \r\n\t")
		if i > 0 && rest[i-1] <= ' ' && len(after) > 2 && after[0] == '=' {
			after = bytes.TrimLeft(after[1:], " \r\n\t")
			if len(after) == 0 {
				return ""
			}
			end := bytes.IndexByte(after[1:], after[0])
			if end < 0 {
				return ""
			}
			return string(unescape(nil, after[1:1+end]))
		}
		rest = rest[i+len(name):]
	}
}

func (s *scanner) is(name string) bool {
	return bytes.HasPrefix(s.tag, []byte(name)) && (len(s.tag) == len(name) || s.tag[len(name)] <= ' ') || bytes.IndexByte(s.tag, ':') > 0 && s.name() == name
}

var entities = map[string]string{"lt": "<", "gt": ">", "amp": "&", "quot": `"`, "apos": "'"}

// unescape appends text with its entities resolved; an unknown one stays as it is.
func unescape(to, raw []byte) []byte {
	for {
		i := bytes.IndexByte(raw, '&')
		if i < 0 {
			return append(to, raw...)
		}
		to = append(to, raw[:i]...)
		raw = raw[i:]
		end := bytes.IndexByte(raw[:min(len(raw), 12)], ';')
		if end < 0 {
			to, raw = append(to, '&'), raw[1:]
			continue
		}
		name := string(raw[1:end])
		if plain, ok := entities[name]; ok {
			to = append(to, plain...)
		} else if num, ok := strings.CutPrefix(name, "#"); ok {
			to = append(to, string(charOf(num))...)
		} else {
			to = append(to, raw[:end+1]...)
		}
		raw = raw[end+1:]
	}
}

func charOf(num string) rune {
	base := 10
	if hex, ok := strings.CutPrefix(strings.ToLower(num), "x"); ok {
		num, base = hex, 16
	}
	n, err := strconv.ParseInt(num, base, 32)
	if err != nil {
		return '\ufffd'
	}
	return rune(n)
}
