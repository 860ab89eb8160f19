// Walks through the pages of `ontwar review` in a real Chromium.
//
//   node review.mjs FOLDER PAGE [--screenshots DIR] [--time]
//
// FOLDER has index.html and PAGE as `ontwar review` wrote them. Prints a line for
// each thing that holds and ends with 1 at the first that does not. The decisions
// that were made are saved as FOLDER/decisions.jsonl.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [folder, name] = process.argv.slice(2);
const option = (wanted) => process.argv.indexOf(wanted);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const url = (file) => pathToFileURL(resolve(folder, file)).href;
const holds = (what) => console.log(`holds: ${what}`);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, acceptDownloads: true });
const errors = [];
const open = async (file) => {
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("request", (request) => /^(file|data|blob):/.test(request.url()) || errors.push(`asked for ${request.url()}`));
  await page.goto(url(file));
  return page;
};
// A policy forbids scripts that are not the page's own, so axe comes in by the debugger.
const accessible = async (page, what) => {
  await page.evaluate(axe + ";0");
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa"] }));
  const serious = violations.filter((v) => ["serious", "critical"].includes(v.impact));
  assert.deepEqual(serious.map((v) => `${v.id}: ${v.nodes[0].html}`), [], what);
  holds(`axe finds no serious fault on ${what}`);
};
const count = async (page) => (await page.textContent("#count")).match(/^(\d+) of (\d+)/).slice(1).map(Number);

try {
  let page = await open(name);
  const [, changes] = await count(page);
  assert.ok(changes >= 2, "the page has changes");
  const seen = new Set();
  for (let n = 0; n < changes; n += 1) {
    await page.keyboard.press("j");
    seen.add(await page.getAttribute(".change.picked", "data-at"));
  }
  assert.equal(seen.size, changes);
  holds("the keyboard leads through every change");

  // What was weighed is one key away, where something was.
  for (let n = 0; n < changes && (await page.locator("#sums").count()) === 0; n += 1) await page.keyboard.press("j");
  await page.keyboard.press("w");
  assert.ok(await page.locator("#sums[open] tbody tr.taken").count() > 0);
  await page.keyboard.press("w");
  assert.equal(await page.locator("#sums[open]").count(), 0);
  holds("what was weighed is shown");

  await page.keyboard.press("j");
  const first = page.locator(".change.picked");
  const before = await page.locator("#why dd").first().textContent();
  await page.keyboard.press("r");
  assert.equal(await first.textContent(), before);
  await page.keyboard.press("j");
  await page.keyboard.press("e");
  await page.locator("#edit").fill("iets <b>anders</b>");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".change.picked").textContent(), "iets <b>anders</b>");
  await page.keyboard.press("k");
  await page.keyboard.press("a");
  await page.keyboard.press("u");
  assert.equal(await page.locator(".change.reject").count(), 1);
  holds("a change is rejected, another edited, an acceptance undone");

  await page.reload();
  assert.equal((await count(page))[0], 2);
  assert.equal(await page.locator(".change.reject").count(), 1);
  assert.equal(await page.locator(".change.edit").textContent(), "iets <b>anders</b>");
  holds("decisions outlive a reload");

  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("s")]);
  await download.saveAs(join(folder, "decisions.jsonl"));
  const lines = readFileSync(join(folder, "decisions.jsonl"), "utf8").trimEnd().split("\n").map(JSON.parse);
  assert.deepEqual(lines.map((line) => line.verdict).sort(), ["edit", "reject"]);
  holds("decisions are saved");

  await accessible(page, "a page");
  for (const width of [360, 3840]) {
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `nothing is cut off at ${width} px`);
  }
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.emulateMedia({ colorScheme: "dark" });
  await accessible(page, "a dark page");
  await page.emulateMedia({ colorScheme: "light" });
  const shots = option("--screenshots");
  if (shots > 0) {
    await page.keyboard.press("w");
    await page.keyboard.press("d");
    await page.screenshot({ path: join(process.argv[shots + 1], "review-page.png") });
  }

  const started = performance.now();
  page = await open("index.html");
  await page.locator("#rows tr").first().waitFor();
  const opened = performance.now() - started;
  await page.fill("#search", "no page is called so");
  assert.equal(await page.locator("#rows tr").count(), 0);
  const filtered = await page.evaluate(() => {
    const field = document.getElementById("search"), from = performance.now();
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.getBoundingClientRect();
    return performance.now() - from;
  });
  assert.ok(await page.locator("#rows tr").count() > 0);
  holds("the index filters");
  if (option("--time") > 0) console.log(`index: opened in ${opened.toFixed(0)} ms, filtered in ${filtered.toFixed(0)} ms`);
  await accessible(page, "the index");
  if (shots > 0) await page.screenshot({ path: join(process.argv[shots + 1], "review-index.png") });

  assert.deepEqual(errors, []);
  holds("no console error, and nothing was asked of the network");
} finally {
  await browser.close();
}
