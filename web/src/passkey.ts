// <pass-key ask="…" answer="…" to="…" make> makes a passkey, or signs in with one. The
// server's question goes to the device, and the device's answer to the server; the
// button shows only where the browser can do it.
class PassKey extends HTMLElement {
  connectedCallback() {
    if (!("PublicKeyCredential" in window) || !PublicKeyCredential.parseRequestOptionsFromJSON) return;
    this.hidden = false;
    this.querySelector("button")?.addEventListener("click", () => this.go());
  }

  private async go() {
    const wrong = this.querySelector<HTMLElement>(".wrong");
    if (wrong) wrong.hidden = true;
    try {
      const { options, ceremony } = await this.post("ask", {});
      const credential = this.hasAttribute("make")
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      const label = this.querySelector<HTMLInputElement>("[name=label]")?.value ?? "";
      const answer = (credential as PublicKeyCredential).toJSON();
      const { to } = await this.post("answer", { ceremony, label, answer, to: this.getAttribute("to") ?? "" });
      location.assign(to);
    } catch {
      if (wrong) wrong.hidden = false; // given up by the person, or refused: the words fit both
    }
  }

  private async post(where: "ask" | "answer", body: object) {
    const reply = await fetch(this.getAttribute(where) ?? "", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(String(reply.status));
    return reply.json();
  }
}

customElements.define("pass-key", PassKey);
