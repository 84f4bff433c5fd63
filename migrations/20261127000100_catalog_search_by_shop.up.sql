-- A word's entry in an index lists the products of all shops, so a search cost more the more shops there were. A shop's own
-- products are few: looking at each of them costs the same whoever else is there, and writing a product keeps two indexes less.
drop index product_search_words;
drop index product_search_sound;
