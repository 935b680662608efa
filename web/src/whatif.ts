// <what-if> answers as soon as something is supposed: it asks for what that changes,
// puts it among what stands as on record, and colours the map by it. Each scenario is an
// address, so that Back undoes it.

const order = ["in", "contingent", "out"];

class WhatIf extends HTMLElement {
  private form!: HTMLFormElement;
  private asked = 0;
  private record = new Map<string, HTMLElement>(); // rows as on record, by place

  connectedCallback() {
    this.form = this.querySelector("form")!;
    for (const from of [this, this.querySelector("template")!.content])
      for (const li of from.querySelectorAll<HTMLElement>("li[data-place]")) this.record.set(li.dataset.place!, li.cloneNode(true) as HTMLElement);
    this.form.addEventListener("change", () => this.suppose());
    this.form.addEventListener("submit", (e) => {
      e.preventDefault();
      this.suppose(e.submitter);
    });
    window.addEventListener("popstate", this.back);
  }

  disconnectedCallback() {
    window.removeEventListener("popstate", this.back);
  }

  private suppose(by: HTMLElement | null = null) {
    const said = new URLSearchParams();
    for (const [name, value] of new FormData(this.form, by)) if (value) said.append(name, String(value));
    const query = said.toString();
    const url = new URL(this.form.action).pathname + (query ? "?" + query : "");
    history.pushState({}, "", url);
    this.show(url);
  }

  // back sets the form to the scenario of the address, and shows it.
  private back = () => {
    const said = new URLSearchParams(location.search);
    for (const s of this.form.querySelectorAll("select")) s.value = said.get(s.name) ?? "";
    this.show(location.pathname + location.search);
  };

  private async show(url: string) {
    const mine = ++this.asked;
    const r = await fetch(url, { headers: { "HX-Request": "true" } });
    const text = await r.text();
    if (mine !== this.asked) return; // a later supposition is under way
    if (!r.ok) return location.assign(url);
    const answer = new DOMParser().parseFromString(text, "text/html").querySelector("#answer")!;
    this.complete(answer.querySelector("ul.stand")!);
    const focus = (document.activeElement as HTMLButtonElement | null)?.value;
    this.querySelector("#answer")!.replaceWith(answer);
    if (focus) answer.querySelector<HTMLElement>(`button[value="${CSS.escape(focus)}"]`)?.focus(); // what was asked why
    this.colour(answer);
    this.dispatchEvent(new CustomEvent("supposed"));
  }

  // complete puts in the rows that are not sent, because they are as on record. A why
  // stays below its row.
  private complete(list: Element) {
    const rows = new Map<string, Element[]>();
    let row: Element[] = [];
    for (const li of list.querySelectorAll<HTMLElement>(":scope > li")) {
      if (li.dataset.place) rows.set(li.dataset.place, (row = []));
      row.push(li);
    }
    for (const [place, li] of this.record) if (!rows.has(place)) rows.set(place, [li.cloneNode(true) as Element]);
    const rank = ([li]: Element[]) => order.indexOf((li as HTMLElement).dataset.standing!) * 1000 + Number((li as HTMLElement).dataset.n);
    list.replaceChildren(...[...rows.values()].sort((a, b) => rank(a) - rank(b)).flat());
  }

  // colour gives lands and signs of the map the standings of the list.
  private colour(answer: Element) {
    const map = this.querySelector("svg.map");
    if (!map) return;
    const fill: Record<string, string> = {};
    for (const p of map.querySelectorAll("pattern")) fill[p.id.slice(p.id.lastIndexOf("-") + 1)] = `url(#${p.id})`;
    map.closest("figure")!.querySelector("details.words")?.remove(); // the list says it, as it is now
    const standing = new Map<string, string>();
    const said = new Map<string, string>();
    const count: Record<string, number> = {};
    for (const li of answer.querySelectorAll<HTMLElement>("li[data-place]")) {
      standing.set(li.dataset.place!, li.dataset.standing!);
      said.set(li.dataset.place!, li.querySelector("button")!.textContent + ": " + li.querySelector(".state")!.textContent);
    }
    for (const e of map.querySelectorAll<SVGElement>("[data-place]")) {
      const s = standing.get(e.dataset.place!);
      if (!s) continue;
      if (e.tagName === "use") {
        e.setAttribute("href", "#s-" + s);
        e.setAttribute("class", "sign " + s);
        count[s] = (count[s] ?? 0) + 1;
        continue;
      }
      e.setAttribute("class", "land " + s);
      e.querySelector("title")!.textContent = said.get(e.dataset.place!)!;
      if (fill[s]) e.setAttribute("fill", fill[s]);
      else e.removeAttribute("fill");
    }
    for (const g of map.querySelectorAll<SVGElement>("[data-count]")) {
      const text = g.querySelector("text")!;
      text.textContent = text.textContent!.replace(/\d+/, String(count[g.dataset.count!] ?? 0));
    }
  }
}

customElements.define("what-if", WhatIf);
