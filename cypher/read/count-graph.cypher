// How large is the graph?
// Result: one row: users, products, categories, events. Example: 22363, 12101, 248, 198502
RETURN COUNT { (:User) } AS users,
       COUNT { (:Product) } AS products,
       COUNT { (:Category) } AS categories,
       COUNT { ()-[:VIEWED]->() } + COUNT { ()-[:FAVORITED]->() }
         + COUNT { ()-[:CARTED]->() } + COUNT { ()-[:PURCHASED]->() }
         + COUNT { ()-[:TAKEN_BACK]->() } + COUNT { ()-[:RETURNED]->() } AS events
