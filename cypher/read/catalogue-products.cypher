// Every product with its own (leaf) category.
// Returns one row a product: node (internal id, valid while the export runs), id, title, price, brand, category,
// stock, margin.
// Example: {node: 17, id: "B003QLRO7W", title: "", price: null, brand: "Conair", category: "20", stock: 12, margin: null}
MATCH (p:Product)
OPTIONAL MATCH (p)-[:IN_CATEGORY]->(c:Category)
RETURN id(p) AS node, p.productId AS id, p.title AS title, p.price AS price, p.brand AS brand, min(c.categoryId) AS category,
       p.stock AS stock, p.margin AS margin
