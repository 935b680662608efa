package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/brief"
	"entente/decide"
	"entente/docs"
)

type decideFlags struct {
	out       outputFlags
	at, known string
	procedure string
	reading   string
	on        string
	cast      map[string]*string
	object    []string
	until     string
	members   string
	parties   string
	pending   bool
	list      bool
}

// sumFlags say what a sum on the spot counts; on a case they would be passed over.
var sumFlags = []string{"procedure", "reading", "on", "yes", "no", "abstain", "declare", "not-voting", "absent", "object", "until", "members", "parties", "pending"}

func decideCommand() *cobra.Command {
	f := decideFlags{cast: map[string]*string{}}
	cmd := &cobra.Command{
		Use:   "decide CASE [DECISION]",
		Short: "was it adopted, by whose rule, how far from it, and who decides",
		Long:  docs.Help("decide"),
		Example: `  entente decide dossiers/gaza-isf-2025.yaml
  entente decide --procedure unsc-substantive --yes 13 --abstain CHN,RUS
  entente decide --procedure unsc-substantive --yes 8 --no USA,AUS --abstain 5
  entente decide tally votes.csv --procedure unga-important`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case f.list:
				return listProcedures(cmd.OutOrStdout())
			case f.procedure != "" && len(args) == 0:
				return f.sum(cmd)
			case len(args) == 1 || len(args) == 2:
				for _, name := range sumFlags {
					if cmd.Flags().Changed(name) {
						return usageError{fmt.Errorf("--%s is for a sum on the spot, without a CASE", name), cmd.CommandPath()}
					}
				}
				return f.run(cmd, args)
			}
			return usageError{fmt.Errorf("decide takes a CASE and, if you like, one DECISION of it; or --procedure with votes"), cmd.CommandPath()}
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.at, "at", "", "what was in force on this `day` (default: the dossier's as_of)")
	fl.StringVar(&f.known, "known", "", "what was on record on this `day`")
	fl.StringVar(&f.procedure, "procedure", "", "decide a sum on the spot by this `procedure`: a short name, or your own FILE.yaml")
	fl.StringVar(&f.reading, "reading", "", "by this `reading` of it")
	fl.StringVar(&f.on, "on", "", "the `day` of the vote: it decides which rule and which members")
	for _, v := range []struct{ name, doc string }{
		{"yes", "in favour"}, {"no", "against"}, {"abstain", "abstaining"}, {"declare", "abstaining with a formal declaration"},
		{"not-voting", "present and not voting"}, {"absent", "absent"},
	} {
		f.cast[v.name] = fl.String(v.name, "", "`votes` "+v.doc+": a number, codes, or both (USA,GBR,7)")
	}
	fl.StringArrayVar(&f.object, "object", nil, "an `objection` to consensus or silence: FRA, or FRA@2003-02-10 08:30 +01:00 (repeatable)")
	fl.StringVar(&f.until, "until", "", "the `instant` a silence ends: 2003-02-10 09:00 +01:00")
	fl.StringVar(&f.members, "members", "", "the electorate, where it is not the procedure's: a `number` or codes")
	fl.StringVar(&f.parties, "parties", "", "`codes` of parties to the dispute")
	fl.BoolVar(&f.pending, "pending", false, "whoever is not named may still vote")
	fl.BoolVar(&f.list, "procedures", false, "list the procedures shipped")
	f.out.add(cmd, "decide/1")
	cmd.AddCommand(tallyCommand())
	return cmd
}

func (f *decideFlags) run(cmd *cobra.Command, args []string) error {
	d, sit, problems, err := openAll(args[0], f.at, f.known)
	if err != nil {
		return err
	}
	q := decide.Query{Marking: d.Marking}
	if len(args) == 2 {
		q.Decision = args[1]
	}
	ans, more, err := decide.Case(sit, q)
	if err != nil {
		return notFound(err.Error())
	}
	if problems = append(problems, more...); problems.Refuse() {
		problems.Sort()
		return problems
	}
	printProblems(cmd.Context(), cmd.ErrOrStderr(), problems)
	return f.out.write(cmd, ans, ans.Brief())
}

// sum decides the votes given on the command line.
func (f *decideFlags) sum(cmd *cobra.Command) error {
	usage := func(err error) error { return usageError{err, cmd.CommandPath()} }
	p, err := procedureNamed(f.procedure, cmd.CommandPath())
	if err != nil {
		return err
	}
	poll := decide.Poll{Until: act.Instant(f.until), Silence: f.until != ""}
	poll.Reading = f.reading
	if f.on != "" {
		if poll.On, err = act.ParseDate(f.on); err != nil {
			return usage(fmt.Errorf("--on: %w", err))
		}
	}
	for name, into := range map[string]*decide.Votes{"yes": &poll.Yes, "no": &poll.No, "abstain": &poll.Abstain, "declare": &poll.Declared,
		"not-voting": &poll.Silent, "absent": &poll.Absent} {
		if *into, err = decide.ParseVotes(*f.cast[name]); err != nil {
			return usage(fmt.Errorf("--%s: %w", name, err))
		}
	}
	members, err := decide.ParseVotes(f.members)
	if err != nil {
		return usage(fmt.Errorf("--members: %w", err))
	}
	if f.members != "" && len(members.Names) == 0 && members.More == 0 {
		return usage(fmt.Errorf("--members: an electorate of nobody decides nothing"))
	}
	poll.Members, poll.Size = members.Names, members.More
	parties, err := decide.ParseVotes(f.parties)
	if err != nil {
		return usage(fmt.Errorf("--parties: %w", err))
	}
	poll.Parties = parties.Names
	if f.pending {
		poll.Rest = "pending"
	}
	if f.until != "" {
		if _, err := poll.Until.Time(); err != nil {
			return usage(fmt.Errorf("--until: %w", err))
		}
	}
	for _, o := range f.object {
		by, at, _ := strings.Cut(o, "@")
		if _, err := act.Instant(at).Time(); at != "" && err != nil {
			return usage(fmt.Errorf("--object: %w", err))
		}
		poll.Objects = append(poll.Objects, decide.Objection{By: by, At: act.Instant(at)})
	}
	ans, problems, err := decide.OnTheSpot(p, poll)
	if err != nil {
		return usage(err)
	}
	if problems.Refuse() {
		return problems
	}
	return f.out.write(cmd, ans, ans.Brief())
}

func listProcedures(w io.Writer) error {
	var rows [][]brief.Cell
	for _, p := range decide.Procedures() {
		rows = append(rows, brief.Cells(p.ID, p.Title, p.Reference, p.Verified))
	}
	return brief.Text(w, brief.Document{Title: "Procedures shipped", Marking: "UNCLASSIFIED", Blocks: []brief.Block{
		brief.Table{Columns: []brief.Column{{Head: "Name"}, {Head: "What it decides"}, {Head: "Reference"}, {Head: "Read in"}}, Rows: rows}}}, brief.TextOptions{Width: 120})
}
