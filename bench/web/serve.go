package main

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"math/rand"
	"net"
	"net/http"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
	"time"

	"entente/register"
	"entente/site"
	"entente/web"
)

// serve serves a site until its input ends. It prints the address, then the session of
// each reader, a line each. Each line of its input it carries out: "say CASE" puts an
// act on record, "profile FILE" begins to write down where processor time goes, "heap
// FILE" ends that and writes down what memory is held for.
func serve(home string, readers int) {
	s, err := site.Open(home, site.Options{})
	check(err)
	handler := web.New(s, web.Options{Log: slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go server.Serve(listener)
	out := bufio.NewWriter(os.Stdout)
	fmt.Fprintln(out, listener.Addr())
	check(out.Flush())
	for i := range readers {
		secret, err := s.Begin(readerName(i), "bench")
		check(err)
		fmt.Fprintln(out, secret)
	}
	check(out.Flush())
	key, err := site.SigningKey(home, "")
	check(err)
	r := rand.New(rand.NewSource(time.Now().UnixNano()))
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		switch what, of, _ := strings.Cut(in.Text(), " "); what {
		case "say":
			a := word(r, fmt.Sprintf("said-%d", r.Int63()))
			a.Initiative, a.Marking = of, "UNCLASSIFIED"
			d, err := s.Register().Draft(a, site.Quality(a, keeper, true), key)
			check(err)
			result, err := s.Append(context.Background(), d)
			check(err)
			check(result.Err)
		case "profile":
			f, err := os.Create(of)
			check(err)
			check(pprof.StartCPUProfile(f))
		case "heap":
			pprof.StopCPUProfile()
			runtime.GC()
			f, err := os.Create(of)
			check(err)
			check(pprof.WriteHeapProfile(f))
			check(f.Close())
		}
		fmt.Fprintln(out, register.Instant(time.Now()))
		check(out.Flush())
	}
	handler.Stop()
	check(server.Close())
	check(s.Close())
}
