import { AlongsideError } from '../../core/index.js';
import type { AnsweredItem, AnsweredList } from './answer.js';
import { composeAnswer } from './compose-answer.js';
import { encodeCursor } from './cursor.js';
import { describeItems } from './describe-items.js';
import { NO_EVENTS } from './newest-events.js';
import { PageCache } from './page-cache.js';
import { listSource } from './list-source.js';
import type { ItemField, ListQuery } from './query.js';
import { questionOf } from './question.js';
import { questionName, type AskedVersion } from './request-version.js';
import { VersionTables } from './version-tables.js';

/** Where a page of a list begins, and who asks for it. */
export interface PageStart extends AskedVersion {
  /** Items before the page. */
  readonly from: number;
}

/** Makes lists: reads candidates and cards of a snapshot, composes, explains. */
export class ListComposer {
  private readonly pages = new PageCache();
  private readonly tables = new VersionTables();

  /**
   * One page of the list for a question.
   *
   * @param id the recommendation id that the answer gets
   * @throws AlongsideError `unknown-product` where products are named and the snapshot knows none; `unknown-category`,
   *   `unknown-brand`
   */
  async compose(start: PageStart, query: ListQuery, id: string): Promise<AnsweredList> {
    const { snapshot, rules, minPeople, from, events = NO_EVENTS } = start;
    const question = await questionOf(snapshot, query, events);
    if (question.basket.length === 0 && query.products.length > 0) {
      throw new AlongsideError(
        'unknown-product',
        `The shop has no product "${query.products.join('", "')}", or it came after the last "alongside embed".`,
        { products: query.products },
      );
    }
    const name = questionName(query);
    const asked = [...question.weighed, ...question.basket].map(({ product }) => product);
    const tables = await this.tables.of(start);
    const ruleAnswer = tables.rules.answer(asked);
    const list = `${snapshot.manifest.id} ${name}`;
    const parts = { snapshot, index: tables.index, query, question, name: list, rules: ruleAnswer };
    const end = from + query.limit;
    // One more than the page shows, to know whether the list goes on.
    const items =
      from === 0
        ? await composeAnswer(parts, end + 1)
        : await this.pages.first(`${list} ${rules.state} ${events.watermark}`, end + 1, (limit) =>
            composeAnswer(parts, limit),
          );
    const askedCards = await snapshot.cards(question.weighed.map(({ product }) => product));
    const described = await describeItems(snapshot, question, items.slice(from, end), {
      asked: askedCards,
      minPeople,
      rules: ruleAnswer,
      before: from,
    });
    return {
      recommendationId: id,
      model: snapshot.manifest.model.id,
      snapshot: snapshot.manifest.id,
      rulesVersion: rules.version,
      source: await listSource(snapshot, items, askedCards, minPeople),
      unknown: question.unknown,
      nextCursor:
        items.length > end
          ? encodeCursor({
              snapshot: snapshot.manifest.id,
              rules: rules.state,
              question: name,
              position: end,
              events: events.watermark,
            })
          : null,
      items: query.fields === undefined ? described : described.map((item) => sparse(item, query.fields ?? [])),
    };
  }
}

function sparse(item: AnsweredItem, fields: readonly ItemField[]): AnsweredItem {
  const wanted = new Set<string>(['productId', ...fields]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => wanted.has(name))) as unknown as AnsweredItem;
}
