package site

import (
	"fmt"
	"io"
	"os"

	"entente/marking"
	"entente/register"
)

// MayVerify reports whether the person reads for somebody who is cleared on the
// register: a member, who may have the whole register as it may read it, and so may
// know how long it is. Checkpoints and proofs tell that; to others nothing does.
func (r *Reader) MayVerify() bool {
	_, cleared := r.s.w.Cleared(r.p.Reader())
	return cleared && r.p.Actor != ""
}

func (r *Reader) mustVerify() error {
	if !r.MayVerify() {
		return fmt.Errorf("checkpoints and proofs tell how long the register is; they are for those cleared on it: %w", ErrNotPermitted)
	}
	return nil
}

// Checkpoint is the signed state of the register.
func (r *Reader) Checkpoint() ([]byte, error) { return r.s.w.Checkpoint(), r.mustVerify() }

// WriteProof writes an act, as the person may see it, with its inclusion proof; any
// copy of entente verifies it offline. It gives the marking of what it shows.
func (r *Reader) WriteProof(w io.Writer, initiative, id string) (m marking.Marking, err error) {
	if err := r.mustVerify(); err != nil {
		return m, err
	}
	e, _, err := r.Entry(initiative, id)
	if err != nil {
		return m, err
	}
	return Joined([]*register.Entry{e}), r.s.w.WriteProof(w, e)
}

// Verify verifies a proof by the policy of this register, as entente verify does.
func (s *Site) Verify(proof []byte) (*register.Report, *register.Entry, error) {
	text, err := os.ReadFile(PolicyPath(s.dir))
	if err != nil {
		return nil, nil, err
	}
	policy, err := register.ParsePolicy(text)
	if err != nil {
		return nil, nil, err
	}
	return register.VerifyProof(proof, policy)
}
