import { Command } from 'commander';
import { packageVersion } from '../../core/index.js';
import { usageExitCode } from './command.js';
import { backupCommand } from './commands/backup/command.js';
import { cypherCommand } from './commands/cypher/command.js';
import { demoCommand } from './commands/demo/command.js';
import { doctorCommand } from './commands/doctor/command.js';
import { downCommand } from './commands/down/command.js';
import { embedCommand } from './commands/embed/command.js';
import { evaluateCommand } from './commands/evaluate/command.js';
import { eventsCommand } from './commands/events/command.js';
import { explainCommand } from './commands/explain/command.js';
import { importCommand } from './commands/import/command.js';
import { jobsCommand } from './commands/jobs/command.js';
import { keysCommand } from './commands/keys/command.js';
import { modelsCommand } from './commands/models/command.js';
import { recommendCommand } from './commands/recommend/command.js';
import { resetCommand } from './commands/reset/command.js';
import { restoreCommand } from './commands/restore/command.js';
import { rollbackCommand } from './commands/rollback/command.js';
import { endSoon } from './end-of-process.js';
import { rulesCommand } from './commands/rules/command.js';
import { serveCommand } from './commands/serve/command.js';
import { snapshotCommand } from './commands/snapshot/command.js';
import { statusCommand } from './commands/status/command.js';
import { trainCommand } from './commands/train/command.js';
import { audienceCommand, campaignCommand, placementsCommand } from './commands/uses/command.js';
import { upCommand } from './commands/up/command.js';
import { versionsCommand } from './commands/versions/command.js';
import { workerCommand } from './commands/worker/command.js';

const commands = [
  upCommand,
  downCommand,
  statusCommand,
  doctorCommand,
  resetCommand,
  importCommand,
  trainCommand,
  embedCommand,
  recommendCommand,
  explainCommand,
  placementsCommand,
  audienceCommand,
  campaignCommand,
  evaluateCommand,
  cypherCommand,
  serveCommand,
  workerCommand,
  jobsCommand,
  eventsCommand,
  keysCommand,
  rulesCommand,
  versionsCommand,
  rollbackCommand,
  snapshotCommand,
  modelsCommand,
  backupCommand,
  restoreCommand,
  demoCommand,
];

/** The program with all its commands. */
export function buildProgram(): Command {
  const program = new Command('alongside')
    .description('Cross-category recommendations: "bought x, also consider y", each with its reason.')
    .version(packageVersion)
    .showHelpAfterError('(add --help for what this command takes)');
  for (const sub of commands) program.addCommand(sub());
  overrideExit(program);
  return program;
}

/** Commander throws instead of ending the process, for a command and all under it. */
function overrideExit(self: Command): void {
  self.exitOverride();
  for (const sub of self.commands) overrideExit(sub);
}

/** Runs the command line `argv` (as `process.argv`), and ends the process with its exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await buildProgram().parseAsync(argv);
  } catch (error) {
    process.exitCode = usageExitCode(error);
  }
  endSoon();
}
