import { UsageError } from '../../core/index.js';

/** What an address does not take as it is, in a user or password. */
const ESCAPES = '% as %25, @ as %40, / as %2F, # as %23, ? as %3F';

/** How to write what an address cannot hold as it is. */
export const ESCAPED = `In a user or password, write ${ESCAPES}.`;

/** A user or password of an address, as it is meant; throws a UsageError that does not show it. */
export function credential(text: string, variable: 'NEO4J_URI' | 'REDIS_URL'): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new UsageError('invalid-option', `${variable} has a % that begins no character. ${ESCAPED}`);
  }
}
