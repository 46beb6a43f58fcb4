// Runs the client's tests: `node run.mjs unit browser protocol`; further words choose files: `node run.mjs browser morph`. Node 20 does not read TypeScript, so esbuild bundles each kind
// into one file first; that file is one process and, for the browser tests, one browser.
import { spawnSync } from "node:child_process"
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
let failed = false

for (const kind of kinds) {
  const tests = (await readdir(join(here, kind)))
    .filter((name) => name.endsWith(".test.ts") && (chosen.length === 0 || chosen.some((word) => name.includes(word))))
    .sort()
  await build({
    stdin: { contents: tests.map((name) => `import "./${kind}/${name}"`).join("\n"), resolveDir: here },
    outfile: join(work, `${kind}.mjs`),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
  })
  if (kind === "browser") await buildPages(work)
  const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--test-reporter=spec", join(work, `${kind}.mjs`)], {
    stdio: "inherit",
    timeout: LONGEST,
    env: { ...process.env, LIVEGEN_ROOT: join(here, "../../.."), LIVEGEN_PAGES: work },
  })
  failed ||= status !== 0
}

await rm(work, { recursive: true })
process.exitCode = failed ? 1 : 0

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
