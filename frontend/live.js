// Wakes the islands of a page, and keeps the page up to date. The server's stream says which nouns changed, never
// what: the page is asked for again, with the same permission check, and what it shows takes the old one's place.
// One tab of a browser listens and tells the others. Sentences come with the page, as templates.
const root = document.documentElement;
const reader = root.dataset.reader;

// ---- Islands

let wasm;
window.rollcallWake = (app) => {
  wasm = app;
  wake(document);
};

const wake = (part) => {
  if (!wasm) return;
  for (const island of part.querySelectorAll("leptos-island")) wasm[island.dataset.component]?.(island);
};

// ---- What the server is asked

// Said with what a page asks by itself: it is no use of the session, which may end meanwhile.
const byItself = { "x-rollcall-by-itself": "1" };
const ask = (address, accept) => fetch(address, { headers: { ...byItself, accept } });

// ---- Notes

const place = () => document.getElementById("live-notes");
const noteOf = (name) => place()?.querySelector(`[data-note="${name}"]`);
const remove = (name) => noteOf(name)?.remove();

/** Shows a note, once; the note, where it is new. */
const note = (name) => {
  const template = document.getElementById(`note-${name}`);
  if (!template || noteOf(name)) return;
  const shown = template.content.firstElementChild.cloneNode(true);
  shown.dataset.note = name;
  place().append(shown);
  return shown;
};

// A note's link to this very page loads it anew, even where the address has a part behind #.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-afresh]")) return;
  event.preventDefault();
  location.reload();
});

// ---- What somebody is about to send

// Somebody who is typing, choosing or deciding is not disturbed: they are told instead.
const typed = new Set();
document.addEventListener("input", (event) => event.target.form && typed.add(event.target.form));
const dirty = () => [...typed].filter((form) => form.closest("main"));
const busy = () => {
  const main = document.querySelector("main");
  const marked = getSelection();
  return (
    dirty().length > 0 ||
    // A secret that is shown one time stays as long as its page.
    main.querySelector("details[open] form, :is(input, select, textarea):focus, [data-once]") !== null ||
    (!marked.isCollapsed && main.contains(marked.anchorNode))
  );
};

// Without a connection a form would be lost in the browser's own error page: it is held back until the server answers.
let reached;
document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented) return void sent(form);
  if (root.dataset.offline === undefined || form === reached) {
    sent(form);
    if (inFullScreen() && form.method === "post" && form.closest("main")) {
      event.preventDefault();
      const filled = new FormData(form, submitter);
      const body = form.enctype === "multipart/form-data" ? filled : new URLSearchParams(filled);
      turnTo(form.action, { method: "POST", body });
    }
    return;
  }
  event.preventDefault();
  const answers = await fetch("/health").then((answer) => answer.ok, () => false);
  if (!answers) {
    remove("unsent");
    return void note("unsent");
  }
  reached = form;
  form.requestSubmit(submitter);
  reached = undefined;
});

// What was typed and not sent outlives a reload, and waits for its person while they sign in again: in this tab, until
// it is sent or somebody signs out. Secrets and files are not kept.
const DRAFTS = "rollcall-draft ";
const draft = () => DRAFTS + location.pathname;
const keepable = (field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type);
const formsTo = (action) => [...document.forms].filter((form) => form.getAttribute("action") === action);
let forgotten = false;

const written = (form) => ({
  action: form.getAttribute("action"),
  at: formsTo(form.getAttribute("action")).indexOf(form),
  fields: [...form.elements].filter(keepable).map(({ name, value, checked }) => [name, value, checked]),
});

const keepDrafts = () => {
  if (forgotten || reader === undefined) return;
  // What only asks is in the address; what holds a secret is typed again.
  const kept = dirty().filter((form) => form.method === "post" && !form.querySelector("[type=password]"));
  const forms = kept.map(written);
  if (forms.length > 0) sessionStorage.setItem(draft(), JSON.stringify({ reader, forms }));
  else sessionStorage.removeItem(draft());
};

let keeping;
document.addEventListener("input", () => {
  clearTimeout(keeping);
  keeping = setTimeout(keepDrafts, 300);
});

