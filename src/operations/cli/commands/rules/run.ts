import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { z } from 'zod';
import { UsageError, messageOf } from '../../../../core/index.js';
import {
  RuleBook,
  ruleDocumentSchema,
  type Rule,
  type RuleDocument,
  type RuleVersion,
} from '../../../../serving/rules/index.js';
import type { CliContext } from '../../command.js';
import { withRedis } from '../../with-redis.js';

/** Prints the current rules. */
export async function showRules(context: CliContext): Promise<void> {
  const current = await withRules(context, (book) => book.current());
  context.terminal.result(current, () => `${JSON.stringify({ rules: current.rules }, undefined, 2)}\n`.trimEnd());
  context.terminal.note(describeVersion(current));
}

/** Replaces all rules by those of a file, if `ifVersion` (where it is given) is the current version. */
export async function setRules(context: CliContext, file: string, ifVersion: string | undefined): Promise<void> {
  const document = await readDocument(file);
  const set = await withRules(context, async (book) => {
    const expected = ifVersion ?? (await book.current()).version;
    return book.replace(document, expected, `command line, ${userInfo().username}`);
  });
  context.terminal.result(set, () => describeVersion(set));
  context.terminal.note(
    'The API answers by them from now on; lists that were written back to Neo4j follow with the next "alongside embed".',
  );
}

/** Prints the newest versions of the rules. */
export async function showRuleHistory(context: CliContext, limit: number): Promise<void> {
  const versions = await withRules(context, (book) => book.history(limit));
  context.terminal.result({ versions }, () =>
    versions.length === 0 ? 'No rules were ever set.' : versions.map(describeVersion).join('\n'),
  );
}

function withRules<Value>(context: CliContext, work: (book: RuleBook) => Promise<Value>): Promise<Value> {
  return withRedis(context, (redis) => work(new RuleBook(redis, { clock: () => new Date() })));
}

async function readDocument(file: string): Promise<RuleDocument> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new UsageError('invalid-rules', `${file}: ${messageOf(cause)}`, { file }, { cause });
  }
  const document = ruleDocumentSchema.safeParse(content);
  if (!document.success)
    throw new UsageError('invalid-rules', `${file}:\n${z.prettifyError(document.error)}`, { file });
  return document.data;
}

function describeVersion({ version, at, by, rules }: RuleVersion): string {
  if (at === null) return 'No rules were ever set.';
  const counts = (['block', 'pin', 'bury', 'boost'] satisfies Rule['action'][])
    .map((action) => `${rules.filter((rule) => rule.action === action).length} ${action}`)
    .join(', ');
  return `${version}  ${at}  by ${by ?? ''}: ${counts}`;
}
