import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject, oas31 } from 'zod-openapi';
import { httpErrors } from '../../../core/index.js';
import type { Operation } from '../operation.js';
import type { ProblemCode } from '../problems/catalogue.js';
import { problemMediaType } from '../problems/problem.js';
import { problemHeaders } from './response-headers.js';

const ofBody = ['body-too-large', 'unsupported-media-type'] as const;
const ofAccess = ['unauthorized', 'forbidden', 'rate-limited'] as const;
/** Answered while a request is read, before it is known which call it is for. */
const ofReading = ['request-timeout', 'headers-too-large'] as const;

/** Every code that a call can answer: its own, and those that all of its kind can. */
export function problemCodesOf(operation: Operation): ProblemCode[] {
  const { body, scope, pages = false, problems = [] } = operation;
  return [
    ...new Set<ProblemCode>([
      'invalid-request',
      ...ofReading,
      ...(scope === 'none' ? [] : ofAccess),
      ...(pages && operation.customers !== undefined ? (['invalid-token'] as const) : []),
      'not-acceptable',
      ...(body === undefined ? [] : ofBody),
      ...(scope === 'none' ? [] : (['answer-too-large'] as const)),
      ...problems,
      'internal',
      ...(scope === 'none' ? [] : (['keys-corrupt', 'redis-unreachable'] as const)),
      'overloaded',
      'timed-out',
    ]),
  ];
}

/** Makes the error responses of calls for one document, in which responses of the same codes are described once. */
export function problemResponder(): (operation: Operation) => ZodOpenApiResponsesObject {
  const described = new Map<string, ZodOpenApiResponseObject>();
  const responseOf = (status: number, codes: readonly ProblemCode[]): ZodOpenApiResponseObject => {
    const id = codes.join('.');
    const response = described.get(id) ?? problemResponse(id, status, codes);
    described.set(id, response);
    return response;
  };
  return (operation) =>
    Object.fromEntries(
      codesByStatus(operation)
        .filter(([status]) => !(status in operation.responses))
        .map(([status, codes]) => [String(status) as `${1 | 2 | 3 | 4 | 5}${string}`, responseOf(status, codes)]),
    );
}

function codesByStatus(operation: Operation): [number, ProblemCode[]][] {
  const codesOf = new Map<number, ProblemCode[]>();
  for (const code of problemCodesOf(operation)) {
    const { status } = httpErrors[code];
    codesOf.set(status, [...(codesOf.get(status) ?? []), code]);
  }
  return [...codesOf];
}

/** Says all the codes that can come with a status. */
function problemResponse(id: string, status: number, codes: readonly ProblemCode[]): ZodOpenApiResponseObject {
  return {
    id,
    description: codes.map((code) => `\`${code}\`: ${httpErrors[code].meaning}`).join('\n\n'),
    headers: problemHeaders(status),
    content: { [problemMediaType]: { schema: problemWith(codes) } },
  };
}

/** A problem whose code is one of these, so that a generated client knows which to look out for. */
function problemWith(codes: readonly ProblemCode[]): oas31.SchemaObject {
  return {
    allOf: [{ $ref: '#/components/schemas/Problem' }],
    type: 'object',
    properties: { code: { type: 'string', enum: [...codes] } },
    required: ['code'],
  };
}
