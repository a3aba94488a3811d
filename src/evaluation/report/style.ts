import { Markup } from './markup.js';

/** The page's look: one column on a phone, two plots abreast on a desk, light or dark as the reader's system is. */
export const STYLE = new Markup(`
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1c2430; --muted: #7a8594; --line: #dfe4ea; --tint: #f3f6f9;
  --engine: #c2410c; --baseline: #3b6ea5; --second: #2f6fb3; --third: #2f8f5b; --fourth: #8a5bb5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --ink: #e6eaf0; --muted: #8e9aa9; --line: #2c343d; --tint: #1c2229;
    --engine: #ff9457; --baseline: #7fb2e6; --second: #6fb1f2; --third: #66c993; --fourth: #c39be8;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 68rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0.5rem 0; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 0.6rem; }
h3 { font-size: 1rem; margin: 0 0 0.3rem; }
p { max-width: 46rem; }
.facts { display: flex; flex-wrap: wrap; gap: 0.4rem 1.6rem; padding: 0; margin: 1rem 0; list-style: none; }
.facts b { display: block; font-size: 1.15rem; font-variant-numeric: tabular-nums; }
.facts li { color: var(--muted); font-size: 0.85rem; }
.facts b { color: var(--ink); }
.plots { display: grid; gap: 2rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); }
figure { margin: 0; min-width: 0; }
figcaption { color: var(--muted); font-size: 0.85rem; margin-top: 0.4rem; }
svg.plot { max-width: 100%; height: auto; --plot-background: var(--paper); }
.legend { display: flex; flex-wrap: wrap; gap: 0.1rem 1rem; padding: 0; margin: 0 0 0.3rem; list-style: none; font-size: 0.85rem; }
.key { display: inline-block; width: 0.7em; height: 0.7em; border-radius: 50%; margin-right: 0.4em; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; font-size: 0.85rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
th, td { padding: 0.3rem 0.7rem; text-align: right; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--muted); font-weight: 600; background: var(--tint); }
th:first-child { text-align: left; position: sticky; left: 0; background: var(--paper); }
thead th:first-child { background: var(--tint); }
td:last-child, thead th:last-child { text-align: left; }
.marked > * { color: var(--engine); font-weight: 600; }
footer { margin: 3rem 0 1rem; color: var(--muted); font-size: 0.85rem; }
`);
