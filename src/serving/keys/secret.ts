import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The text of a key: `ak_ID.SECRET`, or `pk_…` of one for pages, which is no secret. The id is public and names the key in lists and logs; the secret is 256 random bits.
 *
 * Only the secret's SHA-256 is kept. A slow hash, as for passwords, protects what people choose and so can be guessed;
 * 2^256 equally likely secrets cannot, and a fast hash lets every request be checked.
 */
const FORM = /^[ap]k_([0-9a-f]{16})\.([\w-]{43})$/;

/** A new key's parts; `text` is shown once. */
export interface NewSecret {
  readonly id: string;
  readonly text: string;
  readonly hash: Buffer;
}

export function newSecret(kind: 'ak' | 'pk' = 'ak'): NewSecret {
  const id = randomBytes(8).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  return { id, text: `${kind}_${id}.${secret}`, hash: hashOf(secret) };
}

/** What customers' tokens are signed with: 256 random bits as text. */
export function newSigningSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The parts of a key's text; undefined for anything else. */
export function readSecret(text: string): { readonly id: string; readonly secret: string } | undefined {
  const match = text.length > 128 ? null : FORM.exec(text);
  return match === null ? undefined : { id: match[1], secret: match[2] };
}

export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/**
 * Whether a secret has this hash, in a time that says nothing of where they differ: two digests of 32 bytes are compared,
 * whatever was sent.
 */
export function matchesHash(
  secret: string,
  hash: Uint8Array,
  equal: (a: Uint8Array, b: Uint8Array) => boolean = timingSafeEqual,
): boolean {
  return equal(hashOf(secret), hash);
}
