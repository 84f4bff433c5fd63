// The keys of the translations, to find one that stands on a page instead of its words.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";

const libs = resolve(import.meta.dirname, "../../libs");

const files = readdirSync(libs, { recursive: true, encoding: "utf8" }).filter((path) => /\/i18n\/[^/]+\.ftl$/.test(path));

const keys = new Set(
  files.flatMap((path) => Array.from(readFileSync(join(libs, path), "utf8").matchAll(/^([a-z][\w-]*) *=/gm), (match) => match[1] ?? "")),
);

/** First words of keys: what begins with one and is no key is a key that nobody has written yet. */
const families = new Set(Array.from(keys, (key) => key.split("-")[0]));

/** What looks like a key among everything that a person can read or hear on the page. */
export async function rawKeys(page: Page): Promise<string[]> {
  const said = await page.evaluate(() => {
    const attributes = ["aria-label", "title", "placeholder", "alt", "data-confirm"];
    const told = Array.from(document.querySelectorAll("*"), (element) => attributes.map((name) => element.getAttribute(name) ?? ""));
    // Without scripts, styles and addresses; hidden parts too, since they may be shown later.
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [document.title];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest("script, style, code, pre, datalist")) texts.push(node.nodeValue ?? "");
    }
    return [...told.flat(), ...texts].join("\n");
  });
  const words = said.match(/(?<![\w@/.:-])[a-z]+(-[a-z0-9_]+){1,5}(?![\w@.-])/g) ?? [];
  return [...new Set(words)].filter((word) => keys.has(word) || families.has(word.split("-")[0] ?? ""));
}
