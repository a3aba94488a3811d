import { Router, json, type Request } from 'express';
import { listFiltersSchema, listQuerySchema, type ListService } from '../serving/index.js';

/**
 * `GET /products/{id}/also-consider`, `GET /users/{id}/also-consider` and `POST /also-consider`: one product, a customer's
 * latest products, or a basket.
 */
export function alsoConsiderRoutes(lists: ListService): Router {
  const router = Router();
  router.get('/products/:id/also-consider', async (request: IdRequest, response) => {
    const filters = listFiltersSchema.parse(parametersOf(request));
    response.json(await lists.answer(listQuerySchema.parse({ ...filters, products: [request.params.id] })));
  });
  router.get('/users/:id/also-consider', async (request: IdRequest, response) => {
    const filters = listFiltersSchema.omit({ user: true }).parse(parametersOf(request));
    response.json(await lists.answer(listQuerySchema.parse({ ...filters, user: request.params.id })));
  });
  router.post('/also-consider', json({ limit: '64kb', strict: true }), async (request, response) => {
    response.json(await lists.answer(listQuerySchema.parse(request.body ?? {})));
  });
  return router;
}

type IdRequest = Request<{ id: string }>;

/** The query string as the body would say it; an unknown or twice given parameter stays, for the schema to refuse. */
function parametersOf(request: IdRequest): Record<string, unknown> {
  const { limit, category, excludeCategory, maxPerCategory, level, ...others } = request.query;
  return {
    ...others,
    ...optional('limit', wholeNumber(limit)),
    ...optional('category', several(category)),
    ...optional('excludeCategory', several(excludeCategory)),
    ...optional('maxPerCategory', wholeNumber(maxPerCategory)),
    ...optional('level', level === 'leaf' ? level : wholeNumber(level)),
  };
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
