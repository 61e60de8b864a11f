// The household's Server-Sent Events. The browser reconnects by itself, and each connection starts with a snapshot.
export function listen(handlers) {
  const source = new EventSource("/api/v1/events");
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, event => handle(JSON.parse(event.data)));
  }

  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", event => event.persisted && location.reload());
  return source;
}
