// Package cable measures how fast telegrams are read, against cablemap (Python,
// the reader historians use), over the same 174 telegrams of the National Archives
// in one run.
//
//	go test ./bench/cable -bench . -benchtime 3s -count 3
//
// The figures are telegrams for each second of processor time, garbage collection
// included, so that a busy machine does not change them much.
//
// A telegram has 6.6 kB on average. Reading is everything package cable does to it:
// header, text head, references, paragraphs, comments and notes apart, every check.
// cablemap reads less (no paragraphs, no checks): its functions for recipients,
// transmission, TAGS, subject, classifier, signature, summary, day of declassification
// and the parting of header and text are called on the same text. Its function for
// references, which takes twenty times as long as all others together, is measured
// apart. It is not shipped: name the folder that holds cablemap.core in
// CABLEMAP, with a Python 2.7 as PYTHON2; without them its benchmark skips.
package cable

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"entente/cable"
)

func telegrams(b *testing.B) (names []string, sources [][]byte) {
	names, _ = filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "telegrams", "txt", "*.txt"))
	if len(names) == 0 {
		b.Skip("SKIPPED, NOT MEASURED: real telegrams absent")
	}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		sources = append(sources, src)
	}
	return names, sources
}

// spent is the processor time this process has used.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkRead reads all telegrams on one core, and keeps those of a round, as what
// reads a folder does.
func BenchmarkRead(b *testing.B) {
	names, sources := telegrams(b)
	n, start := 0, spent()
	var kept []*cable.Telegram
	for b.Loop() {
		kept = kept[:0]
		for i, src := range sources {
			ts, _ := cable.Read(names[i], src)
			kept = append(kept, ts...)
		}
		n += len(kept)
	}
	b.ReportMetric(float64(n)/(spent()-start).Seconds(), "telegrams/s")
}

// BenchmarkWrite writes all telegrams, each read back to be sure.
func BenchmarkWrite(b *testing.B) {
	names, sources := telegrams(b)
	var ts []*cable.Telegram
	for i, src := range sources {
		more, _ := cable.Read(names[i], src)
		ts = append(ts, more...)
	}
	n, start := 0, spent()
	for b.Loop() {
		for _, t := range ts {
			var out bytes.Buffer
			if err := cable.Write(&out, &t.Message); err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
	b.ReportMetric(float64(n)/(spent()-start).Seconds(), "telegrams/s")
}

// BenchmarkThread puts all telegrams in conversations.
func BenchmarkThread(b *testing.B) {
	names, sources := telegrams(b)
	var ts []*cable.Telegram
	for i, src := range sources {
		more, _ := cable.Read(names[i], src)
		ts = append(ts, more...)
	}
	n, start := 0, spent()
	for b.Loop() {
		cable.Thread(ts, "SECSTATE WASHDC", nil)
		n += len(ts)
	}
	b.ReportMetric(float64(n)/(spent()-start).Seconds(), "telegrams/s")
}

// peer is run by Python 2.7 with the folder of cablemap.core and the telegrams.
const peer = `
import sys, json, time, codecs, logging
logging.disable(logging.CRITICAL)
sys.path.insert(0, sys.argv[1])
from cablemap.core import reader as r
texts = [codecs.open(f, encoding='latin-1').read() for f in sys.argv[2:]]
texts = [t.split(u'Message Attributes')[0] for t in texts]
plain = (r.header_body_from_content, r.parse_transmission_id, r.parse_classified_by, r.parse_nondisclosure_deadline)
named = (r.parse_recipients, r.parse_info_recipients, r.parse_tags, r.parse_subject, r.parse_summary, r.parse_signed_by)
def header(t):
    return [f(t) for f in plain], [f(t, 'X') for f in named]
def whole(t):
    return header(t), r.parse_references(t, 1974, 'X')
def rate(f, seconds):
    start, n = time.clock(), 0
    while time.clock() - start < seconds:
        f(texts[n % len(texts)])
        n += 1
    return n / (time.clock() - start)
found = [header(t)[1] for t in texts]
print(json.dumps({'rate': rate(header, 3), 'whole': rate(whole, 3), 'to': sum(bool(f[0]) for f in found), 'tags': sum(bool(f[2]) for f in found), 'subject': sum(bool(f[3]) for f in found)}))
`

// BenchmarkCablemap runs the peer over the same files.
func BenchmarkCablemap(b *testing.B) {
	names, _ := telegrams(b)
	folder, python := os.Getenv("CABLEMAP"), os.Getenv("PYTHON2")
	if folder == "" || python == "" {
		b.Skip("SKIPPED, THE PEER WAS NOT MEASURED: name its folder in CABLEMAP and a Python 2.7 in PYTHON2")
	}
	for range b.N {
		out, err := exec.Command(python, append([]string{"-c", peer, folder}, names...)...).Output()
		if err != nil {
			b.Fatal(err)
		}
		var got struct {
			Rate, Whole       float64
			To, Tags, Subject int
		}
		if err := json.Unmarshal(out, &got); err != nil {
			b.Fatal(err)
		}
		b.Logf("cablemap found addressees in %d, TAGS in %d, subjects in %d of %d", got.To, got.Tags, got.Subject, len(names))
		b.ReportMetric(got.Rate, "telegrams/s")
		b.ReportMetric(got.Whole, "with-references/s")
	}
}
