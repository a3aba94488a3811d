import { expect } from 'chai';
import type { Command } from 'commander';
import { buildProgram } from '../../../src/operations/cli/program.js';

describe('a command of the command line', () => {
  for (const words of runnable(buildProgram())) {
    it(`gets its home and its output format, wherever they stand: ${words.join(' ')}`, async () => {
      const flags = ['--home', '/tmp/a-home', '--json'];
      const given = argumentsOf(named(buildProgram(), words));
      for (const rest of [
        [...flags, ...given],
        [...given, ...flags],
      ]) {
        const seen = await optionsReaching(words, [...words, ...rest]);
        expect(seen, rest.join(' ')).to.include({ home: '/tmp/a-home', json: true });
      }
    });
  }

  it('is the list of jobs where "jobs" says no more', async () => {
    const args = ['jobs', '--failed', '--home', '/tmp/a-home', '--json'];
    const seen = await optionsReaching(['jobs', 'list'], args);
    expect(seen).to.include({ failed: true, home: '/tmp/a-home', json: true });
  });
});

/** The words that name each command which does something itself. */
function runnable(command: Command, before: readonly string[] = []): string[][] {
  return command.commands.flatMap((sub) => {
    const words = [...before, sub.name()];
    return sub.options.some(({ long }) => long === '--home') ? [words, ...runnable(sub, words)] : runnable(sub, words);
  });
}

function named(program: Command, words: readonly string[]): Command {
  return words.reduce((command, word) => command.commands.find((sub) => sub.name() === word)!, program);
}

/** What a command cannot do without. */
function argumentsOf({ registeredArguments, options }: Command): string[] {
  const mandatory = options.filter((option) => option.mandatory);
  return [
    ...registeredArguments.filter(({ required }) => required).map(({ argChoices }) => argChoices?.[0] ?? 'x'),
    ...mandatory.flatMap(({ long, argChoices }) => [long!, argChoices?.[0] ?? 'x']),
  ];
}

/** The options that the action of the command named by `words` gets from a command line. */
async function optionsReaching(words: readonly string[], args: readonly string[]): Promise<unknown> {
  const program = buildProgram();
  const command = named(program, words);
  let seen: unknown;
  command.action(() => {
    seen = command.opts();
  });
  await program.parseAsync(args, { from: 'user' });
  return seen;
}
