package text

import "strings"

// Sound is how a name is usually read, in pinyin without tones and without what Fold drops: 李小芳 and 李晓芳 are equal.
func Sound(name string) string {
	var b strings.Builder
	for _, r := range Fold(name) {
		b.WriteString(readings(r)[0])
	}
	return b.String()
}
