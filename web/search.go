package web

import (
	"cmp"
	"strconv"
	"strings"

	"entente/gazetteer"
	"entente/site"
	"entente/web/words"
)

// hitsOnPage is how many acts a page of results shows.
const hitsOnPage = 50

// search is everything the page of results shows.
type search struct {
	typed string
	q     site.Search
	found *site.Results
	skip  int
}

// searchPage finds actors and acts of all cases, as the reader may see them.
func searchPage(v *visit) (*page, error) {
	x, err := v.search(hitsOnPage)
	if err != nil {
		return nil, err
	}
	if x.found.Reading {
		v.header.Set("Refresh", strconv.Itoa(lookAgain))
	}
	return &page{title: v.say("search.title"), marking: site.Joined(x.found.Entries), shown: site.ShowsActs(x.found.Entries), how: "list", still: x.found.Reading, body: searchBody(v, x)}, nil
}

func (v *visit) search(limit int) (*search, error) {
	x := &search{typed: strings.TrimSpace(v.r.URL.Query().Get("q"))}
	if len(x.typed) > mostTyped {
		return nil, badRequest(v.say("search.long", "n", mostTyped))
	}
	if text := v.r.URL.Query().Get("skip"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			return nil, badRequest(v.say("search.skip", "text", text))
		}
		x.skip = n
	}
	var err error
	x.q = site.ParseSearch(x.typed)
	x.found, err = v.reader.Search(x.q, site.After{Skip: x.skip}, limit)
	return x, err
}

// mostTyped is the longest text that is looked for, in bytes.
const mostTyped = 1000

// searchList is what was found, as a list to take away.
func searchList(v *visit) (*list, error) {
	x, err := v.search(mostRows)
	if err != nil {
		return nil, err
	}
	if x.found.Reading { // a file that lacks rows does not look like one
		return nil, errReading
	}
	l := v.entryList("search", x.found.Entries)
	l.title = v.say("search.title") + ": " + x.typed
	return l, nil
}

// recentPage lists what the reader opened last.
func recentPage(v *visit) (*page, error) {
	all, err := v.reader.Recent()
	if err != nil {
		return nil, err
	}
	return &page{title: v.say("recent.title"), marking: site.Joined(all), shown: site.ShowsActs(all), how: "list", body: recentBody(v, all)}, nil
}

// name is what an actor is called in the language of the visit. In the language of the
// record, the name the record gives it goes first.
func (v *visit) name(code, onRecord string) string {
	if v.lang == words.Languages[0] && onRecord != "" {
		return onRecord
	}
	if _, known := gazetteer.Lookup(code); known {
		return gazetteer.Name(code, v.lang.Code)
	}
	return cmp.Or(onRecord, code)
}

// helpPage says which keys do what, and how to search.
func helpPage(v *visit) (*page, error) {
	return &page{title: v.say("help.title"), body: helpBody(v)}, nil
}

// keys are what the keyboard does; web/src/keys.ts does it.
var keys = [][2]string{
	{"/", "search"}, {"Ctrl K", "go"}, {"?", "help"}, {"r", "recent"}, {"s", "start"}, {"1 – 9", "part"},
	{"j  k", "move"}, {"Enter", "open"}, {"o", "unfold"}, {"x", "choose"}, {"*", "chooseall"}, {"b", "bulk"}, {"e", "export"}, {"i", "inbox"}, {"Esc", "close"},
}

// mailKeys are what the keyboard does among telegrams.
var mailKeys = [][2]string{
	{"j  k", "talks"}, {"n  p", "letters"}, {"Enter", "open"}, {"r", "reply"}, {"u", "unread"}, {"e", "done"}, {"?", "help"},
}
