import { httpErrors } from '../../../core/index.js';

/** All errors as a table in Markdown, by status. */
export function codeTable(): string {
  const rows = Object.entries(httpErrors)
    .sort(([, a], [, b]) => a.status - b.status)
    .map(([code, { status, meaning, remedy }]) => `| \`${code}\` | ${status} | ${meaning} | ${remedy} |`);
  return ['| code | status | when it comes | what to do |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
