/** What an open snapshot answers of all that a part's content holds. */
export async function askPart(offer: unknown, content: unknown): Promise<unknown> {
  if (isReader(offer)) return offer(keysOf(content));
  if (hasAll(offer)) return offer.all();
  return offer;
}

/** What it is to answer. */
export function answerOf(content: unknown): unknown {
  return Array.isArray(content) ? (content as [unknown, unknown][]).map(([, value]) => value) : content;
}

function keysOf(content: unknown): unknown {
  return Array.isArray(content) ? (content as [unknown, unknown][]).map(([key]) => key) : undefined;
}

function isReader(offer: unknown): offer is (keys: unknown) => Promise<unknown> {
  return typeof offer === 'function';
}

function hasAll(offer: unknown): offer is { all(): Promise<unknown> } {
  return typeof offer === 'object' && offer !== null && 'all' in offer;
}
