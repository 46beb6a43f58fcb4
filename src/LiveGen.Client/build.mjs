// Builds the browser runtime: `node build.mjs` writes dist/*.js, `node build.mjs --check` fails when the committed
// bundles are not what the sources give or are over their budgets.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { brotliCompressSync, constants, gzipSync } from "node:zlib"
import { build } from "esbuild"
import { minify } from "terser"

/** What every page spends on LiveGen, brotli at its best level: docs/decisions/010. */
const BUDGET = 9_100
/** The same with all that only some pages load (src/extras). */
const BUDGET_OF_ALL = 18 * 1024
/** What an application adds on purpose, each file; of development, what no person ever loads. */
const BUDGETS_OF_PLUGINS = { "plugins/toasts.js": 1024, "plugins/toasts.css": 1024, "plugins/dev.js": 2048 }

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const check = process.argv.includes("--check")

const extras = (await readdir(path("src/extras"))).filter((name) => name.endsWith(".ts")).map((name) => `extras/${name}`)
const bundles = new Map()
for (const source of ["index.ts", ...extras]) {
  const name = source === "index.ts" ? "livegen.js" : source.replace(/^extras\/|\.ts$/g, "") + ".js"
  bundles.set(name, await bundle(path(`src/${source}`)))
}
for (const source of await readdir(path("src/plugins"))) {
  const isStyle = source.endsWith(".css")
  bundles.set(`plugins/${source.replace(/\.ts$/, ".js")}`, await bundle(path(`src/plugins/${source}`), isStyle))
}

let total = 0
for (const [name, text] of bundles) {
  const brotli = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
  const own = BUDGETS_OF_PLUGINS[name]
  if (!own) total += brotli
  console.log(`${name}: ${text.length} bytes, gzip ${gzipSync(text, { level: 9 }).length}, brotli ${brotli}`)
  if (name === "livegen.js") within("livegen.js", brotli, BUDGET)
  if (own) within(name, brotli, own)
}
within("All together", total, BUDGET_OF_ALL)

const committed = (await readdir(path("dist"), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => relative(path("dist"), join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
if (check) {
  for (const name of new Set([...committed, ...bundles.keys()]))
    if (!committed.includes(name) || (await readFile(path(`dist/${name}`), "utf8")) !== bundles.get(name))
      fail(`dist/${name} is stale: run \`npm run build\` and commit the result.`)
} else {
  for (const name of committed) if (!bundles.has(name)) await rm(path(`dist/${name}`))
  await mkdir(path("dist/plugins"), { recursive: true })
  for (const [name, text] of bundles) await writeFile(path(`dist/${name}`), text)
}

async function bundle(entry, isStyle = false) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minifySyntax: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    write: false,
  })
  if (isStyle) return outputFiles[0].text
  // A second minifier inlines what esbuild leaves: 4 % of the bytes on the wire. The unsafe rules assume that nobody
  // replaces the language's built-ins and that no function is constructed or uses `this`.
  const { code } = await minify(outputFiles[0].text, {
    module: true,
    ecma: 2020,
    compress: { passes: 3, keep_fargs: false, pure_getters: true, unsafe: true, unsafe_arrows: true, hoist_funs: true },
  })
  return code
}

function within(what, brotli, budget) {
  console.log(`${what}: ${brotli} of ${budget} bytes`)
  if (brotli > budget) fail(`${what}: ${brotli - budget} bytes over the budget. Take something out before raising it.`)
}

function fail(text) {
  console.error(text)
  process.exitCode = 1
}
