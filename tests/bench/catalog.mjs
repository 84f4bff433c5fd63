// The same 1,000 products on every machine: a linear congruential generator chooses names, categories, prices. Every
// second product comes in two sizes, which makes 1,500 variants.
const CATEGORIES = ["Shoes", "Shirts", "Pants", "Hats", "Bags", "Watches", "Phones", "Laptops", "Kitchen", "Garden", "Toys", "Books"];
const COLOURS = ["red", "blue", "green", "black", "white", "yellow", "purple", "orange"];
const KINDS = ["Classic", "Modern", "Light", "Heavy", "Urban", "Vintage", "Smart", "Eco", "Premium", "Basic"];
const WORDS =
  "durable comfortable waterproof handmade colombian cotton leather steel wireless portable compact elegant natural organic fast quiet bright solid soft flexible".split(" ");
const BRANDS = 20;

let state = 12345;
const below = (limit) => {
  state = (state * 1103515245 + 12345) & 0x7fffffff;
  return (state >>> 8) % limit;
};

export function catalog(count = 1000) {
  return Array.from({ length: count }, (_, at) => {
    const number = at + 1;
    const category = CATEGORIES[below(CATEGORIES.length)];
    const brand = `Brand${1 + below(BRANDS)}`;
    const colour = COLOURS[below(COLOURS.length)];
    const name = `${KINDS[below(KINDS.length)]} ${colour} ${category} ${number}`;
    const description = Array.from({ length: 40 }, () => WORDS[below(WORDS.length)]).join(" ");
    const price = (1000 + below(49000)) * 100;
    return { number, name, slug: `product-${number}`, description, category, brand, colour, price, sizes: number % 2 ? ["S", "M"] : [] };
  });
}

export { CATEGORIES };
