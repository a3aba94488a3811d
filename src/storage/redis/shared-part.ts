import { z } from 'zod';
import { float64, int32, json, numbers } from '../codec/index.js';
import { heldPart } from './fields-part.js';
import type { SharedParts } from './shared-parts.js';

const names = z.object({
  categories: z.object({ ids: z.array(z.string()), names: z.array(z.string()) }),
  brands: z.array(z.string()),
});
const integers = numbers(int32);
const amounts = numbers(float64);

/** `SharedParts`: the names, and a field for each column; for a million products all of them are some 40 MB. */
export const sharedPart = heldPart({
  key: 'shared',
  fields: {
    names: json(names),
    categoryParents: integers,
    categoryOf: integers,
    basketsOf: integers,
    popular: integers,
    relations: integers,
    eventless: integers,
    brandOf: integers,
    stock: integers,
    prices: amounts,
    margins: amounts,
  },
  split: ({ categories: { ids, names, parents }, brands, ...columns }: SharedParts) => ({
    names: { categories: { ids: [...ids], names: [...names] }, brands: [...brands] },
    categoryParents: parents,
    ...columns,
  }),
  join: async (read): Promise<SharedParts> => {
    const { categories, brands } = await read('names');
    return {
      categories: { ...categories, parents: await read('categoryParents') },
      brands,
      categoryOf: await read('categoryOf'),
      basketsOf: await read('basketsOf'),
      popular: await read('popular'),
      relations: await read('relations'),
      eventless: await read('eventless'),
      brandOf: await read('brandOf'),
      stock: await read('stock'),
      prices: await read('prices'),
      margins: await read('margins'),
    };
  },
});
