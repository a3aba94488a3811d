/** Starts the reference on its page. A file of its own, as the page's policy allows no script within it. */
export const referenceScript = `'use strict';
window.SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  validatorUrl: null,
});
`;

export const styleSheet = `:root { color-scheme: light; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; color: #1b1f24; background: #fff; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: .75rem 1.5rem; background: #14213d; }
nav a { color: #fff; text-decoration: none; }
nav a:first-child { font-weight: 600; }
.text { max-width: 56rem; margin: 1rem auto 4rem; padding: 0 1.5rem; }
.text :is(h1, h2, h3) { line-height: 1.25; }
.text a { color: #0b5cad; }
.text code { font-family: ui-monospace, monospace; font-size: .9em; background: #f2f4f7; padding: .1em .3em; border-radius: 3px; }
.text pre { background: #f2f4f7; padding: .8rem 1rem; overflow-x: auto; border-radius: 6px; }
.text pre code { padding: 0; background: none; }
.text table { border-collapse: collapse; display: block; overflow-x: auto; }
.text :is(th, td) { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #dfe3e8; }
/* An error is the same document whatever its status: the row says when it comes, the guide shows what it looks like. */
#reference .response:is([data-code^="4"], [data-code^="5"]) :is(.response-controls, .model-example, .headers-wrapper, .response-col_description > section) { display: none; }
@media (max-width: 640px) {
  #reference .wrapper { padding: 0 .5rem; }
  #reference :is(.opblock-tag small, .response-col_links) { display: none; }
  #reference :is(.parameters, .responses-table) :is(tr, td) { display: block; width: auto; max-width: 100%; padding-left: 0; }
  #reference :is(.parameters, .responses-table) thead { display: none; }
  #reference :is(input, select) { max-width: 100%; min-width: 0; }
}
`;
