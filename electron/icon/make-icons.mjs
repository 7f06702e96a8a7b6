import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/**
 * Draws the application's icons from the window's own (renderer/icon.svg) with Chromium, and writes them beside this file: a PNG for each
 * size that Linux wants, one .ico for Windows, one .icns for the Mac. Run again when the drawing changes; the files are in git.
 * usage: node electron/icon/make-icons.mjs      (CHROMIUM names the browser, else Debian's)
 */
const folder = fileURLToPath(new URL(".", import.meta.url));
const drawing = readFileSync(new URL("../../renderer/icon.svg", import.meta.url), "utf8");
const LINUX = [16, 32, 48, 64, 128, 256, 512];
const WINDOWS = [16, 24, 32, 48, 64, 128, 256];
/** Type of an element of an .icns that holds a PNG, and that PNG's size. */
const MAC = /** @type {const} */ ([
  ["ic11", 32],
  ["ic12", 64],
  ["ic07", 128],
  ["ic13", 256],
  ["ic08", 256],
  ["ic14", 512],
  ["ic09", 512],
  ["ic10", 1024],
]);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
/** @type {Map<number, Buffer>} */
const drawn = new Map();
for (const size of new Set([...LINUX, ...WINDOWS, ...MAC.map(([, size]) => size)])) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 100vw }</style>${drawing}`);
  drawn.set(size, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();

/** @param {number} size */
const png = (size) => /** @type {Buffer} */ (drawn.get(size));
for (const size of LINUX) writeFileSync(`${folder}${size}x${size}.png`, png(size));
writeFileSync(`${folder}icon.ico`, joinIco(WINDOWS));
writeFileSync(`${folder}icon.icns`, joinIcns());

/** @param {readonly number[]} sizes */
function joinIco(sizes) {
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let offset = head.length;
  for (const [index, size] of sizes.entries()) {
    const at = 6 + 16 * index;
    // 256 is written as 0.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png(size).length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png(size).length;
  }
  return Buffer.concat([head, ...sizes.map(png)]);
}

function joinIcns() {
  const elements = MAC.map(([type, size]) => element(type, png(size)));
  return element("icns", Buffer.concat(elements));
}

/**
 * @param {string} type
 * @param {Buffer} body
 */
function element(type, body) {
  const head = Buffer.alloc(8, type, "latin1");
  head.writeUInt32BE(8 + body.length, 4);
  return Buffer.concat([head, body]);
}
