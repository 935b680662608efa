// Every moment shows the reader's own time on hover, beside the date-time group.
function local() {
  for (const t of document.querySelectorAll<HTMLTimeElement>("time[datetime][title]:not([data-local])")) {
    const at = new Date(t.dateTime);
    t.title += " · " + at.toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "long" });
    t.dataset.local = "";
  }
}

document.addEventListener("DOMContentLoaded", local);
document.addEventListener("htmx:after:swap", local);

export {};
