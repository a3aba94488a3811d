import { createHash } from 'node:crypto';

/** A name for a content: the first 64 bits of its SHA-256, as 16 hexadecimal digits. */
export function contentName(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}
