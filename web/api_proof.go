package web

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"entente/phrase"
	"entente/register"
	"entente/site"
)

// proving are the operations by which others check the register.
func (a *api) proving() {
	plain := func(op huma.Operation, says string) huma.Operation {
		op.Responses = map[string]*huma.Response{"200": {Description: says, Content: map[string]*huma.MediaType{"text/plain": {Schema: &huma.Schema{Type: "string"}}}}}
		return op
	}
	answers(a, operation(site.ScopeRead, "get-register", http.MethodGet, "/v1/register", "The register: its name, its key, its signed state; for those cleared on it"), getRegister)
	answers(a, plain(operation(site.ScopeRead, "get-proof", http.MethodGet, "/v1/cases/{case}/acts/{act}/proof", "An act with its inclusion proof, for entente verify; for those cleared on the register"), "a proof (C2SP tlog-proof)"), getProof)
	answers(a, operation(site.ScopeRead, "verify", http.MethodPost, "/v1/verify", "Verify a proof by the policy of this register, as entente verify does"), askVerify)
}

// RegisterState is the signed state of the register.
type RegisterState struct {
	Origin     string `json:"origin" doc:"its name"`
	Custodian  string `json:"custodian" doc:"the actor that keeps it"`
	Verifier   string `json:"verifier" doc:"its public key, as a policy names it"`
	Size       int64  `json:"size" doc:"how many acts it holds"`
	Root       string `json:"root" doc:"the hash over them"`
	Checkpoint string `json:"checkpoint" doc:"the same, signed (C2SP tlog-checkpoint)"`
}

func getRegister(v *visit, _ *struct{}) (*of[RegisterState], error) {
	signed, err := v.reader.Checkpoint()
	if err != nil {
		return nil, err
	}
	reg := v.s.site.Register()
	h := reg.Head()
	return body(RegisterState{reg.Origin(), reg.Custodian(), reg.Verifier(), h.Size, h.Root.String(), string(signed)}), nil
}

// plain is an answer that is a text.
type plain struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

func getProof(v *visit, in *struct {
	Act  string `path:"act" doc:"the id of the act"`
	Case string `path:"case" doc:"the id of the case"`
}) (*plain, error) {
	text, _, err := v.proofOf()
	return &plain{"text/plain; charset=utf-8", text}, err
}

// Verified is what a verification looked at; one that fails is answered as a problem.
type Verified struct {
	Verified bool     `json:"verified"`
	Act      string   `json:"act,omitempty" doc:"what the proof opens of the act"`
	Number   int64    `json:"number" doc:"of the act on the register"`
	Lines    []string `json:"lines" doc:"what was checked, in the words of entente verify"`
}

func askVerify(v *visit, in *struct {
	RawBody []byte `contentType:"text/plain"`
}) (*of[Verified], error) {
	rep, e, err := v.s.site.Verify(in.RawBody)
	if err != nil {
		return nil, wrongPart("body", err)
	}
	return body(verified(rep, e)), nil
}

func verified(rep *register.Report, e *register.Entry) Verified {
	x := Verified{Verified: true, Number: e.Seq, Lines: rep.Lines(phrase.English)}
	if e.Act != nil {
		x.Act = e.Act.Title(nil)
	}
	return x
}
