// The names of all properties that anything in the graph ever had; from the store's own register, so at no cost.
// Returns one row: keys.
// Example: {keys: ["userId", "productId", "eventId"]}
CALL db.propertyKeys() YIELD propertyKey
RETURN collect(propertyKey) AS keys
