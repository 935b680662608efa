package whatif

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// presses is how many facts, options and joinings are changed, one after the other.
const presses = 60

// watch opens every group of the page and marks, in the trace of the browser, when it
// took a key and when its script had changed the page. A key of its own asks the site for
// an answer that says nothing, and changes a line of the page to it.
const watch = `(() => {
	document.querySelectorAll("details.group").forEach(d => d.open = true);
	addEventListener("keydown", e => performance.mark("key", {startTime: e.timeStamp}), true);
	let change;
	window.next = () => window.changed = new Promise(r => change = r);
	const note = () => { performance.mark("changed"); change(); };
	document.querySelector("what-if").addEventListener("supposed", note);
	const line = document.body.appendChild(document.createElement("p"));
	Object.assign(line.style, {position: "fixed", top: 0, left: 0, margin: 0, zIndex: 2});
	addEventListener("keydown", async e => {
		if (e.key !== "F8") return;
		line.textContent = performance.now() + await (await fetch("/healthz", {cache: "no-store"})).text();
		note();
	});
	return true;
})()`

// choose puts the focus where a reader has it who is about to choose, and says which key
// is to come.
const choose = `(() => {
	const all = [...document.querySelectorAll("#suppose select")], s = all[%d * 7 %% all.length];
	s.focus();
	return s.selectedIndex + 1 < s.options.length;
})()`

// asked are the requests of the page for a what-if: when each went out and its answer
// had come, in ms since the page was opened, and its size as sent.
const asked = `JSON.stringify(performance.getEntriesByType("resource").filter(r => r.name.includes("what-if") && r.initiatorType === "fetch").map(r => [r.startTime, r.responseEnd, r.encodedBodySize]))`

// BenchmarkPainted reports how long a reader waits for a what-if over 57 actors: from the
// key he presses in a field, by the time stamp of the event, until the first frame that
// shows the answer is displayed, as the trace of the browser says. Keys come at any moment
// between two frames. The parts, each a median, are:
//
//	ask      from the key to the request
//	server   in the handler of the site: solve, lay out, compress
//	wire     the rest of the request
//	script   from the answer to the page changed
//	turn     until the turn of the page in a frame
//	paint    style, layout, paint, commit, raster: until the tree of layers with the change is the one drawn
//	present  until it is drawn and the frame displayed
//
// In the same run, key by key, it times the floor: the same way for an answer that says
// nothing, put in one line. Frames come 60 times a second, so a page that does nothing at
// all waits 8 ms on average for its turn.
//
// On a screen of 1200 by 900 the road map is below what is seen, as it is for most
// readers; on one of 1200 by 3000 all of the page is in view, and painted.
func BenchmarkPainted(b *testing.B) {
	b.Run("screen", func(b *testing.B) { painted(b, 900) })
	b.Run("whole-page", func(b *testing.B) { painted(b, 3000) })
}

func painted(b *testing.B, height int64) {
	ctx, site := served(b)
	must(b, chromedp.Do(ctx, chromedp.EmulateViewport(1200, height)))
	for b.Loop() {
		t := follow(b, ctx)
		do(b, ctx, watch)
		var server []float64
		for i := range presses {
			key := kb.ArrowUp
			if do(b, ctx, fmt.Sprintf(choose, i)) {
				key = kb.ArrowDown
			}
			press(b, ctx, key)
			server = append(server, site.last())
			press(b, ctx, kb.F8)
		}
		text, err := chromedp.Run(ctx, chromedp.Evaluate[string](asked))
		must(b, err)
		var requests [][3]float64
		must(b, json.Unmarshal([]byte(text), &requests))
		report(b, t.end(b, ctx), server, requests)
	}
}

func do(b *testing.B, ctx context.Context, js string) bool {
	b.Helper()
	yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool](js))
	must(b, err)
	return yes
}

// press presses a key while nothing else goes on.
func press(b *testing.B, ctx context.Context, key string) {
	b.Helper()
	do(b, ctx, "next(), true")
	time.Sleep(100*time.Millisecond + rand.N(17*time.Millisecond))
	must(b, chromedp.Do(ctx, chromedp.KeyEvent(key)))
	_, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("changed.then(() => true)", chromedp.EvalAwaitPromise))
	must(b, err)
	time.Sleep(100 * time.Millisecond) // until it is shown
}

