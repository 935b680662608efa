// <what-if> answers as soon as something is supposed: it asks for what that changes, and
// changes no more of the page than that. What stays costs nothing to lay out and to paint.
// Each scenario is an address, so that Back undoes it.

const order = ["in", "contingent", "out"];

class WhatIf extends HTMLElement {
  private form!: HTMLFormElement;
  private fields: HTMLSelectElement[] = [];
  private list!: HTMLElement;
  private asking?: AbortController;
  private record = new Map<string, HTMLElement>(); // rows as on record, by place
  private shown = new Map<string, HTMLElement>(); // rows as supposed, those on the page
  private words = new Map<string, HTMLElement>(); // how each standing is said
  private map?: LiveMap;
  private rest?: () => void; // puts what is out of sight, and was not put yet
  private unwritten?: { url: string; timer: number }; // supposed, and not in the history yet

  connectedCallback() {
    this.read();
    this.addEventListener("input", () => this.suppose());
    this.addEventListener("submit", (e) => {
      e.preventDefault();
      this.suppose(e.submitter);
    });
    window.addEventListener("popstate", this.back);
    document.addEventListener("htmx:after:swap", this.read); // the record has changed, and the page with it
  }

  disconnectedCallback() {
    this.forget();
    window.removeEventListener("popstate", this.back);
    document.removeEventListener("htmx:after:swap", this.read);
  }

  // read takes up what the page shows.
  private read = () => {
    this.rest = undefined;
    this.form = this.querySelector("form")!;
    this.fields = [...this.form.querySelectorAll("select")];
    this.apart();
    this.list = this.querySelector("ul.stand")!;
    const kept = this.querySelector("template")!.content;
    this.shown = places(this.list);
    this.record = new Map([...this.shown, ...places(kept)]);
    this.words = new Map([...kept.querySelectorAll<HTMLElement>("li[data-words]")].map((li) => [li.dataset.words!, li]));
    const svg = this.querySelector<SVGElement>("svg.map");
    this.map = svg ? new LiveMap(svg, this.shown) : undefined;
  };

  // apart gives each field a form of its own: whenever a field changes, a browser looks
  // through the whole of its form for what it could fill in.
  private apart() {
    for (const field of this.fields) {
      const own = Object.assign(document.createElement("form"), { id: "of-" + field.id, hidden: true });
      if (!document.getElementById(own.id)) this.append(own);
      field.setAttribute("form", own.id);
    }
  }

  private suppose(by: HTMLElement | null = null) {
    const said = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) if (value) said.append(name, String(value));
    for (const { name, value } of this.fields) if (value) said.append(name, value);
    if (by instanceof HTMLButtonElement && by.name) said.append(by.name, by.value);
    const query = said.toString();
    const url = new URL(this.form.action).pathname + (query ? "?" + query : "");
    this.write();
    this.show(url);
    this.unwritten = { url, timer: window.setTimeout(() => this.write(), 100) };
  }

  // write puts a scenario in the history of the browser. That takes the browser longer than
  // the answer takes the site, so it comes a moment after.
  private write() {
    if (this.unwritten) history.pushState({}, "", this.unwritten.url);
    this.forget();
  }

  private forget() {
    clearTimeout(this.unwritten?.timer);
    this.unwritten = undefined;
  }

  // back sets the form to the scenario of the address, and shows it.
  private back = () => {
    this.forget();
    const said = new URLSearchParams(location.search);
    for (const s of this.fields) s.value = said.get(s.name) ?? "";
    this.show(location.pathname + location.search);
  };

  private async show(url: string) {
    this.asking?.abort();
    const { signal } = (this.asking = new AbortController());
    let text: string | undefined;
    try {
      const r = await fetch(url, { headers: { "HX-Request": "true" }, cache: "no-store", signal });
      if (r.ok) text = await r.text();
    } catch {
      // not reached; what follows opens the page, which says so
    }
    if (signal.aborted) return; // a later supposition is under way
    if (text === undefined) {
      this.forget();
      return location.assign(url);
    }
    const sent = document.createElement("div");
    sent.innerHTML = text;
    this.put(sent.querySelector("#answer")!);
    this.dispatchEvent(new CustomEvent("supposed"));
  }

  // put changes what is on the page to an answer.
  private put(answer: HTMLElement) {
    const why = document.activeElement?.closest<HTMLButtonElement>("ul.stand button")?.value;
    const below = this.list.getBoundingClientRect().bottom >= innerHeight; // as the last frame showed it
    const said = this.querySelector("#answer > .answer")!, says = answer.querySelector(":scope > .answer")!.textContent;
    if (said.textContent !== says) said.textContent = says; // in its place: a change within it is read out
    const rows = answer.querySelector("ul.stand")!, ways = between(rows, null);
    between(said, this.list, between(answer.firstElementChild, rows));
    this.standings(rows);
    this.map?.colour(this.shown);
    this.rest = () => between(this.list, null, ways);
    if (below) this.later(this.rest);
    else this.rest();
    if (why && document.activeElement?.closest("ul.stand") !== this.list) this.list.querySelector<HTMLElement>(`button[value="${CSS.escape(why)}"]`)?.focus();
  }

  // later puts what is out of sight, once the frame with what is in sight is on its way.
  private later(rest: () => void) {
    requestAnimationFrame(() => setTimeout(() => this.rest === rest && rest()));
  }

  // standings puts the rows that are sent among those that stand as on record. A why
  // stays below its row.
  private standings(sent: Element) {
    const why = new Map<Element, Element>(), others = places(sent);
    this.shown = new Map([...this.record.keys()].map((place) => [place, this.row(place, others.get(place))]));
    for (const li of sent.querySelectorAll<HTMLElement>(":scope > li.why")) why.set(this.shown.get((li.previousElementSibling as HTMLElement).dataset.place!)!, li);
    const rank = (li: HTMLElement) => order.indexOf(li.dataset.standing!) * 1000 + Number(li.dataset.n);
    const rows = [...this.shown.values()].sort((a, b) => rank(a) - rank(b)).flatMap((li) => [li, ...(why.has(li) ? [why.get(li)!] : [])]);
    let next = this.list.firstElementChild;
    const stay = new Set<Element>(rows);
    for (const li of rows) {
      while (next && !stay.has(next)) next = dropped(next);
      if (li === next) next = next.nextElementSibling;
      else this.list.insertBefore(li, next);
    }
    while (next) next = dropped(next);
  }

  // row is the row of a place: the one on record, the one shown, or, where it changes, one
  // made of that on record.
  private row(place: string, as?: HTMLElement) {
    const record = this.record.get(place)!, shown = this.shown.get(place)!;
    const standing = as?.dataset.standing;
    if (!standing || standing === record.dataset.standing) return record;
    const gist = as.textContent!.trim();
    if (shown.dataset.standing === standing && (shown.querySelector(".gist")?.textContent ?? "") === gist) return shown;
    const li = record.cloneNode(true) as HTMLElement;
    const now = this.words.get(standing)!, was = this.words.get(record.dataset.standing!)!;
    li.dataset.standing = standing;
    for (const part of [".sign", ".state"]) li.querySelector(part)!.replaceWith(now.querySelector(part)!.cloneNode(true));
    li.append(" ", was.querySelector(".tag")!.cloneNode(true));
    if (gist) li.append(" ", Object.assign(document.createElement("span"), { className: "gist", dir: "auto", textContent: gist }));
    return li;
  }
}

