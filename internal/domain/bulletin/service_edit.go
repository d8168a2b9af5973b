package bulletin

import (
	"context"
	"strings"
	"unicode/utf8"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Edit changes the words of a draft. Each figure of a text must stay in it (figure_missing), and no other may be added (figure_more).
func (s *Service) Edit(ctx context.Context, id kernel.ID, w PaperWords) (*PaperDetail, error) {
	return s.on(ctx, "bulletin.edit", id, w.Rev, Draft, func(_ *db.WriteTx, r *paperRow) error {
		c, err := contentOf(r.Content)
		if err != nil {
			return kernel.Internal(err)
		}
		c.Heading, c.ToWhom, c.CopyTo = strings.TrimSpace(w.Title), strings.TrimSpace(w.To), strings.TrimSpace(w.CopyTo)
		if c.Heading == "" || utf8.RuneCountInString(c.Heading) > maxTitle {
			return kernel.Invalid("title", "missing")
		}
		for _, t := range w.Texts {
			if err := retext(&c, t); err != nil {
				return err
			}
		}
		for _, n := range w.Notes {
			if err := annotate(&c, n); err != nil {
				return err
			}
		}
		r.Title, r.Edited = c.Heading, true
		r.Content, err = textOf(&c)
		return err
	})
}

func retext(c *PaperContent, t PaperText) error {
	if t.Block < 0 || t.Block >= len(c.Blocks) {
		return kernel.Invalid("texts", "bad_value").With("value", itoa(t.Block))
	}
	b := &c.Blocks[t.Block]
	text := strings.TrimSpace(t.Text)
	switch {
	case b.Kind != "text" && b.Kind != "heading":
		return kernel.Invalid("texts", "bad_value").With("value", itoa(t.Block))
	case text == "":
		return kernel.Invalid("texts", "missing")
	case utf8.RuneCountInString(text) > maxText:
		return kernel.Invalid("texts", "too_long").With("max", itoa(maxText))
	}
	missing, more := keepsFigures(b.Text, text)
	if f, ok := figureOf(c, missing); ok {
		return kernel.Invalid("texts", "figure_missing").With("name", f.Name).With("value", f.Text)
	}
	if more != "" {
		return kernel.Invalid("texts", "figure_more").With("value", more)
	}
	b.Text = text
	return nil
}

func annotate(c *PaperContent, n PaperNote) error {
	text, err := kernel.Words("notes", n.Text, maxNote, false)
	if err != nil {
		return err
	}
	if n.Figure < 1 || n.Figure > len(c.Figures) {
		return kernel.Invalid("notes", "bad_value").With("value", itoa(n.Figure))
	}
	c.Figures[n.Figure-1].Note = text
	return nil
}