// The server keeps what a form without files held when the door was the answer; of one with files it reads nothing, so
// what was typed is kept here until a page answers.
const SENT = "rollcall-sent";
const keepWhatWasSent = () => {
  const kept = JSON.parse(sessionStorage.getItem(SENT) ?? "null");
  if (kept) sessionStorage.setItem(kept.draft, JSON.stringify({ reader: kept.reader, forms: kept.forms }));
  sessionStorage.removeItem(SENT);
};

const sent = (form) => {
  typed.delete(form);
  keepDrafts();
  const secret = form.querySelector("[type=password]") !== null;
  if (form.enctype === "multipart/form-data" && reader !== undefined && !secret) {
    sessionStorage.setItem(SENT, JSON.stringify({ draft: draft(), reader, forms: [written(form)] }));
  }
  if (form.getAttribute("action") !== "/sign-out") return;
  forgotten = true;
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(DRAFTS)) sessionStorage.removeItem(key);
};

const bringDraftsBack = () => {
  sessionStorage.removeItem(SENT);
  const kept = JSON.parse(sessionStorage.getItem(draft()) ?? "null");
  if (kept?.reader !== reader) return void sessionStorage.removeItem(draft());
  for (const { action, at, fields } of kept.forms) {
    const form = formsTo(action)[at];
    const places = [...(form?.elements ?? [])].filter(keepable);
    // A form that has other fields by now is another form.
    if (places.length !== fields.length || places.some(({ name }, field) => name !== fields[field][0])) continue;
    places.forEach((field, which) => ([, field.value, field.checked] = fields[which]));
    typed.add(form);
    form.closest("details")?.setAttribute("open", "");
    note("draft");
  }
  keepDrafts();
};

// ---- The page, again

// What a person reads, without what moves by itself and what is shown one time.
const read = (main) => {
  const copy = main.cloneNode(true);
  for (const part of copy.querySelectorAll("leptos-island, .live-notes, [data-once]")) part.remove();
  return copy.textContent;
};
// The page as the server made it, before any island moved.
let seen = document.querySelector("main") && read(document.querySelector("main"));
let running = false;
let again = false;
let renewed = 0;
/** A page that was renewed so often is loaded anew: what islands left behind is given back. */
const MOST_RENEWED = 500;

const refresh = async () => {
  if (running) return void (again = true);
  running = true;
  try {
    const answer = await ask(location.href, "text/html");
    if (answer.ok && !answer.redirected) await show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // Without a connection the page stays as it is; the stream finds its way back by itself.
  }
  // A change may be one that breaks a promise, or mends it.
  if (!document.hidden) await look();
  running = false;
  if (again) {
    again = false;
    refresh();
  }
};

const show = async (page) => {
  const [old, fresh] = [document.querySelector("main"), page.querySelector("main")];
  if (!old || !fresh) return;
  if (page.documentElement.dataset.reader !== reader) return busy() ? void note("other") : location.reload();
  const text = read(fresh);
  if (text === seen) return void (root.dataset.seq = page.documentElement.dataset.seq);
  if (busy()) return tell();
  if (++renewed > MOST_RENEWED) return location.reload();
  const focus = placeOf(document.activeElement, old);
  put(page);
  focus?.();
};

/** Puts a page that was asked for in the place of this one. */
const put = (page) => {
  const [old, fresh] = [document.querySelector("main"), page.querySelector("main")];
  root.dataset.seq = page.documentElement.dataset.seq;
  seen = read(fresh);
  old.replaceChildren(...document.adoptNode(fresh).childNodes);
  typed.clear();
  wake(old);
  dress(old);
};

/** Brings the focus back to what stands in the place of a focused link or button. */
const placeOf = (element, main) => {
  if (!main.contains(element) || element === main) return;
  const same = (other) => other.tagName === element.tagName && other.textContent === element.textContent;
  const of = (part) => [...part.querySelectorAll("a, button, summary")];
  const at = of(main).filter(same).indexOf(element);
  return () => of(main).filter(same)[at]?.focus({ preventScroll: true });
};

