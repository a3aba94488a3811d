import { httpErrors } from '../../../core/index.js';

/** A code that a client can meet. The API's documents and its pages are written from their registry. */
export type ProblemCode = keyof typeof httpErrors;

export const problemCodes = Object.keys(httpErrors) as [ProblemCode, ...ProblemCode[]];

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(httpErrors, code);
}
