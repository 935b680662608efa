// Package entente holds no code: it is the top of the house. The folders beside
// this file are its packages, docs/flow.md follows an act through them, and
// floors_test.go keeps what may import what.
package entente
