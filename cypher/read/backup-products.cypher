// Every product with all that it says of itself, in the order of the ids.
// Returns one row a product: productId, placeIds (the categories that it stands in, ascending), title, price, brand,
// categoryIds (a list), stock, margin, each null where the product does not say.
// Example: {productId: "B003QLRO7W", placeIds: ["20"], title: "Conair", price: 9.5, brand: null, categoryIds: [], stock: 12,
// margin: null}
MATCH (product:Product)
WHERE product.productId IS NOT NULL
WITH product ORDER BY product.productId
RETURN product.productId AS productId,
       COLLECT {
         MATCH (product)-[:IN_CATEGORY]->(category:Category)
         WITH DISTINCT category.categoryId AS id ORDER BY id
         RETURN id
       } AS placeIds,
       product.title AS title,
       product.price AS price,
       product.brand AS brand,
       product.categoryIds AS categoryIds,
       product.stock AS stock,
       product.margin AS margin
