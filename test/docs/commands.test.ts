import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Command } from 'commander';
import { packageRoot } from '../../src/core/index.js';
import { buildProgram } from '../../src/operations/cli/program.js';
import { codeOf, page, pages } from './pages.js';

describe('what the documentation tells a reader to type', () => {
  const program = buildProgram();
  const all = commandsUnder(program);
  const variables = variablesOfSources();

  it('is known to the program, with its flags', () => {
    for (const each of pages) {
      for (const code of codeOf(each)) {
        const words = code.replace(/\s+#.*$/, '').split(/[\s=]+/);
        const owners = commandNamed(words, program) ?? (words[0].startsWith('--') ? all : []);
        if (owners.length === 0) continue;
        const flags = words.flatMap((word) => /^--[a-z][a-z0-9-]*/.exec(word) ?? []);
        expect(flagsOf(owners), `${code} in ${each.path}`).to.include.members(flags);
      }
    }
  });

  it('is a script of the package, or a benchmark that there is', () => {
    const benches = readdirSync(join(packageRoot, 'scripts', 'bench')).map((name) => name.replace(/\.ts$/, ''));
    for (const { markdown, path } of pages) {
      for (const [, script, bench] of markdown.matchAll(/npm run ([a-z:]+)(?: -- ([a-z]+))?/g)) {
        expect(scripts(), `${script} in ${path}`).to.include(script);
        if (script === 'bench' && (bench as string | undefined) !== undefined) expect(benches, path).to.include(bench);
      }
    }
  });

  it('is a variable that something reads', () => {
    for (const { markdown, path } of pages) {
      const named = [...markdown.matchAll(/\bALONGSIDE_[A-Z0-9_]+/g)].map(([name]) => name);
      // The key of a program in a guide is that program's own.
      expect([...variables, 'ALONGSIDE_KEY'], path).to.include.members(named);
    }
  });

  it('is all in the settings: every command, flag and variable', () => {
    const written = codeOf(page('docs/settings.md')).join(' ').split(/\s+/);
    expect(written).to.include.members([...variables]);
    expect(written).to.include.members(flagsOf(all).filter((flag) => flag !== '--version'));
    expect(written).to.include.members(program.commands.map((command) => command.name()));
  });

  it('is two commands, in a README of at most 1,400 words', () => {
    const { markdown } = page('README.md');
    expect(markdown.split(/\s+/).filter((word) => word !== '').length).to.be.at.most(1400);
    expect(markdown).to.match(/^npm ci && npm run demo$/m);
    expect(markdown).to.match(/^npm ci && npm test$/m);
  });
});

function commandsUnder(command: Command): Command[] {
  return command.commands.flatMap((sub) => [sub, ...commandsUnder(sub)]);
}

/**
 * The command that code begins with, written out (`npx alongside train`) or by its name alone (`train --steps`), with its
 * subcommands where it names none; undefined for code of anything else. Fails for a command that there is not.
 */
function commandNamed(words: readonly string[], program: Command): Command[] | undefined {
  const written = words[0] === 'alongside' ? 1 : words[0] === 'npx' && words[1] === 'alongside' ? 2 : 0;
  if (written > 0 && words[written].startsWith('--')) return [program];
  let command: Command | undefined;
  let under: readonly Command[] = program.commands;
  for (const word of words.slice(written)) {
    const found = under.find((each) => each.name() === word);
    if (found === undefined) {
      const missing = under.length > 0 && (command !== undefined || written > 0) && /^[a-z]/.test(word);
      if (missing) throw new Error(`There is no command "${words.join(' ')}".`);
      break;
    }
    command = found;
    under = found.commands;
  }
  return command === undefined ? undefined : [command, ...commandsUnder(command)];
}

function flagsOf(commands: readonly Command[]): string[] {
  const flags = commands.flatMap(({ options }) => options.flatMap(({ long }) => (long == null ? [] : [long])));
  return [...flags, '--help'];
}

function scripts(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { scripts: object };
  return Object.keys(scripts);
}

/** The environment variables of the program's own that its sources name. */
function variablesOfSources(): Set<string> {
  const sources = readdirSync(join(packageRoot, 'src'), { recursive: true, encoding: 'utf8' });
  const names = sources
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => [...readFileSync(join(packageRoot, 'src', path), 'utf8').matchAll(/\bALONGSIDE_[A-Z0-9_]+/g)])
    .map(([name]) => name);
  return new Set(names);
}
