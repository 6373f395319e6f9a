/** The open pages of each customer, told by server-sent events. With several servers, tell the others too (Redis, Postgres NOTIFY, …). */
export function createOpenPages() {
  const pages = new Map();

  return {
    /** Answers `GET /live` and keeps the answer open. `customerId` is the session's, never the request's. */
    open(customerId, request, response) {
      const own = pages.get(customerId) ?? new Set();
      pages.set(customerId, own.add(response));
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      // Written at once, so that the page knows that it is connected; and now and then, so that proxies keep the line.
      response.write(': connected\n\n');
      const beat = setInterval(() => response.write(': still here\n\n'), 25_000);
      request.on('close', () => {
        clearInterval(beat);
        own.delete(response);
        if (own.size === 0) pages.delete(customerId);
      });
    },

    /** Says that something changed, and not what: the page reads for itself, with its own session. */
    tell(customerId) {
      for (const page of pages.get(customerId) ?? []) page.write('event: changed\ndata: {}\n\n');
    },
  };
}
