// One event stream for all tabs of this browser: a host gets six connections over HTTP/1.1, and streams would use them up.
const ports = new Set();
let source = null;
let last = { open: false };

function tell(message) {
  for (const port of ports) port.postMessage(message);
}

function listen(address) {
  source = new EventSource(address);
  source.onopen = () => tell((last = { open: true }));
  source.onerror = () => {
    tell((last = { open: false }));
    if (source.readyState !== EventSource.CLOSED) return;
    source = null; // logged out, or no stream here: a page that opens later tries again
  };
  source.onmessage = (event) => tell(JSON.parse(event.data));
}

onconnect = ({ ports: [port] }) => {
  ports.add(port);
  port.onmessage = ({ data }) => {
    if (data.bye) {
      ports.delete(port);
      if (!ports.size) {
        source?.close();
        source = null;
      }
      return;
    }
    if (source) port.postMessage(last);
    else listen(data.events);
  };
};
