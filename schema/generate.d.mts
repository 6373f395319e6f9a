/** The wire as one JSON document. */
export function makeWireSchema(): Promise<Readonly<Record<string, unknown>>>;

/** The schema of a theme as JSON. */
export function makeThemeSchema(): Promise<Record<string, unknown>>;