/** Says what changed: who, what, when. */
const tell = async () => {
  const asked = new URLSearchParams({ path: location.pathname, seen: root.dataset.seq });
  const answer = await ask(`/api/read_changes?${asked}`, "application/json");
  const { sentences, more } = answer.ok ? await answer.json() : { sentences: [], more: false };
  const list = (note("changed") ?? noteOf("changed")).querySelector("ul");
  const line = (text) => Object.assign(document.createElement("li"), { textContent: text });
  list.replaceChildren(...sentences.map(line), ...(more ? [line(list.dataset.more)] : []));
};

// ---- At the camera

const inFullScreen = () => document.fullscreenElement !== null;

// A full screen ends where a page is left. While it lasts, forms and links of the camera are sent from here, and the
// page that answers takes this one's place.
let turnedTo;
const turnTo = async (address, request = {}) => {
  const answer = await fetch(address, { ...request, headers: { accept: "text/html" } }).catch(() => undefined);
  if (!answer) return void note("unsent");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const ours = page.querySelector("main") && page.documentElement.dataset.reader === reader;
  if (!ours) return location.assign(answer.url);
  // Where the server led is known without the part behind #; the page opens at the form that came back.
  history.pushState(null, "", answer.url);
  turnedTo = location.pathname;
  document.title = page.title;
  put(page);
  const part = document.querySelector("main [role=alert], main .decision[open], main h2");
  part?.scrollIntoView({ block: "center" });
};

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("main a[href]");
  const stays = link?.origin === location.origin && /^\/rolls\/\d+\/film$/.test(link.pathname) && link.search === "";
  if (!stays || link.getAttribute("href").startsWith("#") || !inFullScreen()) return;
  event.preventDefault();
  turnTo(link.href);
});
addEventListener("popstate", () => turnedTo && turnedTo !== location.pathname && location.reload());

document.addEventListener("click", ({ target }) => {
  if (!target.closest?.("[data-full-screen]")) return;
  if (inFullScreen()) document.exitFullscreen();
  else root.requestFullscreen();
});

/** Whether this browser sounds the calls: its person said so. */
const SOUND = "rollcall-sound";
document.addEventListener("change", ({ target }) => {
  if (target.closest?.("[data-sounding]")) localStorage.setItem(SOUND, target.checked ? "on" : "off");
});

let voice;
const sound = () => {
  if (localStorage.getItem(SOUND) !== "on" || !document.querySelector("[data-sounding]")) return;
  voice ??= new AudioContext();
  for (const beat of [0, 0.25, 0.5]) {
    const [tone, level] = [voice.createOscillator(), voice.createGain()];
    tone.frequency.value = 880;
    level.gain.value = 0.2;
    tone.connect(level).connect(voice.destination);
    tone.start(voice.currentTime + beat);
    tone.stop(voice.currentTime + beat + 0.15);
  }
};
addEventListener("rollcall-call", sound);

let light;
/** The screen stays lit while a roll runs, where the browser can. */
const stayAwake = async () => {
  const wanted = document.querySelector("[data-awake]") !== null && !document.hidden;
  if (!wanted) return void light?.release().catch(() => undefined);
  if (light || !navigator.wakeLock) return;
  light = await navigator.wakeLock.request("screen").catch(() => undefined);
  light?.addEventListener("release", () => (light = undefined));
};
document.addEventListener("visibilitychange", stayAwake);

/** Shows what is of use only where a script runs. */
const dress = (part) => {
  for (const button of part.querySelectorAll("[data-full-screen]")) button.hidden = !document.fullscreenEnabled;
  for (const choice of part.querySelectorAll("[data-sounding]")) {
    choice.hidden = false;
    choice.querySelector("input").checked = localStorage.getItem(SOUND) === "on";
  }
  stayAwake();
};
dress(document);

// ---- The badge

/** So often an open page that is looked at asks how the check stands, in milliseconds. */
const BADGE = 15_000;
let looked = Date.now();

