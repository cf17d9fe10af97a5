// Wakes the islands of a page, and keeps the page up to date. The server's stream says which nouns changed, never
// what: the page is asked for again, with the same permission check, and what it shows takes the old one's place.
// One tab of a browser listens and tells the others.
let wasm;

window.rollcallWake = (app) => {
  wasm = app;
  wake(document);
};

const wake = (root) => {
  if (!wasm) return;
  for (const island of root.querySelectorAll("leptos-island")) wasm[island.dataset.component]?.(island);
};

// Somebody who is typing, choosing or deciding is not disturbed: they are told instead.
const typed = new Set();
document.addEventListener("input", (event) => event.target.form && typed.add(event.target.form));
document.addEventListener("submit", (event) => typed.delete(event.target));
const busy = () =>
  [...typed].some((form) => form.isConnected) ||
  document.querySelector("main details[open] form") !== null ||
  document.querySelector("main :is(input, select, textarea):focus") !== null;

// The page as the server made it, before any island moved.
let seen = document.querySelector("main")?.textContent;
let running = false;
let again = false;
const refresh = async () => {
  if (running) return void (again = true);
  running = true;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (answer.ok && !answer.redirected) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // Without a connection the page stays as it is; the stream finds its way back by itself.
  }
  running = false;
  if (again) {
    again = false;
    refresh();
  }
};

// Keys of forms and ages differ each time; what counts is what a person reads.
const read = (part) => part?.innerText ?? part?.textContent;

const show = (page) => {
  swap(".sync-badge-place", page);
  const [old, fresh] = [document.querySelector("main"), page.querySelector("main")];
  if (!old || !fresh || fresh.textContent === seen) return;
  if (busy()) return tell(old);
  seen = fresh.textContent;
  old.replaceChildren(...document.adoptNode(fresh).childNodes);
  typed.clear();
  wake(old);
};

const swap = (place, page) => {
  const [old, fresh] = [document.querySelector(place), page.querySelector(place)];
  if (!old || !fresh || read(old) === read(fresh)) return;
  old.replaceChildren(...document.adoptNode(fresh).childNodes);
  wake(old);
};

const tell = (main) => {
  if (main.querySelector("[data-changed]")) return;
  const note = document.createElement("p");
  note.className = "notice";
  note.dataset.tone = "warning";
  note.dataset.changed = "";
  note.setAttribute("role", "status");
  const german = document.documentElement.lang === "de";
  const link = document.createElement("a");
  link.href = location.href;
  link.textContent = german ? "Neu zeigen" : "Show it";
  note.append(german ? "Hier hat sich inzwischen etwas geändert. " : "Something here changed meanwhile. ", link);
  main.prepend(note);
};

const channel = new BroadcastChannel("rollcall-live");
let waiting;
const heard = () => {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, 120);
};
channel.onmessage = heard;

const listen = () =>
  new Promise(() => {
    const source = new EventSource("/live");
    let lost = false;
    const pass = () => {
      heard();
      channel.postMessage("changed");
    };
    source.onopen = () => {
      if (lost) pass();
      lost = false;
      document.documentElement.removeAttribute("data-offline");
    };
    source.onerror = () => {
      lost = true;
      document.documentElement.setAttribute("data-offline", "");
    };
    source.onmessage = pass;
  });

if (document.documentElement.dataset.reader !== undefined) {
  if (navigator.locks) navigator.locks.request("rollcall-live", listen);
  else listen();
}

// The key that moves to the search, as its field says.
document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, select, textarea");
  if (event.key !== "/" || writing || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  document.getElementById("search")?.focus();
});
