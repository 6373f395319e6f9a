/** Whether the host runs in production, where the platform says so. */
export function isProduction(): boolean {
  // Only looked at: a platform without `process` has no such member.
  const host = globalThis as { readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> } };
  return host.process?.env?.NODE_ENV === 'production';
}
