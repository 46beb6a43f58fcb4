// Runs the client's tests: `node run.mjs unit browser protocol`; further words choose files: `node run.mjs browser morph`. Node 20
// does not read TypeScript, so esbuild bundles files of tests into one first; each bundle is one process and, for the browser
// tests, one browser. These mostly wait: two lines of them run beside each other.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, readdir, rm } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"

const here = fileURLToPath(new URL(".", import.meta.url))
const words = process.argv.slice(2)
const kinds = ["unit", "browser", "protocol"].filter((kind) => words.includes(kind))
const chosen = words.filter((word) => !kinds.includes(word))
// Beside node_modules, so that the bundles find the packages that they leave outside.
const work = await mkdtemp(join(here, "../../../node_modules/.livegen-tests-"))
/** A run that hangs has failed, and need not hold up the others. */
const LONGEST = 10 * 60_000
/** How many processes share the files of a kind. */
const LINES = { browser: 2 }
let failed = false

for (const kind of kinds) {
  const tests = (await readdir(join(here, kind)))
    .filter((name) => name.endsWith(".test.ts") && (chosen.length === 0 || chosen.some((word) => name.includes(word))))
    .sort()
  if (kind === "browser") await buildPages(work)
  const lines = Array.from({ length: Math.min(LINES[kind] ?? 1, tests.length) }, () => [])
  tests.forEach((name, index) => lines[index % lines.length].push(name))
  const ends = await Promise.all(lines.map((names, index) => run(kind, names, join(work, `${kind}-${index}.mjs`))))
  failed ||= ends.some((end) => end !== 0) || tests.length === 0
}

await rm(work, { recursive: true })
process.exitCode = failed ? 1 : 0

/** Bundles some files of tests and runs them; their output comes in one piece, at their end. */
async function run(kind, names, outfile) {
  await build({
    stdin: { contents: names.map((name) => `import "./${kind}/${name}"`).join("\n"), resolveDir: here },
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
  })
  const tests = spawn(process.execPath, ["--enable-source-maps", "--test-reporter=spec", outfile], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LONGEST,
    env: { ...process.env, LIVEGEN_ROOT: join(here, "../../.."), LIVEGEN_PAGES: work },
  })
  const output = []
  for (const stream of [tests.stdout, tests.stderr]) stream.on("data", (data) => output.push(data))
  const [status] = await once(tests, "close")
  process.stdout.write(Buffer.concat(output))
  return status
}

/** What the test pages load: the runtime as shipped, its parts one by one, and the oracle of the fuzz test. */
async function buildPages(outdir) {
  const extras = (await readdir(join(here, "../src/extras"))).filter((name) => name.endsWith(".ts"))
  await build({
    entryPoints: {
      livegen: join(here, "../src/index.ts"),
      parts: join(here, "browser/pages/parts.ts"),
      oracle: join(here, "browser/pages/oracle.ts"),
      ...Object.fromEntries(extras.map((name) => [`extras/${name.slice(0, -3)}`, join(here, "../src/extras", name)])),
    },
    outdir,
    bundle: true,
    format: "esm",
    target: "es2022",
  })
}
