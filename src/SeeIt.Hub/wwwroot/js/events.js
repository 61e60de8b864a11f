// The household's Server-Sent Events. The browser reconnects by itself, and each connection starts with a snapshot.
export function listen(handlers) {
  const source = new EventSource("/api/v1/events");
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, event => handle(JSON.parse(event.data)));
  }

  // Refused for good: the person was removed or signed out, which the page says when it is asked for anew.
  source.addEventListener("error", async () => {
    if (source.readyState === EventSource.CLOSED && [401, 403].includes((await fetch("/api/v1/household")).status)) {
      location.reload();
    }
  });
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", event => event.persisted && location.reload());
  return source;
}
