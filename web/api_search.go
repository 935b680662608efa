package web

import (
	"net/http"

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
	Q     string `query:"q" required:"true" maxLength:"1000" doc:"words, phrases in quotation marks, actor:, date:, kind:"`
	Skip  int    `query:"skip" minimum:"0" doc:"leave out so many of the acts found"`
	Limit int    `query:"limit" default:"100" minimum:"1" maximum:"500" doc:"how many acts"`
}) (*of[Found], error) {
	q := site.ParseSearch(in.Q)
	found, err := v.reader.Search(q, in.Skip, in.Limit)
	if err != nil {
		return nil, err
	}
	v.showsActs(found.Entries)
	f := Found{Marking: site.Joined(found.Entries).String(), Actors: []ActorFound{}, Items: shownActs(found.Entries), Total: found.Total, Wrong: q.Wrong}
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
