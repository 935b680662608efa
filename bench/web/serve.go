package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand"
	"net"
	"net/http"
	"os"
	"time"

	"entente/register"
	"entente/site"
	"entente/web"
)

// serve serves a site until its input ends. It prints the address, then the session of
// each reader, a line each; for each line of its input it puts an act on record.
func serve(home string, readers int) {
	s, err := site.Open(home, site.Options{})
	check(err)
	handler := web.New(s, web.Options{Log: slog.New(slog.NewJSONHandler(io.Discard, nil))})
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
		a := word(r, fmt.Sprintf("said-%d", r.Int63()))
		a.Initiative, a.Marking = in.Text(), "UNCLASSIFIED"
		d, err := s.Register().Draft(a, site.Quality(a, keeper, true), key)
		check(err)
		result, err := s.Append(context.Background(), d)
		check(err)
		check(result.Err)
		fmt.Fprintln(out, register.Instant(time.Now()))
		check(out.Flush())
	}
	handler.Stop()
	check(server.Close())
	check(s.Close())
}
