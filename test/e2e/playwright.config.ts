import { defineConfig } from '@playwright/test'

/** scripts/e2e.sh starts the demo on each engine and says where it is; the stories only look at it. */
export default defineConfig({
  testDir: '.',
  outputDir: `test-results/${process.env.TOUYAN_ENGINE ?? 'run'}`,
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env.TOUYAN_URL ?? 'http://localhost:8080',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=zh-CN'],
    },
  },
})
