/** What the key of a server may do: ask for lists, send events, change and steer the shop, read metrics. None includes another. */
export const SERVER_SCOPES = ['read', 'events', 'admin', 'metrics'] as const;
export type ServerScope = (typeof SERVER_SCOPES)[number];

/** What any key may do. One that may `browse` stands in a shop's pages, for everybody to see, and may do nothing else. */
export const SCOPES = [...SERVER_SCOPES, 'browse'] as const;
export type Scope = (typeof SCOPES)[number];

/** Requests a minute of each address that a page's key comes from, unless the key says otherwise. */
export const VISITOR_LIMIT = 600;
export const MOST_VISITOR_LIMIT = 1e6;

/** Seconds that a customer's token holds, unless told otherwise, and at most. */
export const TOKEN_SECONDS = 900;
export const MOST_TOKEN_SECONDS = 86_400;
