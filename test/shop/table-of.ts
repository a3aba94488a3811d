import { InteractionTable, type Interactions, type UserEvent } from '../../src/shop/index.js';

/** The events of users by number, as the engine reads them. */
export function tableOf(users: readonly (readonly UserEvent[])[]): Interactions {
  const table = new InteractionTable();
  for (const events of users) {
    table.startUser();
    table.addAll([...events]);
  }
  return table.finish();
}
