import { evaluationErrors } from './evaluation-errors.js';
import type { ErrorKind } from './error-kind.js';
import { learningErrors } from './learning-errors.js';
import { operationsErrors } from './operations-errors.js';
import { requestErrors } from './request-errors.js';
import { serviceErrors } from './service-errors.js';
import { shopErrors } from './shop-errors.js';
import { storageErrors } from './storage-errors.js';

/** The codes that a client of the HTTP API can meet; any other is answered as `internal`. */
export const httpErrors = { ...requestErrors, ...serviceErrors };

const kinds = {
  ...httpErrors,
  ...shopErrors,
  ...learningErrors,
  ...storageErrors,
  ...evaluationErrors,
  ...operationsErrors,
};

/** The code of an error: stable, for programs. */
export type ErrorCode = keyof typeof kinds;

/** Every code that there is, once. */
export const errorRegistry: Readonly<Record<ErrorCode, ErrorKind>> = kinds;
