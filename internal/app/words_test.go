package app_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"testing"

	"touyan/ui"
)

// TestPublicWordsHaveOneMeaning: of two words with one key a JSON reader takes the last, and says nothing.
func TestPublicWordsHaveOneMeaning(t *testing.T) {
	text, err := fs.ReadFile(ui.Pages(), "words.json")
	if err != nil {
		t.Fatal(err)
	}
	var files map[string]json.RawMessage
	if err := json.Unmarshal(text, &files); err != nil {
		t.Fatal(err)
	}
	for language, words := range files {
		d, seen := json.NewDecoder(bytes.NewReader(words)), map[string]bool{}
		_, _ = d.Token() // {
		for d.More() {
			key, err := d.Token()
			if err != nil {
				t.Fatal(err)
			}
			if k, ok := key.(string); ok && seen[k] {
				t.Errorf("%s: %s stands there twice", language, k)
			} else if ok {
				seen[k] = true
			}
			if _, err := d.Token(); err != nil {
				t.Fatal(err)
			}
		}
		if len(seen) < 100 {
			t.Errorf("%s: only %d words: the search has gone blind", language, len(seen))
		}
	}
}
