import { z } from 'zod';
import { httpErrors } from '../../../core/index.js';
import { problemCodes, type ProblemCode } from './catalogue.js';

const fault = z.object({
  path: z
    .string()
    .describe(
      'Where: the parameter, or the path into the body; empty for the whole. Of a name that is not known, that name.',
    ),
  message: z.string(),
});

/** An error as RFC 9457 tells it. */
export const problemSchema = z
  .object({
    type: z.string().describe('The code as a URN.'),
    title: z.string(),
    status: z.int(),
    code: z.enum(problemCodes).describe('Stable, for programs. The guide Errors says what each means and what to do.'),
    detail: z.string().describe('What happened this time, for people.'),
    requestId: z.string().optional().describe('Names the request in the log.'),
    errors: z.array(fault).optional().describe('Each part that is not valid.'),
  })
  .meta({ id: 'Problem', description: 'An error (RFC 9457).' });
export type Problem = z.infer<typeof problemSchema>;

export const problemMediaType = 'application/problem+json';

/** The document of one occurrence. */
export function problemOf(
  code: ProblemCode,
  detail: string,
  more: Pick<Problem, 'errors' | 'requestId'> = {},
): Problem {
  const { status, title } = httpErrors[code];
  return { type: `urn:alongside:problem:${code}`, title, status, code, detail, ...more };
}
