package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"math/rand"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// started is the process that serves, and what it said.
type started struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	url     string
	secrets []string
	took    time.Duration // from its start to its first page
}

func start(home string) *started {
	self, err := os.Executable()
	check(err)
	s := &started{cmd: exec.Command(self, "-serve", home, "-readers", strconv.Itoa(*readers))}
	s.cmd.Env = append(os.Environ(), "GOGC=200", "GOMEMLIMIT=1500MiB") // as the unit of systemd has them
	s.cmd.Stderr = os.Stderr
	s.in, err = s.cmd.StdinPipe()
	check(err)
	out, err := s.cmd.StdoutPipe()
	check(err)
	began := time.Now()
	check(s.cmd.Start())
	s.out = bufio.NewReader(out)
	s.url = "http://" + s.line()
	resp, err := http.Get(s.url + "/sign-in")
	check(err)
	check(resp.Body.Close())
	s.took = time.Since(began)
	for range *readers {
		s.secrets = append(s.secrets, s.line())
	}
	return s
}

func (s *started) line() string {
	text, err := s.out.ReadString('\n')
	check(err)
	return strings.TrimSpace(text)
}

// say puts an act on record in a case, and gives the instant it was there.
func (s *started) say(n int) time.Time {
	s.tell("say " + caseID(n))
	return time.Now()
}

// tell has the process do something, and waits until it has.
func (s *started) tell(what string) {
	fmt.Fprintln(s.in, what)
	s.line()
}

// part has what the process does in a part written down, where that was asked for; it
// gives the processor time the part took.
func (s *started) part(name string, do func()) time.Duration {
	if *profiles != "" {
		s.tell("profile " + filepath.Join(*profiles, name+".pprof"))
		defer s.tell("heap " + filepath.Join(*profiles, name+"-heap.pprof"))
	}
	before := s.processor()
	do()
	return s.processor() - before
}

func (s *started) stop() {
	check(s.in.Close())
	check(s.cmd.Wait())
}

// memory is what the process holds now and held at most, in bytes.
func (s *started) memory() (now, peak float64) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	check(err)
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		if len(f) == 3 && (f[0] == "VmRSS:" || f[0] == "VmHWM:") {
			kb, _ := strconv.ParseFloat(f[1], 64)
			if f[0] == "VmRSS:" {
				now = kb * 1024
			} else {
				peak = kb * 1024
			}
		}
	}
	return now, peak
}

// processor is the time the process has spent on processors.
func (s *started) processor() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	check(err)
	f := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	user, _ := strconv.ParseInt(f[11], 10, 64)
	system, _ := strconv.ParseInt(f[12], 10, 64)
	return time.Duration(user+system) * 10 * time.Millisecond // in hundredths of a second
}

// reader is somebody at a machine of its own: an address of loopback.
type reader struct {
	client http.Client
	cookie string
}

func (s *started) reader(i int) *reader {
	dial := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 1, byte(i/200), byte(1+i%200))}}
	secret := s.secrets[i%len(s.secrets)]
	return &reader{http.Client{Transport: &http.Transport{DialContext: dial.DialContext, DisableCompression: true, MaxIdleConns: 4}}, "entente-session=" + secret}
}

func (r *reader) open(ctx context.Context, url string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, "GET", url, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Cookie", r.cookie)
	req.Header.Set("Accept-Encoding", "gzip")
	if strings.Contains(url, "/what-if?") { // as the script of the page asks
		req.Header.Set("HX-Request", "true")
	}
	return r.client.Do(req)
}

var asset = regexp.MustCompile(`/assets/[^"]+`)

// whole is how many bytes a page is as sent, with everything it has a browser load.
func (r *reader) whole(site, path string) (total int64) {
	resp, err := r.open(context.Background(), site+path)
	check(err)
	defer resp.Body.Close()
	sent, err := io.ReadAll(resp.Body)
	check(err)
	total = int64(len(sent))
	page, err := gzip.NewReader(bytes.NewReader(sent))
	check(err)
	text, err := io.ReadAll(page)
	check(err)
	for _, file := range asset.FindAllString(string(text), -1) {
		_, size, err := r.get(site + file)
		check(err)
		total += size
	}
	return total
}

// get asks for a page, and says how long it took and how many bytes came.
func (r *reader) get(url string) (time.Duration, int64, error) {
	began := time.Now()
	resp, err := r.open(context.Background(), url)
	if err != nil {
		return 0, 0, err
	}
	defer resp.Body.Close()
	n, err := io.Copy(io.Discard, resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %d", url, resp.StatusCode)
	}
	return time.Since(began), n, err
}

// asked is a page, with how often it is asked for.
type asked struct {
	name  string
	share int
	path  func(*rand.Rand) string
}

// took is how long one request took, from the moment it was due.
type took struct {
	name   string
	time   time.Duration
	size   int64
	failed error
}

// anyOf picks readers at random, inTurn one after another.
func anyOf(all []*reader) func(*rand.Rand, int) *reader {
	return func(r *rand.Rand, _ int) *reader { return all[r.Intn(len(all))] }
}

func inTurn(all []*reader) func(*rand.Rand, int) *reader {
	return func(_ *rand.Rand, n int) *reader { return all[n%len(all)] }
}

// drive asks for pages at a steady rate, whatever the answers take: what is late is
// counted from when it was due.
func drive(s *started, who func(*rand.Rand, int) *reader, pages []asked, rate int, lasts time.Duration, writes func(*rand.Rand)) []took {
	r := rand.New(rand.NewSource(1))
	total := 0
	for _, p := range pages {
		total += p.share
	}
	var mu sync.Mutex
	var times []took
	var wg sync.WaitGroup
	tick := time.NewTicker(time.Second / time.Duration(rate))
	defer tick.Stop()
	for n := range int(lasts.Seconds() * float64(rate)) {
		due := <-tick.C
		pick, p := r.Intn(total), pages[0]
		for _, x := range pages {
			if pick -= x.share; pick < 0 {
				p = x
				break
			}
		}
		by, path := who(r, n), p.path(r)
		if writes != nil && n%(5*rate) == 5*rate-1 { // an act every five seconds
			writes(r)
		}
		wg.Go(func() {
			_, size, err := by.get(s.url + path)
			mu.Lock()
			times = append(times, took{p.name, time.Since(due), size, err})
			mu.Unlock()
		})
	}
	wg.Wait()
	return times
}
