// Package dossiers holds the worked cases that come with Entente, embedded, for
// demonstrations and tests.
package dossiers

import "embed"

// Files are the dossiers, each a file ID.yaml.
//
//go:embed *.yaml
var Files embed.FS