// places are the rows of a list, by place.
function places(list: ParentNode) {
  return new Map([...list.querySelectorAll<HTMLElement>("li[data-place]")].map((li) => [li.dataset.place!, li]));
}

// dropped takes an element out, and gives the one after it.
function dropped(e: Element) {
  const next = e.nextElementSibling;
  e.remove();
  return next;
}

// between lists the elements after one and before another; given others, it puts those
// in their place unless they are the same.
function between(after: Element | null, before: Element | null, put?: Element[]) {
  const all: Element[] = [];
  for (let e = after?.nextElementSibling; e && e !== before; e = e.nextElementSibling) all.push(e);
  if (put && (put.length !== all.length || put.some((e, i) => !e.isEqualNode(all[i])))) {
    for (const e of all) e.remove();
    after!.after(...put);
  }
  return all;
}

// LiveMap is the map of the page: lands and signs that change with the standings.
class LiveMap {
  private parts = new Map<string, { lands: SVGElement[]; signs: SVGElement[]; standing: string }>();
  private fill = new Map<string, string>();

  constructor(private svg: SVGElement, rows: Map<string, HTMLElement>) {
    for (const p of svg.querySelectorAll("pattern")) this.fill.set(p.id.slice(p.id.lastIndexOf("-") + 1), `url(#${p.id})`);
    for (const [place, li] of rows) {
      const all = [...svg.querySelectorAll<SVGElement>(`[data-place="${CSS.escape(place)}"]`)];
      this.parts.set(place, { lands: all.filter((e) => e.tagName !== "use"), signs: all.filter((e) => e.tagName === "use"), standing: li.dataset.standing! });
    }
  }

  // colour gives lands and signs the standings of the rows.
  colour(rows: Map<string, HTMLElement>) {
    const count = new Map(order.map((s) => [s, 0])); // of whoever has no standing nothing changes
    for (const [place, part] of this.parts) {
      const li = rows.get(place)!, s = li.dataset.standing!;
      count.set(s, count.get(s)! + part.signs.length);
      if (s === part.standing) continue;
      part.standing = s;
      for (const e of part.signs) {
        e.setAttribute("href", "#s-" + s);
        e.setAttribute("class", "sign " + s);
      }
      for (const e of part.lands) {
        e.setAttribute("class", "land " + s);
        e.querySelector("title")!.textContent = li.querySelector("button")!.textContent + ": " + li.querySelector(".state")!.textContent;
        const fill = this.fill.get(s);
        if (fill) e.setAttribute("fill", fill);
        else e.removeAttribute("fill");
      }
    }
    this.svg.closest("figure")!.querySelector("details.words")?.remove(); // the list says it, as it is now
    for (const g of this.svg.querySelectorAll<SVGElement>("[data-count]")) {
      const text = g.querySelector("text")!, n = count.get(g.dataset.count!);
      const now = text.textContent!.replace(/\d+/, (was) => String(n ?? was));
      if (text.textContent !== now) text.textContent = now;
    }
  }
}

customElements.define("what-if", WhatIf);
