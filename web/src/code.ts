// <work-bench> goes through a document by keyboard: a letter leads to a list, a figure
// takes an entry, Enter puts the act on record and goes on. Nothing is chosen that was
// not pressed; what would go on record the server says, as it is put together.

const pause = 250;
let scrolled = 0; // of the document, from one sentence to the next

// writing reports whether keys are letters where they are pressed.
function writing(t: EventTarget | null): boolean {
  return t instanceof HTMLElement && t.matches("textarea, select, input:not([type=radio], [type=checkbox])");
}

class WorkBench extends HTMLElement {
  private form: HTMLFormElement | null = null;
  private now: HTMLElement | null = null; // the list that figures take from
  private wait = 0;
  private asked = 0;
  private sending = false;

  connectedCallback() {
    this.form = this.querySelector<HTMLFormElement>("form[data-code]");
    document.addEventListener("keydown", this.press, true);
    window.addEventListener("popstate", this.back);
    this.addEventListener("focusin", (e) => this.lead((e.target as Element).closest<HTMLElement>("[data-field]")));
    this.addEventListener("click", (e) => {
      const a = (e.target as Element).closest<HTMLAnchorElement>("a.place, a[data-do]");
      if (!a || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
      e.preventDefault();
      this.show(a.href, {});
    });
    this.form?.addEventListener("submit", (e) => {
      e.preventDefault();
      const by = e.submitter as HTMLButtonElement | null;
      if (!by || by.value === "look") this.look();
      else this.send(by);
    });
    this.form?.addEventListener("input", (e) => {
      const t = e.target as HTMLInputElement;
      const field = t.closest("[data-field]");
      if (field && t.type === "radio") field.querySelector<HTMLInputElement>("input:not([type=radio])")!.value = "";
      else if (field && t.value) this.radios(field).forEach((r) => (r.checked = false));
      clearTimeout(this.wait);
      this.wait = window.setTimeout(() => this.look(), pause);
    });
    const text = this.querySelector<HTMLElement>("[data-text]");
    if (text) {
      text.scrollTop = scrolled;
      const here = text.querySelector<HTMLElement>("#here");
      if (here) {
        const from = here.offsetTop - text.offsetTop;
        if (from < text.scrollTop + 40 || from + here.offsetHeight > text.scrollTop + text.clientHeight - 40) text.scrollTop = from - text.clientHeight / 3;
      }
    }
    this.lead(this.lists().find((f) => this.radios(f).length > 0) ?? null);
    (this.querySelector<HTMLElement>("[aria-invalid=true]") ?? this.querySelector<HTMLElement>("#wrong, #sentence"))?.focus({ preventScroll: true });
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.press, true);
    window.removeEventListener("popstate", this.back);
    clearTimeout(this.wait);
  }

  private lists = () => [...this.querySelectorAll<HTMLElement>("[data-field]")];
  private radios = (f: Element) => [...f.querySelectorAll<HTMLInputElement>("input[type=radio]")];
  private back = () => location.reload();

  // lead makes a list the one that figures take from.
  private lead(f: HTMLElement | null) {
    if (!f) return;
    this.now?.classList.remove("now");
    this.now = f;
    f.classList.add("now");
  }

  private press = (e: KeyboardEvent) => {
    if (document.querySelector("dialog[open]")) return;
    const go = this.querySelector<HTMLElement>('[data-do="Enter"]');
    let does: (() => void) | undefined;
    if ((e.ctrlKey || e.metaKey) && e.key === "Enter") does = () => go?.click();
    else if (e.ctrlKey || e.metaKey || e.altKey || writing(e.target)) return;
    else if (e.key === "Enter") {
      if (e.target instanceof HTMLElement && e.target.closest("a, button, summary")) return;
      does = go ? () => go.click() : undefined;
    } else does = this.key(e.key);
    if (!does) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    does();
  };

  // key is what a key does here; keys that do nothing here do what they do elsewhere.
  private key(key: string): (() => void) | undefined {
    if (/^[1-9]$/.test(key) && this.now) return () => this.pick(Number(key) - 1);
    if (key === "0" && this.now) return () => this.now!.querySelector<HTMLElement>("input:not([type=radio])")!.focus();
    const list = this.querySelector<HTMLElement>(`[data-field="${CSS.escape(key)}"]`);
    if (list) return () => {
      this.lead(list);
      list.querySelector<HTMLElement>("input")!.focus();
    };
    const write = this.querySelector<HTMLInputElement>(`[data-write="${CSS.escape(key)}"]`);
    if (write) return () => {
      const words = String(getSelection() ?? "").trim();
      if (key === "q" && words) {
        write.value = words;
        write.dispatchEvent(new Event("input", { bubbles: true }));
      } else write.focus();
    };
    const further = this.querySelector<HTMLDetailsElement>("details.builder:has([name^='set.'])");
    if (key === "f" && further) return () => {
      further.open = true;
      further.querySelector<HTMLElement>("textarea, input")!.focus();
    };
    const button = this.querySelector<HTMLElement>(`[data-do="${CSS.escape(key)}"]`);
    return button ? () => button.click() : undefined;
  }

  // pick takes an entry of the list at hand, and goes on to the next that has any.
  private pick(i: number) {
    const f = this.now!;
    const r = this.radios(f)[i];
    if (!r) return;
    r.checked = true;
    r.focus();
    r.dispatchEvent(new Event("input", { bubbles: true }));
    const all = this.lists();
    const next = all.slice(all.indexOf(f) + 1).find((x) => this.radios(x).length > 0);
    if (next) {
      this.lead(next);
      this.radios(next)[0].focus();
    } else this.querySelector<HTMLElement>('[data-do="Enter"]')?.focus();
  }

  private body(by: string) {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.form!)) body.append(name, String(value));
    body.set("do", by);
    return body;
  }

  // look shows what would go on record as it is put together.
  private async look() {
    if (!this.form) return;
    const mine = ++this.asked;
    const r = await fetch(this.form.action, { method: "POST", body: this.body("look"), headers: { "HX-Request": "true" } });
    if (r.ok && mine === this.asked) {
      this.querySelector("[data-preview]")!.innerHTML = await r.text();
      this.dispatchEvent(new CustomEvent("looked"));
    }
  }

  private send(by: HTMLButtonElement) {
    if (this.sending) return; // a key held down files nothing twice
    this.sending = true;
    this.show(this.form!.action, { method: "POST", body: this.body(by.value) });
  }

  // show puts another page of the site in the place of this one, as Back undoes it.
  private async show(url: string, how: RequestInit) {
    scrolled = this.querySelector("[data-text]")?.scrollTop ?? 0;
    this.asked++;
    const r = await fetch(url, how).catch(() => null);
    if (!r) {
      this.sending = false;
      return location.assign(url);
    }
    const page = new DOMParser().parseFromString(await r.text(), "text/html");
    const main = page.querySelector("#main");
    if (!main) return location.assign(r.url);
    const address = new URL(r.url);
    address.searchParams.delete("filed");
    if (address.pathname !== location.pathname) history.pushState({}, "", address);
    document.title = page.title;
    const marks = page.querySelectorAll(".marking");
    document.querySelectorAll(".marking").forEach((m, i) => (m.textContent = marks[i]?.textContent ?? m.textContent));
    document.querySelector("#main")!.replaceWith(main);
  }
}

customElements.define("work-bench", WorkBench);
export {};
