import type { Prng } from './prng.js';
import type { Article, Shelf, Stock } from './stock.js';

/** A product that goes with another, and how likely an order with the one also gets the other. */
export interface Complement {
  readonly article: Article;
  readonly probability: number;
}

const mostPerArticle = 4;
const secondChoiceShare = 0.35;

/**
 * Plants the truth: for every article, the one article (sometimes two) that goes with it in each leaf that its own leaf
 * goes with: of the same brand and series where there is one, of the same price tier otherwise. Nothing unmet is planted.
 *
 * @returns by article index, likeliest first, at most 4
 */
export function plantComplements({ shelves, articles }: Stock, random: Prng): Complement[][] {
  const shelfOf = new Map(shelves.map((shelf) => [shelf.leaf.id, shelf]));
  return articles.map((article) => {
    const planted: Complement[] = [];
    for (const { leaf, probability } of article.shelf.leaf.goesWith) {
      const shelf = shelfOf.get(leaf);
      if (shelf === undefined) throw new RangeError(`${article.shelf.leaf.id} goes with ${leaf}, which is no leaf.`);
      const choices = byFit(article, shelf, random).slice(0, random.chance(secondChoiceShare) ? 2 : 1);
      for (const [place, choice] of choices.entries()) {
        planted.push({ article: choice, probability: place === 0 ? probability : Math.max(0.15, 0.7 * probability) });
      }
    }
    return planted.sort((a, b) => b.probability - a.probability).slice(0, mostPerArticle);
  });
}

function byFit(article: Article, shelf: Shelf, random: Prng): Article[] {
  return shelf.articles
    .filter(({ demand }) => demand > 0)
    .map((candidate) => ({ candidate, fit: fit(article, candidate) + 1.5 * random.unit() }))
    .sort((a, b) => b.fit - a.fit)
    .map(({ candidate }) => candidate);
}

function fit(a: Article, b: Article): number {
  const brand = a.product.brand === b.product.brand ? 4 : 0;
  const series = a.series === b.series ? 3 : 0;
  return brand + series - 2 * Math.abs(a.tier - b.tier);
}
