import { Router, json, type Request } from 'express';
import { listQuerySchema, type ListQuery, type ListService } from '../serving/index.js';

/** `GET /products/{id}/also-consider` and `POST /also-consider`: one product, or a basket. */
export function alsoConsiderRoutes(lists: ListService): Router {
  const router = Router();
  router.get('/products/:id/also-consider', async (request, response) => {
    response.json(await lists.answer(productQuery(request)));
  });
  router.post('/also-consider', json({ limit: '64kb', strict: true }), async (request, response) => {
    response.json(await lists.answer(listQuerySchema.parse(request.body ?? {})));
  });
  return router;
}

const filtersSchema = listQuerySchema.omit({ products: true });

/** The query string as the body would say it; an unknown or twice given parameter is an error, not ignored. */
function productQuery(request: Request<{ id: string }>): ListQuery {
  const { limit, category, excludeCategory, maxPerCategory, level, ...unknown } = request.query;
  const filters = filtersSchema.parse({
    ...unknown,
    ...optional('limit', wholeNumber(limit)),
    ...optional('category', several(category)),
    ...optional('excludeCategory', several(excludeCategory)),
    ...optional('maxPerCategory', wholeNumber(maxPerCategory)),
    ...optional('level', level === 'leaf' ? level : wholeNumber(level)),
  });
  return listQuerySchema.parse({ ...filters, products: [request.params.id] });
}

function optional(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [name]: value };
}

/** Digits become a number; anything else stays as it is, for the schema to refuse in its own words. */
function wholeNumber(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
}

function several(value: unknown): unknown {
  return typeof value === 'string' ? [value] : value;
}
