// Visits pages as Lighthouse's mobile profile does (simulated slow 4G, a processor four times slower) and prints the
// median of each figure.
//   node run.mjs [--runs 5] BASE PATH…        BASE is like http://demo.localhost:8080
// Exit status 1 when a page misses an aim.
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const AIMS = { performance: 98, accessibility: 100, lcp: 1300, cls: 0.02, tbt: 150 };

const args = process.argv.slice(2);
const runs = args[0] === '--runs' ? Number(args.splice(0, 2)[1]) : 5;
const [base, ...paths] = args;

async function visit(url) {
  // A new browser each time: nothing is remembered.
  const chrome = await launch({
    chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    chromeFlags: ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage'],
  });
  try {
    const { lhr } = await lighthouse(url, {
      port: chrome.port,
      logLevel: 'error',
      onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'],
    });
    if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
    return figures(lhr);
  } finally {
    await chrome.kill();
  }
}

function figures(lhr) {
  const score = (name) => Math.round(lhr.categories[name].score * 100);
  const value = (name) => lhr.audits[name].numericValue;
  const bytes = (type) =>
    lhr.audits['network-requests'].details.items
      .filter((r) => r.resourceType === type)
      .reduce((sum, r) => sum + r.transferSize, 0);
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    best_practices: score('best-practices'),
    seo: score('seo'),
    lcp: value('largest-contentful-paint'),
    fcp: value('first-contentful-paint'),
    cls: value('cumulative-layout-shift'),
    tbt: value('total-blocking-time'),
    script_bytes: bytes('Script'),
    style_bytes: bytes('Stylesheet'),
    missed: Object.values(lhr.audits)
      .filter((a) => a.score !== null && a.score < 1 && ['binary', 'numeric'].includes(a.scoreDisplayMode))
      .map((a) => a.id),
  };
}

function median(results, name) {
  const sorted = results.map((r) => r[name]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const NAMES = ['performance', 'accessibility', 'best_practices', 'seo', 'lcp', 'fcp', 'cls', 'tbt', 'script_bytes', 'style_bytes'];
console.log(`| page | ${NAMES.join(' | ')} |\n|---|${'---|'.repeat(NAMES.length)}`);
let failed = false;
for (const path of paths) {
  const results = [];
  for (let run = 0; run < runs; run += 1) results.push(await visit(base + path));
  const medians = Object.fromEntries(NAMES.map((name) => [name, median(results, name)]));
  const shown = NAMES.map((name) => (name === 'cls' ? medians[name].toFixed(3) : Math.round(medians[name])));
  console.log(`| \`${path}\` | ${shown.join(' | ')} |`);
  console.error(path, 'below the best:', results.at(-1).missed.join(' ') || 'nothing');
  failed ||= medians.performance < AIMS.performance || medians.accessibility < AIMS.accessibility;
  failed ||= medians.lcp > AIMS.lcp || medians.cls > AIMS.cls || medians.tbt > AIMS.tbt;
}
process.exitCode = failed ? 1 : 0;
