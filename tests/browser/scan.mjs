// Looks at a page of `ontwar review` that has a scan and places of words.
//
//   node scan.mjs PAGE [--screenshot FILE]
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(pathToFileURL(resolve(process.argv[2])).href);
  await page.locator("#scan img").waitFor();
  await page.check("#zones");
  const zones = await page.locator("#scan rect.zone").count();
  assert.ok(zones >= 2, "there are zones");
  assert.equal(await page.locator("#scan text.number").first().textContent().then((text) => text.split(" ")[0]), "1");
  console.log(`holds: ${zones} zones lie over the scan`);
  await page.check("#overlay");
  assert.equal(await page.locator("#scan polyline.order").count(), 1);
  if (await page.locator(".change").count() > 0) {
    await page.locator("#text").focus();
    await page.keyboard.press("j");
    assert.ok(await page.locator("#scan rect.frame").count() > 0);
    console.log("holds: the word that is chosen is framed");
  }
  const shot = process.argv.indexOf("--screenshot");
  if (shot > 0) await page.screenshot({ path: process.argv[shot + 1] });
  assert.deepEqual(errors, []);
} finally {
  await browser.close();
}
