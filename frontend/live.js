// One event stream for all tabs of a browser: whoever holds the lock listens and passes on what it hears. What comes
// is topics and a sequence, never data; pages then ask the server again.
const root = document.documentElement;
const channel = new BroadcastChannel("rollcall-live");

const hear = (message) => {
  if (message.lost !== undefined) root.toggleAttribute("data-offline", message.lost);
  if (message.topics) window.dispatchEvent(new CustomEvent("rollcall", { detail: message.topics }));
};
const pass = (message) => {
  hear(message);
  channel.postMessage(message);
};
channel.onmessage = (event) => hear(event.data);

// The browser comes back by itself after a broken connection, and says what it heard last. Only after a refusal, as
// when the sign-in has ended, does it give up: then it is asked again, seldom.
const open = () => {
  let lost = false;
  const source = new EventSource("/live");
  source.onopen = () => {
    pass(lost ? { lost: false, topics: "resync" } : { lost: false });
    lost = false;
  };
  source.onmessage = (event) => pass({ topics: event.data });
  source.onerror = () => {
    lost = true;
    pass({ lost: true });
    if (source.readyState === EventSource.CLOSED) setTimeout(open, 15000);
  };
};

if (root.dataset.reader !== undefined) {
  // The lock is held until the tab closes; the next tab in line takes over.
  if (navigator.locks) navigator.locks.request("rollcall-live", () => new Promise(open));
  else open();
}
