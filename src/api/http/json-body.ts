import { raw, type RequestHandler } from 'express';
import { parse } from 'secure-json-parse';
import { ApiError } from '../problems/api-error.js';

/** Arrays and objects within one another: nothing that a call takes comes near. */
const DEEPEST = 32;

/** Handlers that read a JSON body of at most `limit` bytes into `request.body`; throw what is wrong with it. */
export function jsonBody(limit: number): RequestHandler[] {
  return [raw({ type: 'application/json', limit }), readJson];
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

const readJson: RequestHandler = (request, _response, next) => {
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes)) {
    const sent = request.headers['content-length'] !== '0' || request.headers['transfer-encoding'] !== undefined;
    throw sent && request.headers['content-type'] !== undefined
      ? new ApiError(
          'unsupported-media-type',
          'The body must be JSON with the header "Content-Type: application/json".',
        )
      : new ApiError(
          'invalid-request',
          'The call takes a JSON body, with the header "Content-Type: application/json".',
        );
  }
  if (depthOf(bytes) > DEEPEST) {
    throw new ApiError('invalid-request', `The body nests arrays and objects more than ${DEEPEST} deep.`);
  }
  try {
    request.body = parse(utf8.decode(bytes), { protoAction: 'error', constructorAction: 'error' }) as unknown;
  } catch (cause) {
    throw new ApiError('invalid-request', 'The body is not valid JSON, or uses a name that JSON here must not use.', {
      cause,
    });
  }
  next();
};

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
