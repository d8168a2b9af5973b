import { defineConfig } from '@playwright/test'

/** scripts/e2e.sh starts the demo of each county on each engine and says where they are; the stories only look at them. */
export default defineConfig({
  testDir: '.',
  outputDir: `test-results/${process.env.TOUYAN_ENGINE ?? 'run'}`,
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 240_000, // a slow and busy machine plays a story of five browsers in two minutes
  expect: { timeout: 30_000 },
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 45_000,
    contextOptions: { reducedMotion: 'reduce' }, // nobody waits for a drawer to slide
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: '/usr/bin/chromium-headless-shell',
      args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=zh-CN'],
    },
  },
})
