// Every moment and every day shows the reader's own clock and calendar on hover, beside
// the date-time group and ISO 8601. A day is a day of the calendar: it is not moved by
// the reader's offset.
function local() {
  for (const t of document.querySelectorAll<HTMLTimeElement>("time[datetime][title]:not([data-local])")) {
    const text = t.dateTime, digits = document.documentElement.dataset.digits || "latn";
    t.dataset.local = "";
    if (/T/.test(text)) t.title += " · " + new Date(text).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "long", numberingSystem: digits });
    else if (/^\d{4}-\d\d-\d\d$/.test(text)) t.title += " · " + new Date(text).toLocaleDateString(document.documentElement.lang, { dateStyle: "full", timeZone: "UTC", numberingSystem: digits });
  }
}

document.addEventListener("DOMContentLoaded", local);
document.addEventListener("htmx:after:swap", local);

export {};
