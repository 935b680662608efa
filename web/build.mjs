import { build } from "esbuild";

await build({
  entryPoints: [{ in: "src/app.ts", out: "app" }],
  outdir: "dist", bundle: true, minify: true, format: "iife", target: "es2022", legalComments: "none",
});
