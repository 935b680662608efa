// <draft-form> keeps what is typed as a draft, within three seconds and when the page is
// left; it says conditions back as they are written, and adds what is chosen to lists.

const pause = 3000;

class DraftForm extends HTMLElement {
  private form!: HTMLFormElement;
  private wait = 0;
  private dirty = false;
  private past!: Past;

  connectedCallback() {
    this.form = this.querySelector<HTMLFormElement>("form#filing")!;
    this.form.addEventListener("input", (e) => {
      this.dirty = true;
      if (!this.wait) this.wait = window.setTimeout(() => this.keep(), pause);
      const t = e.target as HTMLTextAreaElement;
      if (t.dataset.condition) this.say(t);
      if (t.dataset.suggest === "list-actor") suggest(t);
    });
    this.form.addEventListener("submit", () => (this.dirty = false));
    this.past = new Past(this.form);
    this.form.addEventListener("input", (e) => this.past.note(e.target as HTMLElement));
    this.form.addEventListener("keydown", (e) => {
      if (!(e.ctrlKey || e.metaKey) || e.altKey) return;
      const key = e.key.toLowerCase();
      const by = key === "z" ? (e.shiftKey ? 1 : -1) : key === "y" ? 1 : 0;
      if (!by) return;
      e.preventDefault();
      if (!this.past.go(by)) return;
      this.dirty = true;
      if (!this.wait) this.wait = window.setTimeout(() => this.keep(), pause);
    });
    for (const add of this.form.querySelectorAll<HTMLInputElement>("input[data-add]")) {
      const take = () => {
        const into = document.getElementById(add.dataset.add!) as HTMLTextAreaElement;
        if (!add.value.trim()) return;
        into.value = (into.value.trim() + "\n" + add.value.trim()).trim();
        add.value = "";
        into.dispatchEvent(new Event("input", { bubbles: true }));
      };
      add.addEventListener("change", take);
      add.addEventListener("keydown", (e) => {
        if (e.key !== "Enter") return;
        e.preventDefault();
        take();
      });
    }
    window.addEventListener("pagehide", this.left);
    document.addEventListener("visibilitychange", this.left);
    this.querySelector<HTMLElement>("[autofocus]")?.focus();
  }

  disconnectedCallback() {
    window.removeEventListener("pagehide", this.left);
    document.removeEventListener("visibilitychange", this.left);
  }

  private left = () => {
    if (this.dirty && (document.visibilityState === "hidden")) this.keep(true);
  };

  private async keep(leaving = false) {
    clearTimeout(this.wait);
    this.wait = 0;
    if (!this.dirty) return;
    this.dirty = false;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) body.append(name, String(value));
    body.set("do", "save");
    const words = this.querySelector("[data-kept]")!;
    try {
      const r = await fetch(this.form.action, { method: "POST", body, headers: { "HX-Request": "true" }, keepalive: leaving });
      if (!r.ok) throw new Error(String(r.status));
      words.textContent = await r.text();
      const draft = "/draft/" + body.get("draft");
      if (location.pathname !== draft) history.replaceState(history.state, "", draft);
      this.dispatchEvent(new CustomEvent("kept"));
    } catch {
      this.dirty = true;
      this.wait = window.setTimeout(() => this.keep(), pause);
    }
  }

  private said = 0;

  private async say(t: HTMLTextAreaElement) {
    const mine = ++this.said;
    const r = await fetch("/case/" + encodeURIComponent(t.dataset.condition!) + "/condition?text=" + encodeURIComponent(t.value));
    if (r.ok && mine === this.said) this.form.querySelector(`[data-said="${CSS.escape(t.name)}"]`)!.innerHTML = await r.text();
  }
}

type State = [name: string, value: string][];

// Past is what the form said before, and after, as far back as the draft was opened in
// this window: a browser's own undo forgets when the page is sent for a row, a sentence
// or a condition. Words typed in one go are one step.
class Past {
  private states: State[];
  private at: number;
  private last = "";
  private when = 0;
  private readonly key: string;

  constructor(private form: HTMLFormElement) {
    this.key = "past:" + (form.elements.namedItem("draft") as HTMLInputElement).value;
    const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "null") as { states: State[]; at: number } | null;
    this.states = kept?.states ?? [];
    this.at = kept?.at ?? -1;
    this.take(false);
  }

  private now(): State {
    return [...new FormData(this.form)].filter(([name]) => name !== "draft" && name !== "do" && !name.startsWith("build:")).map(([name, value]) => [name, String(value)]);
  }

  note(field: HTMLElement) {
    const name = (field as HTMLInputElement).name, t = Date.now();
    this.take(name !== "" && name === this.last && t - this.when < 1000);
    this.last = name;
    this.when = t;
  }

  private take(same: boolean) {
    const state = this.now();
    if (this.at >= 0 && JSON.stringify(state) === JSON.stringify(this.states[this.at])) return;
    this.states.length = this.at + 1;
    if (same && this.at > 0) this.states[this.at] = state;
    else this.states.push(state);
    if (this.states.length > 200) this.states.shift();
    this.at = this.states.length - 1;
    this.keep();
  }

  private keep() {
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ states: this.states, at: this.at }));
    } catch {
      sessionStorage.removeItem(this.key); // no room: this window's steps are enough
    }
  }

  // go takes a step back or forth, and leads to the field it changed.
  go(by: number): boolean {
    const to = this.states[this.at + by];
    if (!to) return false;
    const from = new Map(this.now()), said = new Map(to);
    this.at += by;
    this.last = "";
    this.keep();
    let first: HTMLElement | undefined;
    for (const e of this.form.elements) {
      const field = e as HTMLInputElement;
      if (!field.name || field.name === "draft" || field.name === "do" || field.name.startsWith("build:")) continue;
      const value = said.get(field.name) ?? "";
      if ((from.get(field.name) ?? "") === value) continue;
      if (field.type === "checkbox") field.checked = value !== "";
      else field.value = value;
      first ??= field;
    }
    first?.focus();
    return true;
  }
}

let asked = 0;

// suggest fetches the actors that go by any letters of a code, a name or another name,
// and says beside each what it goes by.
async function suggest(field: HTMLElement & { value: string }) {
  const typed = field.value.trim();
  const mine = ++asked;
  if (typed.length < 2) return;
  const r = await fetch("/v1/search?limit=1&q=" + encodeURIComponent(typed));
  if (!r.ok || mine !== asked) return;
  const list = document.getElementById("list-actor")!;
  const known = new Set([...list.querySelectorAll("option")].map((o) => o.value + " " + o.textContent));
  for (const a of (await r.json()).actors) {
    const words = `${a.name} – ${a.why}`;
    if (known.has(a.code + " " + words)) continue;
    const o = document.createElement("option");
    o.value = a.code;
    o.textContent = words;
    list.append(o);
  }
}

customElements.define("draft-form", DraftForm);

// <held-act> counts the seconds in which what was filed can be taken back, then leads to
// the act on record.
class HeldAct extends HTMLElement {
  private beat = 0;

  connectedCallback() {
    let left = Number(this.getAttribute("left"));
    const words = this.querySelector("[data-left]")!;
    this.beat = window.setInterval(() => {
      left--;
      words.textContent = words.textContent!.replace(/\d+/, String(Math.max(0, left)));
      if (left <= 0) {
        clearInterval(this.beat);
        setTimeout(() => location.assign(this.getAttribute("to")!), 700);
      }
    }, 1000);
  }

  disconnectedCallback() {
    clearInterval(this.beat);
  }
}

customElements.define("held-act", HeldAct);
