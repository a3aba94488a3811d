import { Command } from 'commander';
import { command } from '../../command.js';
import { parseWhole } from '../../option-values.js';

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
    'print the current rules, or those of a version of the history',
    (self) => self.argument('[version]', 'one that "rules history" lists'),
    async (context, _options, [version]: (string | undefined)[]) => {
      const { showRules } = await import('./run.js');
      await showRules(context, version);
    },
  );
}

function setCommand(): Command {
  return command<{ readonly ifVersion?: string }>(
    'set',
    'replace all rules by those of a JSON file, {"rules": [...]}',
    (self) => self.argument('<file>').option('--if-version <version>', 'only if this is the current version'),
    async (context, { ifVersion }, [file]) => {
      const { setRules } = await import('./run.js');
      await setRules(context, file, ifVersion);
    },
  );
}

function historyCommand(): Command {
  return command<{ readonly top: string }>(
    'history',
    'print who set which rules when, newest first',
    (self) => self.option('--top <number>', 'versions', '20'),
    async (context, { top }) => {
      const limit = parseWhole('--top', top, 1, 1000);
      const { showRuleHistory } = await import('./run.js');
      await showRuleHistory(context, limit);
    },
  );
}
