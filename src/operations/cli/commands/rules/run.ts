import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { UsageError, issueText, messageOf, requireRegularFile } from '../../../../core/index.js';
import { LiveSnapshot } from '../../../../storage/redis/index.js';
import {
  RuleBook,
  countActions,
  findUnknownNames,
  ruleDocumentSchema,
  type RuleDocument,
  type RuleVersion,
  type RuleVersionEntry,
} from '../../../../serving/rules/index.js';
import type { CliContext } from '../../command.js';
import { withRedis } from '../../with-redis.js';

/** Prints the current rules, or those of a version of the history. */
export async function showRules(context: CliContext, version: string | undefined): Promise<void> {
  const current = await withRules(context, (book) => (version === undefined ? book.current() : book.at(version)));
  context.terminal.result(current, () => `${JSON.stringify({ rules: current.rules }, undefined, 2)}\n`.trimEnd());
  context.terminal.note(describeVersion(current));
}

/** Replaces all rules by those of a file, if `ifVersion` (where it is given) is the current version. */
export async function setRules(context: CliContext, file: string, ifVersion: string | undefined): Promise<void> {
  const document = await readDocument(file);
  const set = await withRules(context, async (book, redis) => {
    const expected = ifVersion ?? (await book.versionToReplace());
    const version = await book.replace(document, expected, `command line, ${userInfo().username}`);
    const warnings = await findUnknownNames(version.rules, new LiveSnapshot(redis));
    return { ...version, changed: version.version !== expected, warnings };
  });
  context.terminal.result(set, () =>
    set.changed ? describeVersion(set) : `These very rules hold already, and stay: ${describeVersion(set)}`,
  );
  for (const { rule, message } of set.warnings) context.terminal.note(rule === null ? message : `${rule}: ${message}`);
  if (!set.changed) return;
  context.terminal.note(
    'The API answers by them from now on; lists that were written back to Neo4j follow with the next "alongside embed".',
  );
}

/** Prints the newest versions of the rules. */
export async function showRuleHistory(context: CliContext, limit: number): Promise<void> {
  const { versions } = await withRules(context, (book) => book.history(limit));
  context.terminal.result({ versions }, () =>
    versions.length === 0 ? 'No rules were ever set.' : versions.map(describeEntry).join('\n'),
  );
}

function withRules<Value>(context: CliContext, work: (book: RuleBook, redis: Redis) => Promise<Value>): Promise<Value> {
  return withRedis(context, (redis) => work(new RuleBook(redis, { clock: () => new Date() }), redis));
}

async function readDocument(file: string): Promise<RuleDocument> {
  let content: unknown;
  await requireRegularFile(file);
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new UsageError('invalid-rules', `${file}: ${messageOf(cause)}`, { file }, { cause });
  }
  const document = ruleDocumentSchema.safeParse(content, { error: issueText });
  if (!document.success)
    throw new UsageError('invalid-rules', `${file}:\n${z.prettifyError(document.error)}`, { file });
  return document.data;
}

function describeVersion({ version, at, by, rules }: RuleVersion): string {
  if (at === null) return 'No rules were ever set.';
  return describeEntry({ version, at, by: by ?? '', actions: countActions(rules) });
}

function describeEntry({ version, at, by, actions }: Omit<RuleVersionEntry, 'bytes'>): string {
  const counts = Object.entries(actions).map(([action, count]) => `${count} ${action}`);
  return `${version}  ${at}  by ${by}: ${counts.join(', ')}`;
}
