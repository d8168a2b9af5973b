package feed

import (
	"cmp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"touyan/internal/kernel"
)

func sooner(a, b DueThing) int {
	return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.At, b.At), cmp.Compare(a.Key, b.Key))
}

// The words for kinds of what is due, and for when, by language.
var (
	dueWords = map[string]map[string]string{
		"zh": {DueCase: "案件", DueItem: "清单事项", DueVisit: "走访", DueTerm: "任期届满", DueObjection: "待答复", DueCall: "吹哨报到", DueOrder: "督办单", DueDemand: "对村要求", DueRecheck: "荣誉复查"},
		"en": {DueCase: "Case", DueItem: "Duty", DueVisit: "Visit", DueTerm: "Term ends", DueObjection: "To answer", DueCall: "Called to a case", DueOrder: "Order of supervision", DueDemand: "Demand on the village", DueRecheck: "Honours to re-check"},
	}
	calendarNames = map[string]string{"zh": "头雁 · 我的到期", "en": "Touyan · due for me"}
)

// titleOf says what is due where, in a few words.
func titleOf(d DueThing, lang string) string {
	name, gap := d.Name, "："
	if lang == "en" {
		name, gap = d.NameEN, ": "
	}
	out := dueWords[lang][d.Kind]
	if name != "" {
		out += gap + name
	}
	switch {
	case d.N > 1 && lang == "en":
		out += " × " + strconv.Itoa(d.N)
	case d.N > 1 && d.Kind == DueVisit:
		out += " " + strconv.Itoa(d.N) + " 户"
	case d.N > 1:
		out += " " + strconv.Itoa(d.N) + " 项"
	}
	if d.Place != "" {
		out += " · " + d.Place
	}
	return out
}

// lineOctets is the longest line of a calendar, without its end (RFC 5545, 3.1).
const lineOctets = 75

// ical writes lines as RFC 5545 wants them: ended by CR LF, folded between characters, never within one.
type ical struct{ strings.Builder }

func (c *ical) line(text string) {
	room := lineOctets
	for len(text) > room {
		cut := room
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		c.WriteString(text[:cut] + "\r\n ")
		text, room = text[cut:], lineOctets-1 // the blank counts
	}
	c.WriteString(text + "\r\n")
}

// text writes a property whose value is text.
func (c *ical) text(name, value string) { c.line(name + ":" + escaped(value)) }

var escapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", "")

// escaped is text as a value; what no calendar may hold is left out.
func escaped(text string) string {
	return escapes.Replace(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, text))
}

const (
	utcForm   = "20060102T150405Z"
	localForm = "20060102T150405"
	dayForm   = "20060102"
	zoneName  = "Asia/Shanghai"
)

// zoneLines say what the zone is: one hour count the year round since 1991, which is as far back as anything here goes.
var zoneLines = []string{
	"BEGIN:VTIMEZONE", "TZID:" + zoneName, "BEGIN:STANDARD", "DTSTART:19910915T020000", "TZOFFSETFROM:+0900", "TZOFFSETTO:+0800", "TZNAME:CST", "END:STANDARD", "END:VTIMEZONE",
}

// calendarOf is a calendar of what is due: an event that takes the day or ends at its time, under a name that stays the same from one
// fetch to the next, so that an event that moves is moved and not doubled.
func calendarOf(list []DueThing, county kernel.ID, origin, lang string, now time.Time) string {
	c := &ical{}
	for _, l := range []string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//touyan//due//" + strings.ToUpper(lang), "CALSCALE:GREGORIAN", "METHOD:PUBLISH"} {
		c.line(l)
	}
	c.text("X-WR-CALNAME", calendarNames[lang])
	c.line("X-WR-TIMEZONE:" + zoneName)
	c.line("REFRESH-INTERVAL;VALUE=DURATION:PT1H")
	c.line("X-PUBLISHED-TTL:PT1H")
	for _, l := range zoneLines {
		c.line(l)
	}
	for _, d := range list {
		c.line("BEGIN:VEVENT")
		c.line("UID:" + d.Key + "@" + county.String() + ".touyan")
		c.line("DTSTAMP:" + now.UTC().Format(utcForm))
		if d.At != 0 {
			end := time.UnixMilli(d.At).In(kernel.Zone)
			c.line("DTSTART;TZID=" + zoneName + ":" + end.Add(-30*time.Minute).Format(localForm))
			c.line("DTEND;TZID=" + zoneName + ":" + end.Format(localForm))
		} else {
			c.line("DTSTART;VALUE=DATE:" + d.Day.Time().Format(dayForm))
			c.line("DTEND;VALUE=DATE:" + d.Day.Add(1).Time().Format(dayForm))
		}
		c.text("SUMMARY", titleOf(d, lang))
		if origin != "" {
			c.line("URL:" + origin + d.Path)
		}
		c.line("CATEGORIES:" + escaped(dueWords[lang][d.Kind]))
		c.line("TRANSP:TRANSPARENT")
		c.line("END:VEVENT")
	}
	c.line("END:VCALENDAR")
	return c.String()
}

// digestOf is a letter about what is due: a sentence, then the things of the days asked for. Only what is late is told without an end.
func digestOf(list []DueThing, mode, origin, lang string, today kernel.Day) (subject, text string, some bool) {
	until := today
	if mode == Weekly {
		until = today.Add(6)
	}
	var late, soon []DueThing
	for _, d := range list {
		switch {
		case d.Day < today:
			late = append(late, d)
		case d.Day <= until:
			soon = append(soon, d)
		}
	}
	if len(late)+len(soon) == 0 {
		return "", "", false
	}
	subject = counted(len(soon), len(late), mode, lang)
	var b strings.Builder
	b.WriteString(subject + "\n")
	for _, part := range []struct {
		head string
		list []DueThing
	}{{digestWords[lang]["late"], late}, {digestWords[lang]["soon"], soon}} {
		if len(part.list) == 0 {
			continue
		}
		b.WriteString("\n" + part.head + "\n")
		for i, d := range part.list {
			if i == mostTold {
				b.WriteString("…\n")
				break
			}
			b.WriteString("- " + string(d.Day) + "  " + titleOf(d, lang) + "\n")
			if origin != "" {
				b.WriteString("  " + origin + d.Path + "\n")
			}
		}
	}
	b.WriteString("\n" + digestWords[lang]["off"] + "\n")
	if origin != "" {
		b.WriteString(origin + "/console/me\n")
	}
	return subject, b.String(), true
}

const mostTold = 40 // things of a part of a letter

var digestWords = map[string]map[string]string{
	"zh": {"late": "已逾期：", "soon": "将到期：", "off": "这封信是您自己开通的，可以随时在“我的账号”里关掉。"},
	"en": {"late": "Overdue:", "soon": "Due:", "off": "You switched this letter on yourself; switch it off at any time under My account."},
}

// counted is the sentence of a letter or a message: how many things are due today or this week, and how many are late.
func counted(soon, late int, mode, lang string) string {
	n, l := strconv.Itoa(soon), strconv.Itoa(late)
	when := map[string]string{"zh": "今天", "en": "today"}[lang]
	if mode == Weekly {
		when = map[string]string{"zh": "本周", "en": "this week"}[lang]
	}
	if lang == "en" {
		return n + " due " + when + ", " + l + " overdue"
	}
	return when + "到期 " + n + " 件，已逾期 " + l + " 件"
}
