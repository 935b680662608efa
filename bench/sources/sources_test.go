// Package sources measures how fast documents become lists to pick from, beside
// PETRARCH (Python 2, the event coder whose published and measured figures are the
// anchor), over the same sentences in one run.
//
//	go test ./bench/sources -bench . -benchtime 3s -count 3
//
// The figures are sentences for each second of processor time, garbage collection
// included, so that a busy machine does not change them much. What is measured is all
// that happens between bytes and lists: hash, normalisation, paragraphs, sentences,
// actors, persons, cues and lists.
//
// PETRARCH codes the 284 sentences of its own unit suite, whose parse trees are given:
// the parser that makes them, at the 2 to 5 sentences a second its authors publish for
// it, is not counted. It is not shipped: name its folder in PETRARCH and a Python 2.7
// in PYTHON2; without them its benchmark skips.
package sources

import (
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"entente/coding"
	"entente/source"
)

var records = filepath.Join("..", "..", "..", "shared", "data", "events", "PETR.UnitTest.records.xml")

// spent is the processor time this process has used.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// lists reads documents and makes the lists of every sentence.
func lists(b *testing.B, documents [][]byte) {
	n, start := 0, spent()
	for b.Loop() {
		for _, raw := range documents {
			n += len(coding.Propose(source.Read("d", raw).Reading, coding.Known{}))
		}
	}
	b.ReportMetric(float64(n)/(spent()-start).Seconds(), "sentences/s")
}

// BenchmarkSuite makes lists for the sentences PETRARCH codes, as one document.
func BenchmarkSuite(b *testing.B) {
	f, err := os.Open(records)
	if err != nil {
		b.Skip("SKIPPED, NOT MEASURED: the unit suite is absent")
	}
	defer f.Close()
	var suite struct {
		Sentences []struct {
			Text string
		} `xml:"Sentences>Sentence"`
	}
	dec := xml.NewDecoder(f)
	dec.Strict = false
	if err := dec.Decode(&suite); err != nil {
		b.Fatal(err)
	}
	var text strings.Builder
	for _, s := range suite.Sentences {
		text.WriteString(strings.Join(strings.Fields(s.Text), " ") + "\n")
	}
	if len(suite.Sentences) != 284 {
		b.Fatalf("the suite has %d sentences, not 284", len(suite.Sentences))
	}
	lists(b, [][]byte{[]byte(text.String())})
}

// BenchmarkNews makes lists for the ten texts the accuracy is measured on.
func BenchmarkNews(b *testing.B) {
	files, _ := filepath.Glob("../../coding/testdata/unseen/*.txt")
	var documents [][]byte
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		documents = append(documents, raw)
	}
	lists(b, documents)
}

// BenchmarkPETRARCH codes the suite with PETRARCH, its trees given.
func BenchmarkPETRARCH(b *testing.B) {
	folder, python := os.Getenv("PETRARCH"), os.Getenv("PYTHON2")
	if folder == "" || python == "" {
		b.Skip("SKIPPED, NOT MEASURED: name the folder of PETRARCH in PETRARCH and a Python 2.7 in PYTHON2")
	}
	path, err := filepath.Abs(records)
	if err != nil {
		b.Fatal(err)
	}
	var sentences, seconds, events, stopped float64
	for b.Loop() {
		out, err := exec.Command(python, "petrarch.py", folder, path, "10").Output()
		if err != nil {
			b.Fatal(err)
		}
		var n, s float64
		if _, err := fmt.Sscan(string(out), &n, &s, &events, &stopped); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		sentences, seconds = sentences+n, seconds+s
	}
	b.ReportMetric(sentences/seconds, "sentences/s")
	b.ReportMetric(events, "events")
}
