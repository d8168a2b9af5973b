package form

import (
	"touyan/internal/platform/pack"
	"touyan/internal/platform/sheet"
)

// Column is the column of a field. Its key parts it from the columns that every record has.
func Column(f pack.Field, required bool) sheet.Column {
	c := sheet.Column{Key: "f." + f.ID, Title: f.Name, Required: required, Width: 16, Day: f.Type == pack.FieldDay, Out: f.Type == pack.FieldCase}
	switch f.Type {
	case pack.FieldText:
		c.Width = 30
	case pack.FieldMoney:
		c.Title += "(元)"
	case pack.FieldYesNo:
		c.Choices = []string{Yes, No}
	case pack.FieldChoice:
		for _, x := range f.Choices {
			c.Choices = append(c.Choices, x.Name)
		}
	}
	return c
}
