package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"github.com/spf13/cobra"

	"entente/decide"
)

func tallyCommand() *cobra.Command {
	var out outputFlags
	var procedure, texts string
	cmd := &cobra.Command{
		Use:   "tally FILE.csv --procedure P",
		Short: "decide thousands of votes at once, and list where the published column differs",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || procedure == "" {
				return usageError{fmt.Errorf("tally takes one FILE.csv and --procedure"), cmd.CommandPath()}
			}
			p, err := procedureNamed(procedure, cmd.CommandPath())
			if err != nil {
				return err
			}
			src, err := os.ReadFile(args[0])
			if err != nil {
				return err
			}
			ans, problems := decide.Tally(filepath.Base(args[0]), src, p)
			if problems.Refuse() {
				return problems
			}
			if texts != "" {
				found, err := resolutions(texts)
				if err != nil {
					return err
				}
				ans.Hold(found)
			}
			return out.write(cmd, ans, ans.Brief())
		},
	}
	cmd.Flags().StringVar(&procedure, "procedure", "", "the `procedure` as it is now; each row is decided by the one in force on its day")
	cmd.Flags().StringVar(&texts, "texts", "", "hold the counts against the resolutions in this `folder`, files named like S_RES_0282_1970_EN.txt")
	out.add(cmd, "decide-tally/1")
	return cmd
}

var resolutionFile = regexp.MustCompile(`^S_RES_0*(\d+)_(\d{4})_`)

// resolutions reads the texts of a folder by their symbols.
func resolutions(folder string) (map[string]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, e := range entries {
		m := resolutionFile.FindStringSubmatch(e.Name())
		if m == nil {
			continue
		}
		src, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			return nil, err
		}
		texts[fmt.Sprintf("S/RES/%s (%s)", m[1], m[2])] = string(src)
	}
	return texts, nil
}
