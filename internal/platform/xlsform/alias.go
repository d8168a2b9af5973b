package xlsform

import (
	"slices"
	"strings"
)

// aliases are other published names of columns.
var aliases = map[string]string{
	"calculate": "calculation", "relevance": "relevant", "value": "name", "caption": "label", "jr:count": "repeat_count", "jr:constraintmsg": "constraint_message",
	"constraining_message": "constraint_message", "bind::relevant": "relevant", "bind::constraint": "constraint", "bind::required": "required",
	"bind::calculate": "calculation", "bind::jr:constraintmsg": "constraint_message",
}

// columnOf is a title as this reader calls the column: in small letters, words joined by _, languages after :: (or one colon, as older
// sheets write them), and what stands in one language only of pictures and sound under the name of all.
func columnOf(title string) string {
	parts := strings.Split(strings.ToLower(title), "::")
	for i, p := range parts {
		parts[i] = strings.Join(strings.Fields(p), " ")
	}
	base := strings.ReplaceAll(parts[0], " ", "_")
	if before, lang, ok := strings.Cut(base, ":"); ok && len(parts) == 1 && slices.Contains([]string{"label", "hint", "constraint_message"}, before) {
		base, parts = before, []string{before, strings.TrimSpace(strings.ReplaceAll(lang, "_", " "))}
	}
	parts[0] = base
	whole := strings.Join(parts, "::")
	if name, ok := aliases[whole]; ok {
		return name
	}
	if name, ok := aliases[base]; ok {
		parts[0] = name
		return strings.Join(parts, "::")
	}
	for _, n := range never {
		if strings.HasPrefix(whole, n+"::") {
			return n
		}
	}
	return whole
}

// spoken are other published ways to write a type; longer ones first.
var spoken = [][2]string{
	{"add select multiple prompt using ", "select_multiple "},
	{"add select one prompt using ", "select_one "},
	{"select all that apply from ", "select_multiple "},
	{"select all that apply ", "select_multiple "},
	{"select multiple from ", "select_multiple "},
	{"select multiple ", "select_multiple "},
	{"select one from ", "select_one "},
	{"select one ", "select_one "},
	{"select1 ", "select_one "},
	{"begin lgroup", "begin_repeat"},
	{"end lgroup", "end_repeat"},
	{"begin looped group", "begin_repeat"},
	{"end looped group", "end_repeat"},
	{"begin ", "begin_"},
	{"end ", "end_"},
}

// kindOf is a type in the words of today, as it was written but for its first word: names of lists keep their letters.
func kindOf(text string) []string {
	text = strings.Join(strings.Fields(text), " ")
	low := strings.ToLower(text)
	for _, s := range spoken {
		if strings.HasPrefix(low, s[0]) {
			text = s[1] + text[len(s[0]):]
			break
		}
	}
	kind := strings.Fields(text)
	if len(kind) == 0 {
		return nil
	}
	kind[0] = strings.ToLower(kind[0])
	if name, ok := map[string]string{"string": "text", "int": "integer"}[kind[0]]; ok {
		kind[0] = name
	}
	return kind
}