// report sets the marks of the page, the frames of the browser and what the site noted
// side by side.
func report(b *testing.B, events []event, server []float64, requests [][3]float64) {
	b.Helper()
	keys, changes := places(events, "key"), places(events, "changed")
	if len(keys) != 2*presses || len(changes) != len(keys) || len(requests) != presses {
		b.Fatalf("%d keys, %d changes, %d requests: not each key was followed by one", len(keys), len(changes), len(requests))
	}
	zero := events[keys[0]].TS - events[keys[0]].Args.Data.StartTime // of the clock of the page, on that of the trace
	parts := map[string][]float64{}
	add := func(name string, ms float64) { parts[name] = append(parts[name], ms) }
	size := 0.0
	for i := range keys {
		key, changed := events[keys[i]].TS, events[changes[i]].TS
		turn, drawable, shown := frame(b, events[changes[i]:])
		if i%2 == 1 {
			add("floor", shown-key)
			continue
		}
		r := requests[i/2]
		out, in := zero+r[0], zero+r[1]
		add("ask", out-key)
		add("server", server[i/2])
		add("wire", in-out-server[i/2])
		add("script", changed-in)
		add("turn", turn-changed)
		add("paint", drawable-turn)
		add("present", shown-drawable)
		add("painted", shown-key)
		size = max(size, r[2])
	}
	for name, all := range parts {
		slices.Sort(all)
		b.ReportMetric(all[len(all)/2], "ms-"+name)
	}
	b.ReportMetric(parts["painted"][presses*95/100], "ms-painted-p95")
	b.ReportMetric(parts["floor"][presses*95/100], "ms-floor-p95")
	b.ReportMetric(size, "bytes-largest")
}

// event is one of a trace.
type event struct {
	Name string
	TS   float64 // microseconds in the trace, milliseconds once taken up
	PID  int
	Args struct {
		Data struct {
			StartTime float64
			FrameID   int
		}
		FrameID, LayerTreeID int
	}
}

// places are where events of a name stand.
func places(events []event, name string) []int {
	var all []int
	for i, e := range events {
		if e.Name == name {
			all = append(all, i)
		}
	}
	return all
}

// frame follows the first event to the frame that shows it: the page's turn in it, its
// layers ready to be drawn, the frame displayed.
func frame(b *testing.B, events []event) (turn, drawable, shown float64) {
	b.Helper()
	at := 0
	next := func(what string, is func(event) bool) event {
		for ; at < len(events); at++ {
			if events[at].Name == what && is(events[at]) {
				return events[at]
			}
		}
		b.Fatalf("no %s after a change: it was never shown", what)
		return event{}
	}
	page := events[0].PID
	began := next("BeginMainThreadFrame", func(e event) bool { return e.PID == page })
	ready := next("ActivateLayerTree", func(e event) bool { return e.PID == page && e.Args.FrameID >= began.Args.Data.FrameID })
	next("DrawFrame", func(e event) bool { return e.Args.LayerTreeID == ready.Args.LayerTreeID && e.PID == page })
	return began.TS, ready.TS, next("Display::FrameDisplayed", func(event) bool { return true }).TS
}

// trace is what a browser notes while it is followed.
type trace struct {
	events []event
	done   chan struct{}
}

func follow(b *testing.B, ctx context.Context) *trace {
	b.Helper()
	t := &trace{done: make(chan struct{})}
	must(b, chromedp.Listen(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *tracing.EventDataCollected:
			for _, v := range ev.Value {
				var e event
				if json.Unmarshal(v, &e) == nil {
					e.TS /= 1000
					t.events = append(t.events, e)
				}
			}
		case *tracing.EventTracingComplete:
			close(t.done)
		}
	}))
	_, err := chromedp.Call(ctx, tracing.Start, tracing.StartParams{TransferMode: "ReportEvents",
		TraceConfig: &tracing.TraceConfig{IncludedCategories: []string{"-*", "blink.user_timing", "devtools.timeline.frame", "disabled-by-default-devtools.timeline.frame", "disabled-by-default-display.framedisplayed"}}})
	must(b, err)
	return t
}

// end gives the events in their order.
func (t *trace) end(b *testing.B, ctx context.Context) []event {
	b.Helper()
	_, err := chromedp.Call(ctx, tracing.End, struct{}{})
	must(b, err)
	<-t.done
	slices.SortStableFunc(t.events, func(a, b event) int {
		switch {
		case a.TS < b.TS:
			return -1
		case a.TS > b.TS:
			return 1
		}
		return 0
	})
	return t.events
}
