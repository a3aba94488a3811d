import { plot, type PlotOptions } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { Markup, html } from './markup.js';

/** Drawn width of every plot; the page scales it down to narrower screens, so text is larger than a desktop needs. */
export const PLOT_WIDTH = 460;

/** Colours by what they mean; the page defines them for light and for dark. */
export const COLOUR = {
  engine: 'var(--engine)',
  baseline: 'var(--baseline)',
  muted: 'var(--muted)',
  series: ['var(--engine)', 'var(--second)', 'var(--third)', 'var(--fourth)'],
} as const;

/**
 * An axis that holds all values with some room. It begins at 0 unless the values lie so close together that they could not
 * be told apart then; what is drawn on it must not be read by its length.
 */
export function roomyDomain(values: readonly number[]): [number, number] {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), 0);
  const room = 0.08 * (high - low);
  return low > 0.5 * high ? [low - room, high + room] : [0, high + room];
}

/** A plot as inline SVG. */
export function drawn(label: string, options: PlotOptions): Markup {
  // Typed loosely: this project does without the browser's types.
  const { document } = parseHTML('<!doctype html><html><body></body></html>') as unknown as { document: object };
  const element: unknown = plot({
    width: PLOT_WIDTH,
    className: 'plot',
    ariaLabel: label,
    style: { fontSize: '13px', overflow: 'visible' },
    ...options,
    document,
  });
  return new Markup((element as { readonly outerHTML: string }).outerHTML);
}

/** Which colour is which. */
export function legend(names: readonly string[], colours: readonly string[] = COLOUR.series): Markup {
  return html`<ul class="legend">
    ${names.map((name, i) => key(name, colours[i]))}
  </ul>`;
}

function key(name: string, colour: string): Markup {
  return html`<li><span class="key" style="background: ${colour}"></span>${name}</li>`;
}

/** A plot with its title, what it says, and what is beside it. */
export function figure(title: string, caption: string, ...content: readonly Markup[]): Markup {
  return html`<figure>
    <h3>${title}</h3>
    ${content}
    <figcaption>${caption}</figcaption>
  </figure>`;
}
