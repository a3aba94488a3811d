import { problemCatalogue } from '../problems/catalogue.js';

/** The page of all errors, as Markdown. */
export function errorsGuide(): string {
  const rows = Object.entries(problemCatalogue)
    .sort(([, a], [, b]) => a.status - b.status)
    .map(([code, { status, meaning, remedy }]) => `| \`${code}\` | ${status} | ${meaning} | ${remedy} |`);
  return `# Errors

Every error is a problem document ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)) of the media type \`application/problem+json\`:

\`\`\`json
{
  "type": "urn:alongside:problem:unknown-product",
  "title": "Unknown product",
  "status": 404,
  "code": "unknown-product",
  "detail": "The shop has no product \\"x\\", or it came after the last \\"alongside embed\\".",
  "requestId": "3f0c8a52-0f55-4d0e-9a53-52c3a2f3a1de"
}
\`\`\`

\`code\` is stable: write programs against it. \`detail\` is for people and may change. \`requestId\` names the request in the
service's log. \`errors\`, where it is there, lists each part of a request that is not valid, by its path.

| code | status | when it comes | what to do |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}
