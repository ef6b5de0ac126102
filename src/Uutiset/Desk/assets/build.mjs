// Builds what the browser needs and the repository does not carry:
//   dist/desk.js, dist/editor.js, dist/review.js, dist/bulletins.js, dist/media.js, dist/picks.js, dist/desk.css and their fonts, for the desk;
//   themes/NAME/assets/dist/*.woff2, for every theme whose theme.json names "fonts" (files of npm packages).
import { build } from "esbuild";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const themes = join(here, "../../../../themes");
const dist = join(here, "dist");

await rm(dist, { recursive: true, force: true });
await build({
  absWorkingDir: here,
  entryPoints: ["desk.ts", "editor.ts", "review.ts", "bulletins.ts", "media.ts", "picks.ts", "desk.css"],
  outdir: "dist",
  bundle: true,
  minify: true,
  // An ES module is deferred and keeps its names to itself; no eval, so that the strict CSP holds
  format: "esm",
  target: ["es2022", "chrome109", "firefox115", "safari16.4"],
  loader: { ".woff2": "file" },
  assetNames: "fonts/[name]",
  legalComments: "linked",
  logLevel: "warning",
});

for (const name of await readdir(themes)) {
  const manifest = join(themes, name, "theme.json");
  if (!existsSync(manifest)) continue;
  const { fonts = [] } = JSON.parse(await readFile(manifest, "utf8"));
  const target = join(themes, name, "assets/dist");
  await rm(target, { recursive: true, force: true });
  if (fonts.length === 0) continue;
  await mkdir(target, { recursive: true });
  for (const font of fonts) await copyFile(join(here, "node_modules", font), join(target, basename(font)));
}

// MSBuild compares its inputs with this file
await writeFile(join(dist, "built.txt"), "made by build.mjs\n");
