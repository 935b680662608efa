package main

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"net/http"
	"net/url"
	"time"
)

// atFirst is how many searches a second there are while each is the first of its kind.
const atFirst = 10

// search looks for words, phrases, actors, kinds and days in a process of its own: from
// its first moment, while it still reads the record and says so; then by readers who all
// have never searched before; then by everybody.
func search(home string) {
	searches := []asked{{"search", 1, func(r *rand.Rand) string {
		who := members[r.Intn(len(members))]
		return "/search?" + url.Values{"q": {[]string{
			"answered", `"before the mandate is settled"`, "actor:" + who, "kind:position " + who, fmt.Sprintf("date:2025-%02d %s", 1+r.Intn(12), who), who[:2],
		}[r.Intn(6)]}}.Encode()
	}}}
	s := start(home)
	began := time.Now()
	var all []*reader
	for i := range *readers {
		all = append(all, s.reader(i))
	}
	early, fresh := all[:len(all)/10], all[len(all)/10:]
	var times []took
	spent := s.part("search-first", func() {
		for reading := true; reading; reading = s.reads(early[0]) {
			times = append(times, drive(s, anyOf(early), searches, atFirst, time.Second, nil)...)
		}
	})
	report("search, from the first moment of a process", atFirst, times, 200)
	fmt.Printf("%-50s %9.2f s, %.2f s of processor time\n", "until all of the record is found", time.Since(began).Seconds(), spent.Seconds())
	spent = s.part("search-new", func() {
		times = drive(s, inTurn(fresh), searches, atFirst, time.Duration(len(fresh))*time.Second/atFirst, nil)
	})
	report("search, the first of each view", atFirst, times, 200)
	processor("search, the first of each view", spent, len(times))
	spent = s.part("search", func() { times = drive(s, anyOf(all), searches, *rate, *lasts, nil) })
	report("search", *rate, times, 200)
	processor("search", spent, len(times))
	now, peak := s.memory()
	ceiling("memory of searching at its peak, MB", peak/1e6, 2000, fmt.Sprintf("%.0f now", now/1e6))
	s.stop()
}

// reads asks whether the process still reads the record.
func (s *started) reads(r *reader) bool {
	req, err := http.NewRequest("GET", s.url+"/v1/search?q=mandate&limit=1", nil)
	check(err)
	req.Header.Set("Cookie", r.cookie)
	resp, err := r.client.Do(req)
	check(err)
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		check(fmt.Errorf("%s answers %d", req.URL, resp.StatusCode))
	}
	var found struct{ Reading bool }
	check(json.NewDecoder(resp.Body).Decode(&found))
	return found.Reading
}
