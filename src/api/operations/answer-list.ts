import type { ListQuery } from '../../serving/index.js';
import type { RequestContext } from '../operation.js';
import { json, type Reply } from '../reply.js';

/** The list that a query asks for, as a reply. */
export async function answerList(query: ListQuery, { services }: RequestContext): Promise<Reply> {
  const list = await services.lists.answer(query);
  services.metrics.listAnswered(list.source);
  return json(list);
}
