/** The event was not handled: the sender shall deliver it again. */
export function again(status: number, error: string): Response {
  return answer(status, { error }, { 'retry-after': '5' });
}

export function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
}
