package person

import "touyan/internal/kernel"

// MaxPapers is how many papers an event may have; MaxPaperSize how large each may be, in bytes.
const (
	MaxPapers    = 12
	MaxPaperSize = 10 << 20
)

// Paper is a paper of an event: a photograph, or a document with its name. What it shows is opened for a reason only.
type Paper struct {
	ID    kernel.ID `json:"id"`
	Mime  string    `json:"mime" enum:"image/jpeg,image/png,application/pdf"`
	Name  string    `json:"name"`
	Bytes int64     `json:"bytes"`
	At    int64     `json:"at"`
	By    string    `json:"by"`
}

// NewPaper is a file that somebody puts to an event. Its bytes decide what it is.
type NewPaper struct {
	Name string
	Data []byte
}

// PaperFile is a paper as it is sent.
type PaperFile struct {
	Paper
	Data []byte
}
