import { readFile, writeFile } from 'node:fs/promises';
import type { Redis } from 'ioredis';
import { UsageError, counted } from '../../../../core/index.js';
import {
  mendedLetter,
  readLetterLine,
  readableLetter,
  unmended,
  type Mended,
  type ReadableLetter,
} from '../../../../serving/intake/index.js';
import { DeadLetters, type DeadLetter } from '../../../../storage/intake/index.js';
import type { CliContext } from '../../command.js';
import { withRedis } from '../../with-redis.js';

/** Letters that a terminal shows; all are in the file, and in what programs read. */
const SHOWN = 50;

/** Lists what could not be written. */
export async function listDead(context: CliContext, out: string | undefined): Promise<void> {
  const letters = await withRedis(context, async (redis) => {
    const found: ReadableLetter[] = [];
    for await (const letter of new DeadLetters(redis).all()) found.push(readableLetter(letter));
    return found;
  });
  if (out !== undefined) {
    const lines = letters.map((letter) => `${JSON.stringify(letter)}\n`).join('');
    // They name customers.
    await writeFile(out, lines, { mode: 0o600 });
    context.terminal.result(
      { letters: letters.length, file: out },
      () => `Wrote ${counted(letters.length, 'dead letter')} to ${out}.`,
    );
    return;
  }
  context.terminal.result({ letters }, () => table(letters));
}

function table(letters: readonly ReadableLetter[]): string {
  if (letters.length === 0) return 'There are no dead letters.';
  const lines = letters
    .slice(0, SHOWN)
    .map(({ id, reason, event, text }) => `${id}  ${reason}  ${JSON.stringify(event ?? text)}`);
  const more =
    letters.length > SHOWN ? [`and ${counted(letters.length - SHOWN, 'more', 'more')}: --out FILE has all`] : [];
  return [...lines, ...more].join('\n');
}

/** Which letters are sent on their way again. */
export interface Replay {
  readonly ids: readonly string[];
  readonly all: boolean;
  readonly file: string | undefined;
}

/** Sends letters on their way again. */
export async function replayDead(context: CliContext, { ids, all, file }: Replay): Promise<void> {
  if ([ids.length > 0, all, file !== undefined].filter(Boolean).length !== 1) {
    throw new UsageError('invalid-option', 'Name dead letters by their ids, or take --all, or --file FILE.');
  }
  const replayed = await withRedis(context, (redis) => replayIn(redis, { ids, all, file }), { writes: true });
  context.terminal.result({ replayed }, () => `${counted(replayed, 'event')} went on the way again.`);
}

async function replayIn(redis: Redis, { ids, all, file }: Replay): Promise<number> {
  const letters = new DeadLetters(redis);
  let replayed = 0;
  // All are read before any goes: what is wrong with a file is told before anything has happened.
  for (const [id, mended] of await chosen(letters, { ids, all, file })) {
    if (await letters.replay(id, mended)) replayed++;
  }
  return replayed;
}

async function chosen(letters: DeadLetters, { ids, all, file }: Replay): Promise<Map<string, Mended>> {
  const found = new Map<string, Mended>();
  if (all) for await (const letter of letters.all()) found.set(letter.id, unmended(letter));
  for (const id of ids) found.set(id, unmended(await existing(letters, id)));
  const lines = file === undefined ? [] : (await readFile(file, 'utf8')).split('\n');
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const { id, event } = readLetterLine(line, i + 1);
    const letter = await existing(letters, id);
    found.set(id, event === undefined ? unmended(letter) : mendedLetter(letter, event));
  }
  return found;
}

async function existing(letters: DeadLetters, id: string): Promise<DeadLetter> {
  const letter = /^\d+-\d+$/.test(id) ? await letters.find(id) : undefined;
  if (letter !== undefined) return letter;
  throw new UsageError('unknown-letter', `There is no dead letter "${id}". "alongside events dead" shows them.`);
}

/** Forgets letters. */
export async function discardDead(context: CliContext, ids: readonly string[]): Promise<void> {
  await withRedis(
    context,
    async (redis) => {
      const letters = new DeadLetters(redis);
      for (const id of ids) await existing(letters, id);
      for (const id of ids) await letters.discard(id);
    },
    { writes: true },
  );
  context.terminal.result({ discarded: ids.length }, () => `${counted(ids.length, 'dead letter')} forgotten.`);
}
