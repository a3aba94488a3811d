// Price outliers
//
// Which products cost many times more or less than their category: wrong units, or wrong categories?
//
// Parameters
//   factor  float    times above or below the median of the category
//   limit   integer  most rows
// Columns
//   times  price over the median of the category
// Example
//   productId         title                           category      price  median  times
//   memory-cards-030  Pixara M-Series 32 GB microSD…  Memory Cards   9.99   66.45   0.15
//   memory-cards-007  Fotonis S-Series 32 GB microS…  Memory Cards  10.99   66.45  0.165
//   tripods-015       Pixara M-Series 130 cm Alumin…  Tripods       31.95     169  0.189
// Nothing
//   No price lies that far from the median of its category, or no product has one.
// Cost on amazon_beauty: 24,203 db hits, 6 ms
:param factor => 5.0;
:param limit => 20;

MATCH (category:Category)<-[:IN_CATEGORY]-(product:Product)
WHERE product.price > 0
WITH category, percentileCont(product.price, 0.5) AS median, collect(product) AS products
UNWIND products AS product
WITH category, median, product, product.price / median AS times
WHERE times > $factor OR times < 1 / $factor
RETURN product.productId AS productId, product.title AS title, category.name AS category, product.price AS price,
       round(median, 2) AS median, round(times, 3) AS times
ORDER BY abs(log(times)) DESC, productId
LIMIT $limit;
