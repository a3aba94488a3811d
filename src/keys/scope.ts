import { z } from 'zod';

/** What a key may do: ask for lists, send events, or change and steer the shop. None includes another. */
export const scopes = ['read', 'events', 'admin'] as const;
export const scopeSchema = z.enum(scopes);
export type Scope = z.infer<typeof scopeSchema>;
