package main

import "github.com/spf13/cobra"

// dryRun lets a verb that writes say what it would do instead.
func dryRun(cmd *cobra.Command, into *bool) {
	cmd.Flags().BoolVar(into, "dry-run", false, "say what would be written, and write nothing")
}
