import type { Guide } from './guides.js';

/** Relative to the page, so that the pages also work under a prefix of a proxy. */
function page(title: string, root: string, head: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${root}docs/assets/pages.css">
${head}</head>
<body>
<nav><a href="${root}docs">Alongside</a><a href="${root}docs">Reference</a><a href="${root}docs/guides">Guides</a><a href="${root}docs/guides/errors">Errors</a><a href="${root}openapi.json">OpenAPI</a></nav>
${body}
</body>
</html>
`;
}

/** The page of the reference, which draws itself from the OpenAPI document. */
export const referencePage: string = page(
  'Alongside: reference',
  '',
  `<link rel="stylesheet" href="docs/assets/swagger-ui.css">
<script src="docs/assets/swagger-ui-bundle.js" defer></script>
<script src="docs/assets/reference.js" defer></script>
`,
  '<div id="reference"></div>',
);

export function guidePage({ title, html }: Guide): string {
  return page(`Alongside: ${title}`, '../../', '', `<main class="text">${html}</main>`);
}

/** The page of all guides, one level above each of them. */
export function guidesPage({ title, html }: Guide): string {
  return page(`Alongside: ${title}`, '../', '', `<main class="text">${html}</main>`);
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
