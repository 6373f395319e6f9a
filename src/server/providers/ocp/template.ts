/** An absolute URL with `{variables}` in the values of its query. */
export type BillingUrlTemplate = string;

export const VARIABLES = ['workspaceId', 'workspaceName', 'ownerName', 'ownerEmail', 'planId', 'reference'] as const;
export type BillingUrlVariable = (typeof VARIABLES)[number];
export type BillingUrlValues = Readonly<Record<BillingUrlVariable, string>>;

const PLACE = /\{([^{}]*)\}/g;

/** @throws TypeError where a value could leave its place, or a payment would be bound to nothing. */
export function checkTemplate(template: BillingUrlTemplate): void {
  const [base = '', ...rest] = template.split('?');
  const query = rest.join('?');
  if (!URL.canParse(base) || !/^https?:$/.test(new URL(base).protocol) || base.includes('{') || template.includes('#'))
    fail('has to be an absolute URL with its variables in the query alone');
  for (const [, name] of query.matchAll(PLACE))
    if (!VARIABLES.some((known) => known === name)) fail(`knows no {${name}}; there are {${VARIABLES.join('}, {')}}`);
  // Only a whole value: what stands in the name of a parameter could name another one.
  for (const part of query.split('&'))
    if (part.includes('{') && !/^[^={}]+=[^={}]*(\{[^{}]*\}[^={}]*)+$/.test(part))
      fail('may have variables in values only');
  if (!query.includes('{reference}'))
    fail('has no {reference}. Without it a paid order cannot be bound to its workspace');
}

function fail(sentence: string): never {
  throw new TypeError(`ocp: The template of the billing URL ${sentence}.`);
}

/** The checkout of one customer. No value leaves its place, whatever a workspace is called. */
export function fillTemplate(template: BillingUrlTemplate, values: BillingUrlValues): string {
  const known: Readonly<Record<string, string>> = values;
  return template.replace(PLACE, (_all, name: string) => encode(known[name] ?? ''));
}

// A lone half of a character cannot be encoded, and a name may hold one.
function encode(value: string): string {
  const whole = value.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
  return encodeURIComponent(whole).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * The template of a ThriveCart product: name and email fill its form, the rest travels as custom fields and comes back with
 * the order's webhook. Customers can edit what is filled in, so only the reference is believed.
 */
export function thrivecartTemplate(checkoutUrl: string): BillingUrlTemplate {
  const fields: readonly [string, BillingUrlVariable][] = [
    ['customer_name', 'ownerName'],
    ['customer_email', 'ownerEmail'],
    ['custom_workspace_id', 'workspaceId'],
    ['custom_workspace_name', 'workspaceName'],
    ['custom_plan_id', 'planId'],
    ['custom_reference', 'reference'],
  ];
  const query = fields.map(([field, variable]) => `passthrough%5B${field}%5D={${variable}}`).join('&');
  return `${checkoutUrl}${checkoutUrl.includes('?') ? '&' : '?'}${query}`;
}