const look = async () => {
  looked = Date.now();
  const answer = await ask("/api/read_badge", "application/json").catch(() => undefined);
  if (answer?.status === 401) return void publish({ ended: true });
  if (!answer?.ok) return;
  const { seconds_ago, differences, known, seq } = await answer.json();
  if (known) Object.assign(root.dataset, { checked: Date.now() - seconds_ago * 1000, differences });
  window.dispatchEvent(new Event("rollcall-badge"));
  // What the stream could not say, after a sleep of the machine for one.
  if (seq > last) hear(seq);
};
const lookAgain = () => !document.hidden && Date.now() - looked >= BADGE && look();

// ---- The stream, and the other tabs

const channel = new BroadcastChannel("rollcall-live");
/** How the browser stands to the server: `offline` since a time of day, or the session `ended`. */
let standing = {};
let waiting;
// The last entry any tab heard of: whoever listens next begins there.
let last = Number(root.dataset.seq);
const hear = (seq) => {
  last = Math.max(last, seq);
  clearTimeout(waiting);
  waiting = setTimeout(refresh, 120);
};

const stand = (now) => {
  const before = standing;
  standing = now;
  if (now.offline === undefined) delete root.dataset.offline;
  else root.dataset.offline = now.offline;
  if (before.offline !== now.offline) window.dispatchEvent(new Event("rollcall-badge"));
  if (now.offline === undefined) remove("unsent");
  if (now.ended) note("ended");
  else remove("ended");
};

const publish = (now) => {
  stand(now);
  channel.postMessage({ standing: now });
};

const pass = (seq) => {
  hear(seq);
  channel.postMessage({ changed: last });
};

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;
let pause = FIRST_PAUSE;
let later;
let source;

const connect = () => {
  clearTimeout(later);
  source?.close();
  source = new EventSource(`/live?after=${last}`);
  source.onopen = () => {
    pause = FIRST_PAUSE;
    const wasAway = standing.offline !== undefined || standing.ended;
    publish({});
    if (wasAway) pass(last);
  };
  source.onmessage = ({ lastEventId }) => pass(Number(lastEventId));
  source.onerror = async () => {
    if (source.readyState !== EventSource.CLOSED) return lost();
    // The server answered, but with no stream: whoever still has a session asks again later.
    later = setTimeout(connect, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
    await look();
    if (!standing.ended) lost();
  };
};

const lost = () => {
  if (standing.offline !== undefined) return;
  publish({ offline: new Date().toLocaleTimeString("de", { hour: "2-digit", minute: "2-digit" }) });
};

channel.onmessage = ({ data }) => {
  if (data.standing) stand(data.standing);
  if (data.changed) hear(data.changed);
  // Only the tab that listens has a source, and only it answers.
  if (data.opened === undefined || !source) return;
  if (data.opened < last) channel.postMessage({ changed: last });
  channel.postMessage({ standing });
  if (source.readyState === EventSource.CLOSED) connect();
};

if (reader === undefined) {
  // The door: somebody has just left, or is about to come back.
  keepWhatWasSent();
  channel.postMessage({ opened: 0 });
} else {
  bringDraftsBack();
  channel.postMessage({ opened: last });
  const listen = () => new Promise(connect);
  if (navigator.locks) navigator.locks.request("rollcall-live", listen);
  else listen();
  setInterval(lookAgain, 1_000);
  document.addEventListener("visibilitychange", lookAgain);
  // A page that is left must not call its own end a lost connection.
  addEventListener("pagehide", () => {
    source?.close();
    source = undefined;
    keepDrafts();
  });
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
}

// What is folded on Today stays so in this browser: the next page comes with it folded.
document.addEventListener(
  "toggle",
  ({ target }) => {
    const part = target.dataset?.fold;
    if (part === undefined) return;
    const kept = /(?:^|; )rollcall-folded=([^;]*)/.exec(document.cookie)?.[1] ?? "";
    const folded = new Set(kept.split(".").filter(Boolean));
    if (target.open) folded.delete(part);
    else folded.add(part);
    document.cookie = `rollcall-folded=${[...folded].join(".")}; path=/; max-age=31536000; samesite=lax`;
  },
  true,
);

// The key that moves to the search, as its field says.
document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, select, textarea");
  if (event.key !== "/" || writing || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  document.getElementById("search")?.focus();
});
