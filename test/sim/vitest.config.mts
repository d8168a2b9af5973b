import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The simulator runs the field app's own sync engine in Node, against the real program. */
export default defineConfig({
  root: here('.'),
  resolve: { alias: { '@shared': here('../../ui/shared') } },
  server: { fs: { allow: [here('../..')] } },
  test: { environment: 'node', include: ['*.test.ts'], testTimeout: 3_600_000, hookTimeout: 120_000, fileParallelism: false },
})
