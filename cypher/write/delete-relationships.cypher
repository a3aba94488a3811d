// Removes every relationship of the shop, some thousands a transaction; needs an implicit transaction.
MATCH (node:User|Product|Category|Snapshot)-[relationship]->()
CALL (relationship) {
  DELETE relationship
} IN TRANSACTIONS OF 20000 ROWS
