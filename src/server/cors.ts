const METHODS = 'GET, POST';
const ALLOWED_HEADERS = 'content-type, planshift-version, planshift-scope, authorization';

/** Lets a listed origin that is not the handler's own read the answer. A page of the same origin needs none of it. */
export function withCors(response: Response, request: Request, allowedOrigins: readonly string[]): Response {
  const origin = request.headers.get('origin');
  response.headers.append('vary', 'Origin');
  if (origin === null || !allowedOrigins.includes(origin)) return response;
  response.headers.set('access-control-allow-origin', origin);
  response.headers.set('access-control-allow-credentials', 'true');
  response.headers.set('access-control-expose-headers', 'retry-after, planshift-version');
  return response;
}

export function preflight(request: Request, allowedOrigins: readonly string[]): Response {
  const origin = request.headers.get('origin');
  if (origin === null || !allowedOrigins.includes(origin)) return new Response(null, { status: 403 });
  const headers = {
    'access-control-allow-methods': METHODS,
    'access-control-allow-headers': ALLOWED_HEADERS,
    'access-control-max-age': '600',
  };
  return new Response(null, { status: 204, headers });
}
