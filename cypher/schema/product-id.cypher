// A product's id is unique; the constraint's index finds products by id.
CREATE CONSTRAINT product_id IF NOT EXISTS FOR (product:Product) REQUIRE product.productId IS UNIQUE
