// A category's id is unique; the constraint's index finds categories by id.
CREATE CONSTRAINT category_id IF NOT EXISTS FOR (category:Category) REQUIRE category.categoryId IS UNIQUE
