import type { z } from 'zod';

/**
 * Words zod's issues for people, as the sentence's end whose subject is the field: handed to a parse as its `error`. What a
 * schema says itself goes before; of other issues zod's own words are left.
 */
export const issueText: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${kindOf(issue)}`;
    case 'too_small':
    case 'too_big':
      return boundText(issue);
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`;
    case 'invalid_union':
      return chosenText(issue) ?? unionText(issue.errors);
    default:
      return undefined;
  }
};

type RawIssue<Code extends z.core.$ZodIssue['code']> = Extract<Parameters<typeof issueText>[0], { code: Code }>;

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function kindOf(issue: RawIssue<'invalid_type'>): string {
  const { expected, inst } = issue;
  if (expected === 'number' || expected === 'int') return numberText(inst, expected === 'int');
  return KINDS[expected] ?? expected;
}

/** Of numbers the whole range, which says more than the bound that was crossed. */
function boundText(issue: RawIssue<'too_small' | 'too_big'>): string {
  const { origin } = issue;
  const [few, bound] =
    issue.code === 'too_small' ? ['at least', Number(issue.minimum)] : ['at most', Number(issue.maximum)];
  switch (origin) {
    case 'number':
    case 'int': {
      const { schema } = issue as { readonly schema?: unknown };
      return isNumberSchema(schema) ? `must be ${numberText(schema, false)}` : `must be ${few} ${bound}`;
    }
    case 'string':
      return `must have ${few} ${bound} ${bound === 1 ? 'character' : 'characters'}`;
    default:
      return `must have ${few} ${bound} ${bound === 1 ? 'entry' : 'entries'}`;
  }
}

/** "a whole number from 1 to 100", as far as the schema says so; zod's own bounds of whole numbers are none for people. */
function numberText(schema: unknown, whole: boolean): string {
  if (!isNumberSchema(schema)) return whole ? 'a whole number' : 'a number';
  const { minValue, maxValue, format } = schema;
  const least = minValue !== null && minValue > Number.MIN_SAFE_INTEGER ? minValue : undefined;
  const most = maxValue !== null && maxValue < Number.MAX_SAFE_INTEGER ? maxValue : undefined;
  return `${whole || format === 'safeint' ? 'a whole number' : 'a number'}${rangeText(least, most)}`;
}

/** Without zod's class, which every command would load for its flags. */
function isNumberSchema(schema: unknown): schema is Pick<z.ZodNumber, 'minValue' | 'maxValue' | 'format'> {
  return typeof schema === 'object' && schema !== null && 'minValue' in schema && 'maxValue' in schema;
}

function rangeText(least: number | undefined, most: number | undefined): string {
  if (least === undefined) return most === undefined ? '' : ` of at most ${most}`;
  return most === undefined ? ` of at least ${least}` : ` from ${least} to ${most}`;
}

/** Where one field says which form a value is of, the issue is that field's. */
function chosenText(issue: RawIssue<'invalid_union'>): string | undefined {
  const { options } = issue as { readonly options?: unknown };
  return Array.isArray(options) ? `must be ${options.map(String).join(' or ')}` : undefined;
}

/** Where each form is one word on the whole value; undefined for forms that differ within. */
function unionText(forms: readonly (readonly z.core.$ZodIssue[])[]): string | undefined {
  if (forms.length === 0 || forms.some((issues) => issues.length !== 1 || issues[0].path.length > 0)) return undefined;
  const texts = forms.map(([{ message }]) => message);
  return [texts[0], ...texts.slice(1).map((text) => text.replace(/^must be /, ''))].join(', or ');
}
