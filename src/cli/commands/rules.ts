import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { Command } from 'commander';
import { z } from 'zod';
import { GraphConnection, hasWrittenLists } from '../../graph/index.js';
import { UsageError, messageOf, type ServerConnections } from '../../kernel/index.js';
import { RuleBook, ruleDocumentSchema, type Rule, type RuleDocument, type RuleVersion } from '../../rules/index.js';
import { openRedis } from '../../snapshots/index.js';
import { command, type CliContext } from '../command.js';
import { parseWhole } from '../option-values.js';
import { requireServers } from '../servers.js';

/** `alongside rules`: what the shop itself wants of its lists. */
export function rulesCommand(): Command {
  return new Command('rules')
    .description("show, set and look back at the shop's rules: pins, blocks, boosts, campaigns")
    .addCommand(showCommand())
    .addCommand(setCommand())
    .addCommand(historyCommand());
}

function showCommand(): Command {
  return command(
    'show',
    'print the current rules',
    () => undefined,
    async (context) => {
      const current = await withRules(context, (book) => book.current());
      context.terminal.result(current, () => `${JSON.stringify({ rules: current.rules }, undefined, 2)}\n`.trimEnd());
      context.terminal.note(describeVersion(current));
    },
  );
}

function setCommand(): Command {
  return command<{ readonly ifVersion?: string }>(
    'set',
    'replace all rules by those of a JSON file, {"rules": [...]}',
    (self) => self.argument('<file>').option('--if-version <version>', 'only if this is the current version'),
    async (context, { ifVersion }, [file]) => {
      const document = await readDocument(file);
      const set = await withRules(context, async (book) => {
        const expected = ifVersion ?? (await book.current()).version;
        return book.replace(document, expected, `command line, ${userInfo().username}`);
      });
      context.terminal.result(set, () => describeVersion(set));
      const note = await graphNote(await requireServers(context));
      if (note !== undefined) context.terminal.note(note);
    },
  );
}

/** What a change of rules means for lists that were written back to the graph; undefined where none were. */
async function graphNote({ neo4j }: ServerConnections): Promise<string | undefined> {
  try {
    const graph = await GraphConnection.open(neo4j);
    try {
      return (await hasWrittenLists(graph))
        ? 'The API answers by them from now on; the lists in Neo4j follow with the next "alongside embed".'
        : undefined;
    } finally {
      await graph.close();
    }
  } catch (error) {
    return `The rules are set. Lists that were written back to Neo4j follow with the next "alongside embed"; whether there are any could not be seen: ${messageOf(error)}`;
  }
}

function historyCommand(): Command {
  return command<{ readonly top: string }>(
    'history',
    'print who set which rules when, newest first',
    (self) => self.option('--top <number>', 'versions', '20'),
    async (context, { top }) => {
      const limit = parseWhole('--top', top, 1, 1000);
      const versions = await withRules(context, (book) => book.history(limit));
      context.terminal.result({ versions }, () =>
        versions.length === 0 ? 'No rules were ever set.' : versions.map(describeVersion).join('\n'),
      );
    },
  );
}

async function withRules<Value>(context: CliContext, work: (book: RuleBook) => Promise<Value>): Promise<Value> {
  const servers = await requireServers(context);
  const redis = await openRedis(servers.redis.url);
  try {
    return await work(new RuleBook(redis, { clock: () => new Date() }));
  } finally {
    redis.disconnect();
  }
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
