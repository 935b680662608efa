package site

import (
	"cmp"
	"context"
	"crypto/subtle"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"entente/register"
)

// providersIs is the file in a register's folder that names who vouches for people:
//
//	[{"name": "ministry", "title": "Ministry of Foreign Affairs", "issuer": "https://id.example",
//	  "client": "entente", "secret": "…"}]
const providersIs = "oidc.json"

// Provider is an OpenID provider that may say who somebody is. It says no more:
// what the person may read and file stands here.
type Provider struct {
	Name   string `json:"name"`   // in addresses
	Title  string `json:"title"`  // on the button
	Issuer string `json:"issuer"` // its address
	Client string `json:"client"` // as which it knows this site
	Secret string `json:"secret"` // with which the site shows that; empty for a public client

	mu    sync.Mutex
	found *oidc.Provider // once it was asked
}

var providerName = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)

// readProviders reads the file of a folder; without one there are none.
func readProviders(dir string) ([]*Provider, error) {
	path := filepath.Join(dir, providersIs)
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		return nil, errors.Join(err, fmt.Errorf("%s holds a secret and others may read it: chmod 600 %s", path, path))
	}
	var all []*Provider
	dec := json.NewDecoder(strings.NewReader(string(text)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&all); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var wrong []error
	for i, p := range all {
		if !providerName.MatchString(p.Name) {
			wrong = append(wrong, fmt.Errorf("%s: name %q of provider %d: use a–z, 0–9 and hyphen", path, p.Name, i+1))
		}
		if p.Issuer == "" || p.Client == "" {
			wrong = append(wrong, fmt.Errorf("%s: provider %d needs an issuer and a client", path, i+1))
		}
		p.Title = cmp.Or(p.Title, p.Name)
	}
	return all, errors.Join(wrong...)
}

// Providers lists who may vouch for people here.
func (s *Site) Providers() []*Provider { return s.providers }

func (s *Site) provider(name string) (*Provider, error) {
	for _, p := range s.providers {
		if p.Name == name {
			return p, nil
		}
	}
	return nil, fmt.Errorf("the provider %s: %w", name, register.ErrNotFound)
}

// ask finds out how a provider is spoken to, once.
func (p *Provider) ask() (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found != nil {
		return p.found, nil
	}
	found, err := oidc.NewProvider(patiently(context.Background()), p.Issuer)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProvider, err)
	}
	p.found = found
	return found, nil
}

// patiently gives a context in which a provider has ten seconds to answer.
func patiently(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, &http.Client{Timeout: 10 * time.Second})
}

// asked is what a provider's answer has to fit.
type asked struct {
	Provider, State, Nonce, Verifier, Redirect string
	Link                                       string // the one-time link it is to stand for
	To                                         string // where the person wanted to go
}

// Ask is what a person wants of a provider.
type Ask struct {
	Provider string
	Redirect string  // where the provider sends the browser back to
	Person   *Person // to connect with; nil to sign in
	Link     string  // a one-time link to use in place of setting a password
	To       string
}

// AskProvider gives the address at the provider that the browser goes to. The
// ceremony's secret stays in that browser.
func (s *Site) AskProvider(a Ask) (address, ceremony string, err error) {
	p, err := s.provider(a.Provider)
	if err != nil {
		return "", "", err
	}
	found, err := p.ask()
	if err != nil {
		return "", "", err
	}
	x := asked{Provider: p.Name, Verifier: oauth2.GenerateVerifier(), Redirect: a.Redirect, Link: a.Link, To: a.To}
	x.State, _ = newToken()
	x.Nonce, _ = newToken()
	name := ""
	if a.Person != nil {
		name = a.Person.Name
	}
	if ceremony, err = s.begin("provider", name, x); err != nil {
		return "", "", err
	}
	return p.oauth(found, a.Redirect).AuthCodeURL(x.State, oidc.Nonce(x.Nonce), oauth2.S256ChallengeOption(x.Verifier)), ceremony, nil
}

func (p *Provider) oauth(found *oidc.Provider, redirect string) *oauth2.Config {
	return &oauth2.Config{ClientID: p.Client, ClientSecret: p.Secret, Endpoint: found.Endpoint(), RedirectURL: redirect, Scopes: []string{oidc.ScopeOpenID}}
}

