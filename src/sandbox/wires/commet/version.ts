/** The versions of the vendor's API that the wire speaks. */
export type CommetVersion = '2026-07-11' | '2026-07-31';

/** An unknown or missing version is the current one. */
export function versionOf(header: string | null): CommetVersion {
  return header === '2026-07-11' ? '2026-07-11' : '2026-07-31';
}

/** One thing, as a version wraps it. */
export function single(version: CommetVersion, data: unknown): unknown {
  return version === '2026-07-11' ? { success: true, data } : data;
}

export function list(version: CommetVersion, data: readonly unknown[]): unknown {
  const page = { data, hasMore: false, nextCursor: null };
  return version === '2026-07-11' ? { success: true, ...page } : { object: 'list', ...page };
}
