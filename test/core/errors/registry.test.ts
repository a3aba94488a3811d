import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { evaluationErrors } from '../../../src/core/errors/evaluation-errors.js';
import { learningErrors } from '../../../src/core/errors/learning-errors.js';
import { operationsErrors } from '../../../src/core/errors/operations-errors.js';
import { requestErrors } from '../../../src/core/errors/request-errors.js';
import { serviceErrors } from '../../../src/core/errors/service-errors.js';
import { shopErrors } from '../../../src/core/errors/shop-errors.js';
import { storageErrors } from '../../../src/core/errors/storage-errors.js';
import { AlongsideError, errorRegistry, httpErrors, packageRoot, type ErrorCode } from '../../../src/core/index.js';

const codes = Object.keys(errorRegistry) as ErrorCode[];
const groups = [
  requestErrors,
  serviceErrors,
  shopErrors,
  learningErrors,
  storageErrors,
  evaluationErrors,
  operationsErrors,
];

describe('the registry of error codes', () => {
  it('has each code once, in kebab-case, with a sentence that says when it comes', () => {
    expect(groups.flatMap((group) => Object.keys(group))).to.have.members(codes);
    for (const code of codes) {
      expect(code).to.match(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      expect(errorRegistry[code].meaning).to.match(/^[A-Z].*\.$/);
    }
  });

  it('has no code that nothing in the sources gives', async () => {
    const sources = await sourcesOutside('core/errors');
    expect(codes.filter((code) => !sources.includes(`'${code}'`))).to.deep.equal([]);
  });

  it('takes no code that it does not have', () => {
    // @ts-expect-error: a code is a name of the registry, so that a typing error does not compile.
    expect(new AlongsideError('graph-emtpy', 'Nothing is here.').code in errorRegistry).to.equal(false);
  });

  it('answers a client of the API with a status that its code keeps', () => {
    const byStatus: Partial<Record<number, string[]>> = {};
    for (const [code, { status }] of Object.entries(httpErrors)) (byStatus[status] ??= []).push(code);
    expect(byStatus).to.deep.equal({
      400: ['invalid-request', 'unknown-category', 'unknown-brand', 'invalid-cursor', 'same-product', 'same-category'],
      401: ['unauthorized', 'invalid-token'],
      403: ['forbidden'],
      404: ['unknown-product', 'unknown-rules-version', 'unknown-version', 'unknown-job', 'not-found'],
      405: ['method-not-allowed'],
      406: ['not-acceptable'],
      408: ['request-timeout'],
      409: ['job-state'],
      410: ['cursor-expired'],
      412: ['rules-changed'],
      413: ['body-too-large'],
      415: ['unsupported-media-type'],
      422: ['answer-too-large', 'idempotency-key-reused'],
      428: ['if-match-required'],
      429: ['rate-limited', 'backlog-full'],
      431: ['headers-too-large'],
      500: ['internal'],
      501: ['durability-unavailable'],
      503: [
        'no-snapshot',
        'snapshot-missing',
        'snapshot-corrupt',
        'rules-corrupt',
        'keys-corrupt',
        'redis-unreachable',
        'overloaded',
      ],
      504: ['timed-out'],
    });
  });
});

/** The text of all sources but those of one folder. */
async function sourcesOutside(folder: string): Promise<string> {
  const src = join(packageRoot, 'src');
  const files = (await readdir(src, { recursive: true })).filter(
    (path) => path.endsWith('.ts') && !path.startsWith(folder),
  );
  return (await Promise.all(files.map((path) => readFile(join(src, path), 'utf8')))).join('\n');
}
