import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Site {
  readonly url: string;
  readonly close: () => void;
}

/** Serves what it is given by path; everything else is a page. */
export async function serve(files: Readonly<Record<string, string>>, page: (url: URL) => string): Promise<Site> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const file = files[url.pathname];
    if (url.pathname === '/favicon.ico') return void response.writeHead(204).end();
    response
      .writeHead(200, { 'content-type': file === undefined ? 'text/html; charset=utf-8' : 'text/javascript' })
      .end(file ?? page(url));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A page of some product: its own elements, and a place for the kit whose size, font and colours are the same everywhere. */
export function hostPage(css: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A product</title><style>${css}</style>
<style>#kit, .kit-shot { display: grid !important; grid-template-columns: minmax(0, 1fr) !important; gap: 0 !important; margin: 0 !important; padding: 0 !important; min-height: 0 !important; outline: 0 !important }
#place { position: absolute !important; inset-block-start: 0 !important; inset-inline-start: 360px !important; inline-size: 860px !important }</style></head>
<body><div id="app"><main id="main">
<div id="host" style="width: 320px">
  <header><nav><a href="#x">Home</a> <button id="before">Before</button></nav></header>
  <h1>Settings</h1><h2>Workspace</h2><p>Some <strong>text</strong> of the <em>host</em> and <code>code</code>.</p>
  <div class="ps-4 d-flex"><p>Indented</p><ul><li>One</li><li>Two</li></ul></div>
  <div class="steps-list"><p>Step</p><dl><dt>Term</dt><dd>Detail</dd></dl><ol><li>First</li></ol></div>
  <form><fieldset><legend>Colour</legend><label><input type="radio" name="colour" checked> Red</label>
  <label><input type="checkbox"> Loud</label></fieldset><input type="text" value="a"><select><option>b</option></select><textarea>c</textarea></form>
  <table class="table"><caption>Invoices</caption><thead><tr><th>Day</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>
  <svg width="16" height="16" viewBox="0 0 16 16"><path d="M0 0h16v16z" fill="red"/></svg>
  <section data-tone="danger" data-ps="x"><bdi>abc</bdi><span hidden>hidden</span></section><dialog>closed</dialog>
  <button id="after">After</button>
</div>
<div id="place" style="font: 16px/1.5 'DejaVu Sans', sans-serif; color: #1a1a1a; background: #fff; color-scheme: light"><div id="kit"></div></div>
</main></div><script src="/app.js"></script></body></html>`;
}
