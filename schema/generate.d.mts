/** The wire as one JSON document. */
export function makeWireSchema(): Promise<Readonly<Record<string, unknown>>>;
