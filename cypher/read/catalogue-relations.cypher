// Category relations set by a merchant: "who buys from `category` should see `related`".
// Returns one row a relation: category, related, weight (0 to 1).
// Example: {category: "tents", related: "sleeping-mats", weight: 0.9}
MATCH (a:Category)-[r:RELATED_TO {source: 'merchant'}]->(b:Category)
RETURN a.categoryId AS category, b.categoryId AS related, r.weight AS weight
ORDER BY category, related
