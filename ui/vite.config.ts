import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { VantResolver } from '@vant/auto-import-resolver'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import Components from 'unplugin-vue-components/vite'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const sharedModules = /node_modules\/(vue|@vue|vue-router|pinia|vue-i18n|@intlify|openapi-fetch)\/|\/ui\/shared\/|plugin-vue:export-helper|vite\/(preload|modulepreload)|rolldown/
const fieldModules = /node_modules\/(vant|@vant|dexie|workbox-[a-z]+|idb)\/|\/ui\/field(\/|\.html)/

type Folder = 'console' | 'field' | 'shared'
const folders = new Map<string, Folder>()

/** The folder of a chunk decides who downloads it: the field app precaches only field and shared. */
function folderOf(modules: readonly string[]): Folder {
  const own = modules.filter((id) => !sharedModules.test(id))
  if (own.length === 0) return 'shared'
  return own.every((id) => fieldModules.test(id)) ? 'field' : 'console'
}

function folderOfChunk(chunk: { name: string; moduleIds: readonly string[] }): Folder {
  const folder = folderOf(chunk.moduleIds)
  folders.set(chunk.name, folder)
  return folder
}

/** A style sheet carries only the name of its chunk, other files their source. */
function folderOfAsset(asset: { names: readonly string[]; originalFileNames: readonly string[] }): Folder {
  const chunk = asset.names.map((name) => folders.get(name.replace(/\.css$/, ''))).find(Boolean)
  if (chunk) return chunk
  return folderOf(asset.originalFileNames.map((name) => (name.startsWith('/') ? name : here(`./${name}`))))
}

/** The Go program embeds `dist`, which must exist in a fresh checkout; a build must not lose the placeholder. */
function keepPlaceholder(): Plugin {
  return {
    name: 'keep-placeholder',
    apply: 'build',
    closeBundle() {
      mkdirSync(here('./dist'), { recursive: true })
      writeFileSync(here('./dist/.keep'), '')
    },
  }
}

const worker = existsSync(here('./field/sw.ts'))
  ? VitePWA({
      strategies: 'injectManifest',
      srcDir: 'field',
      filename: 'sw.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globPatterns: ['field.html', 'assets/{field,shared}/**/*.{js,css,svg,png,webmanifest}'],
      },
    })
  : []

export default defineConfig({
  root: here('.'),
  base: '/',
  // Files of the field app that keep their names (manifest, icons): put them below field/static/assets/field/.
  publicDir: here('./field/static'),
  resolve: { alias: { '@shared': here('./shared') } },
  define: {
    __VUE_OPTIONS_API__: 'true',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    // This version of vue-i18n interprets messages and never evaluates them, as the content security policy demands.
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'false',
  },
  plugins: [
    vue(),
    Components({ dirs: [], dts: false, include: [/\/console\/.*\.vue($|\?)/], resolvers: [ElementPlusResolver()] }),
    Components({ dirs: [], dts: false, include: [/\/field\/.*\.vue($|\?)/], resolvers: [VantResolver()] }),
    worker,
    keepPlaceholder(),
  ],
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: { console: here('./console.html'), field: here('./field.html') },
      output: {
        entryFileNames: (chunk) => `assets/${folderOfChunk(chunk)}/[name]-[hash].js`,
        chunkFileNames: (chunk) => `assets/${folderOfChunk(chunk)}/[name]-[hash].js`,
        assetFileNames: (asset) => `assets/${folderOfAsset(asset)}/[name]-[hash][extname]`,
        codeSplitting: {
          groups: [
            { name: 'vue', test: /node_modules\/(vue|@vue|vue-router|pinia|vue-i18n|@intlify)\//, priority: 20 },
            { name: 'kit', test: /\/ui\/shared\/|plugin-vue:export-helper/, priority: 10 },
          ],
        },
      },
    },
  },
  server: { port: 5173, strictPort: false, proxy: { '/api': 'http://localhost:8080' } },
})
