import { examine, type Finding } from '../../../doctor/index.js';
import { columns } from '../../columns.js';
import type { CliContext } from '../../command.js';
import { modelsFolder } from '../../models.js';

const MARKS = { ok: 'ok', warning: 'look', broken: 'broken' } as const;

/** Prints what was found, and leaves with 1 where anything is broken. */
export async function runDoctor(context: CliContext, port: number): Promise<void> {
  const { home, env, terminal } = context;
  const findings = await examine({ home, env, port, models: modelsFolder(context), now: () => new Date() });
  const sound = findings.every(({ state }) => state !== 'broken');
  terminal.result({ sound, findings }, () => describe(findings));
  if (!sound) process.exitCode = 1;
}

function describe(findings: readonly Finding[]): string {
  return columns(
    findings.flatMap(({ check, state, says, todo }) => [
      [MARKS[state], check, says],
      ...(todo === undefined ? [] : [['', '', todo]]),
    ]),
  );
}
