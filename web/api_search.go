package web

import (
	"encoding/base64"
	"errors"
	"net/http"
	"strings"

	"entente/site"
)

// searching are the operations that find acts.
func (a *api) searching() {
	answers(a, operation(site.ScopeRead, "search", http.MethodGet, "/v1/search", "Actors and acts of all cases"), searchRecord)
	answers(a, operation(site.ScopeRead, "recent", http.MethodGet, "/v1/recent", "The acts you opened last on pages"), listRecent)
}

// Found is what a search found.
type Found struct {
	Marking string       `json:"marking" doc:"of the acts in this part"`
	Actors  []ActorFound `json:"actors"`
	Items   []ActShown   `json:"items" doc:"acts, the newest day first"`
	Total   int          `json:"total" doc:"how many acts were found that you may see"`
	Next    string       `json:"next,omitempty" doc:"the cursor of the next part; left out at the end"`
	Reading bool         `json:"reading,omitempty" doc:"what came on record longest ago is not found yet: the site was started a moment ago and is still reading; ask again"`
	Wrong   []string     `json:"wrong,omitempty" doc:"words that could not be read, as typed"`
}

// ActorFound is an actor that goes by what was typed.
type ActorFound struct {
	Code string `json:"code"`
	Name string `json:"name"`
	As   string `json:"as" doc:"the code, name or alias that matched"`
	Why  string `json:"why" doc:"the same in words, in the language that was asked for"`
}

func searchRecord(v *visit, in *struct {
	Q string `query:"q" required:"true" maxLength:"1000" doc:"words, phrases in quotation marks, actor:, date:, kind:"`
	Paged
}) (*of[Found], error) {
	var after site.After
	if in.Cursor != "" {
		name, err := base64.RawURLEncoding.DecodeString(in.Cursor)
		after.Initiative, after.ID, _ = strings.Cut(string(name), "/")
		if err != nil || after.ID == "" {
			return nil, badRequest(v.say("error.cursor"))
		}
	}
	q := site.ParseSearch(in.Q)
	found, err := v.reader.Search(q, after, in.Limit)
	if errors.Is(err, site.ErrGone) {
		return nil, badRequest(v.say("error.cursor"))
	}
	if err != nil {
		return nil, err
	}
	v.showsActs(found.Entries)
	f := Found{Marking: site.Joined(found.Entries).String(), Actors: []ActorFound{}, Items: shownActs(found.Entries), Total: found.Total, Reading: found.Reading, Wrong: q.Wrong}
	if n := len(found.Entries); found.Before+n < found.Total {
		last := found.Entries[n-1].Heading
		f.Next = base64.RawURLEncoding.EncodeToString([]byte(keyOf(last.Initiative, last.ID)))
	}
	for _, a := range found.Actors {
		f.Actors = append(f.Actors, ActorFound{a.Code, v.name(a.Code, a.Name), a.As, v.say("search.how."+string(a.How), "as", a.As)})
	}
	return body(f), nil
}

func listRecent(v *visit, _ *struct{}) (*of[Page[ActShown]], error) {
	all, err := v.reader.Recent()
	if err != nil {
		return nil, err
	}
	v.showsActs(all)
	return body(Page[ActShown]{Marking: site.Joined(all).String(), Items: shownActs(all)}), nil
}
