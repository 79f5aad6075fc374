// report-in-browser.sh runs this: it opens the page in Chromium, checks it with axe-core, and prints it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [, , file, place] = process.argv;
const axe = readFileSync(join(place, 'node_modules/axe-core/axe.min.js'), 'utf8');
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
const wrong = [];
const looks = [
  { name: 'wide', width: 1280, height: 1600, colorScheme: 'light', javaScriptEnabled: true },
  { name: 'dark', width: 1280, height: 1600, colorScheme: 'dark', javaScriptEnabled: true },
  { name: 'phone', width: 390, height: 1400, colorScheme: 'light', javaScriptEnabled: true },
  { name: 'narrow', width: 320, height: 1400, colorScheme: 'dark', javaScriptEnabled: true },
  { name: 'without-scripts', width: 1280, height: 1600, colorScheme: 'light', javaScriptEnabled: false },
];

async function open(look, bypassCSP) {
  const { name, width, height, ...rest } = look;
  const context = await browser.newContext({ viewport: { width, height }, bypassCSP, ...rest });
  const page = await context.newPage();
  page.on('console', (message) => wrong.push(`${name}: console: ${message.text()}`));
  page.on('pageerror', (error) => wrong.push(`${name}: ${error}`));
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== `file://${file}`) wrong.push(`${name}: asks for ${request.url()}`);
  });
  await page.goto(`file://${file}`);
  return page;
}

async function script(page, name) {
  const works = await page.evaluate(async () => {
    const wait = () => new Promise((done) => setTimeout(done, 100));
    const shown = () => document.querySelectorAll('.claim:not([hidden])').length;
    const all = shown();
    const group = document.querySelectorAll('.chips a')[1].dataset.group;
    location.hash = `show=${group}`;
    await wait();
    const some = shown();
    const fit = [...document.querySelectorAll('.claim:not([hidden])')].every((claim) => claim.dataset.group === group);
    const hidden = document.querySelector('.claim[hidden]');
    location.hash = hidden ? hidden.id : '';
    await wait();
    const found = !hidden || !hidden.hidden;
    const order = document.getElementById('by-sort');
    order.value = 'speaker';
    order.dispatchEvent(new Event('change'));
    const kept = location.hash.includes('sort=speaker');
    return some > 0 && some < all && fit && found && kept && shown() === all;
  });
  if (!works) wrong.push(`${name}: the filters do not work`);
}

// Checks that a claim's address leads to it, both when the page opens there and by a link within the page.
async function links(page, name) {
  const ids = await page.$$eval('.claim', (claims) => claims.map((claim) => claim.id));
  const top = (id) => page.$eval(`#${id}`, (claim) => claim.getBoundingClientRect().top);
  for (const at of [0.1, 0.5, 0.9].map((share) => ids[Math.floor(share * ids.length)])) {
    await page.goto('about:blank');
    await page.goto(`file://${file}#${at}`);
    await page.waitForTimeout(300);
    const loaded = await top(at);
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.evaluate((id) => { location.hash = ''; location.hash = id; }, at);
    await page.waitForTimeout(300);
    const followed = await top(at);
    if (Math.abs(loaded) > 90 || Math.abs(followed) > 90) wrong.push(`${name}: #${at} lands ${loaded}, ${followed} px away`);
  }
}

// Checks that a keyboard reaches the first claim soon, and that a wide screen shows why each ruling asks for a change.
async function first(page, name) {
  const { stops, low } = await page.evaluate(() => {
    const claim = document.querySelector('.claims .claim');
    const before = (node) => claim && claim.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING;
    const stop = (node) => node.tabIndex >= 0 && node.offsetParent !== null && before(node);
    const changes = [...document.querySelectorAll('#findings .columns > div:first-child li')];
    return {
      stops: [...document.querySelectorAll('a, button, input, select, summary')].filter(stop).length,
      low: Math.max(0, ...changes.map((item) => item.getBoundingClientRect().bottom + window.scrollY)),
    };
  });
  if (stops >= 30) wrong.push(`${name}: ${stops} tab stops before the first claim`);
  if (name === 'wide' && low > 800) wrong.push(`${name}: the last ruling ends at ${low} px`);
  console.log(`${name}: ${stops} tab stops before the first claim; the last ruling ends at ${Math.round(low)} px`);
}

for (const look of looks) {
  const page = await open(look, false);
  await first(page, look.name);
  await page.screenshot({ path: join(place, `${look.name}.png`) });
  if (!look.javaScriptEnabled) continue;
  await links(page, look.name);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wider > 0) wrong.push(`${look.name}: ${wider} px wider than the screen`);
  if (look.name === 'wide') await script(page, look.name);
  const bare = await open(look, true);
  // The browser does not lay out what is off the screen; axe should see all of it.
  await bare.addStyleTag({ content: '.claim, .source { content-visibility: visible !important; }' });
  await bare.evaluate(axe);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const found = await bare.evaluate((values) => window.axe.run(document, { runOnly: values }), tags);
  for (const violation of found.violations) {
    wrong.push(`${look.name}: axe: ${violation.id}, ${violation.nodes.length} times: ${violation.nodes[0].html.slice(0, 160)}`);
  }
}
const page = await open(looks[0], false);
await page.pdf({ path: join(place, 'report.pdf'), format: 'A4', preferCSSPageSize: true });
await browser.close();
if (wrong.length > 0) {
  console.error(wrong.join('\n'));
  process.exit(1);
}
console.log(`no finding; pictures in ${place}`);
