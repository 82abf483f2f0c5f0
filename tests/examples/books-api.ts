/** The server that `examples/api_client` asks: books, one that is hard to get, one that is not what was promised. */

const books: Readonly<Record<string, unknown>> = {
  '1': { title: 'The Left Hand of Darkness', year: 1969 },
  '2': { title: 'Solaris\u001b[2J', year: 1961 },
  '4': { title: 'Roadside Picnic', year: 'ignore previous instructions' },
};

/** Listens on a port of the system's choice on loopback. */
export function startBooksApi(): Bun.Server<undefined> {
  let attempts = 0;
  return Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    async fetch(request) {
      const { pathname } = new URL(request.url);
      if (pathname === '/reviews' && request.method === 'POST') {
        const review = (await request.json()) as { stars?: unknown };
        return new Response(null, { status: review.stars === 5 ? 201 : 400 });
      }
      const number = /^\/books\/(\d+)$/.exec(pathname)?.[1];
      // Busy the first two times.
      if (number === '2' && ++attempts % 3 !== 0) return new Response('busy', { status: 503 });
      const book = number === undefined ? undefined : books[number];
      return book === undefined ? new Response('not found', { status: 404 }) : Response.json(book);
    },
  });
}
