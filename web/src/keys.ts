// Everything by keyboard. Which keys there are the page /help says, in the reader's
// language; "?" shows it in a dialog. A key does nothing while somebody writes in a
// field.
const at = <T extends Element>(selector: string) => document.querySelector<T>(selector);

function writing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("textarea, select, input:not([type=radio], [type=checkbox])"));
}

// opened are the things of the page that can be opened, in their order.
function opened(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("main .items a, main details:not(.when) > summary, main .take a")].filter((e) => e.checkVisibility());
}

// talks are the conversations of the inbox, each by the link that opens it.
function talks(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-thread] a[data-open]")];
}

// talk is the conversation the reader stands in.
const talk = () => document.activeElement?.closest("[data-thread]");

function move(by: number, all = opened()) {
  const i = all.indexOf(document.activeElement as HTMLElement);
  all[Math.max(0, Math.min(all.length - 1, i < 0 ? (by > 0 ? 0 : all.length - 1) : i + by))]?.focus();
}

// part reads a page of the site and takes one part of it out.
async function part(path: string, selector: string): Promise<Element | null> {
  const answer = await fetch(path, { headers: { Accept: "text/html" } });
  return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(selector);
}

function dialog(label: string): HTMLDialogElement {
  at("dialog.over")?.remove();
  const d = document.createElement("dialog");
  d.className = "over";
  d.setAttribute("aria-label", label);
  d.addEventListener("close", () => d.remove());
  d.addEventListener("click", (e) => e.target === d && d.close());
  document.body.append(d);
  return d;
}

async function help() {
  const keys = await part("/help", "#keys");
  if (!keys) return;
  const d = dialog(keys.querySelector("h2")?.textContent ?? "");
  d.tabIndex = -1;
  d.append(keys);
  d.showModal();
}

// palette goes anywhere: what is written is looked for among the links of the page and
// on the register. With nothing written it offers the pages, or what path lists.
function palette(path = "") {
  const field = at<HTMLInputElement>("#q");
  if (!field) return;
  const d = dialog(field.getAttribute("aria-label") ?? "");
  const input = document.createElement("input");
  input.type = "search";
  input.setAttribute("aria-label", d.getAttribute("aria-label") ?? "");
  const list = document.createElement("ul");
  list.className = "items";
  d.append(input, list);
  const pages = [...document.querySelectorAll<HTMLAnchorElement>("header nav a, .parts a")];
  let turn = 0;
  const show = (links: HTMLAnchorElement[]) => {
    list.replaceChildren(...links.slice(0, 30).map((a) => {
      const li = document.createElement("li");
      const copy = document.createElement("a");
      copy.href = a.getAttribute("href") ?? "/";
      copy.textContent = a.textContent;
      const more = a.parentElement?.querySelector(".quiet");
      li.append(copy);
      if (more && a.closest("#found")) li.append(more.cloneNode(true));
      return li;
    }));
  };
  const fill = async () => {
    const mine = ++turn;
    const text = input.value.trim().toLowerCase();
    const here = pages.filter((a) => (a.textContent ?? "").toLowerCase().includes(text));
    const from = text.length > 1 ? "/search?q=" + encodeURIComponent(input.value.trim()) : path;
    show(path && !text ? [] : here);
    const found = from ? await part(from, "#found") : null;
    if (mine === turn && found) show([...(path && !text ? [] : here), ...found.querySelectorAll<HTMLAnchorElement>(".items a")]);
  };
  let wait = 0;
  input.addEventListener("input", () => {
    clearTimeout(wait);
    wait = window.setTimeout(fill, 80);
  });
  d.addEventListener("keydown", (e) => {
    const links = [...list.querySelectorAll<HTMLAnchorElement>("a")];
    const i = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (e.key === "ArrowDown") links[Math.min(i + 1, links.length - 1)]?.focus();
    else if (e.key === "ArrowUp") i > 0 ? links[i - 1].focus() : input.focus();
    else if (e.key === "Enter" && i < 0) links[0]?.click();
    else return;
    e.preventDefault();
  });
  d.showModal();
  input.focus();
  fill();
}

// choose ticks the box of the row in hand, or clears it; all of them when every row is
// meant.
function choose(every: boolean) {
  const boxes = [...document.querySelectorAll<HTMLInputElement>('main input[type=checkbox][form=bulk]')];
  if (!boxes.length) return;
  if (every) {
    const on = boxes.some((b) => !b.checked);
    for (const b of boxes) b.checked = on;
    return;
  }
  const box = document.activeElement?.closest("li")?.querySelector<HTMLInputElement>("input[form=bulk]") ?? boxes[0];
  box.checked = !box.checked;
  if (!document.activeElement?.closest(".chosen")) box.focus();
}

// between goes from the conversation the reader stands in to another.
function between(by: number, all: HTMLElement[]) {
  const i = all.findIndex((e) => talk()?.contains(e));
  all[i < 0 ? 0 : Math.max(0, Math.min(all.length - 1, i + by))]?.focus();
}

// letter goes to another telegram of the conversation the reader stands in.
function letter(by: number) {
  const all = [...(talk()?.querySelectorAll<HTMLElement>("a.letter") ?? [])];
  if (all.length) move(by, all);
}

// offered is what the page itself offers for a key: in the conversation the reader
// stands in, else on the page as a whole.
function offered(key: string): HTMLElement | null {
  const marked = `[data-key="${CSS.escape(key)}"]`;
  return talk()?.querySelector<HTMLElement>(marked) ?? [...document.querySelectorAll<HTMLElement>("main " + marked)].find((e) => !e.closest("[data-thread]")) ?? null;
}

function unfold() {
  const all = [...document.querySelectorAll<HTMLDetailsElement>("main details:not(.when)")];
  const open = all.some((d) => !d.open);
  for (const d of all) d.open = open;
}

document.addEventListener("keydown", (e) => {
  if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") {
    e.preventDefault();
    palette();
    return;
  }
  if (writing(e.target)) {
    if (e.key === "Escape" && !at("dialog[open]")) (e.target as HTMLElement).blur();
    return;
  }
  if (e.ctrlKey || e.metaKey || e.altKey || at("dialog[open]")) return;
  const parts = document.querySelectorAll<HTMLAnchorElement>(".parts a");
  const own = offered(e.key);
  if (own) {
    e.preventDefault();
    own.click();
    return;
  }
  const inbox = talks();
  const mail: Record<string, () => void> = inbox.length
    ? { j: () => between(1, inbox), k: () => between(-1, inbox), n: () => letter(1), p: () => letter(-1) }
    : {};
  const does: Record<string, () => void> = {
    "/": () => at<HTMLInputElement>("#q")?.focus(),
    "?": () => void help(),
    r: () => palette("/recent"),
    s: () => at<HTMLAnchorElement>(".bar .mark")?.click(),
    j: () => move(1),
    k: () => move(-1),
    o: unfold,
    x: () => choose(false),
    "*": () => choose(true),
    b: () => at<HTMLElement>("#bulk select")?.focus(),
    e: () => at<HTMLAnchorElement>(".take a")?.focus(),
    i: () => at<HTMLAnchorElement>('.bar a[href^="/inbox"]')?.click(),
    ...mail,
  };
  const act = does[e.key] ?? (/^[1-9]$/.test(e.key) && parts.length >= +e.key ? () => parts[+e.key - 1].click() : undefined);
  if (!act) return;
  e.preventDefault();
  act();
});

export {};
