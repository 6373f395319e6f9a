/** The keys that the protocols accept. They open nothing else. */
export const API_KEYS = {
  commet: 'ck_sandbox_local_0000',
  dodo: 'dodo_sandbox_local_0000',
  ocp: 'ocp_sandbox_local_0000',
  stripe: 'stripe_sandbox_local_0000',
} as const;

export type WireName = keyof typeof API_KEYS;
