import type { Command } from 'commander';
import { command } from '../../command.js';
import { parseWhole } from '../../option-values.js';

interface UseOptions {
  readonly top: string;
  readonly days: string;
}

/** `alongside placements`: on which products' pages to show a product. */
export function placementsCommand(): Command {
  return command<UseOptions>(
    'placements',
    "promotion: on which products' pages to show this one",
    (self) => withDays(withTop(self.argument('<id>', 'the product to promote'))),
    async (context, options, [id]) => {
      const query = queryOf(options);
      const { runPlacements } = await import('./run.js');
      await runPlacements(context, id, query);
    },
  );
}

/** `alongside audience`: to which products' buyers to offer a product. */
export function audienceCommand(): Command {
  return command<UseOptions>(
    'audience',
    "inventory: to which products' buyers to offer this one, and how many they are",
    (self) => withDays(withTop(self.argument('<id>', 'the overstocked product'))),
    async (context, options, [id]) => {
      const query = queryOf(options);
      const { runAudience } = await import('./run.js');
      await runAudience(context, id, query);
    },
  );
}

/** `alongside campaign`: what to offer from one category to the customers of another. */
export function campaignCommand(): Command {
  return command<Pick<UseOptions, 'top'>>(
    'campaign',
    'what to offer from one category to the customers of another, and how many they are',
    (self) =>
      withTop(
        self.argument('<from>', 'category whose customers to address').argument('<to>', 'category to offer from'),
      ),
    async (context, { top }, [from, to]) => {
      const limit = parseWhole('--top', top, 1, 50);
      const { runCampaign } = await import('./run.js');
      await runCampaign(context, from, to, limit);
    },
  );
}

function withTop(self: Command): Command {
  return self.option('--top <number>', 'lines of the answer', '10');
}

function withDays(self: Command): Command {
  return self.option('--days <number>', 'people are counted over so many days before the newest event', '90');
}

function queryOf({ top, days }: UseOptions): { limit: number; days: number } {
  return { limit: parseWhole('--top', top, 1, 50), days: parseWhole('--days', days, 1, 3650) };
}
