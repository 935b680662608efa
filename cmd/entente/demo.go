package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"entente/docs"
	"entente/site"
	"entente/site/demo"
)

func demoCommand() *cobra.Command {
	var f serveFlags
	var dir string
	var remove bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "a filled site with five worked cases, marked EXERCISE, to look around in",
		Long:  docs.Help("demo"),
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if dir == "" {
				if dir, err = demoFolder(); err != nil {
					return err
				}
			}
			if remove && isDry(cmd.Context()) {
				_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s would be removed, with all that is in it, if it is a demonstration\n", dir)
				return err
			}
			if isDry(cmd.Context()) {
				_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s would hold the demonstration, and be served\n", dir)
				return err
			}
			if remove {
				if err := demo.Remove(dir); err != nil {
					return err
				}
				fmt.Fprintf(cmd.OutOrStdout(), "removed %s, with all that was in it\n", dir)
				return nil
			}
			people, err := demo.Make(cmd.Context(), dir)
			if err != nil {
				return err
			}
			s, err := site.Open(dir, site.Options{})
			if err != nil {
				return err
			}
			greet := func(w io.Writer, _ *site.Site, url string) error {
				greetVisitor(w, url, dir, people)
				return nil
			}
			return errors.Join(f.run(cmd.Context(), s, cmd.OutOrStdout(), cmd.ErrOrStderr(), greet), s.Close())
		},
	}
	f.add(cmd)
	cmd.Flags().StringVar(&dir, "dir", "", "`folder` of the demonstration (default: entente-demo in your own folder for caches)")
	cmd.Flags().BoolVar(&remove, "remove", false, "take the demonstration away, with all that is in its folder")
	return cmd
}

func demoFolder() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("%w; name a folder with --dir", err)
	}
	return filepath.Join(cache, "entente-demo"), nil
}

// greetVisitor says where the site is, who a visitor can be and what to try.
func greetVisitor(w io.Writer, url, dir string, people []demo.Persona) {
	fmt.Fprintf(w, "An exercise with five cases is at %s\n\nBe one of three people (name, password):\n", url)
	for _, p := range people {
		fmt.Fprintf(w, "  %-10s %s   %s\n", p.Name, p.Password, p.Sees)
	}
	fmt.Fprintf(w, `
Try three things:
  1. Open the Gaza case and ask of Pakistan: why? Follow it to the words of the source.
  2. Look at the same case as of an earlier day: %s/case/gaza-isf-2025?at=2025-10-31
  3. Sign in as the observer: the soundings are gone, and nothing says that they are there.

Everything is in %s; entente demo --remove takes it away. Ctrl-C stops.
`, url, dir)
}
