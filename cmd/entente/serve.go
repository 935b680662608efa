package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"entente/docs"
	"entente/site"
	"entente/web"
)

type serveFlags struct {
	addr, url, metrics string
	proxies            []string
}

func serveCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve DIR",
		Short: "show a register to people: pages, live, each reader seeing what it may",
		Long:  docs.Help("serve"),
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := site.Open(args[0], site.Options{})
			if err != nil {
				return err
			}
			return errors.Join(f.run(cmd.Context(), s, cmd.OutOrStdout(), cmd.ErrOrStderr(), f.greet), s.Close())
		},
	}
	f.add(cmd)
	return cmd
}

func (f *serveFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.addr, "addr", "127.0.0.1:8370", "`address` and port to listen on")
	cmd.Flags().StringVar(&f.url, "url", "", "the `address` people reach the site by, such as https://entente.example; https makes cookies secure")
	cmd.Flags().StringVar(&f.metrics, "metrics", "", "`address` and port that answer Prometheus, such as 127.0.0.1:8371; none when left out")
	cmd.Flags().StringSliceVar(&f.proxies, "proxy", nil, "`networks` of the machines before the site, such as 10.0.0.0/8, whose word for a client's address is taken")
}

// stopping is how long requests under way may take when the site is stopped.
const stopping = 10 * time.Second

// run serves a site until ctx ends. Greet tells whoever started it what to do next.
func (f *serveFlags) run(ctx context.Context, s *site.Site, stdout, stderr io.Writer, greet func(io.Writer, *site.Site, string) error) error {
	proxies, err := networks(f.proxies)
	if err != nil {
		return err
	}
	if u, err := url.Parse(f.url); f.url != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.User != nil) {
		return usageError{fmt.Errorf("--url: %q is no address of a site; write it as https://entente.example", f.url), "entente serve"}
	}
	listener, err := net.Listen("tcp", f.addr)
	if err != nil {
		return fmt.Errorf("%w; is another site served there? choose another --addr", err)
	}
	log := slog.New(slog.NewJSONHandler(stderr, nil))
	handler := web.New(s, web.Options{Log: log, URL: f.url, Proxies: proxies})
	server := handler.HTTP()
	if f.url == "" {
		f.url = "http://" + listener.Addr().String()
	}
	if !web.Scripted() {
		fmt.Fprintln(stderr, "note: built without scripts (npm ci --prefix web, then build again); every page reads, none moves")
	}
	if err := greet(stdout, s, strings.TrimSuffix(f.url, "/")); err != nil {
		return errors.Join(err, listener.Close())
	}
	ended := make(chan error, 2)
	if f.metrics != "" {
		aside, err := net.Listen("tcp", f.metrics)
		if err != nil {
			return errors.Join(fmt.Errorf("--metrics: %w", err), listener.Close())
		}
		defer aside.Close()
		fmt.Fprintf(stdout, "metrics at http://%s/metrics\n", aside.Addr())
		watch := &http.Server{Handler: handler.Metrics(), ReadHeaderTimeout: 10 * time.Second}
		go func() { ended <- watch.Serve(aside) }()
	}
	go func() { ended <- server.Serve(listener) }()
	notify("READY=1")
	select {
	case err := <-ended:
		return errors.Join(err, server.Close())
	case <-ctx.Done():
	}
	notify("STOPPING=1")
	handler.Stop()
	last, cancel := context.WithTimeout(context.Background(), stopping)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return errors.Join(err, server.Close())
	}
	fmt.Fprintln(stdout, "stopped")
	return nil
}

// networks reads what --proxy names.
func networks(texts []string) ([]netip.Prefix, error) {
	var all []netip.Prefix
	for _, text := range texts {
		p, err := netip.ParsePrefix(text)
		if addr, bad := netip.ParseAddr(text); bad == nil {
			p, err = addr.Prefix(addr.BitLen())
		}
		if err != nil {
			return nil, usageError{fmt.Errorf("--proxy: %q is no network; write it as 10.0.0.0/8, or one address as 10.0.0.7", text), "entente serve"}
		}
		all = append(all, p)
	}
	return all, nil
}

// greet says where the site is and, while nobody can sign in, how the first officer
// does.
func (f *serveFlags) greet(w io.Writer, s *site.Site, url string) error {
	fmt.Fprintf(w, "%s: the register %s, at %s\n", s.Dir(), s.Register().Origin(), url)
	people, err := s.People()
	if err != nil || len(people) > 0 {
		return err
	}
	secret, err := s.Invite("", 24*time.Hour)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "Nobody can sign in yet. This link makes the first officer, once, within a day:\n\n    %s/welcome/%s\n\n", url, secret)
	return nil
}
