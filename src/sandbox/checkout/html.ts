/** Text that may stand in HTML. */
export function escapeHtml(text: string): string {
  const named: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (found) => named[found] ?? found);
}

const STYLE = `
:root { color-scheme: light dark; --ink: #16181d; --soft: #5b616e; --line: #d9dce3; --page: #f5f6f8; --card: #fff; --act: #1f4fd8; --bad: #a11d2a; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceef2; --soft: #a5abb8; --line: #343944; --page: #14161b; --card: #1c1f26; --act: #7fa2ff; --bad: #ff9aa4; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { inline-size: min(26rem, 100%); background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.5rem; }
h1 { font-size: 1.25rem; margin: 0 0 .25rem; }
p { margin: 0 0 1rem; color: var(--soft); }
.badge { display: inline-block; margin-block-end: 1rem; padding: .1rem .6rem; border: 1px solid var(--line); border-radius: 1rem; font-size: .8125rem; color: var(--soft); }
dl { display: grid; grid-template-columns: 1fr auto; gap: .5rem 1rem; margin: 0 0 1.25rem; padding-block: 1rem; border-block: 1px solid var(--line); }
dd { margin: 0; font-variant-numeric: tabular-nums; text-align: end; }
.total { font-weight: 600; }
form { display: grid; gap: .5rem; }
button { font: inherit; padding: .6rem 1rem; border-radius: .5rem; border: 1px solid var(--line); background: none; color: inherit; cursor: pointer; min-block-size: 2.75rem; }
button[value="pay"] { background: var(--act); border-color: var(--act); color: var(--card); font-weight: 600; }
button:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.bad { color: var(--bad); font-weight: 600; }
`;

/** A whole page without any script, under a policy that allows none. */
export async function page(
  title: string,
  body: string,
  { status = 200, formTargets = [] }: { readonly status?: number; readonly formTargets?: readonly string[] } = {},
): Promise<Response> {
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main><span class="badge">Sandbox: no real money moves</span>${body}</main></body>
</html>`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy': [
        "default-src 'none'",
        `style-src ${await styleSource()}`,
        // A form's policy also holds for where its answer leads.
        `form-action ${["'self'", ...formTargets].join(' ')}`,
        "base-uri 'none'",
      ].join('; '),
    },
  });
}

async function styleSource(): Promise<string> {
  // Outside a secure context a page has no digest; the sandbox still has to work there.
  const { subtle } = globalThis.crypto;
  if (subtle === undefined) return "'unsafe-inline'";
  const digest = new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(STYLE)));
  return `'sha256-${btoa(String.fromCharCode(...digest))}'`;
}
