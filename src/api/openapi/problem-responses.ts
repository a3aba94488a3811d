import type { ZodOpenApiResponsesObject } from 'zod-openapi';
import type { Operation } from '../operation.js';
import { problemCatalogue, type ProblemCode } from '../problems/catalogue.js';
import { problemMediaType, problemSchema } from '../problems/problem.js';

const ofBody = ['body-too-large', 'unsupported-media-type'] as const;
const ofAccess = ['unauthorized', 'forbidden', 'rate-limited'] as const;
/** Answered while a request is read, before it is known which call it is for. */
const ofReading = ['request-timeout', 'headers-too-large'] as const;

/** Every code that a call can answer: its own, and those that all of its kind can. */
export function problemCodesOf({ body, scope, problems = [] }: Operation): ProblemCode[] {
  return [
    ...new Set<ProblemCode>([
      'invalid-request',
      ...ofReading,
      ...(scope === 'none' ? [] : ofAccess),
      'not-acceptable',
      ...(body === undefined ? [] : ofBody),
      ...problems,
      'internal',
      ...(scope === 'none' ? [] : (['redis-unreachable'] as const)),
      'timed-out',
    ]),
  ];
}

/** A response for each status, which says all the codes that can come with it. Statuses that the call describes itself stay. */
export function problemResponses(operation: Operation): ZodOpenApiResponsesObject {
  const codesOf = new Map<number, ProblemCode[]>();
  for (const code of problemCodesOf(operation)) {
    const { status } = problemCatalogue[code];
    codesOf.set(status, [...(codesOf.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...codesOf]
      .filter(([status]) => !(status in operation.responses))
      .map(([status, codes]) => [
        String(status) as `${1 | 2 | 3 | 4 | 5}${string}`,
        {
          description: codes.map((code) => `\`${code}\`: ${problemCatalogue[code].meaning}`).join('\n\n'),
          content: { [problemMediaType]: { schema: problemSchema } },
        },
      ]),
  );
}
