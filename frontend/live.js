// One event stream for all tabs of a browser: whoever holds the lock listens and passes on what it hears. What comes
// is topics and a sequence, never data; pages then ask the server again.
const channel = new BroadcastChannel("rollcall-live");
const tell = (topics) => window.dispatchEvent(new CustomEvent("rollcall", { detail: topics }));
channel.onmessage = (event) => tell(event.data);

const pass = (topics) => {
  tell(topics);
  channel.postMessage(topics);
};

const listen = () =>
  new Promise(() => {
    const source = new EventSource("/live");
    let lost = false;
    source.onopen = () => {
      if (lost) pass("resync");
      lost = false;
      document.documentElement.removeAttribute("data-offline");
    };
    source.onerror = () => {
      lost = true;
      document.documentElement.setAttribute("data-offline", "");
    };
    source.onmessage = (event) => pass(event.data);
  });

if (document.documentElement.dataset.reader !== undefined) {
  if (navigator.locks) navigator.locks.request("rollcall-live", listen);
  else listen();
}
