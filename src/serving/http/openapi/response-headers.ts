import { z } from 'zod';
import type { Operation } from '../operation.js';

const requestId = z.string().meta({
  description: 'Names the request, in the log too; as the request said it, or made for it.',
  header: { id: 'X-Request-Id' },
});
const rateLimit = z
  .string()
  .optional()
  .meta({
    description: 'What is left of the allowance, and seconds until it is whole again: `"requests";r=59;t=42`.',
    header: { id: 'RateLimit' },
  });
const rateLimitPolicy = z
  .string()
  .optional()
  .meta({
    description: 'The allowance, and its window in seconds: `"requests";q=60;w=60`.',
    header: { id: 'RateLimit-Policy' },
  });
const retryAfter = z.string().meta({
  description: 'Seconds until the next request is let through.',
  header: { id: 'Retry-After' },
});
const authenticate = z.string().meta({
  description: 'That a key is sent as a bearer token, and what was wrong with the one sent.',
  header: { id: 'WWW-Authenticate' },
});

const ofLimits = { RateLimit: rateLimit, 'RateLimit-Policy': rateLimitPolicy };

/** Headers of an answer that a call describes: those it names itself, and those of all answers. */
export function answerHeaders(scope: Operation['scope'], own: Readonly<Record<string, string>> = {}): z.ZodObject {
  return z.object({
    ...Object.fromEntries(Object.entries(own).map(([name, about]) => [name, z.string().describe(about)])),
    'X-Request-Id': requestId,
    ...(scope === 'none' ? {} : ofLimits),
  });
}

/** Headers of an error, by its status. */
export function problemHeaders(status: number): z.ZodObject {
  return z.object({
    'X-Request-Id': requestId,
    ...(status === 401 || status === 403 ? { 'WWW-Authenticate': authenticate } : {}),
    ...(status === 503 ? { 'Retry-After': retryAfter.optional() } : {}),
    ...(status === 429 ? { 'Retry-After': retryAfter, ...ofLimits } : {}),
  });
}