// Vouched is what came of a provider's answer.
type Vouched struct {
	Secret string // of the session begun; empty when an identity was connected
	To     string
}

// FromProvider checks what a provider answered by way of the browser. It signs in
// whoever is known by that identity, or connects it with the person who asked. By is
// who has signed in, nil when nobody has.
func (s *Site) FromProvider(ctx context.Context, by *Person, ceremony, state, code, issuer, agent string) (v Vouched, err error) {
	var x asked
	name, err := s.finish("provider", ceremony, &x)
	if err != nil {
		return v, err
	}
	if subtle.ConstantTimeCompare([]byte(state), []byte(x.State)) != 1 {
		return v, ErrProof
	}
	p, err := s.provider(x.Provider)
	if err != nil {
		return v, err
	}
	if issuer != "" && issuer != p.Issuer { // RFC 9207: another provider's answer
		return v, ErrProof
	}
	subject, err := p.subject(patiently(ctx), &x, code)
	if err != nil {
		return v, err
	}
	v.To = x.To
	switch {
	case x.Link != "":
		name, err = s.acceptAs(x.Link, p.Issuer, subject)
	case name != "":
		if by == nil || by.Name != name { // somebody else has signed in meanwhile
			return v, ErrProof
		}
		return v, s.connect(s.db, p.Issuer, subject, name)
	default:
		err = s.db.QueryRow("SELECT name FROM identity WHERE issuer = ? AND subject = ?", p.Issuer, subject).Scan(&name)
		if errors.Is(err, sql.ErrNoRows) {
			return v, ErrStranger
		}
	}
	if err != nil {
		return v, err
	}
	v.Secret, err = s.Begin(name, agent)
	return v, err
}

// subject exchanges the code and checks the token: who the provider says it is.
func (p *Provider) subject(ctx context.Context, x *asked, code string) (string, error) {
	found, err := p.ask()
	if err != nil {
		return "", err
	}
	token, err := p.oauth(found, x.Redirect).Exchange(ctx, code, oauth2.VerifierOption(x.Verifier))
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrProof, err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := found.Verifier(&oidc.Config{ClientID: p.Client}).Verify(ctx, raw)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrProof, err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(x.Nonce)) != 1 || id.Subject == "" {
		return "", ErrProof
	}
	return id.Subject, nil
}

// acceptAs uses a one-time link up by an identity in place of a password.
func (s *Site) acceptAs(link, issuer, subject string) (name string, err error) {
	tx, err := s.db.Begin()
	if err != nil {
		return "", err
	}
	defer tx.Rollback()
	if name, err = s.useLink(tx, link); err != nil {
		return "", err
	}
	if name == "" { // the first officer says its own name, on the page
		return "", ErrExpired
	}
	if err := s.connect(tx, issuer, subject, name); err != nil {
		return "", err
	}
	return name, tx.Commit()
}

func (s *Site) connect(db execer, issuer, subject, name string) error {
	_, err := db.Exec("INSERT INTO identity VALUES (?,?,?,?)", issuer, subject, name, s.now().UnixMilli())
	if err != nil && strings.Contains(err.Error(), "UNIQUE") {
		return fmt.Errorf("that identity is connected with somebody already: %w", register.ErrConflict)
	}
	return err
}

// Identity is somebody's name at a provider.
type Identity struct{ Issuer, Subject string }

// Identities lists by which identities a person signs in.
func (s *Site) Identities(p *Person) ([]Identity, error) {
	rows, err := s.db.Query("SELECT issuer, subject FROM identity WHERE name = ? ORDER BY made, issuer, subject", p.Name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Identity
	for rows.Next() {
		var x Identity
		if err := rows.Scan(&x.Issuer, &x.Subject); err != nil {
			return nil, err
		}
		all = append(all, x)
	}
	return all, rows.Err()
}

// Disconnect forgets an identity of a person.
func (s *Site) Disconnect(p *Person, x Identity) error {
	_, err := s.db.Exec("DELETE FROM identity WHERE name = ? AND issuer = ? AND subject = ?", p.Name, x.Issuer, x.Subject)
	return err
}
