// The bundle: htmx, and the custom elements that pages use. Each element finds its
// data in the page the server wrote, so that without script the page still reads.
import "htmx.org";
import "./live";
import "./keys";
import "./whatif";
import "./passkey";
import "./times";
import "./draft";
import "./code";
