// Builds the browser runtime: `node build.mjs` writes dist/livegen.js, `node build.mjs --check` fails when the
// committed bundle is not what the sources give or is over the size budget.
import { readFile, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { brotliCompressSync, constants, gzipSync } from "node:zlib"
import { build } from "esbuild"
import { minify } from "terser"

/** What a page may spend on LiveGen, brotli at its best level: docs/protocol.md's whole page side fits in it. */
const BUDGET = 8 * 1024

const output = fileURLToPath(new URL("dist/livegen.js", import.meta.url))

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("src/index.ts", import.meta.url))],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  write: false,
})
// A second minifier inlines what esbuild leaves: 4 % of the bytes on the wire. The unsafe rules assume that nobody
// replaces the language's built-ins and that no function is constructed or uses `this`.
const { code: built } = await minify(outputFiles[0].text, {
  module: true,
  ecma: 2020,
  compress: { passes: 3, keep_fargs: false, pure_getters: true, unsafe: true, unsafe_arrows: true },
})
const brotli = brotliCompressSync(built, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length

console.log(`livegen.js: ${built.length} bytes, gzip ${gzipSync(built, { level: 9 }).length}, brotli ${brotli} of ${BUDGET}`)

if (!process.argv.includes("--check")) {
  await writeFile(output, built)
} else if ((await readFile(output, "utf8")) !== built) {
  console.error("dist/livegen.js is stale: run `npm run build` and commit the result.")
  process.exitCode = 1
}

if (brotli > BUDGET) {
  console.error(`The runtime is ${brotli - BUDGET} bytes over its budget. Take something out before raising it.`)
  process.exitCode = 1
}
