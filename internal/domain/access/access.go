// Package access holds accounts and says what each may do: an account belongs to one person, and its rights are those of
// the posts which that person holds today (requirements A2), so a change of post changes access by itself. Credentials lie
// outside the journal and never have a default: the first password is chosen through a one-time link.
//
// Tables: t_account (journalled), t_login, t_login_miss and t_invite (local). Law: 网络安全法 art. 23 (identity of who acts).
package access

import (
	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// State is where an account stands.
type State string

// The states of an account.
const (
	Invited  State = "invited"  // has a link, not yet a password
	Active   State = "active"   // may sign in
	Disabled State = "disabled" // may not
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList    = "access.list"
	PermEdit    = "access.edit"
	PermJournal = "journal.read"
)

// PostAdmin is the post that `touyan admin create` appoints to: the one post id that the program itself must know.
const PostAdmin = "county_admin"

// Account is an account as lists show it.
type Account struct {
	ID          kernel.ID `json:"id"`
	Rev         int64     `json:"rev"`
	Login       string    `json:"login"`
	PersonID    kernel.ID `json:"person_id"`
	PersonName  string    `json:"person_name"`
	State       State     `json:"state" enum:"invited,active,disabled"`
	LastSeen    int64     `json:"last_seen"`
	LockedUntil int64     `json:"locked_until"`
}

// HeldPost is a post that the signed-in person holds today.
type HeldPost struct {
	ID         kernel.ID  `json:"id"`
	Post       string     `json:"post"`
	PostName   string     `json:"post_name"`
	PostNameEN string     `json:"post_name_en"`
	Place      *place.Ref `json:"place"`
	Body       *body.Ref  `json:"body"`
	Topic      string     `json:"topic"`
	To         kernel.Day `json:"to"`
}

// Me is who is signed in.
type Me struct {
	AccountID kernel.ID  `json:"account_id"`
	PersonID  kernel.ID  `json:"person_id"`
	Login     string     `json:"login"`
	Name      string     `json:"name"`
	Perms     []string   `json:"perms" nullable:"false"`
	Posts     []HeldPost `json:"posts" nullable:"false"`
}

// Invitation is what the page of a one-time link shows.
type Invitation struct {
	Login string `json:"login"`
	Name  string `json:"name"`
}

// DemoPerson is somebody a visitor of the demo may sign in as.
type DemoPerson struct {
	AccountID  kernel.ID `json:"account_id"`
	Name       string    `json:"name"`
	Post       string    `json:"post"`
	PostName   string    `json:"post_name"`
	PostNameEN string    `json:"post_name_en"`
	PlaceName  string    `json:"place_name"`
	Hint       string    `json:"hint"`
	HintEN     string    `json:"hint_en"`
	Front      string    `json:"front" enum:"console,field"`
}
