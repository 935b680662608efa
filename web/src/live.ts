// <live-page case="…"> fetches the page anew when an act comes on record that it may
// show. The event says only what changed; what may be seen the server decides, in
// the page. Who is typing or choosing is told instead, and loses nothing.
import htmx from "htmx.org";

class LivePage extends HTMLElement {
  private source?: EventSource;
  private wait = 0;

  connectedCallback() {
    const of = this.getAttribute("case");
    const since = this.getAttribute("since") ?? "";
    this.source = new EventSource("/events?since=" + since + (of ? "&case=" + encodeURIComponent(of) : ""));
    const changed = () => {
      clearTimeout(this.wait);
      this.wait = window.setTimeout(() => this.refresh(), 150); // acts come in groups
    };
    this.source.addEventListener("change", changed);
    this.source.addEventListener("anew", changed);
    this.source.addEventListener("end", () => this.source?.close());
  }

  disconnectedCallback() {
    this.source?.close();
  }

  private refresh() {
    const busy = document.activeElement?.closest("form");
    if (busy) {
      this.hidden = false;
      return;
    }
    htmx.ajax("GET", location.href, { target: "#main", select: "#main", swap: "outerMorph" });
  }
}

customElements.define("live-page", LivePage);
