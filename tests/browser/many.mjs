// node many.mjs FOLDER N: makes the index of a review stand for N pages, to see how it fares.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder, many] = process.argv.slice(2);
const path = join(folder, "index.html"), html = readFileSync(path, "utf8");
const from = html.indexOf(">", html.indexOf('id="data"')) + 1, to = html.indexOf("</script>", from);
const { rows } = JSON.parse(html.slice(from, to));
const made = Array.from({ length: Number(many) }, (_, n) => ({ ...rows[n % rows.length], name: `archive/box-${n % 37}/page-${n}.txt` }));
const data = JSON.stringify({ rows: made }).replace(/[<>&]/g, (c) => "\\u00" + c.charCodeAt(0).toString(16));
writeFileSync(path, html.slice(0, from) + data + html.slice(to));
