import { SignJWT, jwtVerify } from 'jose';
import { MOST_TOKEN_SECONDS, TOKEN_SECONDS } from './choices.js';

/** What signs and checks: the id of a page's key, and the secret that the shop's server has of it. */
export interface TokenSigner {
  readonly keyId: string;
  /** As it was shown: its characters are the secret's bytes. */
  readonly signingSecret: string;
}

/** Seconds by which the clock of the shop's server may be ahead of this one. */
const CLOCK_SECONDS = 60;
const ALGORITHM = 'HS256';

/**
 * Signs that the page it is given to may ask for one customer's lists: a JSON Web Token (RFC 7519) by HMAC-SHA256, for `aud`,
 * the key, and `sub`, the customer, until `exp`.
 */
export function signCustomer(
  { keyId, signingSecret }: TokenSigner,
  customer: string,
  now: Date,
  seconds = TOKEN_SECONDS,
): Promise<string> {
  const at = Math.floor(now.getTime() / 1000);
  return new SignJWT()
    .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
    .setAudience(keyId)
    .setSubject(customer)
    .setExpirationTime(at + seconds)
    .sign(new TextEncoder().encode(signingSecret));
}

/**
 * The customer that a token lets its page ask for; undefined for one of another key or secret, one that has expired, that
 * holds for longer than a day, or that is none. Signatures are compared in constant time.
 */
export async function customerOf(
  { keyId, signingSecret }: TokenSigner,
  token: string,
  now: Date,
): Promise<string | undefined> {
  if (token.length > 2048) return undefined;
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(signingSecret), {
      algorithms: [ALGORITHM],
      audience: keyId,
      requiredClaims: ['sub', 'exp'],
      currentDate: now,
    });
    const { sub, exp = Infinity } = payload;
    return exp - now.getTime() / 1000 > MOST_TOKEN_SECONDS + CLOCK_SECONDS ? undefined : sub;
  } catch {
    // Which of its parts does not hold helps a guesser alone.
    return undefined;
  }
}
