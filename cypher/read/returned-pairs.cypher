// Every customer with each product that the customer returned.
// Result: one row a pair: userId, productId. Example: "u1", "p1"
MATCH (user:User)-[:RETURNED]->(product:Product)
RETURN DISTINCT user.userId AS userId, product.productId AS productId
