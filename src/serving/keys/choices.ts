/** What a key may do: ask for lists, send events, or change and steer the shop. None includes another. */
export const SCOPES = ['read', 'events', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];
