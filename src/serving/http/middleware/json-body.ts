import { raw, type NextFunction, type Request, type Response } from 'express';
import { LRUCache } from 'lru-cache';
import { parse } from 'secure-json-parse';
import type { z } from 'zod';
import { issueText } from '../../../core/index.js';
import { ApiError } from '../problems/api-error.js';
import type { Answer, Prepared } from './address-cache.js';

/** Arrays and objects within one another: nothing that a call takes comes near. */
const DEEPEST = 32;
/** Bodies that are cached, and the bytes of the longest: with what was read of them, some 20 MB a call at most. */
const BODIES = 2000;
const LONGEST = 4096;

/** What a request says whose body was read, by the address that it came to. */
export type PreparedAt = (address: Answer) => Prepared;

/** Reads a request's body, then goes on with it; what is wrong with it goes to `next`. */
export type ReadBody = (
  request: Request,
  response: Response,
  next: NextFunction,
  goOn: (preparedAt: PreparedAt) => void,
) => void;

/** What a body says, prepared once for the address that it comes to. */
function bodyAt(body: unknown): PreparedAt {
  let last: { readonly address: Answer; readonly prepared: Prepared } | undefined;
  return (address) => {
    if (last?.address !== address) last = { address, prepared: address(body) };
    return last.prepared;
  };
}

/**
 * Reads a JSON body of at most `limit` bytes by its schema. What bytes say hangs on the bytes alone: short bodies that come
 * again, byte for byte, are not read and checked anew.
 */
export function jsonBody(schema: z.ZodType, limit: number): ReadBody {
  const collect = raw({ type: 'application/json', limit });
  const cache = new LRUCache<string, PreparedAt>({ max: BODIES });
  const read = (request: Request): PreparedAt => {
    const bytes = bytesOf(request);
    if (bytes.length > LONGEST) return bodyAt(schema.parse(jsonOf(bytes), { error: issueText }));
    const name = bytes.toString('latin1');
    let found = cache.get(name);
    if (found === undefined) cache.set(name, (found = bodyAt(schema.parse(jsonOf(bytes), { error: issueText }))));
    return found;
  };
  return (request, response, next, goOn) => {
    collect(request, response, (error?: unknown) => {
      if (error !== undefined) {
        next(error);
        return;
      }
      try {
        goOn(read(request));
      } catch (fault) {
        next(fault);
      }
    });
  };
}

function bytesOf(request: Request): Buffer {
  const bytes: unknown = request.body;
  if (Buffer.isBuffer(bytes)) return bytes;
  const sent = request.headers['content-length'] !== '0' || request.headers['transfer-encoding'] !== undefined;
  throw sent && request.headers['content-type'] !== undefined
    ? new ApiError('unsupported-media-type', 'The body must be JSON with the header "Content-Type: application/json".')
    : new ApiError('invalid-request', 'The call takes a JSON body, with the header "Content-Type: application/json".');
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function jsonOf(bytes: Buffer): unknown {
  if (depthOf(bytes) > DEEPEST) {
    throw new ApiError('invalid-request', `The body nests arrays and objects more than ${DEEPEST} deep.`);
  }
  try {
    return parse(utf8.decode(bytes), { protoAction: 'error', constructorAction: 'error' }) as unknown;
  } catch (cause) {
    throw new ApiError('invalid-request', 'The body is not valid JSON, or uses a name that JSON here must not use.', {
      cause,
    });
  }
}

/** How deep brackets nest outside strings; found before parsing, so that depth costs no stack. */
export function depthOf(json: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i];
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN_BRACKET || byte === OPEN_BRACE) deepest = Math.max(deepest, ++depth);
    else if (byte === CLOSE_BRACKET || byte === CLOSE_BRACE) depth--;
  }
  return deepest;
}

const [QUOTE, BACKSLASH, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = Buffer.from('"\\[]{}');
