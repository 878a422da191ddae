// Each module right under src/ is an island: one entry, named as the page that needs it. What they share lies in folders.
import { readdirSync } from "node:fs";
import { defineConfig } from "vite";

const islands = readdirSync(new URL("src", import.meta.url))
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
  .map((name) => `src/${name}`);

export default defineConfig({
  base: "/static/built/",
  build: {
    outDir: "../src/seawall/web/static/built",
    emptyOutDir: true,
    assetsInlineLimit: 0, // the policy of the pages lets no worker or style be written into an address
    modulePreload: false,
    manifest: "manifest.json", // read by seawall.web.islands
    license: { fileName: "licenses.md" }, // of what is built in: it is handed on with the wheel
    target: "es2023",
    chunkSizeWarningLimit: 1500, // MapLibre GL is 1.1 MB before it is compressed
    rolldownOptions: {
      input: islands,
      output: { entryFileNames: "[name]-[hash].js", chunkFileNames: "[name]-[hash].js", assetFileNames: "[name]-[hash][extname]" },
    },
  },
});
