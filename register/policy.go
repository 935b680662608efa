package register

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	cosignature "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
)

// A Policy says which log keys a verifier trusts and which witnesses must have
// cosigned (C2SP tlog-policy):
//
//	log oic.example/iraq+10f47a4c+AerkuR6Y…
//	witness PAK pak.example/witness+5a3e1c2d+BFn…
//	witness SAU sau.example/witness+77aa10e4+BKx… https://sau.example/witness/
//	group members 1 PAK SAU
//	quorum members
//
// Lines that begin with # are remarks. A group needs so many of its members as its
// number says, or any, or all of them.
type Policy struct {
	logs       map[string]note.Verifier // by key name and hash
	components map[string]component
	quorum     string
}

// component is a witness or a group.
type component struct {
	verifier note.Verifier // of a witness
	need     int           // of a group
	members  []string
}

const maxPolicy = 1 << 20

// ParsePolicy reads a policy and says on which line it is wrong.
func ParsePolicy(text []byte) (*Policy, error) {
	if len(text) > maxPolicy {
		return nil, errors.New("the policy is too long")
	}
	p := &Policy{logs: map[string]note.Verifier{}, components: map[string]component{}}
	for i, line := range strings.Split(string(text), "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		if err := p.line(fields); err != nil {
			return nil, fmt.Errorf("policy, line %d: %w", i+1, err)
		}
	}
	if len(p.logs) == 0 {
		return nil, errors.New("the policy names no log; its line is: log VERIFIER-KEY")
	}
	if p.quorum == "" {
		return nil, errors.New("the policy names no quorum; where no witness is needed, write: quorum none")
	}
	return p, nil
}

func (p *Policy) line(f []string) error {
	switch {
	case f[0] == "log" && (len(f) == 2 || len(f) == 3):
		v, err := note.NewVerifier(f[1])
		if err != nil {
			return err
		}
		if !strings.HasPrefix(f[1], fmt.Sprintf("%s+%08x+", v.Name(), v.KeyHash())) {
			return errors.New("the verifier key is not in its one canonical form")
		}
		p.logs[v.Name()] = v
		return nil
	case f[0] == "witness" && (len(f) == 3 || len(f) == 4):
		v, err := cosigner(f[2])
		if err != nil {
			return err
		}
		return p.define(f[1], component{verifier: v})
	case f[0] == "group" && len(f) >= 4:
		g := component{members: f[3:]}
		switch f[2] {
		case "any":
			g.need = 1
		case "all":
			g.need = len(g.members)
		default:
			n, err := strconv.Atoi(f[2])
			if err != nil || n < 1 || n > len(g.members) {
				return fmt.Errorf("a group of %d cannot need %q of them", len(g.members), f[2])
			}
			g.need = n
		}
		seen := map[string]bool{}
		for _, m := range g.members {
			if _, ok := p.components[m]; !ok || seen[m] {
				return fmt.Errorf("%q is not defined above, or named twice", m)
			}
			seen[m] = true
		}
		return p.define(f[1], g)
	case f[0] == "quorum" && len(f) == 2 && p.quorum == "":
		if _, ok := p.components[f[1]]; !ok && f[1] != "none" {
			return fmt.Errorf("%q is not defined above", f[1])
		}
		p.quorum = f[1]
		return nil
	}
	return fmt.Errorf("%q is not a line of a policy; the lines are log, witness, group and one quorum", f[0])
}

func (p *Policy) define(name string, c component) error {
	if _, taken := p.components[name]; taken || name == "none" {
		return fmt.Errorf("the name %q is taken", name)
	}
	p.components[name] = c
	return nil
}

// cosigner reads a witness's key: cosignatures with Ed25519 or ML-DSA-44 (C2SP
// tlog-cosignature).
func cosigner(vkey string) (note.Verifier, error) {
	v, err := cosignature.NewVerifierForCosignatureV1(vkey)
	if err == nil {
		return v, nil
	}
	if m, err := cosignature.NewMLDSAVerifier(vkey); err == nil {
		return m, nil
	}
	return nil, fmt.Errorf("witness key: %w", err)
}

// Open verifies a signed checkpoint: the log's own signature, and the quorum of
// witnesses. It names the witnesses that cosigned.
func (p *Policy) Open(signed []byte) (Base, note.Verifier, []string, error) {
	name, _, _ := strings.Cut(string(signed), "\n")
	log, ok := p.logs[name]
	if !ok {
		return Base{}, nil, nil, altered("the policy does not name the log %.100q", name)
	}
	base, err := OpenCheckpoint(signed, log)
	if err != nil {
		return base, nil, nil, err
	}
	var by []string
	has := map[string]bool{}
	for name, c := range p.components {
		if c.verifier == nil {
			continue
		}
		if _, err := note.Open(signed, note.VerifierList(c.verifier)); err == nil {
			has[name] = true
			by = append(by, name)
		}
	}
	if p.quorum != "none" && !p.holds(p.quorum, has) {
		return base, nil, by, altered("the checkpoint has not the cosignatures that %s needs; it has those of %d witnesses", p.quorum, len(by))
	}
	return base, log, by, nil
}

// holds reports whether a component is satisfied. Groups name only what stands
// above them, so this ends.
func (p *Policy) holds(name string, has map[string]bool) bool {
	c := p.components[name]
	if c.verifier != nil {
		return has[name]
	}
	n := 0
	for _, m := range c.members {
		if p.holds(m, has) {
			n++
		}
	}
	return n >= c.need
}

// Names reports whether the policy trusts a log key.
func (p *Policy) Names(key note.Verifier) bool {
	v, ok := p.logs[key.Name()]
	return ok && v.KeyHash() == key.KeyHash()
}
