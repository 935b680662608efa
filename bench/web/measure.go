package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/rand"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// hot is how many cases, the newest, most readers look at.
const hot = 40

// measure runs every part against one serving process.
func measure(home string) {
	s := start(home)
	ceiling("start, to the first page, s", s.took.Seconds(), 3, "")
	cases := (*acts - len(members)) / actsEach
	of := func(r *rand.Rand) string {
		if r.Intn(10) > 0 {
			return caseID(cases - 1 - r.Intn(min(hot, cases)))
		}
		return caseID(r.Intn(cases))
	}
	at := func(format string) func(*rand.Rand) string {
		return func(r *rand.Rand) string { return fmt.Sprintf(format, of(r)) }
	}
	pages := []asked{
		{"start", 20, func(*rand.Rand) string { return "/" }},
		{"picture", 20, at("/case/%s")},
		{"actors", 10, at("/case/%s/actors")},
		{"charter", 5, at("/case/%s/charter")},
		{"decisions", 5, at("/case/%s/decisions")},
		{"timeline", 10, at("/case/%s/timeline")},
		{"sources", 5, at("/case/%s/sources")},
		{"act", 25, func(r *rand.Rand) string {
			return fmt.Sprintf("/case/%s/act/word-%s", of(r), members[r.Intn(len(members))])
		}},
	}
	var all []*reader
	for i := range *readers {
		all = append(all, s.reader(i))
	}
	var first time.Duration
	spent := s.part("first", func() {
		var err error
		first, _, err = all[0].get(s.url + "/")
		check(err)
	})
	fmt.Printf("%-50s %9.2f s, %.2f s of processor time\n", "the very first start page", first.Seconds(), spent.Seconds())
	s.part("each-first", func() { cold(s, all[:min(firsts, len(all))]) })
	ceiling("a first page, with what it loads, kB", float64(all[0].whole(s.url, "/case/"+caseID(cases-1)))/1000, 200, "")
	var times []took
	warm := s.part("warm", func() { times = drive(s, anyOf(all), pages, *rate, *lasts/2, nil) }) // until most have been here once
	processor("pages, while they are new", warm, len(times))
	spent = s.part("pages", func() {
		times = drive(s, anyOf(all), pages, *rate, *lasts, func(r *rand.Rand) { s.say(cases - 1 - r.Intn(min(hot, cases))) })
	})
	report("pages", *rate, times, 150)
	processor("pages", spent, len(times))

	whatIf := []asked{{"what-if", 1, func(r *rand.Rand) string {
		return fmt.Sprintf("/case/%s/what-if?part=1&fact.f%d=%t&option.c%d=%c", of(r), r.Intn(20), r.Intn(2) == 0, r.Intn(6), 'a'+rune(r.Intn(3)))
	}}}
	spent = s.part("what-if", func() { times = drive(s, anyOf(all), whatIf, *rate, *lasts, nil) })
	report("what-if", *rate, times, 100)
	ceiling("the largest what-if as sent, bytes", float64(slices.MaxFunc(times, func(a, b took) int { return cmp.Compare(a.size, b.size) }).size), 3000, "")
	processor("what-if", spent, len(times))
	events(s, cases)
	now, peak := s.memory()
	ceiling("memory at its peak, MB", peak/1e6, 2000, fmt.Sprintf("%.0f now", now/1e6))
	s.stop()
}

// firsts is how many readers are there for the first time, one by one.
const firsts = 20

// processor prints what the serving process spent on each answer: where the machine is
// busy with other work, that is what tells.
func processor(name string, spent time.Duration, n int) {
	fmt.Printf("%-50s %9.1f  ms of processor time an answer\n", name, ms(spent)/float64(n))
}

// cold opens the start page of readers once: each sees its own record for the
// first time.
func cold(s *started, all []*reader) {
	began := time.Now()
	var times []took
	for _, r := range all {
		t, size, err := r.get(s.url + "/")
		check(err)
		times = append(times, took{name: "start", time: t, size: size})
	}
	fmt.Printf("%-50s %9.2f s  p95 %.0f ms\n", fmt.Sprintf("the first start page of %d readers, one by one", len(all)), time.Since(began).Seconds(), ms(percentile(times, 95)))
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func percentile(times []took, p int) time.Duration {
	var all []time.Duration
	for _, t := range times {
		all = append(all, t.time)
	}
	slices.Sort(all)
	return all[min(len(all)-1, len(all)*p/100)]
}

// report prints how long pages took, together and one by one.
func report(name string, rate int, times []took, most float64) {
	ceiling(fmt.Sprintf("%s at %d/s, p95, ms", name, rate), ms(percentile(times, 95)), most,
		fmt.Sprintf("p50 %.1f, p99 %.1f, of %d", ms(percentile(times, 50)), ms(percentile(times, 99)), len(times)))
	by, none := map[string][]took{}, 0
	for _, t := range times {
		if t.failed != nil {
			none++
			fmt.Fprintln(os.Stderr, "bench:", t.failed)
		}
		by[t.name] = append(by[t.name], t)
	}
	ceiling(name+" that were not answered", float64(none), 0, "")
	for _, name := range slices.Sorted(maps.Keys(by)) {
		some := by[name]
		var largest int64
		for _, t := range some {
			largest = max(largest, t.size)
		}
		fmt.Printf("    %-12s p50 %7.1f  p95 %7.1f  p99 %7.1f ms, at most %.1f kB as sent, of %d\n", name, ms(percentile(some, 50)), ms(percentile(some, 95)), ms(percentile(some, 99)), float64(largest)/1000, len(some))
	}
}

// events opens pages that follow the record, puts an act on it, and measures until the
// last of them has heard.
func events(s *started, cases int) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var open, heard sync.WaitGroup
	var mu sync.Mutex
	var last time.Time
	var times []time.Time
	open.Add(*streams)
	heard.Add(*streams)
	for i := range *streams {
		go func() {
			resp, err := s.reader(i).open(ctx, s.url+"/events")
			check(err)
			defer resp.Body.Close()
			lines := bufio.NewScanner(resp.Body)
			for first := true; lines.Scan(); {
				if first {
					open.Done()
					first = false
				}
				if strings.HasPrefix(lines.Text(), "data: ") {
					mu.Lock()
					last = time.Now()
					times = append(times, last)
					mu.Unlock()
					heard.Done()
					return
				}
			}
		}()
	}
	open.Wait()
	said := s.say(cases - 1)
	heard.Wait()
	ceiling(fmt.Sprintf("an act heard on %d open pages, ms", *streams), max(0, ms(last.Sub(said))), 1000, fmt.Sprintf("half of them within %.0f", max(0, ms(times[len(times)/2].Sub(said)))))
}
