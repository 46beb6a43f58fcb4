// Builds the map: `node build.mjs` writes wwwroot/map, `node build.mjs --check` fails when what is committed there is stale.
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"

const check = process.argv.includes("--check")
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const ofPackage = (name) => readFile(createRequire(import.meta.url).resolve(name), "utf8")

const { outputFiles } = await build({
  entryPoints: [path("dam-map.ts")],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  banner: { js: "// OpenLayers (openlayers.org), BSD 2-Clause License, and the example's dam-map.ts" },
  write: false,
})
const files = {
  "dam-map.js": outputFiles[0].text,
  "countries-110m.json": await ofPackage("world-atlas/countries-110m.json"),
  "states-10m.json": await ofPackage("us-atlas/states-10m.json"),
  "ol.css": await ofPackage("ol/ol.css"),
}

await mkdir(path("../wwwroot/map"), { recursive: true })
for (const [name, text] of Object.entries(files)) {
  const file = path(`../wwwroot/map/${name}`)
  if (!check) await writeFile(file, text)
  else if ((await readFile(file, "utf8").catch(() => "")) !== text) {
    console.error(`${file} is stale: run \`npm run build\` and commit the result.`)
    process.exitCode = 1
  }
}
