import { z } from 'zod';

/** An origin as browsers send it: scheme, host and, where it is not the usual one, port. */
export const originSchema = z.string().refine(isOrigin, 'is not an origin, such as https://shop.example');

/** Wildcards are none: a URL takes `*` for a letter of a host, and no browser ever sends that. */
function isOrigin(text: string): boolean {
  return /^https?:\/\/[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
